using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Bot.Simulator.Platform;

/// <summary>The channel the bot uses: what a shop copies from LINE's console.</summary>
/// <param name="Id">The channel id.</param>
/// <param name="Secret">Signs webhooks and gets stateless tokens.</param>
/// <param name="AccessToken">The long-lived token.</param>
public sealed record SimulatedChannel(string Id, string Secret, string AccessToken)
{
    /// <summary>The account's display name.</summary>
    public string Name { get; init; } = "シミュレーター公式";

    /// <summary>The account's own user id: a webhook's <c>destination</c>.</summary>
    public string BotUserId => "U" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("bot " + Id)))[..32];

    /// <summary>The account's <c>@</c> id, as LINE would give it.</summary>
    public string BasicId => "@sim" + Id;

    /// <summary>The LINE Login channel of the same provider, which knows people by the same ids.</summary>
    public string LoginId => "2" + (BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes("login " + Id))) % 1_000_000_000).ToString("D9", CultureInfo.InvariantCulture);

    /// <summary>Gets the login channel's tokens, and signs ID tokens on the web.</summary>
    public string LoginSecret => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("login " + Secret)))[..32];

    /// <summary>A channel nobody else knows the secrets of.</summary>
    public static SimulatedChannel Random() => new(
        "2" + RandomNumberGenerator.GetInt32(100_000_000, 1_000_000_000),
        RandomNumberGenerator.GetHexString(32, lowercase: true),
        "sim-" + RandomNumberGenerator.GetHexString(64, lowercase: true));
}
