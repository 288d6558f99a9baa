using Bot.Storage;

namespace Bot.Outbox;

/// <summary>Messages to single friends. One found in another's hands may have been sent by whoever had it.</summary>
internal sealed class OutboxHandOver(IDocumentStore store, TimeProvider clock)
    : HandOver<OutboxMessage>(store, OutboxCollections.Messages, "singleDueAt", TimeSpan.FromSeconds(10), clock)
{
    /// <summary>A message as it is stored when this process is about to send it.</summary>
    public static OutboxMessage Sending(OutboxMessage message, Hand hand) => message with { State = OutboxState.Sending, DueAt = hand.Until };

    protected override DateTimeOffset? DueAt(OutboxMessage document) => document.SingleDueAt;

    protected override bool IsInHand(OutboxMessage document) => document.State == OutboxState.Sending;

    protected override (string FriendId, DateTimeOffset At)? Place(OutboxMessage document) => (document.To[0], document.CreatedAt);

    protected override OutboxMessage Given(OutboxMessage document, Hand hand) => Sending(document, hand);

    protected override OutboxMessage Taken(OutboxMessage document, Hand hand) =>
        Sending(document, hand) with { Unsure = document.Unsure || document.State == OutboxState.Sending };
}
