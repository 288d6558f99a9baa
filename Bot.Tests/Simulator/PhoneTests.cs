using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Bot.Tests.Simulator;

public class PhoneTests
{
    private static readonly object Question = new
    {
        type = "text",
        text = "お好みの辛さは？",
        quickReply = new
        {
            items = new object[]
            {
                new { type = "action", action = new { type = "postback", label = "甘口", data = "a=sweet", displayText = "甘口" } },
                new { type = "action", action = new { type = "message", label = "辛口", text = "辛口で" } },
                new { type = "action", action = new { type = "datetimepicker", label = "日付", data = "d", mode = "date", min = "2026-01-01", max = "2026-12-31" } },
            },
        },
    };

    [Fact]
    public async Task Quick_replies_show_until_one_is_tapped()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        var friend = await line.Friend();
        await bot.Next();
        await line.Post("/v2/bot/message/push", new { to = friend.UserId, messages = new[] { Question } });
        var shown = (await friend.Screen()).Messages[^1];
        Assert.Equal(["甘口", "辛口", "日付"], (await friend.Screen()).QuickReplies);

        await friend.Tap("甘口");

        var postback = await bot.NextEvent();
        Assert.Equal("a=sweet", postback.GetProperty("postback").GetProperty("data").GetString());
        Assert.Empty((await friend.Screen()).QuickReplies);
        Assert.Equal("甘口", (await friend.Screen()).Messages[^1].Text);
        Assert.Equal(HttpStatusCode.Conflict, (await friend.Try("tap", new { messageId = shown.Id, action = "quickReply.items[0].action" })).StatusCode);
    }

    [Fact]
    public async Task Quick_replies_vanish_with_the_next_message()
    {
        await using var line = await SimulatedLine.Start();
        var friend = await line.Friend();
        await line.Post("/v2/bot/message/push", new { to = friend.UserId, messages = new[] { Question } });
        await line.Push(friend.UserId);

        Assert.Empty((await friend.Screen()).QuickReplies);
    }

    [Fact]
    public async Task A_date_is_picked_within_the_pickers_limits()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        var friend = await line.Friend();
        await bot.Next();
        await line.Post("/v2/bot/message/push", new { to = friend.UserId, messages = new[] { Question } });

        Assert.Equal(HttpStatusCode.Conflict, (await friend.Try("tap", new { label = "日付" })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await friend.Try("tap", new { label = "日付", value = "2027-01-01" })).StatusCode);
        await friend.Tap("日付", "2026-11-21");

        Assert.Equal("""{"data":"d","params":{"date":"2026-11-21"}}""", (await bot.NextEvent()).GetProperty("postback").GetRawText());
    }

    [Fact]
    public async Task Buttons_deep_in_templates_and_Flex_Messages_can_be_tapped_again_and_again()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        var friend = await line.Friend();
        await bot.Next();
        object Button(string label) => new { type = "button", action = new { type = "postback", label, data = label } };
        await line.Post("/v2/bot/message/push", new
        {
            to = friend.UserId,
            messages = new object[]
            {
                new { type = "flex", altText = "クーポン", contents = new { type = "bubble", footer = new { type = "box", layout = "vertical", contents = new[] { Button("使う"), Button("条件") } } } },
                new { type = "template", altText = "確認", template = new { type = "confirm", text = "よろしいですか", actions = new[] { new { type = "postback", label = "はい", data = "yes" }, new { type = "postback", label = "いいえ", data = "no" } } } },
            },
        });

        foreach (var label in (string[])["使う", "使う", "条件"])
        {
            await friend.Tap(label);
            Assert.Equal(label, (await bot.NextEvent()).GetProperty("postback").GetProperty("data").GetString());
        }

        await friend.Tap("いいえ");
        Assert.Equal("no", (await bot.NextEvent()).GetProperty("postback").GetProperty("data").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await friend.Try("tap", new { label = "ありません" })).StatusCode);
    }

    [Fact]
    public async Task A_phone_that_blocks_can_say_nothing()
    {
        await using var line = await SimulatedLine.Start();
        var friend = await line.Friend();
        await friend.Block();

        Assert.Equal(HttpStatusCode.Conflict, (await friend.Try("message", new { text = "もしもし" })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await friend.Try("block")).StatusCode);
    }

    [Fact]
    public async Task Waiting_for_the_bot_ends_when_it_speaks()
    {
        await using var line = await SimulatedLine.Start();
        var friend = await line.Friend();
        var answer = friend.Answer();

        Assert.False(answer.IsCompleted);
        await line.Push(friend.UserId, "お待たせしました");

        Assert.Equal("お待たせしました", Assert.Single(await answer).Text);
    }

    [Fact]
    public async Task Twenty_thousand_friends_are_made_in_one_call_and_no_webhook()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);

        using var answer = await line.Sim.PostAsJsonAsync("/sim/users/bulk", new { count = 20_000 });

        var ids = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ids");
        Assert.Equal(20_000, ids.EnumerateArray().Select(id => id.GetString()).Distinct().Count());
        Assert.Equal(200, (await line.Multicast(ids.EnumerateArray().Take(500).Select(id => id.GetString()!))).Status);
        Assert.Equal("""{"totalUsage":500}""", (await line.Get("/v2/bot/message/quota/consumption")).Body);
        Assert.False(bot.HasMore);
    }

    [Fact]
    public async Task The_event_stream_tells_what_happens_on_the_phones()
    {
        await using var line = await SimulatedLine.Start();
        var (watched, other) = (await line.Friend("見る人"), await line.Friend("ほかの人"));
        using var reader = new StreamReader(await line.Sim.GetStreamAsync($"/sim/events?user={watched.UserId}"));
        Assert.Equal("event: hello", await reader.ReadLineAsync());
        await line.Push(other.UserId, "見えない");
        await line.Push(watched.UserId, "見える");

        string? told;
        do
        {
            told = await reader.ReadLineAsync();
        }
        while (told?.Contains("\"type\":\"sent\"", StringComparison.Ordinal) != true);

        Assert.Contains("見える", told, StringComparison.Ordinal);
        Assert.DoesNotContain("見えない", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Host", "evil.example")]
    public async Task Other_pages_cannot_act_on_the_phones(string header, string value)
    {
        await using var line = await SimulatedLine.Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sim/reset");
        request.Headers.TryAddWithoutValidation(header, value);

        using var answer = await line.Sim.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task The_page_is_served_without_inline_scripts()
    {
        await using var line = await SimulatedLine.Start();
        using var page = await line.Sim.GetAsync("/");

        Assert.Contains("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var html = await page.Content.ReadAsStringAsync();
        Assert.Contains("<script type=\"module\" src=\"/phone/", html, StringComparison.Ordinal);
        Assert.DoesNotContain("onclick", html, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
    }
}
