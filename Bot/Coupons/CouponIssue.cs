using Bot.Calendar;
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

    /// <summary>As last written; time alone makes it expired, see <see cref="CouponMachine.StateAt(CouponIssue, DateTimeOffset)"/>.</summary>
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

    /// <summary>Which terms of the coupon these are, see <see cref="Coupon.Version"/>; null: given before versions were kept.</summary>
    public string? Version { get; init; }

    /// <summary>The unguessable end of the address of its page with QR code and barcode; null: it has none.</summary>
    public string? Token { get; init; }

    /// <summary>The whole address of that page, as it was when the coupon was given.</summary>
    public string? PageUrl { get; init; }

    /// <summary>LINE's id of the coupon of LINE's own that the friend got in place of our card; LINE does not tell of its use.</summary>
    public string? LineCouponId { get; init; }

    /// <summary>The places it takes among those of a limited coupon and a limited prize; they are given back when it is revoked.</summary>
    public IReadOnlyList<string>? Places { get; init; }

    /// <summary>When to remind the friend; null: not, or not any more.</summary>
    public DateTimeOffset? RemindAt { get; init; }

    /// <summary>What became of the reminder; null: nothing yet.</summary>
    public Reminder? Reminder { get; init; }

    /// <summary>How often a use of it was undone.</summary>
    public int Undone { get; init; }

    /// <summary>Its use; null: not used, or the use was undone.</summary>
    public Redemption? Redemption { get; init; }

    /// <summary>When the shop took it back; null: it did not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The issue as segments see it; a lottery that was lost gives no such fact.</summary>
    public CouponFact ToFact() => new(CouponId, Id, IssuedAt)
    {
        ExpiresAt = ExpiresAt,
        RedeemedAt = Redemption?.At,
        RevokedAt = RevokedAt,
    };
}

/// <summary>What was promised to the friend.</summary>
public sealed record Offer(string Title, Reward Reward, string? Terms = null, string? PictureUrl = null)
{
    /// <summary>The name of the prize, where a lottery was won.</summary>
    public string? Prize { get; init; }

    /// <summary>What one use costs the shop in yen; null: unknown.</summary>
    public int? Value { get; init; }

    /// <summary>At which hours of the week it can be used; null: at any.</summary>
    public OpeningHours? Usable { get; init; }

    /// <summary>The condition that must hold of the friend who uses it.</summary>
    public string? OnlyFor { get; init; }

    /// <summary>The saved segment the friend who uses it must be in.</summary>
    public string? Segment { get; init; }

    /// <summary>What the reminder says above the card; null: the bot's own words.</summary>
    public string? RemindText { get; init; }
}

/// <summary>The one use of an issue: when, by whom, and the number on the friend's screen (six digits).</summary>
public sealed record Redemption(DateTimeOffset At, string Number, FactSource By)
{
    /// <summary>In which of the shop's stores; null: nobody said.</summary>
    public string? Store { get; init; }
}

/// <summary>A reminder that was queued, or why there was none.</summary>
public sealed record Reminder(DateTimeOffset At, ReminderOutcome Outcome);

/// <summary>What became of a reminder.</summary>
public enum ReminderOutcome
{
    /// <summary>It was handed to the outbox.</summary>
    Sent,

    /// <summary>The friend does not follow the account any more.</summary>
    NotFollowing,

    /// <summary>The coupon had ended before it could be sent: the bot stood still, or it was night.</summary>
    TooLate,
}

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

    /// <summary>Drawn in a lottery and lost: there never was anything to use.</summary>
    Lost,
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

    /// <summary>The coupon is not given, or not to this friend; the reason is for staff.</summary>
    public sealed record NotValidNow(Words Reason) : IssueResult
    {
        /// <summary>Why, for programs.</summary>
        public NotGiven Why { get; init; }

        /// <summary>What to say to a friend who asked for it; null: nothing.</summary>
        public string? Words { get; init; }
    }
}

/// <summary>Why a coupon is not given.</summary>
public enum NotGiven
{
    /// <summary>It is given no more.</summary>
    Closed,

    /// <summary>Its time is over.</summary>
    Over,

    /// <summary>All there were have been given.</summary>
    Gone,

    /// <summary>It is for others.</summary>
    NotForThem,

    /// <summary>The friend lacks the day its time counts from.</summary>
    NoDay,

    /// <summary>The month of the friend's birthday is not near.</summary>
    NotTheirMonth,

    /// <summary>The friend had one too short a time ago.</summary>
    TooSoon,

    /// <summary>LINE has not made its own coupon for it yet, or refused to.</summary>
    NotReady,
}
