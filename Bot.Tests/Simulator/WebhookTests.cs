using System.Security.Cryptography;
using System.Text;
using Bot.Line;

namespace Bot.Tests.Simulator;

public class WebhookTests
{
    [Fact]
    public async Task Events_are_signed_over_the_exact_bytes_with_the_channel_secret()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        await (await line.Phone()).Say("こんにちは🍛");

        var webhook = await bot.Next();

        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(SimulatedLine.Channel.Secret), webhook.Body);
        Assert.Equal(Convert.ToBase64String(expected), webhook.Signature);
    }

    [Fact]
    public async Task Our_own_reader_understands_every_event_a_phone_can_cause()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        var phone = await line.Phone();
        await phone.Follow();
        await phone.Say("はい");
        var text = (await phone.Screen()).Messages[^1].Id;
        await phone.Edit(text, "いいえ");
        await phone.Unsend(text);
        await phone.Sticker();
        await phone.Location(35.6812, 139.7671);
        await phone.Picture();
        await phone.Postback("a=1", "選びました");
        await phone.Block();
        await phone.Unblock();

        var events = new List<WebhookEvent>();
        while (events.Count < 10)
        {
            events.AddRange(WebhookRequest.Parse((await bot.Next()).Body)!.Events.Select(posted => posted.Event));
        }

        Assert.Collection(
            events,
            followed => Assert.False(Assert.IsType<FollowEvent>(followed).IsUnblocked),
            said => Assert.Equal("はい", Assert.IsType<ReceivedText>(Assert.IsType<MessageEvent>(said).Message).Text),
            edited => Assert.Equal("いいえ", Assert.IsType<ReceivedText>(Assert.IsType<MessageEditedEvent>(edited).Message).Text),
            unsent => Assert.Equal(text, Assert.IsType<UnsendEvent>(unsent).Unsend.MessageId),
            sticker => Assert.IsType<ReceivedSticker>(Assert.IsType<MessageEvent>(sticker).Message),
            place => Assert.Equal(139.7671, Assert.IsType<ReceivedLocation>(Assert.IsType<MessageEvent>(place).Message).Longitude),
            picture => Assert.IsType<ReceivedMedia>(Assert.IsType<MessageEvent>(picture).Message),
            postback => Assert.Equal("a=1", Assert.IsType<PostbackEvent>(postback).Postback.Data),
            blocked => Assert.Null(Assert.IsType<UnfollowEvent>(blocked).ReplyToken),
            unblocked => Assert.True(Assert.IsType<FollowEvent>(unblocked).IsUnblocked));
        Assert.All(events, happened => Assert.Equal(phone.UserId, happened.FriendId));
        Assert.Equal(10, events.Select(happened => happened.WebhookEventId).Distinct().Count());
    }

    [Fact]
    public async Task A_persons_events_arrive_in_order()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        var phone = await line.Phone();
        var said = Enumerable.Range(0, 50).Select(number => $"{number}").ToList();
        foreach (var text in said)
        {
            await phone.Say(text);
        }

        var heard = new List<string>();
        while (heard.Count < 50)
        {
            heard.Add((await bot.NextEvent()).GetProperty("message").GetProperty("text").GetString()!);
        }

        Assert.Equal(said, heard);
    }

    [Fact]
    public async Task With_a_batching_window_several_people_share_a_request()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        await line.Switch(new { webhook = new { batchWindowMs = 300 } });
        var (one, two) = (await line.Phone("一"), await line.Phone("二"));
        await one.Say("いち");
        await two.Say("に");

        var events = (await bot.Next()).Events;

        Assert.Equal([one.UserId, two.UserId], events.Select(happened => happened.GetProperty("source").GetProperty("userId").GetString()));
    }

    [Fact]
    public async Task Duplicates_are_the_same_event_again()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        await line.Switch(new { webhook = new { duplicates = 2 } });
        await (await line.Phone()).Say("一度だけ");

        var bodies = new[] { await bot.Next(), await bot.Next(), await bot.Next() }.Select(webhook => Encoding.UTF8.GetString(webhook.Body));

        Assert.Single(bodies.Distinct());
    }

    [Fact]
    public async Task Shuffled_events_all_arrive()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        await line.Switch(new { webhook = new { shuffle = true } });
        var phone = await line.Phone();
        for (var i = 0; i < 20; i++)
        {
            await phone.Say($"{i}");
        }

        var heard = new HashSet<string>();
        while (heard.Count < 20)
        {
            heard.Add((await bot.NextEvent()).GetProperty("message").GetProperty("text").GetString()!);
        }
    }

    [Fact]
    public async Task Without_redelivery_a_failed_event_is_gone()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        var phone = await line.Phone();
        bot.Answers.Enqueue(503);
        await phone.Say("届かない");
        await phone.Say("届く");
        await bot.Next();

        Assert.Equal("届く", (await bot.NextEvent()).GetProperty("message").GetProperty("text").GetString());
        line.Clock.Advance(TimeSpan.FromHours(1));
        Assert.False(bot.HasMore);
    }

    [Fact]
    public async Task The_webhook_address_is_set_read_and_tested_through_LINEs_api()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start();
        Assert.Equal("Webhook endpoint not found", (await line.Get("/v2/bot/channel/webhook/endpoint")).Message);

        using (var put = await line.Api.PutAsync("/v2/bot/channel/webhook/endpoint", new StringContent($$"""{"endpoint":"{{bot.WebhookUrl}}"}""")))
        {
            Assert.True(put.IsSuccessStatusCode);
        }

        Assert.Equal(bot.WebhookUrl, (await line.Get("/v2/bot/channel/webhook/endpoint")).Json.GetProperty("endpoint").GetString());
        var test = await line.Post("/v2/bot/channel/webhook/test", "");
        Assert.True(test.Json.GetProperty("success").GetBoolean());
        Assert.Empty((await bot.Next()).Events);

        bot.Answers.Enqueue(500);
        var failed = await line.Post("/v2/bot/channel/webhook/test", "{}");
        Assert.Equal((false, 500, "ERROR_STATUS_CODE"), (failed.Json.GetProperty("success").GetBoolean(), failed.Json.GetProperty("statusCode").GetInt32(), failed.Json.GetProperty("reason").GetString()!));
    }
}
