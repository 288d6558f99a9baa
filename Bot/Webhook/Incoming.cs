using Bot.Line;
using Bot.Outbox;

namespace Bot.Webhook;

/// <summary>
/// Events that are about to be stored, each in this process's hands when it has room for it, otherwise for anybody to take.
/// Those that are not stored in the end are forgotten when this is disposed.
/// </summary>
internal sealed class Incoming(Hand hand, LaneFeed<Arrival> feed) : IDisposable
{
    private readonly Dictionary<string, WebhookEvent> _ours = [];

    /// <summary>The event as it is to be stored.</summary>
    public InboxEvent Add(InboxEvent received, WebhookEvent happened)
    {
        if (!feed.Reserve(received.Id, received.Lane))
        {
            return received;
        }

        _ours[received.Id] = happened;
        return received with { DueAt = hand.Until };
    }

    /// <summary>These are stored (at version 1): their turns come soon.</summary>
    public void Stored(IReadOnlyList<InboxEvent> stored)
    {
        foreach (var received in stored)
        {
            if (_ours.Remove(received.Id, out var happened))
            {
                feed.Offer(received.Id, received.Lane, new(new(new(received, 1), hand), happened));
            }
        }
    }

    public void Dispose()
    {
        foreach (var id in _ours.Keys)
        {
            feed.Release(id);
        }
    }
}

/// <summary>An event on its way to its turn; without the parsed event when it was read from the inbox.</summary>
internal sealed record Arrival(InHand<InboxEvent> Received, WebhookEvent? Happened);
