using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Bot.Line;
using Bot.Outbox;
using Bot.Simulator.Platform;
using Bot.Storage;
using Bot.Tests.Admin;
using Bot.Tests.Journeys;
using Bot.Tests.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Outbox;

/// <summary>LINE in trouble, by the simulator's switches: what the phones show, and what stands in the outbox for people.</summary>
public sealed class LineFaultTests : IDisposable
{
    private readonly BotApplication _bot = Visit.AtNoon(new() { ["Line:Timeout"] = "00:00:00.700", ["Outbox:MailingCalls"] = "1" });
    private readonly Marketer _marketer;

    public LineFaultTests() => _marketer = new Marketer(_bot.Api);

    public void Dispose() => _bot.Dispose();

    [Fact]
    public async Task After_500s_a_reply_arrives_once_by_its_token()
    {
        var phone = await _bot.Friend();
        await Next("reply", "serverError", 2);

        var answer = Assert.Single(await phone.Ask("営業時間"));

        Assert.Equal("reply", answer.Via);
        var row = await Finished(phone);
        Assert.Equal((OutboxState.Sent, OutboxCall.Reply, 3), (row.State, row.SentAs, row.Attempts));
    }

    [Theory]
    [InlineData("timeoutAfterAccepting")]
    [InlineData("serverErrorAfterAccepting")]
    public async Task A_reply_that_LINE_accepted_without_saying_so_is_not_repeated(string fault)
    {
        var phone = await _bot.Friend();
        await Next("reply", fault);

        await phone.Ask("営業時間");

        var row = await Finished(phone);
        Assert.Equal((OutboxState.Sent, OutboxCall.Reply), (row.State, row.SentAs));
        Assert.Single((await phone.Screen()).BotTexts, text => text.Contains("11:00", StringComparison.Ordinal));
        Assert.DoesNotContain((await phone.Screen()).Messages, message => message.Via == "push");
    }

    [Theory]
    [InlineData("timeoutAfterAccepting", "お知らせ", "multicast")]
    [InlineData("serverErrorAfterAccepting", "お知らせ", "multicast")]
    [InlineData("timeoutAfterAccepting", "{name}さんへ", "push")]
    [InlineData("serverErrorAfterAccepting", "{name}さんへ", "push")]
    public async Task A_send_that_LINE_accepted_without_saying_so_is_repeated_with_its_key_and_the_409_is_a_success(string fault, string text, string call)
    {
        var phone = await Regular();
        var used = await QuotaUsed();
        await Next(call, fault);

        var id = await _marketer.Send("tag = 常連", text);
        await _marketer.Until(id, "sent");

        Assert.Equal(("sent", (string?)null), (await _marketer.Recipients(id))[phone.UserId]);
        var shown = Assert.Single((await phone.Screen()).Messages, message => message.Via == call);
        Assert.Equal(used + 1, await QuotaUsed());
        var row = Assert.Single(await Rows(phone), row => row.MailingId == id);
        Assert.Equal(2, row.Attempts);
        Assert.Equal(new[] { fault == "timeoutAfterAccepting" ? 0 : 500, 409 }, await StatusesOf(call));
        Assert.Equal("sent", (await _marketer.Campaign(id)).GetProperty("state").GetString());
        Assert.NotNull(row.RequestId);
        Assert.NotNull(shown.Text);
    }

    [Theory]
    [InlineData("お知らせ", "multicast")]
    [InlineData("{name}さんへ", "push")]
    public async Task Asked_for_a_slower_pace_a_campaign_waits_and_goes_on(string text, string call)
    {
        var phone = await Regular();
        await Next(call, "rateLimit", 2);

        var id = await _marketer.Send("tag = 常連", text);
        await _marketer.Until(id, "sent");

        Assert.Single((await phone.Screen()).Messages, message => message.Via == call);
        Assert.Equal([429, 429, 200], await StatusesOf(call));
    }

