using Bot.Friends;
using Bot.Line;

namespace Bot.Outbox;

/// <summary>Saying something to a friend outside a turn.</summary>
public static class Pushes
{
    /// <summary>Queues messages to the friend in the same commit as the change; LINE counts them. The caller sees to quiet hours.</summary>
    public static void Push(this FriendChange change, params IEnumerable<Message> messages)
    {
        foreach (var message in OutboxMessage.Pushing(change.Friend.Id, [.. messages], change.Now))
        {
            change.Commit.Insert(OutboxCollections.Messages, message);
        }
    }
}
