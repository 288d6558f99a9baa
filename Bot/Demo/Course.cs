using Bot.Friends;
using Bot.Storage;

namespace Bot.Demo;

/// <summary>How things went between a person and the shop over the last two years.</summary>
internal sealed record Course
{
    private static readonly TimeSpan Years = TimeSpan.FromDays(730);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30.4);

    public required FriendStatus Status { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    public DateTimeOffset? FollowedAt { get; init; }

    public DateTimeOffset? BlockedAt { get; init; }

    public DateTimeOffset? LastMessageAt { get; init; }

    /// <summary>Up to when the two had to do with each other.</summary>
    public required DateTimeOffset Until { get; init; }

    public required int Visits { get; init; }

    public DateTimeOffset? LastVisitAt { get; init; }

    /// <summary>0 to 3: by their visits.</summary>
    public int RankLevel => Visits switch { >= 40 => 3, >= 15 => 2, >= 6 => 1, _ => 0 };

    /// <summary>The course of such a person until now.</summary>
    public static Course Of(Persona persona, DateTimeOffset now, ShopHours hours, Dice dice)
    {
        var firstSeenAt = hours.Growing(ref dice, now - Years, now);
        var isVisitor = dice.Chance(0.02);
        DateTimeOffset? followedAt = isVisitor ? null
            : dice.Chance(0.92) ? firstSeenAt
            : hours.Between(ref dice, firstSeenAt, Earlier(now, firstSeenAt + Month));
        var blockedAt = followedAt is { } followed && dice.Chance(persona.IsRegular ? 0.04 : 0.13) ? Blocked(followed, now, ref dice) : null;

        var until = blockedAt ?? now;
        var visits = (int)Math.Round(persona.VisitsAMonth * ((until - firstSeenAt) / Month) * (0.7 + (0.6 * dice.Unit())));
        DateTimeOffset? lastVisitAt = visits == 0 ? null : LastVisit(persona, firstSeenAt, until, hours, ref dice);

        var writes = isVisitor || dice.Chance(0.2 + (visits > 0 ? 0.2 : 0) + (persona.IsRegular ? 0.3 : 0));
        var around = lastVisitAt ?? until;
        return new Course
        {
            Status = isVisitor ? FriendStatus.Visitor : blockedAt is null ? FriendStatus.Following : FriendStatus.Blocked,
            FirstSeenAt = firstSeenAt,
            FollowedAt = followedAt,
            BlockedAt = blockedAt,
            LastMessageAt = writes ? hours.Between(ref dice, Later(firstSeenAt, around - Month), around) : null,
            Until = until,
            Visits = visits,
            LastVisitAt = lastVisitAt,
        };
    }

    // Most who go, go in the first months. Null: they have only just come.
    private static DateTimeOffset? Blocked(DateTimeOffset followed, DateTimeOffset now, ref Dice dice)
    {
        var after = StoredTime.Truncate(followed + TimeSpan.FromMinutes(5) + (Month * dice.Wait(3)));
        var any = StoredTime.Truncate(followed + ((now - followed) * dice.Unit()));
        return after < now ? after : any > followed ? any : null;
    }

    // Who comes once a week was there in the last days.
    private static DateTimeOffset LastVisit(Persona persona, DateTimeOffset firstSeenAt, DateTimeOffset until, ShopHours hours, ref Dice dice)
    {
        var gap = Month * Math.Min(24, dice.Wait(1 / persona.VisitsAMonth));
        var latest = Later(firstSeenAt, StoredTime.Truncate(until - gap));
        return hours.Between(ref dice, Later(firstSeenAt, latest - TimeSpan.FromDays(2)), latest);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
