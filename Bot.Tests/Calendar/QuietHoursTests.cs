using Bot.Calendar;


namespace Bot.Tests.Calendar;

public class QuietHoursTests
{
    private static readonly TimeZoneInfo Tokyo = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");
    private static readonly QuietHours Night = new(new(21, 0), new(9, 0));

    [Theory]
    [InlineData("2026-11-21T20:59", false)]
    [InlineData("2026-11-21T20:59:59", false)]
    [InlineData("2026-11-21T21:00", true)]
    [InlineData("2026-11-22T00:00", true)]
    [InlineData("2026-11-22T08:59", true)]
    [InlineData("2026-11-22T08:59:59", true)]
    [InlineData("2026-11-22T09:00", false)]
    public void Quiet_is_from_nine_in_the_evening_until_nine_in_the_morning_in_the_shops_zone(string local, bool quiet) =>
        Assert.Equal(quiet, Night.Include(At(local), Tokyo));

    [Theory]
    [InlineData("2026-11-21T20:59", "2026-11-21T20:59")]
    [InlineData("2026-11-21T21:00", "2026-11-22T09:00")]
    [InlineData("2026-12-31T23:59", "2027-01-01T09:00")]
    [InlineData("2027-01-01T00:00", "2027-01-01T09:00")]
    [InlineData("2028-02-28T23:00", "2028-02-29T09:00")]
    [InlineData("2026-11-22T08:59", "2026-11-22T09:00")]
    [InlineData("2026-11-22T09:00", "2026-11-22T09:00")]
    public void The_next_opening_is_the_first_moment_that_is_not_quiet(string local, string opening) =>
        Assert.Equal(At(opening), Night.NextOpening(At(local), Tokyo));

    [Fact]
    public void Hours_within_one_day_are_quiet_too()
    {
        var lunch = QuietHours.Parse("12:00-13:30")!;

        Assert.True(lunch.Include(At("2026-11-21T12:00"), Tokyo));
        Assert.False(lunch.Include(At("2026-11-21T13:30"), Tokyo));
        Assert.Equal(At("2026-11-21T13:30"), lunch.NextOpening(At("2026-11-21T12:59"), Tokyo));
    }

    [Fact]
    public void Opening_is_right_on_the_day_clocks_change()
    {
        var newYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

        // Clocks go from 2:00 to 3:00 on 8 March 2026: the night is an hour shorter.
        var opening = Night.NextOpening(new DateTimeOffset(2026, 3, 7, 22, 0, 0, TimeSpan.FromHours(-5)), newYork);

        Assert.Equal(new DateTimeOffset(2026, 3, 8, 9, 0, 0, TimeSpan.FromHours(-4)), opening);
    }

    [Theory]
    [InlineData("21:00-09:00", true)]
    [InlineData(" 21:00 - 9:00 ", true)]
    [InlineData("none", true)]
    [InlineData("21-9", false)]
    [InlineData("25:00-09:00", false)]
    [InlineData("", false)]
    public void Hours_are_read_as_people_write_them(string text, bool understood) =>
        Assert.Equal(understood, QuietHours.Parse(text) is not null);

    [Fact]
    public void None_is_never_quiet() =>
        Assert.False(QuietHours.None.Include(At("2026-11-22T00:00"), Tokyo));

    [Theory]
    [InlineData("2026-11-22T10:00", "2026-11-22T01:00:00Z")]
    [InlineData("2026-11-22 10:00", "2026-11-22T01:00:00Z")]
    [InlineData("2026-11-22T10:00:30", "2026-11-22T01:00:30Z")]
    [InlineData("2026-11-22T00:00", "2026-11-21T15:00:00Z")]
    [InlineData("2026-11-22T10:00+00:00", "2026-11-22T10:00:00Z")]
    [InlineData("2026-11-22T10:00:00Z", "2026-11-22T10:00:00Z")]
    [InlineData("2026-11-22T10:00:00.123-05:00", "2026-11-22T15:00:00.123Z")]
    [InlineData("明日", null)]
    [InlineData("2026-02-29T10:00", null)]
    [InlineData("", null)]
    public void A_time_without_an_offset_is_the_shops(string text, string? moment) =>
        Assert.Equal(moment is null ? null : DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture), ShopTime.Parse(text, Tokyo));

    private static DateTimeOffset At(string local) => ShopTime.Parse(local, Tokyo)!.Value;
}
