using Bot.Outbox;
using Bot.Storage;

namespace Bot.Webhook;

/// <summary>Events whose turns are to be taken. One that failed before is waited for by nobody.</summary>
internal sealed class InboxHandOver(IDocumentStore store, TimeProvider clock)
    : HandOver<InboxEvent>(store, InboxCollections.Inbox, "dueAt", TimeSpan.FromSeconds(5), clock)
{
    protected override DateTimeOffset? DueAt(InboxEvent document) => document.DueAt;

    protected override bool IsInHand(InboxEvent document) => document.Attempts == 0;

    protected override (string FriendId, DateTimeOffset At)? Place(InboxEvent document) =>
        document is { FriendId: { } friendId, Attempts: 0 } ? (friendId, document.HappenedAt) : null;

    protected override InboxEvent Given(InboxEvent document, Hand hand) => document with { DueAt = hand.Until };
}
