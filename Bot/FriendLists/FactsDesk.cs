using System.Text.Json;
using Bot.Friends;
using Microsoft.AspNetCore.DataProtection;

namespace Bot.FriendLists;

/// <summary>Changes the facts of one friend for a person of the shop, who gets a token with which it can be taken back for an hour.</summary>
public sealed class FactsDesk(FriendStore friends, IDataProtectionProvider protection)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);

    private readonly ITimeLimitedDataProtector _tokens = protection.CreateProtector("friend facts").ToTimeLimitedDataProtector();

    /// <summary>Makes the change; what takes it back, or an empty text where nothing changed. Null: no such friend.</summary>
    public Task<string?> Change(string friendId, Action<FriendChange> decide, CancellationToken ct) => friends.Change(
        friendId,
        (change, _) =>
        {
            var before = change.Friend;
            decide(change);
            return ValueTask.FromResult(ReferenceEquals(before, change.Friend)
                ? ""
                : _tokens.Protect(friendId + '\n' + JsonSerializer.Serialize(FactsChanged.Between(before, change.Friend), ListsJson.Documents.FactsChanged), GoodFor));
        },
        ct);

    /// <summary>Takes a change back as far as it still is as it was left. False: the token is not of this friend, or too old.</summary>
    public async Task<bool> TakeBack(string friendId, string token, FactSource by, CancellationToken ct)
    {
        if (Read(token)?.Split('\n', 2) is not [var of, var changed] || of != friendId)
        {
            return false;
        }

        var facts = JsonSerializer.Deserialize(changed, ListsJson.Documents.FactsChanged)!;
        return await Change(friendId, change => facts.TakeBack(change, by), ct) is not null;
    }

    private string? Read(string token)
    {
        try
        {
            return _tokens.Unprotect(token);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
