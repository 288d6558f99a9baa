using Bot.Storage;

namespace Bot.Demo;

/// <summary>When things happen with a shop: in its hours, twice as often at lunch and in the evening, more at weekends.</summary>
internal sealed class ShopHours(TimeZoneInfo zone)
{
    private const int Tries = 4;

    private static readonly int[] Hours = [10, 11, 11, 12, 12, 12, 13, 13, 14, 15, 16, 17, 17, 18, 18, 18, 19, 19, 19, 20, 20, 21];

    /// <summary>A moment between two, neither before nor after them.</summary>
    public DateTimeOffset Between(ref Dice dice, DateTimeOffset from, DateTimeOffset until) => Between(ref dice, from, until, growing: false);

    /// <summary>The same, three times as likely in the end as in the beginning.</summary>
    public DateTimeOffset Growing(ref Dice dice, DateTimeOffset from, DateTimeOffset until) => Between(ref dice, from, until, growing: true);

    /// <summary>The shop's day of a moment.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);

    private DateTimeOffset Between(ref Dice dice, DateTimeOffset from, DateTimeOffset until, bool growing)
    {
        var at = from;
        for (var i = 0; i < Tries; i++)
        {
            var chance = growing ? (Math.Sqrt(1 + (8 * dice.Unit())) - 1) / 2 : dice.Unit();
            at = StoredTime.Truncate(from + ((until - from) * chance));
            var day = DayOf(at);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && dice.Chance(0.4))
            {
                continue;
            }

            var local = day.ToDateTime(new TimeOnly(dice.OneOf(Hours), 0)).AddMilliseconds(dice.Below(3_600_000));
            var open = new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
            if (open >= from && open <= until)
            {
                return open;
            }
        }

        return at;
    }
}
