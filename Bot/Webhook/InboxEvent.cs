using System.Text.Json.Serialization;
using Bot.Storage;

namespace Bot.Webhook;

/// <summary>
/// A webhook event as it was received, durable before LINE gets its 200. Its id is LINE's <c>webhookEventId</c>, so a
/// redelivered or duplicated event finds its place taken.
/// </summary>
public sealed record InboxEvent
{
    public required string Id { get; init; }

    /// <summary>Whose turn it starts; null in groups and rooms.</summary>
    public string? FriendId { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DateTimeOffset HappenedAt { get; init; }

    /// <summary>The event's own JSON; gone once it is done.</summary>
    public RawJson? Event { get; init; }

    /// <summary>When its turn is due; null once it is done or given up.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public int Attempts { get; init; }

    public InboxState State { get; init; } = InboxState.Waiting;

    /// <summary>Whose turn failed for good; null otherwise.</summary>
    public string? FailedFor => State == InboxState.Failed ? FriendId : null;

    /// <summary>What went wrong last, for people.</summary>
    public string? Problem { get; init; }
}

public enum InboxState
{
    Waiting,
    Done,

    /// <summary>Its turn failed again and again; kept for a person to see.</summary>
    Failed,
}

/// <summary>The documents of the inbox.</summary>
public static class InboxCollections
{
    public static Collection<InboxEvent> Inbox { get; } =
        new Collection<InboxEvent>("inbox", InboxJson.Documents.For<InboxEvent>(), happened => happened.Id)
            .Field("dueAt", FieldKind.Time, happened => happened.DueAt)
            .Field("receivedAt", FieldKind.Time, happened => happened.ReceivedAt)
            .Field("friendId", FieldKind.Text, happened => happened.FriendId)
            .Field("state", FieldKind.Text, happened => FieldValue.Of(happened.State))
            .Field("failedFor", FieldKind.Text, happened => happened.FailedFor)
            .IndexedBy("dueAt")
            .IndexedBy("receivedAt")
            .IndexedBy("failedFor");
}

[JsonSerializable(typeof(InboxEvent))]
internal sealed partial class InboxJson : JsonSerializerContext
{
    public static InboxJson Documents { get; } = new(DocumentJson.Options());
}
