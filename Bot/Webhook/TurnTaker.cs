using Bot.Friends;
using Bot.Line;
using Bot.Outbox;
using Bot.Storage;
using Microsoft.Extensions.Options;

namespace Bot.Webhook;

/// <summary>
/// Takes one event's turn: loads the friend, asks the reactions, and writes everything they decided in one commit, the
/// event's being done among it. Whoever loses a race for the friend decides again on what the winner wrote.
/// </summary>
internal sealed class TurnTaker(
    IDocumentStore store,
    IEnumerable<IReaction> reactions,
    OutboxSender outbox,
    TimeProvider clock,
    TimeZoneInfo zone,
    IOptions<WebhookOptions> options)
{
    // Two instances, or staff and friend, may meet on one friend; more than a few meetings in a row is a bug.
    private const int Races = 8;

    private readonly IReaction[] _reactions = [.. reactions];

    /// <summary>False: another instance has the event by now.</summary>
    public async Task<bool> Take(Stored<InboxEvent> received, WebhookEvent happened, CancellationToken ct)
    {
        for (var race = 1; ; race++)
        {
            using var decision = await Decide(received, happened, ct);
            var (commit, answer) = (decision.Commit, decision.Answer);
            using var outgoing = outbox.Prepare(answer);
            foreach (var message in outgoing.Messages)
            {
                commit.Insert(OutboxCollections.Messages, message);
            }

            switch (await store.Commit(commit, ct))
            {
                case CommitResult.Committed:
                    outgoing.Stored();
                    return true;
                case CommitResult.Conflict { Collection: "inbox" }:
                    return false;
                case CommitResult.Conflict conflict when race == Races:
                    throw new StoreException($"{conflict.Collection}/{conflict.Id} kept changing while the turn was decided ({conflict.Reason}).");
            }
        }
    }

    private async Task<Decision> Decide(Stored<InboxEvent> received, WebhookEvent happened, CancellationToken ct)
    {
        var done = received.Value.AsDone();
        if (happened.Mode == "standby")
        {
            // Another module holds this chat: LINE forbids sending, so we do not act on what is said there either.
            return new(new Commit().Replace(InboxCollections.Inbox, done, received.Version), []);
        }

        if (happened.FriendId is not { } friendId)
        {
            return AnswerGroup(happened, received.Value, new Commit().Replace(InboxCollections.Inbox, done, received.Version));
        }

        var now = clock.GetUtcNow();
        var stored = await store.Get(FriendCollections.Friends, friendId, ct);
        var turn = new Turn(happened, stored?.Value ?? Friend.FirstSeen(friendId, StoredTime.Truncate(now)), now, zone);
        await React(turn, ct);
        var commit = turn.Commit
            .Put(FriendCollections.Friends, turn.Friend, stored?.Version ?? 0)
            .Replace(InboxCollections.Inbox, done, received.Version);
        foreach (var entry in turn.Recorded)
        {
            commit.Insert(FriendCollections.Timeline, entry);
        }

        return new(commit, OutboxMessage.Answering(happened, received.Value.ReceivedAt, friendId, turn.Said, turn.Now), turn);
    }

    private async ValueTask React(Turn turn, CancellationToken ct)
    {
        try
        {
            foreach (var reaction in _reactions)
            {
                if (await reaction.React(turn, ct))
                {
                    break;
                }
            }
        }
        catch
        {
            // Nobody gets to see the turn, and what it holds on to would be held for ever.
            turn.Dispose();
            throw;
        }
    }

    private Decision AnswerGroup(WebhookEvent happened, InboxEvent received, Commit commit)
    {
        if (options.Value.GroupReply is not { Length: > 0 } words
            || happened is not (JoinEvent or MessageEvent)
            || (happened.Source?.GroupId ?? happened.Source?.RoomId) is not { } groupId)
        {
            return new(commit, []);
        }

        return new(commit, OutboxMessage.Answering(happened, received.ReceivedAt, groupId, [new TextMessage(words)], StoredTime.Truncate(clock.GetUtcNow())));
    }

    // What a turn holds on to, it lets go of when the commit was tried.
    private sealed record Decision(Commit Commit, IReadOnlyList<OutboxMessage> Answer, Turn? Turn = null) : IDisposable
    {
        public void Dispose() => Turn?.Dispose();
    }
}
