namespace Bot.Friends;

/// <summary>Something that happened between a friend and the shop. Appended, never changed; erased with the friend.</summary>
public sealed record TimelineEntry
{
    public required string Id { get; init; }

    public required string FriendId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required TimelineKind Kind { get; init; }

    /// <summary>The thing it is about: a tag, attribute, survey, coupon or campaign by its id.</summary>
    public string? Subject { get; init; }

    /// <summary>What was said, answered or set, in words.</summary>
    public string? Detail { get; init; }

    public FactSource? Source { get; init; }

    /// <summary>LINE's id of the message, so that an unsent one can be found.</summary>
    public string? MessageId { get; init; }
}

public enum TimelineKind
{
    Followed,
    Unblocked,
    Blocked,
    Wrote,
    Tapped,
    MessageUnsent,
    BotReplied,
    TagAdded,
    TagRemoved,
    AttributeSet,
    AttributeRemoved,
    ConsentGiven,
    ConsentRefused,
    SurveyStarted,
    Answered,
    SurveyCompleted,
    SurveyStopped,
    CouponIssued,
    CouponRedeemed,
    CouponRedemptionUndone,
    CouponRevoked,
    OptedOut,
    OptedIn,

    /// <summary>What the friend wrote found no answer; a person may want to give one.</summary>
    Unanswered,
    Other,
}
