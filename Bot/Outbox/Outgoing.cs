namespace Bot.Outbox;

/// <summary>
/// Messages to one friend that are about to be stored, as they are to be stored: in this process's hands when it has room
/// for all of them, otherwise for anybody to take. Disposed without having been stored, they are forgotten.
/// </summary>
internal sealed class Outgoing(IReadOnlyList<OutboxMessage> messages, Action<OutboxMessage> send, Action<string> forget) : IDisposable
{
    private bool _stored;

    public IReadOnlyList<OutboxMessage> Messages => messages;

    /// <summary>They are stored (at version 1): on their way they go.</summary>
    public void Stored()
    {
        _stored = true;
        foreach (var message in messages)
        {
            send(message);
        }
    }

    public void Dispose()
    {
        if (!_stored)
        {
            foreach (var message in messages)
            {
                forget(message.Id);
            }
        }
    }
}
