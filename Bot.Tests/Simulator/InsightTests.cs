using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Bot.Line;

namespace Bot.Tests.Simulator;

public sealed class InsightTests : IDisposable
{
    private static readonly DateTimeOffset NewYear = new(2027, 1, 1, 0, 0, 0, TimeSpan.FromHours(9));

    private readonly string _folder = Directory.CreateTempSubdirectory("insight").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_followers_of_a_day_of_Japan_are_told_from_the_next_one_on()
    {
        await using var line = await SimulatedLine.Start();
        line.Clock.SetTo(NewYear.AddMinutes(-1));
        var early = await line.Friend("大晦日の人");
        line.Clock.SetTo(NewYear.AddMinutes(1));
        await line.Friend("元日の人");
        await early.Block();

        Assert.Equal((1L, 0L), await Followers(line, "20261231"));
        Assert.Equal("unready", (await line.Client.FollowerStatistics(new DateOnly(2027, 1, 1))).Value!.Status);
        line.Clock.SetTo(NewYear.AddDays(1));
        Assert.Equal((2L, 1L), await Followers(line, "20270101"));
        Assert.Equal((1L, 0L), await Followers(line, "20261231"));

        // Coming back is not coming for the first time.
        await early.Unblock();
        line.Clock.SetTo(NewYear.AddDays(2));
        Assert.Equal((2L, 0L), await Followers(line, "20270102"));
        Assert.Equal("out_of_service", (await line.Client.FollowerStatistics(new DateOnly(2016, 10, 31))).Value!.Status);
        Assert.Equal("The value for the 'date' parameter is invalid", (await line.Get("/v2/bot/insight/followers?date=20270230")).Message);
        Assert.Equal("ready", (await line.Get("/v2/bot/insight/followers")).Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task What_went_out_on_a_day_is_told_by_call()
    {
        await using var line = await SimulatedLine.Start();
        line.Clock.SetTo(NewYear);
        var (one, two) = (await line.Friend("一"), await line.Friend("二"));
        await line.Push(one.UserId);
        await line.Multicast([one.UserId, two.UserId]);
        Assert.Equal("unready", (await line.Client.DeliveryStatistics(new DateOnly(2027, 1, 1))).Value!.Status);
        line.Clock.SetTo(NewYear.AddDays(1));

        Assert.Equal(
            new DeliveryStatistics("ready") { ApiPush = 1, ApiMulticast = 2 },
            (await line.Client.DeliveryStatistics(new DateOnly(2027, 1, 1))).Value);
    }

    [Theory]
    [InlineData(19, true, null)]
    [InlineData(20, true, 20)]
    [InlineData(19, false, 19)]
    public async Task A_number_with_fewer_than_20_people_behind_it_is_not_told_unless_that_is_switched_off(int people, bool minimums, int? told)
    {
        await using var line = await SimulatedLine.Start();
        await line.Switch(new { insightMinimums = minimums });
        var friends = await Friends(line, people);
        var sent = (await line.Client.Broadcast([new TextMessage("どうぞ"), Button("https://example.com/a")], Guid.NewGuid().ToString())).Value!;
        foreach (var friend in friends)
        {
            await friend.Look();
            await friend.Look();
            await friend.Tap("開く");
        }

        var found = (await line.Client.MessageStatistics(sent.RequestId!)).Value!;

        Assert.Equal((people, told, told), ((int)found.Overview.Delivered!.Value, (int?)found.Overview.UniqueImpression, (int?)found.Overview.UniqueClick));
        Assert.Equal([(1, told), (2, told)], found.Messages.Select(bubble => (bubble.Seq, (int?)bubble.Impression)));
        Assert.Equal([new ClickStatistics(2, "https://example.com/a") { Click = told, UniqueClick = told, UniqueClickOfRequest = told }], found.Clicks);
        var played = (await line.Get($"/v2/bot/insight/message/event?requestId={sent.RequestId}")).Json.GetProperty("overview").GetProperty("uniqueMediaPlayed");
        Assert.Equal(minimums ? JsonValueKind.Null : JsonValueKind.Number, played.ValueKind);
    }

    [Fact]
    public async Task Interactions_are_counted_for_14_days_and_outlive_a_restart()
    {
        var journal = Path.Combine(_folder, "line.jsonl");
        string requestId, userId;
        await using (var line = await SimulatedLine.Start(journal))
        {
            await line.Switch(new { insightMinimums = false });
            var (early, late) = (await line.Friend("早い人"), await line.Friend("遅い人"));
            userId = early.UserId;
            requestId = (await line.Client.Broadcast([Button("https://example.com/a")], Guid.NewGuid().ToString())).Value!.RequestId!;
            await early.Look();
            await early.Tap("開く");
            await early.Tap("開く");
            line.Clock.Advance(TimeSpan.FromDays(14) + TimeSpan.FromSeconds(1));
            await late.Look();
            await early.Tap("開く");
        }

        for (var start = 0; start < 2; start++)
        {
            await using var line = await SimulatedLine.Start(journal);
            await line.Switch(new { insightMinimums = false });
            var found = (await line.Client.MessageStatistics(requestId)).Value!;
            Assert.Equal((2L, 1L, 1L), (found.Overview.Delivered, found.Overview.UniqueImpression, found.Overview.UniqueClick));
            Assert.Equal((2L, 1L), Assert.Single(found.Clicks) is var click ? (click.Click, click.UniqueClick) : default);
            Assert.Equal(2, (await line.Get($"/v2/bot/message/delivery/broadcast?date={Day(line.Clock.GetUtcNow().AddDays(-14).AddMinutes(-1))}")).Json.GetProperty("success").GetInt32());
        }
    }

    [Fact]
    public async Task A_request_that_is_no_broadcast_or_narrowcast_is_not_found_and_a_waiting_one_has_no_numbers_yet()
    {
        await using var line = await SimulatedLine.Start();
        var friend = await line.Friend();
        var push = await line.Push(friend.UserId);
        await friend.Look(); // What is waited for below comes after the push.
        Assert.IsType<LineFailure.NotFound>((await line.Client.MessageStatistics(push.RequestId!)).Failure);
        Assert.Equal(400, (await line.Get("/v2/bot/insight/message/event")).Status);

        var narrowcast = (await line.Client.Narrowcast(new(), [new TextMessage("少しして")], Guid.NewGuid().ToString())).Value!.RequestId!;
        Assert.Null((await line.Client.MessageStatistics(narrowcast)).Value!.Overview.Delivered);
        line.Clock.Advance(TimeSpan.FromSeconds(3));
        await friend.Answer();
        Assert.Equal(1, (await line.Client.MessageStatistics(narrowcast)).Value!.Overview.Delivered);
    }

    [Fact]
    public async Task Pushes_and_multicasts_of_a_unit_are_counted_together()
    {
        await using var line = await SimulatedLine.Start();
        await line.Switch(new { insightMinimums = false });
        line.Clock.SetTo(NewYear.AddDays(14));
        var (one, two) = (await line.Friend("一"), await line.Friend("二"));
        await line.Client.Push(one.UserId, [Button("https://example.com/a")], Guid.NewGuid().ToString(), unit: "autumn");
        await line.Client.Multicast([one.UserId, two.UserId], [new TextMessage("見て https://example.com/b")], Guid.NewGuid().ToString(), unit: "autumn");
        await line.Client.Push(two.UserId, [Button("https://example.com/a")], Guid.NewGuid().ToString(), unit: "Autumn");
        await one.Look();
        await two.Look();
        await one.Tap("開く");

        var today = new DateOnly(2027, 1, 15);
        var found = (await line.Client.UnitStatistics("autumn", today, today)).Value!;
        Assert.Equal((2L, 1L), (found.Overview.UniqueImpression, found.Overview.UniqueClick));
        Assert.Equal((3L, 2L), Assert.Single(found.Messages) is var bubble ? (bubble.Impression, bubble.UniqueImpression) : default);
        Assert.Equal([("https://example.com/a", 1L), ("https://example.com/b", 0L)], found.Clicks.Select(click => (click.Url, click.Click!.Value)));
        Assert.Empty((await line.Client.UnitStatistics("autumn", today.AddDays(1), today.AddDays(31))).Value!.Messages);
        Assert.IsType<LineFailure.BadRequest>((await line.Client.UnitStatistics("autumn", today, today.AddDays(31))).Failure);
        Assert.Equal(400, (await line.Get("/v2/bot/insight/message/event/aggregation?customAggregationUnit=autumn&from=20270101&to=20270201")).Status);

        Assert.Equal("""{"numOfCustomAggregationUnits":2}""", (await line.Get("/v2/bot/message/aggregation/info")).Body);
        var first = (await line.Get("/v2/bot/message/aggregation/list?limit=1")).Json;
        var second = (await line.Get($"/v2/bot/message/aggregation/list?limit=1&start={first.GetProperty("next").GetString()}")).Json;
        Assert.Equal(["autumn", "Autumn"], new[] { first, second }.SelectMany(page => page.GetProperty("customAggregationUnits").EnumerateArray()).Select(unit => unit.GetString()));
        Assert.False(second.TryGetProperty("next", out _));
        Assert.Equal(400, (await line.Get("/v2/bot/message/aggregation/list?limit=101")).Status);

        line.Clock.SetTo(NewYear.AddMonths(1));
        Assert.Equal("""{"numOfCustomAggregationUnits":0}""", (await line.Get("/v2/bot/message/aggregation/info")).Body);
    }

    [Fact]
    public async Task The_thousand_and_first_unit_of_a_month_is_passed_over_in_silence()
    {
        await using var line = await SimulatedLine.Start();
        var friend = await line.Friend();
        for (var i = 0; i <= 1_000; i++)
        {
            Assert.True((await line.Client.Push(friend.UserId, [new TextMessage("はい")], Guid.NewGuid().ToString(), unit: $"unit_{i}")).Succeeded);
        }

        Assert.Equal("""{"numOfCustomAggregationUnits":1000}""", (await line.Get("/v2/bot/message/aggregation/info")).Body);
    }

    [Fact]
    public async Task Attributes_of_friends_are_shares_of_all_from_20_on()
    {
        await using var line = await SimulatedLine.Start();
        (await line.Sim.PostAsJsonAsync("/sim/users/bulk", new { count = 19 })).EnsureSuccessStatusCode();
        Assert.Equal("""{"available":false}""", (await line.Get("/v2/bot/insight/demographic")).Body);
        (await line.Sim.PostAsJsonAsync("/sim/users/bulk", new { count = 181 })).EnsureSuccessStatusCode();

        var found = (await line.Get("/v2/bot/insight/demographic")).Json;

        Assert.True(found.GetProperty("available").GetBoolean());
        foreach (var name in (string[])["genders", "ages", "areas", "appTypes", "subscriptionPeriods"])
        {
            Assert.InRange(found.GetProperty(name).EnumerateArray().Sum(share => share.GetProperty("percentage").GetDouble()), 99, 101);
        }

        Assert.Contains("unknown", found.GetProperty("genders").EnumerateArray().Select(share => share.GetProperty("gender").GetString()));
    }

    private static TemplateMessage Button(string url) => new("ボタン", new ButtonsTemplate("押して", [new UriAction(url) { Label = "開く" }]));

    private static async Task<(long?, long?)> Followers(SimulatedLine line, string day) =>
        (await line.Client.FollowerStatistics(DateOnly.ParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture))).Value is { IsReady: true } found ? (found.Followers, found.Blocks) : default;

    private static async Task<IReadOnlyList<SimulatedPhone>> Friends(SimulatedLine line, int count)
    {
        var friends = new List<SimulatedPhone>();
        for (var i = 0; i < count; i++)
        {
            friends.Add(await line.Friend($"友だち{i}"));
        }

        return friends;
    }

    private static string Day(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(9)).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
