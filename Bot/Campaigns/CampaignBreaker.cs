using Bot.Outbox;

namespace Bot.Campaigns;

/// <summary>
/// Against runaway sends: the same content does not go to the same friend twice within hours, whoever asked for it.
/// </summary>
public static class CampaignBreaker
{
    /// <summary>
    /// The friends who would get this content again: those of <paramref name="to"/> whom an earlier message with the same
    /// digest, finished or begun after <paramref name="since"/>, has reached or may have reached. Messages without a digest never repeat.
    /// </summary>
    public static IReadOnlySet<string> Repeats(
        string? contentDigest, IReadOnlySet<string> to, string? ownMailing, IEnumerable<OutboxMessage> earlier, DateTimeOffset since) =>
        contentDigest is null
            ? new HashSet<string>()
            : earlier
                .Where(message => message.ContentDigest == contentDigest && message.MailingId != ownMailing)
                .Where(message => message.State is OutboxState.Sent or OutboxState.Sending or OutboxState.Uncertain)
                .Where(message => (message.FinishedAt ?? message.CreatedAt) > since)
                .SelectMany(message => message.Recipients())
                .Where(to.Contains)
                .ToHashSet();
}
