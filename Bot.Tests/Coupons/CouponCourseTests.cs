using Bot.Coupons;
using Bot.Friends;

namespace Bot.Tests.Coupons;

/// <summary>A coupon day by day.</summary>
public sealed class CouponCourseTests
{
    private static readonly TimeZoneInfo Tokyo = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");
    private static readonly DateTimeOffset Now = At("2028-03-02T12:00+09:00");

    [Fact]
    public void Days_are_the_shops_and_what_is_open_goes_on_over_a_leap_day()
    {
        var days = Course(
            Issue("2028-02-28T23:59:59+09:00"),
            Issue("2028-02-29T00:00+09:00") with { State = IssueState.Redeemed, Redemption = new Redemption(At("2028-03-01T00:00+09:00"), "1", FactSource.Staff()) },
            Issue("2028-02-29T10:00+09:00") with { ExpiresAt = At("2028-03-01T00:00+09:00") },
            Issue("2028-02-29T11:00+09:00") with { State = IssueState.Lost },
            Issue("2028-02-29T12:00+09:00") with { State = IssueState.Revoked, RevokedAt = At("2028-02-29T13:00+09:00") });

        Assert.Equal(["2028-02-28", "2028-02-29", "2028-03-01", "2028-03-02"], days.Select(day => day.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal([1L, 3, 0, 0], days.Select(day => day.Issued));
        Assert.Equal([0L, 1, 0, 0], days.Select(day => day.Expired));
        Assert.Equal([0L, 0, 1, 0], days.Select(day => day.Used));
        Assert.Equal([0L, 1, 0, 0], days.Select(day => day.Revoked));
        Assert.Equal([1L, 2, 1, 1], days.Select(day => day.Open));
        Assert.Equal([500L, 1000, 500, 500], days.Select(day => day.OpenValue));
    }

    [Fact]
    public void A_coupon_of_ten_years_shows_the_last_days_with_what_is_open_from_before()
    {
        var days = Course(Issue("2018-01-01T00:00+09:00"));

        Assert.Equal((CouponCourse.MostDays, 1L, 0L), (days.Count, days[0].Open, days[0].Issued));
        Assert.Empty(Course());
    }

    [Fact]
    public void Whatever_becomes_of_issues_they_are_counted_as_what_they_are_now()
    {
        var random = new Random(5);
        var (counts, issues) = (new IssueCounts(), new Dictionary<string, CouponIssue>());
        for (var change = 0; change < 3_000; change++)
        {
            var id = $"2028-02-{random.Next(1, 29):00}T{random.Next(24):00}:{random.Next(60):00}+09:00";
            if (random.Next(5) == 0)
            {
                issues.Remove(id);
                counts.Remove(id);
                continue;
            }

            var used = new Redemption(At("2028-03-01T00:00+09:00"), "1", FactSource.Staff()) { Store = random.Next(2) == 0 ? null : "渋谷" };
            issues[id] = (issues.GetValueOrDefault(id) ?? Issue(id)) with
            {
                State = (IssueState)random.Next(5),
                Redemption = used,
                Undone = random.Next(3),
                ExpiresAt = random.Next(3) == 0 ? null : Now.AddDays(random.Next(-3, 3)),
            };
            counts.Put(issues[id], Tokyo);
        }

        Assert.Equal(issues.Count, counts.Count);
        Assert.Equal(
            ReportRow.Together(issues.Values.Select(issue => ReportRow.Of(IssueKind.Of(issue, Tokyo), 1, Now))),
            ReportRow.Together(counts.Of("c").Select(some => ReportRow.Of(some.Kind, some.Count, Now))));
        Assert.Empty(counts.Of("another"));
    }

    private static IReadOnlyList<CourseDay> Course(params CouponIssue[] issues)
    {
        var counts = new IssueCounts();
        Array.ForEach(issues, issue => counts.Put(issue, Tokyo));
        return CouponCourse.Of(counts.Of("c"), Now, Tokyo);
    }

    private static CouponIssue Issue(string at) => new()
    {
        Id = at,
        CouponId = "c",
        FriendId = "U",
        Code = at,
        IssuedAt = At(at),
        Offer = new Offer("割引", new Reward.AmountOff(500)) { Value = 500 },
        Source = FactSource.Bot,
    };

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