    [Fact]
    public async Task At_the_monthly_limit_a_campaign_stops_with_the_reason_replies_go_on_and_it_resumes_where_it_was()
    {
        var phones = new List<SimulatedPhone>();
        for (var i = 0; i < 4; i++)
        {
            phones.Add(await Regular($"常連{i}"));
        }

        phones = [.. phones.OrderBy(phone => phone.UserId, StringComparer.Ordinal)];
        var id = await _marketer.Draft("tag = 常連", "{name}さんへ");
        var hash = (await _marketer.Preview(id)).GetProperty("hash").GetString();
        await Settings(new { fail = "monthlyLimit" });
        await _marketer.Post($"campaigns/{id}/approve", new { hash });

        var paused = await _marketer.Until(id, "paused");
        Assert.Equal("outbox", paused.GetProperty("pauseCause").GetString());
        Assert.Contains("上限", paused.GetProperty("pausedBecause").GetProperty("japanese").GetString(), StringComparison.Ordinal);
        using var console = new ConsoleClient(_bot.Address);
        Assert.Contains("上限", (await console.Open($"/campaigns/{id}")).Text, StringComparison.Ordinal);
        var english = (await console.Open($"/campaigns/{id}?lang=en")).Text;
        Assert.Contains("LINE's monthly limit is reached", english, StringComparison.Ordinal);
        Assert.DoesNotContain("上限", english, StringComparison.Ordinal);

        Assert.Equal(4, await StillWaiting());

        // Replies cost nothing: only the switch refuses them here, so it is limited to what is billed.
        await Settings(new { fail = (string?)null, quotaUsed = 10, monthlyLimit = 10 });
        Assert.Equal("reply", (await phones[0].Ask("営業時間"))[0].Via);
        await _marketer.Post($"campaigns/{id}/resume");
        await _marketer.Until(id, "paused");

        // While it stands still somebody blocks the account.
        await phones[3].Block();
        await BotApplication.Until(async () => await _marketer.Count("tag = 常連") == 3, "the block is known");
        await Settings(new { monthlyLimit = 0 });
        await _marketer.Post($"campaigns/{id}/resume");
        await _marketer.Until(id, "sent");

        var recipients = await _marketer.Recipients(id);
        Assert.All(phones.Take(3), phone => Assert.Equal("sent", recipients[phone.UserId].State));
        Assert.Equal("skipped", recipients[phones[3].UserId].State);
        Assert.Contains("ブロック", recipients[phones[3].UserId].Reason, StringComparison.Ordinal);
        foreach (var phone in phones.Take(3))
        {
            Assert.Single((await phone.Screen()).BotTexts, text => text.EndsWith("さんへ", StringComparison.Ordinal));
        }

        await BotApplication.Until(async () => await StillWaiting() == 0, "nothing waits any more");
    }

    [Fact]
    public async Task What_LINE_does_not_take_now_is_counted_as_waiting_until_it_does()
    {
        var phone = await _bot.Friend();
        await Settings(new { fail = "serverError" });

        await _bot.Api.PostAsJsonAsync($"/api/friends/{phone.UserId}/messages", new { text = "忘れ物がありました", by = "花子" });
        await BotApplication.Until(async () => await StillWaiting() == 1, "it waits");

        await Settings(new { fail = (string?)null });
        await BotApplication.Until(async () => await StillWaiting() == 0, "it went out");
    }

    [Fact]
    public async Task A_reply_token_that_LINE_no_longer_takes_becomes_one_push()
    {
        var phone = await _bot.Friend();

        await Webhook($$"""
            {"destination":"U0","events":[{"type":"message","webhookEventId":"old-token","timestamp":{{_bot.Clock.GetUtcNow().ToUnixTimeMilliseconds()}},"mode":"active",
            "replyToken":"00000000000000000000000000000000","source":{"type":"user","userId":"{{phone.UserId}}"},"deliveryContext":{"isRedelivery":false},
            "message":{"id":"1","type":"text","text":"営業時間","quoteToken":"q"} }]}
            """);

        var row = await Finished(phone);
        Assert.Equal((OutboxState.Sent, OutboxCall.Push), (row.State, row.SentAs));
        var shown = Assert.Single((await phone.Screen()).Messages, message => message.Text.Contains("11:00", StringComparison.Ordinal));
        Assert.Equal("push", shown.Via);
    }

