using Bot.Conditions;
using Bot.Friends;

namespace Bot.Tests.Conditions;

/// <summary>Random friends and conditions over few names and days, so that they meet; the same for the same seed.</summary>
internal sealed class Sample(int seed)
{
    private static readonly string[] Tags = ["甘口", "婚約中", "子供 あり", "VIP", "and", "または", "2026", "\"引用\\\"", "😀タグ", "ＶＩＰ", "お得!", "100%", "a!=b", "でない", "＂"];
    private static readonly string[] Attributes = ["prefecture", "rank", "誕生日", "会員 番号", "member"];
    private static readonly string[] Surveys = ["spice-level", "wedding", "a.b", "名前 空白"];
    private static readonly string[] Questions = ["spice", "child", "q.1", "自由 記述"];
    private static readonly string[] Texts = ["mild", "hot", "カレー", "辛いカレーが好き 😀", "true", "20", "2026-11-21", "today", "090", "3日前", "and", "%", "_", "a\nb", "－5", "1e3"];
    private static readonly string[] Coupons = ["welcome", "birthday 10%"];
    private static readonly string[] Campaigns = ["new-curry", "0198", "夏 祭り"];

    private readonly Random _random = new(seed);

    public static TimeZoneInfo Tokyo { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");

    public static IReadOnlyList<string> CampaignIds => Campaigns;

    /// <summary>The beginning of a leap day there.</summary>
    public static DateTimeOffset Midnight { get; } = new(2028, 2, 29, 0, 0, 0, TimeSpan.FromHours(9));

    /// <summary>A time on or near a midnight in Tokyo, around which the friends' dates lie.</summary>
    public DateTimeOffset Now { get; } = Midnight.AddMilliseconds(new Random(seed).Next(-2, 3));

    public ConditionContext Context(IReadOnlyList<Friend> friends) => new(Now, Tokyo)
    {
        Received = Campaigns.ToDictionary(
            campaign => campaign,
            _ => FriendIds.Of(friends.Where(_ => Maybe(3)).Select(friend => friend.Id))),
    };

    public Friend Friend(int number) => new()
    {
        Id = $"U{number:x32}",
        FirstSeenAt = Time(),
        Status = OneOf(FriendStatus.Following, FriendStatus.Following, FriendStatus.Blocked, FriendStatus.Visitor),
        FollowedAt = Maybe(4) ? null : Time(),
        BlockedAt = Maybe(2) ? null : Time(),
        LastMessageAt = Maybe(3) ? null : Time(),
        OptedOutAt = Maybe(5) ? Time() : null,
        OptedOutOf = Maybe(3) ? [.. Some(Tags).Select(topic => new TopicOptOut(topic, Time()))] : null,
        Tags = [.. Some(Tags).Select(tag => new FriendTag(tag, Time(), FactSource.Bot))],
        Attributes = [.. Some(Attributes).Select(name => _random.Next(4) switch
        {
            0 => new FriendAttribute(name, Time(), FactSource.Bot) { Text = OneOf(Texts) },
            1 => new FriendAttribute(name, Time(), FactSource.Bot) { Number = Number() },
            2 => new FriendAttribute(name, Time(), FactSource.Bot) { Flag = Maybe(2) },
            _ => new FriendAttribute(name, Time(), FactSource.Bot) { Date = Day() },
        })],
        Answers = [.. from survey in Some(Surveys) from question in Some(Questions) select Answer(survey, question)],
        Surveys = [.. Some(Surveys).Select(survey => new SurveyFact(survey, OneOf(Enum.GetValues<SurveyStanding>()), Time())
        {
            CompletedAt = Maybe(2) ? null : Time(),
        })],
        Coupons = [.. Enumerable.Range(0, _random.Next(4)).Select(issue => new CouponFact(OneOf(Coupons), $"i{issue}", Time())
        {
            ExpiresAt = Maybe(3) ? null : Time(),
            RedeemedAt = Maybe(2) ? null : Time(),
            RevokedAt = Maybe(2) ? null : Time(),
        })],
    };

    public Condition Condition(int depth = 4) => (depth == 0 ? 3 : _random.Next(9)) switch
    {
        0 => new Condition.And([.. Parts(depth)]),
        1 => new Condition.Or([.. Parts(depth)]),
        2 => new Condition.Not(Condition(depth - 1)),
        _ => Test(),
    };

    private IEnumerable<Condition> Parts(int depth) => Enumerable.Range(0, 2 + _random.Next(2)).Select(_ => Condition(depth - 1));

    private Condition Test() => _random.Next(14) switch
    {
        0 => new Condition.All(),
        1 => new Condition.StatusIs(OneOf(Enum.GetValues<FriendStatus>())),
        2 or 3 => new Condition.Tag([.. AtLeastOne(Tags)], Maybe(2) ? null : When()),
        4 => new Condition.Attribute(OneOf(Attributes), ValueTest()),
        5 or 6 => new Condition.Answer(OneOf(Surveys), OneOf(Questions), ValueTest()),
        7 => new Condition.Answered(OneOf(Surveys), Maybe(2) ? null : OneOf(Questions), Maybe(2) ? null : When()),
        8 => new Condition.SurveyIs(OneOf(Surveys), OneOf(Enum.GetValues<SurveyProgress>())),
        9 => new Condition.CouponIs(OneOf(Coupons), OneOf(Enum.GetValues<CouponUse>())),
        10 => new Condition.Received(OneOf(Campaigns)),
        11 => new Condition.Date(DateFact(), When()),
        12 => new Condition.OptedOut(Maybe(3) ? null : OneOf(Tags)),
        _ => Maybe(2) ? new Condition.Known(DateFact()) : new Condition.Never(DateFact()),
    };

    private ValueTest ValueTest() => _random.Next(9) switch
    {
        0 => new ValueTest.Is(OneOf<Value>(new Value.Text(OneOf(Texts)), new Value.Number(Number()), new Value.Flag(Maybe(2)))),
        1 => new ValueTest.IsNot(OneOf<Value>(new Value.Text(OneOf(Texts)), new Value.Number(Number()), new Value.Flag(Maybe(2)))),
        2 => new ValueTest.In([.. Values()]),
        3 => new ValueTest.NotIn([.. Values()]),
        4 => new ValueTest.Number(OneOf(Enum.GetValues<NumberOrder>()), Number()),
        5 => Number() is var low ? new ValueTest.Between(low, low + _random.Next(3)) : throw new InvalidOperationException(),
        6 => new ValueTest.Contains(OneOf("カレー", "a", "😀", "%", "\n", "い")),
        7 => new ValueTest.Day(When()),
        _ => Maybe(2) ? new ValueTest.Known() : new ValueTest.Unknown(),
    };

    private IEnumerable<Value> Values() => _random.Next(3) switch
    {
        0 => AtLeastOne(Texts).Select(text => new Value.Text(text)),
        1 => Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => new Value.Number(Number())),
        _ => Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => new Value.Day(Day())),
    };

    private When When()
    {
        if (!Maybe(4))
        {
            return new When.Compare(OneOf(Enum.GetValues<DayOrder>()), Moment());
        }

        var (near, far) = (_random.Next(3), 3 + _random.Next(3));
        return _random.Next(4) switch
        {
            0 => new When.Between(new Moment.Ago(far, TimeUnit.Day), new Moment.Ago(near, TimeUnit.Day)),
            1 => new When.Between(new Moment.FromNow(near, TimeUnit.Month), new Moment.FromNow(far, TimeUnit.Month)),
            2 => new When.Between(new Moment.Ago(far, TimeUnit.Day), new Moment.Today()),
            _ => Day() is var day ? new When.Between(new Moment.Day(day), new Moment.Day(day.AddDays(near))) : throw new InvalidOperationException(),
        };
    }

    private Moment Moment() => _random.Next(4) switch
    {
        0 => new Moment.Day(Day()),
        1 => new Moment.Today(),
        2 => new Moment.Ago(_random.Next(4), OneOf(Enum.GetValues<TimeUnit>())),
        _ => new Moment.FromNow(_random.Next(4), OneOf(Enum.GetValues<TimeUnit>())),
    };

    private DateFact DateFact() => _random.Next(9) switch
    {
        0 => new DateFact.FirstSeen(),
        1 => new DateFact.Followed(),
        2 => new DateFact.BlockedAt(),
        3 => new DateFact.LastMessage(),
        4 => new DateFact.Started(OneOf(Surveys)),
        5 => new DateFact.Completed(OneOf(Surveys)),
        6 => new DateFact.Issued(OneOf(Coupons)),
        7 => new DateFact.Redeemed(OneOf(Coupons)),
        _ => new DateFact.Expires(OneOf(Coupons)),
    };

    private AnswerFact Answer(string survey, string question) => _random.Next(4) switch
    {
        0 => new AnswerFact(survey, question, Time()) { Choices = [.. Some(Texts)] },
        1 => new AnswerFact(survey, question, Time()) { Text = OneOf(Texts) },
        2 => new AnswerFact(survey, question, Time()) { Number = Number() },
        _ => new AnswerFact(survey, question, Time()) { Date = Day() },
    };

    // Some days, weeks, months or a year away from now, at, just before or just after the same time or a midnight.
    private DateTimeOffset Time()
    {
        var base_ = Maybe(2) ? Now : Midnight;
        return base_.AddMonths(OneOf(0, 0, 0, -1, 1, -12)).AddDays(_random.Next(-3, 4)).AddHours(OneOf(0, 0, -1, 1, 3)).AddMilliseconds(_random.Next(-1, 2));
    }

    private DateOnly Day() => new DateOnly(2028, 2, 29).AddMonths(OneOf(0, 0, -1, 1, -12)).AddDays(_random.Next(-3, 4));

    private double Number() => OneOf(0, 1, 2, 3, 20, -5, 0.1, 1000, 1e21);

    private bool Maybe(int oneIn) => _random.Next(oneIn) == 0;

    private T OneOf<T>(params IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private IEnumerable<T> Some<T>(IReadOnlyList<T> items) => [.. items.Where(_ => Maybe(3))];

    private List<T> AtLeastOne<T>(IReadOnlyList<T> items) => [.. Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => OneOf(items)).Distinct()];
}
