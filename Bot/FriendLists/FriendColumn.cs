using System.Globalization;
using Bot.Friends;
using Bot.Surveys;

namespace Bot.FriendLists;

/// <summary>One column of a list of friends, as addresses write it: <c>tags</c>, <c>attribute:会員番号</c>, <c>answer:spice-level.spice</c>.</summary>
public sealed record FriendColumn(FriendColumnKind Kind, string? Subject = null)
{
    private const int MostColumns = 30;

    /// <summary>What a list shows when nobody chose.</summary>
    public static IReadOnlyList<FriendColumn> Usual { get; } =
        [new(FriendColumnKind.Status), new(FriendColumnKind.Tags), new(FriendColumnKind.LastMessage), new(FriendColumnKind.Followed)];

    /// <summary>The kinds that are about one thing each.</summary>
    public static bool HasSubject(FriendColumnKind kind) => kind is FriendColumnKind.Attribute or FriendColumnKind.Answer or FriendColumnKind.Survey;

    /// <summary>The column of this text, or null: there is none.</summary>
    public static FriendColumn? Parse(string? text)
    {
        var parts = (text ?? "").Split(':', 2);
        return Enum.TryParse<FriendColumnKind>(parts[0], ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !int.TryParse(parts[0], out _)
            && HasSubject(kind) == (parts is [_, { Length: > 0 and <= 200 }])
            ? new(kind, parts.Length == 2 ? parts[1] : null)
            : null;
    }

    /// <summary>The columns of these texts; those that are none are left out.</summary>
    public static IReadOnlyList<FriendColumn> ParseAll(IEnumerable<string?> texts) => [.. texts.Select(Parse).OfType<FriendColumn>().Distinct().Take(MostColumns)];

    /// <inheritdoc/>
    public override string ToString() =>
        char.ToLowerInvariant(Kind.ToString()[0]) + Kind.ToString()[1..] + (Subject is null ? "" : ":" + Subject);
}

/// <summary>What a column tells of a friend.</summary>
public enum FriendColumnKind
{
    /// <summary>LINE's id.</summary>
    Id,

    /// <summary>How they stand to the account.</summary>
    Status,

    /// <summary>The tags they hold.</summary>
    Tags,

    /// <summary>When they last wrote or tapped.</summary>
    LastMessage,

    /// <summary>When they followed last.</summary>
    Followed,

    /// <summary>When they were first heard of.</summary>
    FirstSeen,

    /// <summary>When they blocked the account.</summary>
    Blocked,

    /// <summary>How many coupons they can use now.</summary>
    Coupons,

    /// <summary>The surveys they completed.</summary>
    Surveys,

    /// <summary>Whether they asked to be sent nothing.</summary>
    OptedOut,

    /// <summary>The language of their LINE.</summary>
    Language,

    /// <summary>The value of an attribute.</summary>
    Attribute,

    /// <summary>The latest answer to a question, <c>survey.question</c>.</summary>
    Answer,

    /// <summary>Where they stand in a survey.</summary>
    Survey,
}

/// <summary>What columns say of friends, as files write it: times by the shop's clock, answers in the words of their options.</summary>
public sealed class FriendCells
{
    private readonly SurveyBook _surveys;
    private readonly TimeZoneInfo _zone;
    private readonly TimeProvider _clock;

    internal FriendCells(SurveyBook surveys, TimeZoneInfo zone, TimeProvider clock) => (_surveys, _zone, _clock) = (surveys, zone, clock);

    /// <summary>The text of a cell; empty where there is nothing to say.</summary>
    public string Of(Friend friend, FriendColumn column) => column.Kind switch
    {
        FriendColumnKind.Id => friend.Id,
        FriendColumnKind.Status => FieldName(friend.Status),
        FriendColumnKind.Tags => string.Join(';', friend.Tags.Select(tag => tag.Name)),
        FriendColumnKind.LastMessage => At(friend.LastMessageAt),
        FriendColumnKind.Followed => At(friend.FollowedAt),
        FriendColumnKind.FirstSeen => At(friend.FirstSeenAt),
        FriendColumnKind.Blocked => At(friend.BlockedAt),
        FriendColumnKind.Coupons => friend.Coupons.Count(CanBeUsed).ToString(CultureInfo.InvariantCulture),
        FriendColumnKind.Surveys => string.Join(';', friend.Surveys.Where(fact => fact.TimesCompleted > 0 || fact.Standing == SurveyStanding.Completed).Select(fact => TitleOf(fact.Survey))),
        FriendColumnKind.OptedOut => friend.OptedOutAt is not null ? At(friend.OptedOutAt) : string.Join(';', (friend.OptedOutOf ?? []).Select(held => held.Topic)),
        FriendColumnKind.Language => friend.Profile?.Language ?? "",
        FriendColumnKind.Attribute => friend.Attributes.FirstOrDefault(held => held.Name == column.Subject)?.ValueText ?? "",
        FriendColumnKind.Answer => friend.Answers.FirstOrDefault(fact => $"{fact.Survey}.{fact.Question}" == column.Subject) is { } answer ? Words(answer) : "",
        FriendColumnKind.Survey => friend.Survey(column.Subject!) is { } survey ? FieldName(survey.Standing) : "",
        _ => "",
    };

    /// <summary>What an answer says, in the words of its options where the survey still has them.</summary>
    public string Words(AnswerFact answer)
    {
        var options = _surveys.Find(answer.Survey)?.Find(answer.Question)?.Choosable;
        return answer.Choices is { Count: > 0 } choices
            ? string.Join(';', choices.Select(choice => options?.FirstOrDefault(option => option.Id == choice)?.Label ?? choice))
            : answer.Text ?? answer.Number?.ToString(CultureInfo.InvariantCulture) ?? answer.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
    }

    /// <summary>A survey's title, or its id where no title is known.</summary>
    public string TitleOf(string survey) => _surveys.Find(survey)?.Title ?? survey;

    /// <summary>A question's text, of <c>survey.question</c>.</summary>
    public string QuestionOf(string subject) =>
        subject.Split('.', 2) is [var survey, var question] && _surveys.Find(survey)?.Find(question) is { } found ? found.Text : subject;

    private bool CanBeUsed(CouponFact coupon) =>
        coupon is { RedeemedAt: null, RevokedAt: null } && (coupon.ExpiresAt is not { } end || end > _clock.GetUtcNow());

    private string At(DateTimeOffset? moment) =>
        moment is { } at ? TimeZoneInfo.ConvertTime(at, _zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "";

    private static string FieldName<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
