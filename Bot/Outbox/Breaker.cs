namespace Bot.Outbox;

/// <summary>Against runaway sends: the same content does not go to the same friend twice within hours, whoever asked for it.</summary>
public static class Breaker
{
    /// <summary>
    /// Those of the friends <paramref name="to"/> is true of whom one of the earlier messages with this digest, finished or begun after
    /// <paramref name="since"/>, has reached or may have reached.
    /// </summary>
    public static IReadOnlySet<string> Repeats(string contentDigest, Func<string, bool> to, IEnumerable<OutboxMessage> earlier, DateTimeOffset since) =>
        earlier
            .Where(message => message.ContentDigest == contentDigest)
            .Where(message => message.State is OutboxState.Sent or OutboxState.Sending or OutboxState.Uncertain)
            .Where(message => (message.FinishedAt ?? message.CreatedAt) > since)
            .SelectMany(message => message.Recipients())
            .Where(to)
            .ToHashSet();
}
