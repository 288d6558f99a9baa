using Bot.Friends;

namespace Bot.Coupons;

/// <summary>A coupon given to one friend, with the terms of that day: changing the coupon later does not change this.</summary>
public sealed record CouponIssue
{
    /// <summary>Names the issue in the buttons of its card; not secret, unlike the code.</summary>
    public required string Id { get; init; }

    /// <summary>The coupon it was made from.</summary>
    public required string CouponId { get; init; }

    /// <summary>LINE's id of the friend who holds it.</summary>
    public required string FriendId { get; init; }

    /// <summary>What staff type in: twelve unguessable characters, unique among all issues; people see <see cref="CouponCode.Say"/>.</summary>
    public required string Code { get; init; }

    /// <summary>As last written; time alone makes it expired, see <see cref="CouponMachine.StateAt"/>.</summary>
    public IssueState State { get; init; } = IssueState.Issued;

    /// <summary>When it was given, in whole milliseconds.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>From when it can be used, where that is later than when it was given.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Until when (not including); null: for ever.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The title, reward and terms as they were when it was given.</summary>
    public required Offer Offer { get; init; }

    /// <summary>Who gave it: a survey, a campaign, staff and so on.</summary>
    public required FactSource Source { get; init; }

    /// <summary>Unique where set: what keeps a friend from getting the coupon twice.</summary>
    public string? OnceKey { get; init; }

    /// <summary>Its use; null: not used, or the use was undone.</summary>
    public Redemption? Redemption { get; init; }

    /// <summary>When the shop took it back; null: it did not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The issue as segments see it.</summary>
    public CouponFact ToFact() => new(CouponId, Id, IssuedAt)
    {
        ExpiresAt = ExpiresAt,
        RedeemedAt = Redemption?.At,
        RevokedAt = RevokedAt,
    };
}

/// <summary>What was promised to the friend.</summary>
public sealed record Offer(string Title, Reward Reward, string? Terms = null, string? PictureUrl = null);

/// <summary>The one use of an issue: when, by whom, and the number on the friend's screen (six digits).</summary>
public sealed record Redemption(DateTimeOffset At, string Number, FactSource By);

/// <summary>Where an issue stands.</summary>
public enum IssueState
{
    /// <summary>Given and not used yet.</summary>
    Issued,

    /// <summary>Used at the shop; only staff can undo that.</summary>
    Redeemed,

    /// <summary>Its time is over. Reached by time alone, so a stored issue still says issued.</summary>
    Expired,

    /// <summary>Taken back by the shop.</summary>
    Revoked,
}

/// <summary>What became of giving a coupon to a friend.</summary>
public abstract record IssueResult
{
    private IssueResult()
    {
    }

    /// <summary>Given just now.</summary>
    public sealed record Issued(CouponIssue Issue) : IssueResult;

    /// <summary>The friend has had it before; nothing is given.</summary>
    public sealed record AlreadyHeld(CouponFact Earlier) : IssueResult;

    /// <summary>There is no coupon of this id.</summary>
    public sealed record UnknownCoupon(string CouponId) : IssueResult;

    /// <summary>The coupon is closed or over, in words for staff.</summary>
    public sealed record NotValidNow(string Reason) : IssueResult;
}
