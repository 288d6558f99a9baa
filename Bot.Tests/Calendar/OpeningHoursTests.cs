using Bot.Calendar;

namespace Bot.Tests.Calendar;

public sealed class OpeningHoursTests
{
    private static readonly TimeZoneInfo Tokyo = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");
    private static readonly HashSet<DayOfWeek> Everyday = [.. Enum.GetValues<DayOfWeek>()];

    [Theory]
    [InlineData("2026-11-21 10:59", false)]
    [InlineData("2026-11-21 11:00", true)]
    [InlineData("2026-11-21 20:59", true)]
    [InlineData("2026-11-21 21:00", false)]
    [InlineData("2026-11-24 12:00", false)] // a Tuesday
    [InlineData("2026-12-31 12:00", false)] // named closed
    public void A_shop_is_open_between_its_times_on_its_days(string at, bool open)
    {
        var hours = new OpeningHours([new(Except(DayOfWeek.Tuesday), new(11, 0), new(21, 0))], [new(2026, 12, 31)]);

        Assert.Equal(open, hours.Include(Moment(at), Tokyo));
    }

    [Theory]
    [InlineData("2026-11-21 23:59", true)] // Saturday night
    [InlineData("2026-11-22 01:59", true)] // still Saturday's
    [InlineData("2026-11-22 02:00", false)]
    [InlineData("2026-11-22 18:30", false)] // closed on Sundays
    public void A_span_past_midnight_belongs_to_the_day_it_begins_on(string at, bool open)
    {
        var hours = new OpeningHours([new(Except(DayOfWeek.Sunday), new(18, 0), new(2, 0))], []);

        Assert.Equal(open, hours.Include(Moment(at), Tokyo));
    }

    [Fact]
    public void Until_midnight_is_the_whole_evening()
    {
        var hours = new OpeningHours([new(Everyday, new(18, 0), TimeOnly.MinValue)], []);

        Assert.True(hours.Include(Moment("2026-11-21 23:59"), Tokyo));
        Assert.False(hours.Include(Moment("2026-11-22 00:00"), Tokyo));
    }

    [Fact]
    public void The_next_opening_passes_over_closed_days()
    {
        var hours = new OpeningHours([new(Except(DayOfWeek.Tuesday), new(11, 0), new(21, 0))], [new(2026, 11, 25)]);

        Assert.Equal(Moment("2026-11-26 11:00"), hours.NextOpening(Moment("2026-11-23 21:00"), Tokyo));
        Assert.Equal(Moment("2026-11-23 12:00"), hours.NextOpening(Moment("2026-11-23 12:00"), Tokyo));
    }

    [Fact]
    public void What_never_opens_has_no_next_opening() =>
        Assert.Null(new OpeningHours([], []).NextOpening(Moment("2026-11-21 12:00"), Tokyo));

    private static HashSet<DayOfWeek> Except(DayOfWeek closed) => [.. Everyday.Where(day => day != closed)];

    private static DateTimeOffset Moment(string local) =>
        new DateTimeOffset(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(9)).ToUniversalTime();
}
