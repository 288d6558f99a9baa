using System.Globalization;
using System.Text.Json.Serialization;

namespace Bot.Friends;

/// <summary>
/// A person who follows (or wrote to) the account, and every fact the shop may choose by. The facts other features know
/// (answers, surveys, coupons) stand here too, so that one document decides whether a segment matches.
/// </summary>
public sealed record Friend
{
    /// <summary>LINE's id of the person on this account's provider, <c>U</c> and 32 hex digits.</summary>
    public required string Id { get; init; }

    public FriendStatus Status { get; init; } = FriendStatus.Visitor;

    /// <summary>When we first heard of the person.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>When they followed last (a return after a block counts).</summary>
    public DateTimeOffset? FollowedAt { get; init; }

    public DateTimeOffset? BlockedAt { get; init; }

    /// <summary>When they last wrote or tapped.</summary>
    public DateTimeOffset? LastMessageAt { get; init; }

    public Profile? Profile { get; init; }

    /// <summary>When LINE was last asked for the profile, whatever it answered.</summary>
    public DateTimeOffset? ProfileAskedAt { get; init; }

    public IReadOnlyList<FriendTag> Tags { get; init; } = [];

    public IReadOnlyList<FriendAttribute> Attributes { get; init; } = [];

    /// <summary>The latest answer to each question.</summary>
    public IReadOnlyList<AnswerFact> Answers { get; init; } = [];

    public IReadOnlyList<SurveyFact> Surveys { get; init; } = [];

    public IReadOnlyList<CouponFact> Coupons { get; init; } = [];

    /// <summary>The name to greet with, or null when LINE did not tell.</summary>
    [JsonIgnore]
    public string? DisplayName => Profile?.DisplayName;

    public bool HasTag(string name) => Tags.Any(tag => tag.Name == name);

    public static Friend FirstSeen(string id, DateTimeOffset at) => new() { Id = id, FirstSeenAt = at };
}

/// <summary>How the person stands to the account.</summary>
public enum FriendStatus
{
    /// <summary>Wrote without following.</summary>
    Visitor,
    Following,
    Blocked,
}

/// <summary>What LINE tells about a person, and when it told.</summary>
public sealed record Profile(string DisplayName, DateTimeOffset FetchedAt)
{
    public string? PictureUrl { get; init; }

    public string? StatusMessage { get; init; }

    /// <summary>The language LINE is set to, e.g. <c>ja</c>.</summary>
    public string? Language { get; init; }
}

/// <summary>A label on a friend. A friend holds at most one tag of an exclusive group.</summary>
public sealed record FriendTag(string Name, DateTimeOffset Since, FactSource Source)
{
    public string? Group { get; init; }
}

/// <summary>A typed fact about a friend. Exactly one of the four values is set.</summary>
public sealed record FriendAttribute(string Name, DateTimeOffset At, FactSource Source)
{
    public string? Text { get; init; }

    public double? Number { get; init; }

    public bool? Flag { get; init; }

    /// <summary>A calendar day.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The value as people read it.</summary>
    [JsonIgnore]
    public string ValueText =>
        Text ?? Number?.ToString(CultureInfo.InvariantCulture) ?? Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? (Flag == true ? "true" : "false");
}

/// <summary>Who says so: a survey, staff, an import, the API, a campaign; with the survey's, person's, file's or campaign's name.</summary>
public sealed record FactSource(FactSourceKind Kind, string? Name = null)
{
    public static FactSource Survey(string id) => new(FactSourceKind.Survey, id);

    public static FactSource Staff(string? name = null) => new(FactSourceKind.Staff, name);

    public static FactSource Api { get; } = new(FactSourceKind.Api);

    public static FactSource Campaign(string id) => new(FactSourceKind.Campaign, id);

    public static FactSource Bot { get; } = new(FactSourceKind.Bot);
}

public enum FactSourceKind
{
    Survey,
    Staff,
    Import,
    Api,
    Bot,
    Campaign,
}

/// <summary>A friend's latest answer to one question of one survey.</summary>
public sealed record AnswerFact(string Survey, string Question, DateTimeOffset At)
{
    /// <summary>The ids of the chosen options, for choices.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    public string? Text { get; init; }

    public double? Number { get; init; }

    public DateOnly? Date { get; init; }
}

/// <summary>Where a friend stands in one survey.</summary>
public sealed record SurveyFact(string Survey, SurveyStanding Standing, DateTimeOffset StartedAt)
{
    /// <summary>When they last completed it; kept while they answer again.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    public int TimesCompleted { get; init; }
}

public enum SurveyStanding
{
    Started,
    Completed,
    Stopped,

    /// <summary>The friend did not consent.</summary>
    Declined,
}

/// <summary>One coupon issued to the friend, as segments see it.</summary>
public sealed record CouponFact(string Coupon, string Issue, DateTimeOffset IssuedAt)
{
    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RedeemedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }
}
