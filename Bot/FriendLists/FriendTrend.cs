using Bot.Conditions;
using Bot.Friends;
using Bot.Segments;

namespace Bot.FriendLists;

/// <summary>
/// How many friends there are, and how many came and went each day, counted by the index in memory. Of each friend the last
/// time they followed and the last time they blocked the account count. Looked at again after half a minute.
/// </summary>
public sealed class FriendTrend
{
    // Of real time, whatever the clock says: a simulated one may jump.
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(30);

    private readonly FriendFinder _finder;
    private readonly TimeZoneInfo _zone;
    private readonly TimeProvider _clock;
    private Tuple<FriendDays, long, DateOnly>? _last;

    internal FriendTrend(FriendFinder finder, TimeZoneInfo zone, TimeProvider clock) => (_finder, _zone, _clock) = (finder, zone, clock);

    /// <summary>The days up to today, the oldest first; null: the index is not ready, and counting all friends would take long.</summary>
    public async Task<FriendDays?> Read(int days, CancellationToken ct)
    {
        var now = _clock.GetUtcNow();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, _zone).DateTime);
        if (_last is { } last && last.Item1.Days.Count == days && last.Item3 == today && TimeProvider.System.GetElapsedTime(last.Item2) < GoodFor)
        {
            return last.Item1;
        }

        var asked = Enumerable.Range(0, days).Select(ago => today.AddDays(ago - days + 1)).ToList();
        Condition following = new Condition.StatusIs(FriendStatus.Following);
        List<Condition> conditions =
        [
            following,
            new Condition.StatusIs(FriendStatus.Blocked),
            .. asked.Select(day => On(new DateFact.Followed(), day)),
            .. asked.Select(day => On(new DateFact.BlockedAt(), day)),
        ];
        var counts = await _finder.CountAtOnce(conditions, now, ct);
        if (counts.Any(count => count is null))
        {
            return null;
        }

        var read = new FriendDays(
            counts[0]!.Value, counts[1]!.Value, [.. asked.Select((day, at) => new FriendDay(day, counts[2 + at]!.Value, counts[2 + days + at]!.Value))]);
        _last = Tuple.Create(read, TimeProvider.System.GetTimestamp(), today);
        return read;
    }

    /// <summary>Of each survey how many friends began and completed it; null where the index cannot tell now.</summary>
    public async Task<IReadOnlyList<(long Began, long Completed)?>> OfSurveys(IReadOnlyList<string> surveys, CancellationToken ct)
    {
        var counts = await _finder.CountAtOnce(
            [
                .. surveys.Select(survey => (Condition)new Condition.SurveyIs(survey, SurveyProgress.Started)),
                .. surveys.Select(survey => (Condition)new Condition.SurveyIs(survey, SurveyProgress.Completed)),
            ],
            _clock.GetUtcNow(),
            ct);
        return [.. surveys.Select((_, at) => counts[at] is { } began && counts[surveys.Count + at] is { } completed ? (began, completed) : ((long, long)?)null)];
    }

    private static Condition.Date On(DateFact fact, DateOnly day) => new Condition.Date(fact, new When.Compare(DayOrder.On, new Moment.Day(day)));
}

/// <summary>How many follow and have blocked the account now, and what the days brought.</summary>
public sealed record FriendDays(long Following, long Blocked, IReadOnlyList<FriendDay> Days);

/// <summary>How many followed and how many blocked the account on a day of the shop's.</summary>
public sealed record FriendDay(DateOnly Day, long Followed, long Blocked);
