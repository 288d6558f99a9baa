using Bot.Line;

namespace Bot.Friends;

/// <summary>
/// What one webhook event does to one friend. Reactions fill it; nothing is written or sent until the whole turn is
/// committed at once: the friend, what was recorded, the documents, the reply in the outbox, and the event as done.
/// When the commit meets a conflict the turn is thrown away and taken again, so a reaction must change nothing itself.
/// </summary>
public sealed class Turn(WebhookEvent happened, Friend friend, DateTimeOffset now, TimeZoneInfo zone)
    : FriendChange(friend, now)
{
    /// <summary>What LINE told of; the cause of this turn.</summary>
    public WebhookEvent Event { get; } = happened;

    /// <summary>The shop's time zone.</summary>
    public TimeZoneInfo Zone { get; } = zone;

    /// <summary>The text the friend wrote, or null when the event is anything else.</summary>
    public string? Text => Event is MessageEvent { Message: ReceivedText text } ? text.Text : null;

    /// <inheritdoc/>
    public override string? CausedBy => (Event as MessageEvent)?.Message.Id;
}

/// <summary>
/// One way the bot answers an event. Reactions are asked in the order <c>Program.cs</c> registers them, until one says
/// the event is answered.
/// </summary>
public interface IReaction
{
    /// <summary>Fills the turn. True: answered, ask no further reaction.</summary>
    ValueTask<bool> React(Turn turn, CancellationToken ct);
}
