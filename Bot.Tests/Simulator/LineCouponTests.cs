using System.Net.Http.Json;
using System.Text.Json;
using Bot.Line;
using Bot.Line.Limits;
using Bot.Simulator.Phone;

namespace Bot.Tests.Simulator;

public sealed class LineCouponTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("coupon").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_typed_client_makes_finds_lists_and_ends_coupons()
    {
        await using var line = await SimulatedLine.Start();
        var client = line.Client;
        var wanted = Coupon(line) with
        {
            Title = "抽選で当たる🍛",
            AcquisitionCondition = new LotteryAcquisition(50, 100),
            Reward = new CashBackReward(new FixedPrice(300)),
            Description = "一人一回",
            CouponCode = "CURRY",
        };

        var id = (await client.CreateCoupon(wanted)).Value!.CouponId;

        var found = (await client.FindCoupon(id)).Value!;
        Assert.Equal(("RUNNING", "抽選で当たる🍛", "CURRY", "UNLISTED"), (found.Status, found.Title, found.CouponCode, found.Visibility));
        Assert.Equal(new LotteryAcquisition(50, 100), found.AcquisitionCondition);
        Assert.Equal(new CashBackReward(new FixedPrice(300) { Currency = "JPY" }), found.Reward);
        Assert.Equal(wanted.EndsAt.ToUnixTimeSeconds(), found.EndsAt!.Value.ToUnixTimeSeconds());
        Assert.Equal([id], await Listed(client));

        Assert.True((await client.CloseCoupon(id)).Succeeded);
        Assert.IsType<LineFailure.Gone>((await client.CloseCoupon(id)).Failure);
        Assert.IsType<LineFailure.NotFound>((await client.CloseCoupon("01JYNW8JMQVFBNWF1APF8Z3FS7")).Failure);
        Assert.IsType<LineFailure.NotFound>((await client.FindCoupon("01JYNW8JMQVFBNWF1APF8Z3FS7")).Failure);
        Assert.Equal([id], await Listed(client, "CLOSED"));
        Assert.Empty(await Listed(client, "RUNNING", "DRAFT"));
    }

    [Fact]
    public async Task What_is_against_the_limits_never_reaches_LINE_and_LINE_would_say_the_same()
    {
        await using var line = await SimulatedLine.Start();
        var client = line.Client;
        var wrong = Coupon(line) with { Title = new string('題', 61), MaxUseCountPerTicket = 2 };

        var refused = Assert.IsType<LineFailure.BadRequest>((await client.CreateCoupon(wrong)).Failure);
        Assert.Null(refused.RequestId);
        Assert.DoesNotContain("/v2/bot/coupon", await line.Sim.GetStringAsync("/sim/log"), StringComparison.Ordinal);

        var answer = await line.Post("/v2/bot/coupon", JsonSerializer.Serialize(wrong, LineApiJson.Wire.LineCoupon));
        Assert.Equal((400, refused.Message), (answer.Status, answer.Message));
        Assert.Equal(refused.Details, answer.Json.GetProperty("details").EnumerateArray().Select(detail =>
            new LineErrorDetail(detail.GetProperty("message").GetString(), detail.GetProperty("property").GetString())));
    }

    [Fact]
    public async Task A_list_goes_on_where_its_page_ended_even_when_another_is_made_meanwhile()
    {
        await using var line = await SimulatedLine.Start();
        var client = line.Client;
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            made.Insert(0, await Make(client, Coupon(line)));
        }

        var first = (await line.Get("/v2/bot/coupon?limit=2&status=RUNNING,CLOSED")).Json;
        await Make(client, Coupon(line));
        var second = (await line.Get($"/v2/bot/coupon?limit=3&status=RUNNING&status=CLOSED&start={Uri.EscapeDataString(first.GetProperty("next").GetString()!)}")).Json;

        Assert.Equal(made, first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(item => item.GetProperty("couponId").GetString()));
        Assert.False(second.TryGetProperty("next", out _));
    }

    [Fact]
    public async Task The_client_reads_every_page()
    {
        await using var line = await SimulatedLine.Start();
        var client = line.Client;
        for (var i = 0; i < 101; i++)
        {
            await Make(client, Coupon(line));
        }

        Assert.Equal(101, (await Listed(client)).Distinct().Count());
    }

    [Theory]
    [InlineData("limit=0", "The value for the 'limit' parameter is invalid")]
    [InlineData("limit=101", "The value for the 'limit' parameter is invalid")]
    [InlineData("status=OPEN", "The value for the 'status' parameter is invalid")]
    [InlineData("start=nowhere", "Invalid start param")]
    public async Task A_list_asked_for_wrongly(string query, string message)
    {
        await using var line = await SimulatedLine.Start();

        var answer = await line.Get($"/v2/bot/coupon?{query}");

        Assert.Equal((400, message), (answer.Status, answer.Message));
        Assert.Equal(200, (await line.Get("/v2/bot/coupon?limit=100&status=&start=")).Status);
    }

    [Fact]
    public async Task A_friend_takes_and_uses_the_coupon_that_was_sent_and_the_bot_hears_nothing()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        var client = line.Client;
        var (friend, other) = (await line.Friend("受け取る人"), await line.Friend("もらわない人"));
        await bot.Next();
        await bot.Next();
        var id = await Make(client, Coupon(line) with { CouponCode = "CURRY" });
        Assert.True((await client.Push(friend.UserId, [new CouponMessage(id) { DeliveryTag = "autumn" }], Guid.NewGuid().ToString())).Succeeded);

        Assert.Equal("coupon", Assert.Single(await friend.Answer()).Type);
        Assert.Equal("running", (await Seen(line, friend, id)).GetProperty("state").GetString());
        Assert.Equal((409, "The person does not have this coupon."), await Act(line, friend, id, "use"));
        Assert.Equal((409, "The coupon was not sent to this person."), await Act(line, other, id, "acquire"));
        Assert.Equal((200, null), await Act(line, friend, id, "acquire"));
        Assert.Equal((409, "The coupon was taken already."), await Act(line, friend, id, "acquire"));
        Assert.Equal((200, null), await Act(line, friend, id, "use"));
        Assert.Equal((409, "The coupon is used."), await Act(line, friend, id, "use"));

        var count = (await line.Sim.GetFromJsonAsync<JsonElement>("/sim/coupons"))[0];
        Assert.Equal((1, 0, 1, 1), (count.GetProperty("acquired").GetInt32(), count.GetProperty("lost").GetInt32(), count.GetProperty("usedBy").GetInt32(), count.GetProperty("uses").GetInt32()));
        await friend.Say("つぎ");
        Assert.Equal("message", Assert.Single((await bot.Next()).Events).GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_coupon_without_end_of_use_is_used_again_until_its_last_second()
    {
        await using var line = await SimulatedLine.Start();
        var client = line.Client;
        var friend = await line.Friend();
        var now = line.Clock.GetUtcNow();
        var id = await Make(client, Coupon(line) with { StartsAt = now.AddHours(1), EndsAt = now.AddHours(2), MaxUseCountPerTicket = -1, Visibility = "PUBLIC" });

        Assert.Equal((409, "The coupon is not valid yet."), await Act(line, friend, id, "acquire"));
        Assert.Empty(await Wallet(line, friend));
        line.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal([id], await Wallet(line, friend));
        Assert.Equal((200, null), await Act(line, friend, id, "acquire"));
        Assert.Equal((200, null), await Act(line, friend, id, "use"));
        Assert.Equal((200, null), await Act(line, friend, id, "use"));
        line.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((409, "The coupon has expired."), await Act(line, friend, id, "use"));
        Assert.Equal("expired", (await Seen(line, friend, id)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task An_ended_coupon_is_neither_taken_nor_used()
    {
        await using var line = await SimulatedLine.Start();
        var client = line.Client;
        var (friend, late) = (await line.Friend("早い人"), await line.Friend("遅い人"));
        var id = await Make(client, Coupon(line) with { Visibility = "PUBLIC" });
        Assert.Equal((200, null), await Act(line, friend, id, "acquire"));

        await client.CloseCoupon(id);

        Assert.Equal((409, "The coupon was ended."), await Act(line, friend, id, "use"));
        Assert.Equal((409, "The coupon was ended."), await Act(line, late, id, "acquire"));
        Assert.Equal([id], await Wallet(line, friend));
        Assert.Empty(await Wallet(line, late));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public async Task A_lottery_is_drawn_once_and_has_no_more_winners_than_it_may(int most)
    {
        await using var line = await SimulatedLine.Start();
        var client = line.Client;
        var id = await Make(client, Coupon(line) with { Visibility = "PUBLIC", AcquisitionCondition = new LotteryAcquisition(50, most) });
        var (won, lost, late) = (0, 0, 0);
        for (var i = 0; i < 60; i++)
        {
            var friend = await line.Friend($"人 {i}");
            if (await Act(line, friend, id, "acquire") is (409, var why))
            {
                Assert.Equal("All of these coupons are taken.", why);
                late++;
                continue;
            }

            var seen = (await Seen(line, friend, id)).GetProperty("won").GetBoolean();
            (won, lost) = seen ? (won + 1, lost) : (won, lost + 1);
            Assert.Equal((409, "One draws once."), await Act(line, friend, id, "acquire"));
            Assert.Equal(seen ? 200 : 409, (await Act(line, friend, id, "use")).Status);
        }

        // Sixty coins do not all fall alike; but the first three may.
        Assert.True(most == 3 ? won == 3 && late > 0 : won > 0 && lost > 0 && late == 0, $"{won} won, {lost} lost, {late} came late");
    }

    [Fact]
    public async Task Coupons_and_what_was_done_with_them_outlive_a_restart_and_a_reset_forgets_only_the_people()
    {
        var journal = Path.Combine(_folder, "line.jsonl");
        string id, closed, userId;
        await using (var line = await SimulatedLine.Start(journal))
        {
            var client = line.Client;
            var friend = await line.Friend();
            userId = friend.UserId;
            id = await Make(client, Coupon(line) with { Visibility = "PUBLIC" });
            closed = await Make(client, Coupon(line));
            await client.CloseCoupon(closed);
            Assert.Equal((200, null), await Act(line, friend, id, "acquire"));
            Assert.Equal((200, null), await Act(line, friend, id, "use"));
        }

        for (var start = 0; start < 2; start++)
        {
            await using var line = await SimulatedLine.Start(journal);
            Assert.Equal((409, "The coupon is used."), await Act(line, SimulatedPhone.Of(line.Sim, userId), id, "use"));
            Assert.Equal("CLOSED", (await line.Get($"/v2/bot/coupon/{closed}")).Json.GetProperty("status").GetString());
        }

        await using var last = await SimulatedLine.Start(journal);
        (await last.Sim.PostAsync("/sim/reset", null)).EnsureSuccessStatusCode();
        Assert.Equal(0, (await last.Sim.GetFromJsonAsync<JsonElement>("/sim/coupons"))[0].GetProperty("acquired").GetInt32());
        Assert.Equal(200, (await last.Get($"/v2/bot/coupon/{id}")).Status);
    }

    [Fact]
    public async Task A_message_names_a_coupon_of_the_account_unless_that_is_switched_off()
    {
        await using var line = await SimulatedLine.Start();
        var friend = await line.Friend();
        object push = new { to = friend.UserId, messages = new object[] { new { type = "text", text = "どうぞ" }, new { type = "coupon", couponId = "01JYNW8JMQVFBNWF1APF8Z3FS7" } } };

        var refused = await line.Post("/v2/bot/message/push", push);
        Assert.Equal((400, "messages[1].couponId"), (refused.Status, refused.Json.GetProperty("details")[0].GetProperty("property").GetString()));
        Assert.Empty((await friend.Screen()).BotTexts);

        await line.Switch(new { refuseUnknownCoupons = false });
        Assert.Equal(200, (await line.Post("/v2/bot/message/push", push)).Status);
    }

    [Fact]
    public void Every_clock_that_LINE_names_is_one_that_browsers_know()
    {
        Assert.All(CouponLimits.Timezones, name => Assert.True(TimeZoneInfo.TryFindSystemTimeZoneById(CouponView.ZoneOf(name), out _), name));
        Assert.Equal(TimeSpan.FromHours(9), TimeZoneInfo.FindSystemTimeZoneById(CouponView.ZoneOf("ASIA_TOKYO")).BaseUtcOffset);
        Assert.Equal(TimeSpan.FromHours(-12), TimeZoneInfo.FindSystemTimeZoneById(CouponView.ZoneOf("ETC_GMT_MINUS_12")).BaseUtcOffset);
    }

    private static LineCoupon Coupon(SimulatedLine line) => new()
    {
        Title = "カレー100円引き",
        Reward = new DiscountReward(new FixedPrice(100)),
        StartsAt = line.Clock.GetUtcNow().AddDays(-1),
        EndsAt = line.Clock.GetUtcNow().AddDays(30),
    };

    private static async Task<string> Make(LineClient client, LineCoupon coupon) => (await client.CreateCoupon(coupon)).Value!.CouponId;

    private static async Task<IReadOnlyList<string>> Listed(LineClient client, params string[] statuses)
    {
        var listed = new List<string>();
        await foreach (var coupon in client.Coupons(statuses))
        {
            listed.Add(coupon.Value!.CouponId);
        }

        return listed;
    }

    private static Task<JsonElement> Seen(SimulatedLine line, SimulatedPhone phone, string id) =>
        line.Sim.GetFromJsonAsync<JsonElement>($"/sim/users/{phone.UserId}/coupons/{id}");

    private static async Task<IEnumerable<string?>> Wallet(SimulatedLine line, SimulatedPhone phone) =>
        (await line.Sim.GetFromJsonAsync<JsonElement>($"/sim/users/{phone.UserId}/coupons")).EnumerateArray().Select(coupon => coupon.GetProperty("couponId").GetString());

    private static async Task<(int Status, string? Why)> Act(SimulatedLine line, SimulatedPhone phone, string id, string act)
    {
        using var answer = await line.Sim.PostAsync($"/sim/users/{phone.UserId}/coupons/{id}/{act}", null);
        return ((int)answer.StatusCode, answer.IsSuccessStatusCode ? null : (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
    }
}
