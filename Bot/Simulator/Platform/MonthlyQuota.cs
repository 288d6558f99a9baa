namespace Bot.Simulator.Platform;

/// <summary>People reached by push, multicast and broadcast this month (of Japan, where the account is).</summary>
internal sealed class MonthlyQuota
{
    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    private readonly Dictionary<(int Year, int Month), long> _used = [];

    /// <summary>Messages a month; null is no limit.</summary>
    public long? Limit { get; set; }

    public long Used(DateTimeOffset now) => _used.GetValueOrDefault(MonthOf(now));

    public void Count(DateTimeOffset at, int people) => _used[MonthOf(at)] = Used(at) + people;

    public void Set(DateTimeOffset now, long used) => _used[MonthOf(now)] = used;

    /// <summary>What is left of the month; null: no end to it.</summary>
    public long? Left(DateTimeOffset now) => Limit is { } limit ? Math.Max(0, limit - Used(now)) : null;

    public bool Allows(int people, DateTimeOffset now) => people == 0 || Left(now) is not { } left || people <= left;

    private static (int Year, int Month) MonthOf(DateTimeOffset time) => (time.ToOffset(Japan).Year, time.ToOffset(Japan).Month);
}
