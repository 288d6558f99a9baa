using Bot.Friends;
using Bot.Line;
using Bot.Storage;

namespace Bot.Coupons;

/// <summary>
/// Answers the buttons of a coupon: shows it, asks before using it up, uses it up. A coupon of another friend, an old button
/// or a second tap get a polite answer and change nothing.
/// </summary>
internal sealed class UseCoupon(IDocumentStore store, CouponRedemption redemption) : IReaction
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
            : await Answer(turn, stored, tapped, ct));
        return true;
    }

    private async ValueTask<Message> Answer(Turn turn, Stored<CouponIssue> stored, CouponPostback tapped, CancellationToken ct)
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

        // Before it asks, so that nobody presses in front of the staff what is refused then.
        if (await redemption.Obstacle(turn, issue, ct) is { } obstacle)
        {
            return CouponWords.Obstacle(obstacle, turn.Zone);
        }

        if (tapped.Tap == CouponTap.Use || turn.Now - tapped.AskedAt > ConfirmationGoodFor)
        {
            return CouponWords.Confirmation(issue, turn.Now);
        }

        var result = await redemption.Redeem(turn, stored, FactSource.Bot, store: null, ct);
        return result is RedeemResult.Redeemed { Issue: var used } ? CouponCard.Used(used, turn.Zone) : CouponWords.Obstacle(result, turn.Zone);
    }
}
