using Bot.Outbox;

namespace Bot.Campaigns;

/// <summary>Why a campaign was not sent to some of its friends, and to how many each.</summary>
/// <param name="Skipped">Who was left out on purpose, the most frequent reason first.</param>
/// <param name="Failed">Whom LINE refused it to, or may have; the most frequent reason first.</param>
public sealed record CampaignReasons(IReadOnlyList<ReasonCount> Skipped, IReadOnlyList<ReasonCount> Failed)
{
    /// <summary>It was sent to everybody, or to nobody yet.</summary>
    public static CampaignReasons None { get; } = new([], []);

    /// <summary>Those of one message.</summary>
    public static CampaignReasons Of(OutboxMessage message)
    {
        // Of the many who got it, none has to be looked at.
        if (message.Skipped.Count == 0 && message.State is not (OutboxState.Dropped or OutboxState.Failed or OutboxState.Uncertain))
        {
            return None;
        }

        var recipients = CampaignRecipients.Of(message).ToLookup(recipient => recipient.State, recipient => recipient.Reason ?? OutboxMessage.NoReasonKept);
        return new(
            Counted(recipients[RecipientState.Skipped]),
            Counted([.. recipients[RecipientState.Failed], .. recipients[RecipientState.Uncertain]]));

        static IReadOnlyList<ReasonCount> Counted(IEnumerable<Words> reasons) => [.. reasons.CountBy(reason => reason).Select(reason => new ReasonCount(reason.Key, reason.Value))];
    }

    /// <summary>Those of many messages.</summary>
    public static CampaignReasons Together(IEnumerable<CampaignReasons> parts)
    {
        var some = parts.Where(part => part != None).ToList();
        return new(Sum(some.SelectMany(part => part.Skipped)), Sum(some.SelectMany(part => part.Failed)));

        static IReadOnlyList<ReasonCount> Sum(IEnumerable<ReasonCount> reasons) =>
        [
            .. reasons.AggregateBy(reason => reason.Reason, 0, (friends, reason) => friends + reason.Friends)
                .Select(reason => new ReasonCount(reason.Key, reason.Value))
                .OrderByDescending(reason => reason.Friends),
        ];
    }
}
