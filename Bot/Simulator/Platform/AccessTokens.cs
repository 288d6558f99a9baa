using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Bot.Simulator.Platform;

/// <summary>
/// Channel access tokens: the long-lived one, stateless ones (15 minutes, cannot be revoked), short-lived ones (30 days,
/// at most 30, the oldest gives way) and v2.1 ones with a key id.
/// </summary>
internal sealed class AccessTokens(SimulatedChannel channel, TimeProvider clock, Func<DateTimeOffset?> longLivedEndsAt)
{
    public static readonly TimeSpan StatelessLife = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan ShortLife = TimeSpan.FromDays(30);
    private const int Most = 30;

    private readonly Lock _lock = new();
    private readonly List<Issued> _issued = [];
    private bool _longLivedRevoked;

    public string IssueStateless()
    {
        var expires = (clock.GetUtcNow() + StatelessLife).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var chance = RandomNumberGenerator.GetHexString(8, lowercase: true);
        return $"stateless.{expires}.{chance}.{Seal(expires + chance)}";
    }

    /// <summary>A token of 30 days; null when 30 with a key id are out already (short-lived ones push out the oldest).</summary>
    public Issued? IssueStored(bool withKeyId)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            _issued.RemoveAll(token => token.ExpiresAt <= now);
            if (_issued.Count(token => token.KeyId is not null == withKeyId) >= Most)
            {
                if (withKeyId)
                {
                    return null;
                }

                _issued.RemoveAt(_issued.FindIndex(token => token.KeyId is null));
            }

            var issued = new Issued(
                RandomNumberGenerator.GetHexString(80, lowercase: true), withKeyId ? RandomNumberGenerator.GetHexString(22) : null, now + ShortLife);
            _issued.Add(issued);
            return issued;
        }
    }

    public IReadOnlyList<string> KeyIds()
    {
        lock (_lock)
        {
            return [.. _issued.Where(token => token.ExpiresAt > clock.GetUtcNow()).Select(token => token.KeyId).OfType<string>()];
        }
    }

    public void Revoke(string token)
    {
        lock (_lock)
        {
            _longLivedRevoked |= token == channel.AccessToken;
            _issued.RemoveAll(issued => issued.Token == token);
        }
    }

    /// <summary>How long the token is good for still; null when it is not good. The long-lived one has no end unless the settings say one.</summary>
    public TimeSpan? Left(string token)
    {
        var now = clock.GetUtcNow();
        if (token == channel.AccessToken)
        {
            return _longLivedRevoked ? null
                : longLivedEndsAt() is not { } end ? TimeSpan.MaxValue
                : end > now ? end - now : null;
        }

        if (token.Split('.') is ["stateless", var expires, var chance, var seal])
        {
            return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(seal), Encoding.ASCII.GetBytes(Seal(expires + chance)))
                && DateTimeOffset.FromUnixTimeSeconds(long.Parse(expires, CultureInfo.InvariantCulture)) - now is var left && left > TimeSpan.Zero
                    ? left
                    : null;
        }

        lock (_lock)
        {
            return _issued.Find(issued => issued.Token == token) is { } found && found.ExpiresAt > now ? found.ExpiresAt - now : null;
        }
    }

    private string Seal(string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(channel.Secret), Encoding.UTF8.GetBytes(text)));

    public sealed record Issued(string Token, string? KeyId, DateTimeOffset ExpiresAt);
}
