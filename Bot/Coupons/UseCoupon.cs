using Bot.Friends;
using Bot.Line;
using Bot.Storage;

namespace Bot.Coupons;

/// <summary>
/// Answers the buttons of a coupon: shows it, asks before using it up, uses it up. A coupon of another friend, an old button
/// or a second tap get a polite answer and change nothing.
/// </summary>
internal sealed class UseCoupon(IDocumentStore store) : IReaction
{
    /// <summary>A confirmation older than this is asked again: the friend has scrolled back, or left the counter.</summary>
    private static readonly TimeSpan ConfirmationGoodFor = TimeSpan.FromMinutes(10);

    public async ValueTask<bool> React(Turn turn, CancellationToken ct)
    {
        if (turn.Event is not PostbackEvent { Postback.Data: var data } || CouponPostback.Read(data) is not { } tapped)
        {
            return false;
        }

        var stored = await store.Get(CouponCollections.Issues, tapped.IssueId, ct);
        turn.Say(stored is null || stored.Value.FriendId != turn.Friend.Id
            ? CouponWords.NotYours
            : Answer(turn, stored, tapped));
        return true;
    }

    private static Message Answer(Turn turn, Stored<CouponIssue> stored, CouponPostback tapped)
    {
        var issue = stored.Value;
        if (issue.StateAt(turn.Now) != IssueState.Issued)
        {
            return CouponWords.Over(issue, turn.Now, turn.Zone);
        }

        if (tapped.Tap == CouponTap.Show)
        {
            return CouponCard.For(issue, turn.Zone);
        }

        if (issue.ValidFrom > turn.Now)
        {
            return CouponWords.NotYet(issue.ValidFrom.Value, turn.Zone);
        }

        if (tapped.Tap == CouponTap.Use || turn.Now - tapped.AskedAt > ConfirmationGoodFor)
        {
            return CouponWords.Confirmation(issue, turn.Now);
        }

        var used = CouponRedemption.Redeem(turn, stored, FactSource.Bot);
        return CouponCard.Used(used.Issue, turn.Zone);
    }
}