    [Fact]
    public async Task A_reply_that_waits_longer_than_its_token_lives_becomes_one_push()
    {
        var phone = await _bot.Friend();
        await Settings(new { fail = "serverError" });
        await phone.Say("営業時間");
        await BotApplication.Until(async () => (await Rows(phone)).Any(row => row is { State: OutboxState.Waiting, Attempts: > 0 }), "it was tried");
        var waiting = (await Rows(phone)).Single(row => row.State == OutboxState.Waiting);
        Assert.Contains("500", waiting.Reason?.English, StringComparison.Ordinal);

        await Settings(new { fail = (string?)null });
        _bot.Clock.Advance(TimeSpan.FromMinutes(2));

        var row = await Finished(phone);
        Assert.Equal((OutboxState.Sent, OutboxCall.Push), (row.State, row.SentAs));
        Assert.Single((await phone.Screen()).BotTexts, text => text.Contains("11:00", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Duplicated_and_shuffled_webhooks_have_one_effect_and_one_reply()
    {
        await Settings(new { webhook = new { duplicates = 2, shuffle = true } });
        var phones = new List<SimulatedPhone>();
        for (var i = 0; i < 3; i++)
        {
            phones.Add(await _bot.Friend());
        }

        await Task.WhenAll(phones.Select(phone => phone.Takes("辛さ", "辛口", "チーズ", "はじめて", "スキップ")));
        await Task.Delay(1_000); // The last copies are still on their way.

        foreach (var phone in phones)
        {
            // Greeting (2), purpose, four questions, thanks, coupon.
            Assert.Equal(9, (await phone.Screen()).BotTexts.Count());
            Assert.Equal(["辛口"], await _marketer.TagsOf(phone.UserId));
            Assert.Single(await _marketer.Timeline(phone.UserId), entry => entry == ("answered", "spice-level.spice"));
        }

        Assert.Equal(3, (await _marketer.Issues("first-10off")).Count);
    }

    [Fact]
    public async Task Events_redelivered_because_the_bot_seemed_away_are_answered_once()
    {
        var phone = await _bot.Friend();
        var address = (await Line()).GetProperty("webhookUrl").GetString();
        await Settings(new { webhookUrl = "http://127.0.0.1:9/webhook", webhook = new { redelivery = true, redeliverAfterSeconds = new[] { 5, 30 } } });
        await phone.Say("営業時間");
        await BotApplication.Until(async () => (await Calls()).Any(call => Path(call).Contains(":9/", StringComparison.Ordinal)), "the first delivery failed");

        // Delivered again to the same address at which it failed: the bot listens there by now.
        await Settings(new { webhookUrl = address });
        _bot.Clock.Advance(TimeSpan.FromSeconds(6));
        await Task.Delay(200);
        _bot.Clock.Advance(TimeSpan.FromSeconds(31));
        await Webhook(await LastWebhook(phone));
        await Webhook(await LastWebhook(phone));

        Assert.Contains("11:00", (await phone.Answer())[0].Text, StringComparison.Ordinal);
        await Task.Delay(300);
        Assert.Single((await phone.Screen()).BotTexts, text => text.Contains("11:00", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("お知らせ")]
    [InlineData("{name}さんへ")]
    public async Task The_same_content_to_the_same_friends_again_within_a_day_stops_with_the_reason(string text)
    {
        var phone = await Regular();
        await _marketer.Until(await _marketer.Send("tag = 常連", text), "sent");

        var again = await _marketer.Draft("tag = 常連", text);
        var warnings = (await _marketer.Preview(again)).GetProperty("warnings").EnumerateArray().Select(warning => warning.GetProperty("code").GetString());
        Assert.Contains("repetition", warnings);
        await _marketer.Approve(again);

        var paused = await _marketer.Until(again, "paused");
        Assert.Contains("同じ内容", paused.GetProperty("pausedBecause").GetProperty("japanese").GetString(), StringComparison.Ordinal);
        await _marketer.Post($"campaigns/{again}/resume");
        await _marketer.Until(again, "paused");
        Assert.Single((await phone.Screen()).Messages, message => message.Via is "push" or "multicast");

        // The next day it may.
        _bot.Clock.SetToTokyo(16, 12, 30);
        await _marketer.Post($"campaigns/{again}/resume");
        await _marketer.Until(again, "sent");
        Assert.Equal(2, (await phone.Screen()).Messages.Count(message => message.Via is "push" or "multicast"));
    }

    private async Task<SimulatedPhone> Regular(string name = "さくら")
    {
        var phone = await _bot.Friend(name);
        await _marketer.Tag(phone.UserId, "常連");
        return phone;
    }

    private Task Next(string endpoint, string fault, int count = 1) => Settings(new { next = new[] { new { endpoint, fault, count } } });

    private async Task<int> StillWaiting() => (await _bot.Api.GetFromJsonAsync<JsonElement>("/api/health")).GetProperty("outboxWaiting").GetInt32();

    private async Task Settings(object settings) => (await _bot.Line.PutAsJsonAsync("/sim/settings", settings)).EnsureSuccessStatusCode();

    private Task<JsonElement> Line() => _bot.Line.GetFromJsonAsync<JsonElement>("/sim/settings");

    private async Task<long> QuotaUsed() => (await Line()).GetProperty("quotaUsed").GetInt64();

    private async Task<IReadOnlyList<JsonElement>> Calls() =>
        [.. (await _bot.Line.GetFromJsonAsync<JsonElement>("/sim/log?limit=1000")).EnumerateArray().OrderBy(call => call.GetProperty("seq").GetInt64())];

    private static string Path(JsonElement call) => call.GetProperty("path").GetString()!;

    private async Task<IEnumerable<int>> StatusesOf(string call) =>
        (await Calls()).Where(made => Path(made) == $"/v2/bot/message/{call}").Select(made => made.GetProperty("status").GetInt32());

    /// <summary>The body that was posted to the bot last, as it was.</summary>
    private async Task<string> LastWebhook(SimulatedPhone phone)
    {
        var last = (await Calls()).Last(call => call.GetProperty("direction").GetString() == "webhook");
        var entry = await _bot.Line.GetFromJsonAsync<JsonElement>($"/sim/log/{last.GetProperty("seq").GetInt64()}");
        var body = entry.GetProperty("request").GetString()!;
        Assert.Contains(phone.UserId, body, StringComparison.Ordinal);
        return body;
    }

    private async Task Webhook(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_bot.Address, "/webhook")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add(LineSignature.Header, LineSignature.Sign(_bot.Services.GetRequiredService<SimulatedChannel>().Secret, Encoding.UTF8.GetBytes(body)));
        (await _bot.Line.SendAsync(request)).EnsureSuccessStatusCode();
    }

    private async Task<IReadOnlyList<OutboxMessage>> Rows(SimulatedPhone phone) =>
        [.. (await _bot.Store.Find(new Query<OutboxMessage>(OutboxCollections.Messages, Filter.Equal("friendId", phone.UserId)) { OrderBy = "createdAt" }, default)).Items.Select(row => row.Value)];

    /// <summary>The newest message to this friend, once nothing to them waits any more.</summary>
    private async Task<OutboxMessage> Finished(SimulatedPhone phone)
    {
        IReadOnlyList<OutboxMessage> rows = [];
        await BotApplication.Until(
            async () => (rows = await Rows(phone)).Count > 1 && rows.All(row => row.State is not (OutboxState.Waiting or OutboxState.Sending)),
            "nothing waits in the outbox");
        return rows[^1];
    }
}
