using Bot.Conditions;
using Bot.Friends;

namespace Bot.Coupons;

/// <summary>
/// Whether a restricted coupon is for this friend. What cannot be decided is refused: a coupon for few is never given to all because a
/// segment was deleted.
/// </summary>
internal sealed class CouponEligibility(TimeZoneInfo zone, IEnumerable<ISegmentMembership> segments)
{
    /// <summary>Null: it is for them; else why not.</summary>
    public async ValueTask<Words?> Refusal(string? onlyFor, string? segment, Friend friend, DateTimeOffset now, CancellationToken ct)
    {
        if (onlyFor is not null && !Holds(onlyFor, friend, now))
        {
            return new($"友だちが条件「{onlyFor}」に当てはまりません。", $"The friend does not match its condition: {onlyFor}");
        }

        if (segment is null)
        {
            return null;
        }

        // The first that knows the segment decides.
        foreach (var membership in segments)
        {
            if (await membership.Has(segment, friend, now, ct) is { } isMember)
            {
                return isMember ? null : new($"友だちがセグメント「{segment}」に入っていません。", $"The friend is not in the segment {segment}.");
            }
        }

        return new($"セグメント「{segment}」がありません。", $"There is no segment {segment}.");
    }

    // Who uses a coupon holds it; a condition on that very coupon means what was before it was given.
    /// <summary>The same at its use, with the terms of the issue.</summary>
    public ValueTask<Words?> RefusalOfUse(CouponIssue issue, Friend friend, DateTimeOffset now, CancellationToken ct) => Refusal(
        issue.Offer.OnlyFor,
        issue.Offer.Segment,
        friend with { Coupons = [.. friend.Coupons.Where(fact => fact.Issue != issue.Id)] },
        now,
        ct);

    // The text was checked when the coupon was made; campaigns' recipients cannot be looked up here, so received(…) was refused there.
    private bool Holds(string onlyFor, Friend friend, DateTimeOffset now) =>
        ConditionText.Parse(onlyFor) is { IsUnderstood: true, Condition: var condition }
        && condition.CampaignsMentioned().Count == 0
        && condition.Holds(friend, new ConditionContext(now, zone));
}
