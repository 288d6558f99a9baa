namespace Bot.Friends;

/// <summary>
/// Something that happened between a friend and the shop. Appended, and changed only
/// when the friend changes or takes back what they wrote; erased with the friend.
/// </summary>
public sealed record TimelineEntry
{
    /// <summary>Ascending in time, so that entries of one moment keep their order.</summary>
    public required string Id { get; init; }

    /// <summary>LINE's id of the friend it happened with.</summary>
    public required string FriendId { get; init; }

    /// <summary>When it happened, in whole milliseconds.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What sort of thing happened.</summary>
    public required TimelineKind Kind { get; init; }

    /// <summary>The thing it is about: a tag, attribute, survey, coupon or campaign by its id.</summary>
    public string? Subject { get; init; }

    /// <summary>
    /// What was said, answered or set, in the words it was said in; empty: a message without words, whose type is the subject.
    /// </summary>
    public string? Detail { get; init; }

    /// <summary>Why it happened, where the bot decided it.</summary>
    public Words? Reason { get; init; }

    /// <summary>Who caused it, where somebody but the friend did; null: the friend, or not known.</summary>
    public FactSource? Source { get; init; }

    /// <summary>LINE's id of the message it is, came from or is about, so that what an unsent one left behind can be found.</summary>
    public string? MessageId { get; init; }
}

/// <summary>The sorts of things that happen with a friend.</summary>
public enum TimelineKind
{
    /// <summary>Followed the account for the first time.</summary>
    Followed,

    /// <summary>Followed again after a block.</summary>
    Unblocked,

    /// <summary>Blocked the account.</summary>
    Blocked,

    /// <summary>Wrote a message, with words or without.</summary>
    Wrote,

    /// <summary>Tapped a button of ours.</summary>
    Tapped,

    /// <summary>Took back a message they had written; nothing of what it said is kept.</summary>
    MessageUnsent,

    /// <summary>Changed a text they had written; only the new one is kept, in its place.</summary>
    MessageEdited,

    /// <summary>Watched a video to its end; the subject is the tracking id it was sent with.</summary>
    VideoWatched,

    /// <summary>Came near a LINE Beacon, or tapped its banner; the subject is its hardware id.</summary>
    BeaconHeard,

    /// <summary>Tied the LINE account to one at the shop's own site.</summary>
    AccountLinked,

    /// <summary>Got a tag.</summary>
    TagAdded,

    /// <summary>Lost a tag, also by getting another of its exclusive group.</summary>
    TagRemoved,

    /// <summary>An attribute was set, for the first time or anew.</summary>
    AttributeSet,

    /// <summary>An attribute was taken away.</summary>
    AttributeRemoved,

    /// <summary>Consented to a survey.</summary>
    ConsentGiven,

    /// <summary>Did not consent to a survey.</summary>
    ConsentRefused,

    /// <summary>Was sent the first question of a survey without having asked for it.</summary>
    SurveySent,

    /// <summary>Began a survey.</summary>
    SurveyStarted,

    /// <summary>Was asked to go on with a survey.</summary>
    SurveyReminded,

    /// <summary>Answered a question of a survey.</summary>
    Answered,

    /// <summary>Answered a survey to the end.</summary>
    SurveyCompleted,

    /// <summary>Broke a survey off.</summary>
    SurveyStopped,

    /// <summary>A photo of an answer could not be kept; the subject is the question, the reason why.</summary>
    PhotoNotKept,

    /// <summary>Was given a coupon.</summary>
    CouponIssued,

    /// <summary>Asked for a coupon, or earned it, and was not given it; the reason says why.</summary>
    CouponNotGiven,

    /// <summary>Drew no prize of a lottery.</summary>
    CouponLost,

    /// <summary>Was told that a coupon ends soon.</summary>
    CouponReminded,

    /// <summary>Used a coupon.</summary>
    CouponRedeemed,

    /// <summary>Staff took the use of a coupon back.</summary>
    CouponRedemptionUndone,

    /// <summary>The shop took a coupon back.</summary>
    CouponRevoked,

    /// <summary>Asked to be sent nothing any more.</summary>
    OptedOut,

    /// <summary>Asked to be sent things again.</summary>
    OptedIn,

    /// <summary>What the friend wrote found no answer; a person may want to give one.</summary>
    Unanswered,

    /// <summary>The people of the shop were told something of the friend; the detail says what.</summary>
    StaffTold,

    /// <summary>A person of the shop answered in the chat.</summary>
    StaffReplied,

    /// <summary>A person of the shop wrote something down.</summary>
    Noted,

    /// <summary>Written down before its sort had a name; the detail says what.</summary>
    Other,
}
