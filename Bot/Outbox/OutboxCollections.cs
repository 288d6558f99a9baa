using System.Text.Json.Serialization;
using Bot.Storage;

namespace Bot.Outbox;

/// <summary>The documents of the outbox.</summary>
public static class OutboxCollections
{
    /// <summary>Everything sent or to be sent, one document a call of LINE.</summary>
    public static Collection<OutboxMessage> Messages { get; } =
        new Collection<OutboxMessage>("outbox", OutboxJson.Documents.For<OutboxMessage>(), message => message.Id)
            .Field("singleDueAt", FieldKind.Time, message => message.SingleDueAt)
            .Field("state", FieldKind.Text, message => FieldValue.Of(message.State))
            .Field("mailingId", FieldKind.Text, message => message.MailingId)
            .Field("friendId", FieldKind.Text, message => message.FriendId)
            .Field("contentDigest", FieldKind.Text, message => message.ContentDigest)
            .Field("lastTo", FieldKind.Text, message => message.LastTo)
            .Field("createdAt", FieldKind.Time, message => message.CreatedAt)
            .Field("failedAt", FieldKind.Time, message => message.FailedAt)
            .Field("variant", FieldKind.Text, message => message.Variant)
            .IndexedBy("singleDueAt")
            .IndexedBy("failedAt")
            .IndexedBy("friendId", "createdAt")
            .IndexedBy("mailingId", "state")
            .IndexedBy("mailingId", "lastTo")
            .IndexedBy("contentDigest", "lastTo")
            .Traced(Trace.Nothing);

    /// <summary>The campaigns' frozen sends, by the campaign's id.</summary>
    public static Collection<Mailing> Mailings { get; } =
        new Collection<Mailing>("mailings", OutboxJson.Documents.For<Mailing>(), mailing => mailing.Id)
            .Field("finished", FieldKind.Flag, mailing => mailing.Finished)
            .IndexedBy("finished")
            .Traced(Trace.Nothing);

    /// <summary>So many messages of a mailing, next to each other by their last friend, may hold friends between each other's.</summary>
    public const int MostInterleaved = 16;

    /// <summary>
    /// The message of a mailing that this friend is in, or null. Batches hold ascending ids; those of different variants stand
    /// between each other, but never more than <see cref="MostInterleaved"/> of them.
    /// </summary>
    public static async Task<Stored<OutboxMessage>?> MessageTo(IDocumentStore store, string mailingId, string friendId, CancellationToken ct)
    {
        var query = new Query<OutboxMessage>(
            Messages,
            Filter.Equal("mailingId", mailingId) & new Filter.Compare("lastTo", Comparison.GreaterOrEqual, friendId))
        {
            OrderBy = "lastTo",
        };
        var (found, next) = await Among(query with { Limit = 1 });
        return found ?? (next is null ? null : (await Among(query with { Limit = MostInterleaved - 1, After = next })).Found);

        async Task<(Stored<OutboxMessage>? Found, string? Next)> Among(Query<OutboxMessage> some)
        {
            var page = await store.Find(some, ct);
            return (page.Items.FirstOrDefault(message => message.Value.To.Contains(friendId)), page.Next);
        }
    }
}

[JsonSerializable(typeof(OutboxMessage))]
[JsonSerializable(typeof(Mailing))]
internal sealed partial class OutboxJson : JsonSerializerContext
{
    public static OutboxJson Documents { get; } = new(DocumentJson.Options());
}
