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

    /// <summary>How the person stands to the account now.</summary>
    public FriendStatus Status { get; init; } = FriendStatus.Visitor;

    /// <summary>When we first heard of the person.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>When they followed last (a return after a block counts).</summary>
    public DateTimeOffset? FollowedAt { get; init; }

    /// <summary>When they blocked us last; kept after they come back. Null: never.</summary>
    public DateTimeOffset? BlockedAt { get; init; }

    /// <summary>When they last wrote or tapped.</summary>
    public DateTimeOffset? LastMessageAt { get; init; }

    /// <summary>What LINE told of the person; null until it did.</summary>
    public Profile? Profile { get; init; }

    /// <summary>When LINE was last asked for the profile, whatever it answered.</summary>
    public DateTimeOffset? ProfileAskedAt { get; init; }

    /// <summary>The tags they hold, each name once.</summary>
    public IReadOnlyList<FriendTag> Tags { get; init; } = [];

    /// <summary>The attributes they have, each name once.</summary>
    public IReadOnlyList<FriendAttribute> Attributes { get; init; } = [];

    /// <summary>The latest answer to each question.</summary>
    public IReadOnlyList<AnswerFact> Answers { get; init; } = [];

    /// <summary>Where they stand in each survey they began, one fact a survey.</summary>
    public IReadOnlyList<SurveyFact> Surveys { get; init; } = [];

    /// <summary>The coupons they were given, one fact an issue.</summary>
    public IReadOnlyList<CouponFact> Coupons { get; init; } = [];

    /// <summary>
    /// When they asked to be sent nothing of the shop's own accord; no campaign reaches them until they ask for it again. Null:
    /// they did not. It is no tag or attribute, so that nothing that changes those can undo it.
    /// </summary>
    public DateTimeOffset? OptedOutAt { get; init; }

    /// <summary>The topics they asked not to hear of, each once. Null: none.</summary>
    public IReadOnlyList<TopicOptOut>? OptedOutOf { get; init; }

    /// <summary>
    /// LINE's ids of messages that were taken back before they came: LINE does not promise the order of events. Null: none.
    /// </summary>
    public IReadOnlyList<string>? UnsentAhead { get; init; }

    /// <summary>
    /// That everything kept of them is being erased; they count as blocked from the moment somebody asked for it, so that nothing is
    /// sent any more. Null: it is not.
    /// </summary>
    public FriendErasing? Erasing { get; init; }

    /// <summary>The name to greet with, or null when LINE did not tell.</summary>
    [JsonIgnore]
    public string? DisplayName => Profile?.DisplayName;

    /// <summary>Whether they hold the tag of exactly this name.</summary>
    public bool HasTag(string name) => Tags.Any(tag => tag.Name == name);

    /// <summary>A person just heard of, of whom nothing more is known.</summary>
    public static Friend FirstSeen(string id, DateTimeOffset at) => new() { Id = id, FirstSeenAt = at };
}

/// <summary>The work that erases a friend, and how the friend stood to the account before.</summary>
/// <param name="JobId">The job, and the receipt it will leave.</param>
/// <param name="Was">How they stood to the account.</param>
/// <param name="IsOwnWish">Whether they asked for it in the chat: there is a receipt then, and no job.</param>
public sealed record FriendErasing(string JobId, FriendStatus Was, bool IsOwnWish = false);

/// <summary>A topic (e.g. 新商品) that a friend does not want to hear of, since when.</summary>
public sealed record TopicOptOut(string Topic, DateTimeOffset Since);

/// <summary>How the person stands to the account.</summary>
public enum FriendStatus
{
    /// <summary>Wrote without following.</summary>
    Visitor,

    /// <summary>Follows the account and can be sent to.</summary>
    Following,

    /// <summary>Has blocked the account; nothing sent would arrive.</summary>
    Blocked,
}

