using System.Text.Json.Serialization;
using Bot.Outbox;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>What became of one friend of a campaign's audience, and why where it was not sent.</summary>
public sealed record Recipient(string FriendId, RecipientState State, Words? Reason, DateTimeOffset? At)
{
    /// <summary>The variant they got or will get; null: there are none, or they get nothing.</summary>
    public string? Variant { get; init; }
}

/// <summary>What became of one recipient.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecipientState>))]
public enum RecipientState
{
    /// <summary>Not sent to yet.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>LINE accepted it.</summary>
    [JsonStringEnumMemberName("sent")]
    Sent,

    /// <summary>Left out on purpose, or the send was cancelled before; the reason says which.</summary>
    [JsonStringEnumMemberName("skipped")]
    Skipped,

    /// <summary>Gets nothing, so that the others can be compared with them.</summary>
    [JsonStringEnumMemberName("heldOut")]
    HeldOut,

    /// <summary>LINE refused it, or could not be reached long enough.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>LINE may or may not have delivered it; it was not sent again so that nobody gets it twice.</summary>
    [JsonStringEnumMemberName("uncertain")]
    Uncertain,
}

/// <summary>
/// Some of the recipients and where to continue; a page may hold fewer than asked for. They come message by message, ascending by
/// friend id where there are no variants.
/// </summary>
public sealed record RecipientPage(IReadOnlyList<Recipient> Recipients, string? After);

/// <summary>Tells of every friend of an audience what became of them, from the outbox messages they stand in.</summary>
internal sealed class CampaignRecipients(IDocumentStore store)
{
    // So that looking for the few failures of a huge campaign answers in pieces instead of taking long.
    private const int MostMessagesRead = 2_000;

    public async Task<RecipientPage> List(string campaignId, RecipientState? state, string? after, int limit, CancellationToken ct)
    {
        var found = new List<Recipient>();
        var from = after is null ? null : Place.Read(after);
        var place = from;
        string? cursor = null;
        for (var read = 0; ;)
        {
            var page = await store.Find(
                new Query<OutboxMessage>(OutboxCollections.Messages, After(campaignId, from?.FriendId))
                {
                    OrderBy = "lastTo",
                    Limit = 100,
                    After = cursor,
                },
                ct);
            foreach (var message in page.Items.Select(item => item.Value).Where(message => from?.IsBehind(message) != true))
            {
                foreach (var recipient in Of(message))
                {
                    if (from?.IsBehind(message, recipient.FriendId) != true && (state is null || recipient.State == state))
                    {
                        if (found.Count == limit)
                        {
                            return new RecipientPage(found, place!.Write());
                        }

                        found.Add(recipient);
                        place = new Place(recipient.FriendId, message.Id, message.LastTo!);
                    }
                }
            }

            if (page.Next is null)
            {
                return new RecipientPage(found, null);
            }

            cursor = page.Next;
            read += page.Items.Count;
            if (read >= MostMessagesRead)
            {
                var last = page.Items[^1].Value;
                return new RecipientPage(found, new Place(last.LastTo!, last.Id, last.LastTo!).Write());
            }
        }
    }

    /// <summary>One friend, or null: not in the audience.</summary>
    public async Task<Recipient?> Find(string campaignId, string friendId, CancellationToken ct) =>
        await OutboxCollections.MessageTo(store, campaignId, friendId, ct) is { } message
            ? Of(message.Value).FirstOrDefault(recipient => recipient.FriendId == friendId)
            : null;

    internal static IEnumerable<Recipient> Of(OutboxMessage message)
    {
        var skipped = message.Skipped.ToDictionary(skip => skip.FriendId, skip => skip.Reason);
        return message.To.Select(friendId => (skipped.TryGetValue(friendId, out var why)
            ? new Recipient(friendId, RecipientState.Skipped, why, message.FinishedAt)
            : message.State switch
            {
                _ when message.HeldOut => new(friendId, RecipientState.HeldOut, message.Reason, message.FinishedAt),
                OutboxState.Sent => new(friendId, RecipientState.Sent, null, message.FinishedAt),
                OutboxState.Failed => new(friendId, RecipientState.Failed, message.Reason, message.FinishedAt),
                OutboxState.Uncertain => new(friendId, RecipientState.Uncertain, message.Reason, message.FinishedAt),
                OutboxState.Dropped => new(friendId, RecipientState.Skipped, message.Reason, message.FinishedAt),
                _ => new(friendId, RecipientState.Waiting, message.Reason, null),
            }) with
        {
            Variant = message.Variant,
        });
    }

    private static Filter After(string campaignId, string? friendId) => friendId is null
        ? Filter.Equal("mailingId", campaignId)
        : Filter.Equal("mailingId", campaignId) & new Filter.Compare("lastTo", Comparison.GreaterOrEqual, friendId);

    // Where a page ended: behind this friend of this message. Messages stand in the order of their last friends; those of
    // variants hold friends between each other's, so the friend alone does not tell which were shown.
    private sealed record Place(string FriendId, string MessageId, string LastTo)
    {
        public string Write() => $"{FriendId}~{MessageId}~{LastTo}";

        public static Place Read(string after) =>
            after.Split('~') is [var friend, var message, var last] ? new(friend, message, last) : new(after, "", after);

        // The message itself is looked at again, wherever an erasure has moved it.
        public bool IsBehind(OutboxMessage message) => message.Id != MessageId && string.CompareOrdinal(message.LastTo, LastTo) <= 0;

        public bool IsBehind(OutboxMessage message, string friendId) =>
            (message.Id == MessageId || MessageId.Length == 0) && string.CompareOrdinal(friendId, FriendId) <= 0;
    }
}
