using System.Text.Json;

namespace Bot.Tests.Simulator;

public class ReplyTokenTests
{
    [Fact]
    public async Task A_reply_token_works_once_and_replies_are_free()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        var friend = await line.Friend();
        await bot.Next();
        await friend.Say("辛さ");
        var token = (await bot.NextEvent()).GetProperty("replyToken").GetString()!;

        Assert.Equal(200, (await line.Reply(token, "どうぞ")).Status);
        Assert.Equal("Invalid reply token", (await line.Reply(token)).Message);

        Assert.Equal(["どうぞ"], (await friend.Answer()).Select(message => message.Text));
        Assert.Equal("""{"totalUsage":0}""", (await line.Get("/v2/bot/message/quota/consumption")).Body);
    }

    [Fact]
    public async Task A_reply_token_is_good_for_a_minute()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        var friend = await line.Phone();
        await friend.Say("はやく");
        var token = (await bot.NextEvent()).GetProperty("replyToken").GetString()!;

        line.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal((400, "Invalid reply token"), ((await line.Reply(token)) is var answer ? (answer.Status, answer.Message) : default));
    }

    [Fact]
    public async Task A_refused_reply_leaves_the_token_good()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        await (await line.Phone()).Say("はい");
        var token = (await bot.NextEvent()).GetProperty("replyToken").GetString()!;

        Assert.Equal(400, (await line.Reply(token, "")).Status);
        Assert.Equal(200, (await line.Reply(token, "はい")).Status);
    }

    [Fact]
    public async Task Redelivery_gives_the_token_another_minute_but_not_after_twenty()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        await line.Switch(new { webhook = new { redelivery = true, redeliverAfterSeconds = (double[])[300, 1500] } });
        bot.Answers.Enqueue(500);
        bot.Answers.Enqueue(500);
        await (await line.Phone()).Say("はい");
        var first = await bot.NextEvent();

        var again = await Later(line, bot, TimeSpan.FromSeconds(301));
        Assert.Equal(first.GetProperty("webhookEventId").GetString(), again.GetProperty("webhookEventId").GetString());
        Assert.True(again.GetProperty("deliveryContext").GetProperty("isRedelivery").GetBoolean());

        await Later(line, bot, TimeSpan.FromSeconds(1501));
        Assert.Equal(400, (await line.Reply(first.GetProperty("replyToken").GetString()!)).Status);
    }

    // The wait for the redelivery begins when LINE has read the failed answer, so the first jump may come a moment too early.
    private static async Task<JsonElement> Later(SimulatedLine line, ListeningBot bot, TimeSpan later)
    {
        var next = bot.NextEvent();
        do
        {
            line.Clock.Advance(later);
        }
        while (await Task.WhenAny(next, Task.Delay(250)) != next);

        return await next;
    }
}
