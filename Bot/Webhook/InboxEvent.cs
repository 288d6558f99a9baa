using System.Text.Json.Serialization;
using Bot.Storage;

namespace Bot.Webhook;

/// <summary>
/// A webhook event as it was received, durable before LINE gets its 200. Its id is LINE's <c>webhookEventId</c>, so a
/// redelivered or duplicated event finds its place taken.
/// </summary>
public sealed record InboxEvent
{
    /// <summary>LINE's <c>webhookEventId</c>; where LINE gave none, a digest of the event.</summary>
    public required string Id { get; init; }

    /// <summary>Whose turn it starts; null in groups and rooms.</summary>
    public string? FriendId { get; init; }

    /// <summary>When the bot received it first.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it happened, as LINE says.</summary>
    public required DateTimeOffset HappenedAt { get; init; }

    /// <summary>The event's own JSON; gone once it is done.</summary>
    public RawJson? Event { get; init; }

    /// <summary>
    /// When anybody may take its turn: at once, or when the instance that has it in hand should have been done with it. Null
    /// once it is done or given up.
    /// </summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>How often its turn was tried and failed.</summary>
    public int Attempts { get; init; }

    /// <summary>How far its turn has come.</summary>
    public InboxState State { get; init; } = InboxState.Waiting;

    /// <summary>Whose turn failed for good; null otherwise.</summary>
    public string? FailedFor => State == InboxState.Failed ? FriendId : null;

    /// <summary>What went wrong last, for people.</summary>
    public string? Problem { get; init; }

    /// <summary>What stays of it when nothing is to be done any more: enough to know a redelivery by.</summary>
    public InboxEvent AsDone() => this with { State = InboxState.Done, Event = null, FriendId = null, DueAt = null, Problem = null };

    /// <summary>Those with the same are worked on one after the other.</summary>
    [JsonIgnore]
    internal string Lane => FriendId ?? Id;
}

/// <summary>How far an event's turn has come.</summary>
public enum InboxState
{
    /// <summary>Its turn is still to be taken, or taken again.</summary>
    Waiting,
    /// <summary>Its turn is committed, with all that followed from it.</summary>
    Done,

    /// <summary>Its turn failed again and again; kept for a person to see.</summary>
    Failed,
}

/// <summary>The documents of the inbox.</summary>
public static class InboxCollections
{
    /// <summary>Events by LINE's id: due ones, failed ones, and done ones kept to know a redelivery by.</summary>
    public static Collection<InboxEvent> Inbox { get; } =
        new Collection<InboxEvent>("inbox", InboxJson.Documents.For<InboxEvent>(), happened => happened.Id)
            .Field("dueAt", FieldKind.Time, happened => happened.DueAt)
            .Field("receivedAt", FieldKind.Time, happened => happened.ReceivedAt)
            .Field("friendId", FieldKind.Text, happened => happened.FriendId)
            .Field("state", FieldKind.Text, happened => FieldValue.Of(happened.State))
            .Field("failedFor", FieldKind.Text, happened => happened.FailedFor)
            .IndexedBy("dueAt")
            .IndexedBy("receivedAt")
            .IndexedBy("failedFor")
            .Traced(Trace.Nothing);
}

[JsonSerializable(typeof(InboxEvent))]
internal sealed partial class InboxJson : JsonSerializerContext
{
    public static InboxJson Documents { get; } = new(DocumentJson.Options());
}