/// <summary>What LINE tells about a person, and when it told.</summary>
public sealed record Profile(string DisplayName, DateTimeOffset FetchedAt)
{
    /// <summary>An https address of the picture; null: the person shows none.</summary>
    public string? PictureUrl { get; init; }

    /// <summary>The line under the name; null: there is none.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>The language LINE is set to, e.g. <c>ja</c>.</summary>
    public string? Language { get; init; }
}

/// <summary>A label on a friend. A friend holds at most one tag of an exclusive group.</summary>
public sealed record FriendTag(string Name, DateTimeOffset Since, FactSource Source)
{
    /// <summary>The exclusive group it belongs to; null: none.</summary>
    public string? Group { get; init; }
}

/// <summary>A typed fact about a friend. Exactly one of the four values is set.</summary>
public sealed record FriendAttribute(string Name, DateTimeOffset At, FactSource Source)
{
    /// <summary>Free text, or the labels of chosen options.</summary>
    public string? Text { get; init; }

    /// <summary>A number, finite.</summary>
    public double? Number { get; init; }

    /// <summary>Yes or no.</summary>
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
    /// <summary>An answer in this survey says so.</summary>
    public static FactSource Survey(string id) => new(FactSourceKind.Survey, id);

    /// <summary>A person of the shop says so, named where it is known.</summary>
    public static FactSource Staff(string? name = null) => new(FactSourceKind.Staff, name);

    /// <summary>This file, which somebody read in, says so.</summary>
    public static FactSource Import(string file) => new(FactSourceKind.Import, file);

    /// <summary>A program says so through the API.</summary>
    public static FactSource Api { get; } = new(FactSourceKind.Api);

    /// <summary>This campaign says so.</summary>
    public static FactSource Campaign(string id) => new(FactSourceKind.Campaign, id);

    /// <summary>The bot itself says so.</summary>
    public static FactSource Bot { get; } = new(FactSourceKind.Bot);
}

/// <summary>The sorts of sources a fact may have.</summary>
public enum FactSourceKind
{
    /// <summary>The answers of a survey.</summary>
    Survey,

    /// <summary>A person of the shop, in the console.</summary>
    Staff,

    /// <summary>A file that was read in.</summary>
    Import,

    /// <summary>A program, through the API.</summary>
    Api,

    /// <summary>The bot, of its own accord.</summary>
    Bot,

    /// <summary>A campaign that was sent.</summary>
    Campaign,
}

/// <summary>A friend's latest answer to one question of one survey.</summary>
public sealed record AnswerFact(string Survey, string Question, DateTimeOffset At)
{
    /// <summary>The ids of the chosen options, for choices.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>The friend's own words, for text questions.</summary>
    public string? Text { get; init; }

    /// <summary>The number or grade, for number and scale questions.</summary>
    public double? Number { get; init; }

    /// <summary>The calendar day, for date questions.</summary>
    public DateOnly? Date { get; init; }
}

/// <summary>Where a friend stands in one survey.</summary>
public sealed record SurveyFact(string Survey, SurveyStanding Standing, DateTimeOffset StartedAt)
{
    /// <summary>When they last completed it; kept while they answer again.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>How many runs of it they completed, from 0.</summary>
    public int TimesCompleted { get; init; }
}

/// <summary>Where a friend stands in a survey.</summary>
public enum SurveyStanding
{
    /// <summary>Is in the middle of it, or was when they last wrote.</summary>
    Started,

    /// <summary>Answered it to the end.</summary>
    Completed,

    /// <summary>Broke it off and may go on later.</summary>
    Stopped,

    /// <summary>The friend did not consent.</summary>
    Declined,
}

/// <summary>One coupon issued to the friend, as segments see it.</summary>
public sealed record CouponFact(string Coupon, string Issue, DateTimeOffset IssuedAt)
{
    /// <summary>When it ends (not included); null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was used; null: not used, or the use was undone.</summary>
    public DateTimeOffset? RedeemedAt { get; init; }

    /// <summary>When the shop took it back; null: it did not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}
