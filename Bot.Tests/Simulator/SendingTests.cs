using System.Text.Json;
using Bot.Line;

namespace Bot.Tests.Simulator;

public class SendingTests
{
    [Fact]
    public async Task A_push_appears_on_the_friends_phone_and_is_counted_once_however_many_messages_it_has()
    {
        await using var line = await SimulatedLine.Start();
        var friend = await line.Friend();

        var answer = await line.Post("/v2/bot/message/push", new { to = friend.UserId, messages = SimulatedLine.Texts("一", "二", "三🍛") });

        Assert.Equal(200, answer.Status);
        Assert.True(Guid.TryParse(answer.RequestId, out _));
        Assert.Equal(3, answer.Json.GetProperty("sentMessages").GetArrayLength());
        Assert.Equal(["一", "二", "三🍛"], (await friend.Screen()).BotTexts);
        Assert.Equal("""{"totalUsage":1}""", (await line.Get("/v2/bot/message/quota/consumption")).Body);
    }

    [Fact]
    public async Task Someone_who_blocked_the_account_gets_nothing_and_costs_nothing()
    {
        await using var line = await SimulatedLine.Start();
        var friend = await line.Friend();
        await friend.Block();

        Assert.Equal(200, (await line.Push(friend.UserId)).Status);
        Assert.Equal(200, (await line.Multicast([friend.UserId])).Status);

        Assert.Empty((await friend.Screen()).BotTexts);
        Assert.Equal("""{"totalUsage":0}""", (await line.Get("/v2/bot/message/quota/consumption")).Body);
        Assert.Equal(404, (await line.Get($"/v2/bot/profile/{friend.UserId}")).Status);
    }

    [Fact]
    public async Task A_stranger_who_wrote_can_be_reached_for_seven_days()
    {
        await using var line = await SimulatedLine.Start();
        var stranger = await line.Phone();
        await line.Push(stranger.UserId, "早すぎ");
        await stranger.Say("はじめまして");

        await line.Push(stranger.UserId, "届く");
        line.Clock.Advance(TimeSpan.FromDays(8));
        await line.Push(stranger.UserId, "遅すぎ");

        Assert.Equal(["届く"], (await stranger.Screen()).BotTexts);
    }

    [Fact]
    public async Task Made_up_people_receive_and_cost_without_a_phone_and_nobody_else_without_one_does()
    {
        await using var line = await SimulatedLine.Start();
        var (friend, madeUp) = (await line.Friend(), MadeUpId.Of(1));

        Assert.Equal(200, (await line.Push(madeUp)).Status);
        Assert.Equal(400, (await line.Push(madeUp[..^1] + (madeUp[^1] == '0' ? '1' : '0'))).Status);
        Assert.Equal(200, (await line.Multicast([friend.UserId, madeUp, madeUp, MadeUpId.Of(ulong.MaxValue), "U" + new string('0', 32)])).Status);

        Assert.Equal("""{"totalUsage":4}""", (await line.Get("/v2/bot/message/quota/consumption")).Body);
        Assert.Equal(404, (await line.Get($"/v2/bot/profile/{madeUp}")).Status);
    }

    [Fact]
    public async Task A_multicast_reaches_each_friend_once_and_skips_unknown_ids()
    {
        await using var line = await SimulatedLine.Start();
        var (one, two) = (await line.Friend("一"), await line.Friend("二"));

        var answer = await line.Multicast([one.UserId, two.UserId, one.UserId, "U" + new string('0', 32)]);

        Assert.Equal((200, "{}"), (answer.Status, answer.Body));
        Assert.Single((await one.Screen()).BotTexts);
        Assert.Single((await two.Screen()).BotTexts);
        Assert.Equal("""{"totalUsage":2}""", (await line.Get("/v2/bot/message/quota/consumption")).Body);

        await line.Switch(new { refuseUnknownIds = true });
        Assert.Equal("Failed to send messages", (await line.Multicast([one.UserId, "U" + new string('0', 32)])).Message);
    }

    [Fact]
    public async Task A_broadcast_reaches_friends_only()
    {
        await using var line = await SimulatedLine.Start();
        var (friend, stranger) = (await line.Friend(), await line.Phone());

        Assert.Equal(200, (await line.Post("/v2/bot/message/broadcast", new { messages = SimulatedLine.Texts("全員へ") })).Status);

        Assert.Equal(["全員へ"], (await friend.Screen()).BotTexts);
        Assert.Empty((await stranger.Screen()).BotTexts);
    }

    [Theory]
    [InlineData("push", """{"to":"you","messages":[{"type":"text","text":"a"}]}""", "The property, 'to', in the request body is invalid (line: -, column: -)")]
    [InlineData("push", """{"to":"U00000000000000000000000000000000","messages":[{"type":"text","text":"a"}]}""", "Failed to send messages")]
    [InlineData("multicast", """{"to":["U00000000000000000000000000000000","x"],"messages":[{"type":"text","text":"a"}]}""", "The property, to[1], in the request body is invalid (line: -, column: -)")]
    [InlineData("multicast", """{"to":[],"messages":[{"type":"text","text":"a"}]}""", "The request body has 1 error(s)")]
    [InlineData("push", """{"to":"U00000000000000000000000000000000"}""", "The request body has 1 error(s)")]
    [InlineData("push", """{"to":"U00000000000000000000000000000000","messages":[]}""", "The request body has 1 error(s)")]
    [InlineData("push", "{oops", "The request body could not be parsed as JSON (line: 1, column: 2)")]
    [InlineData("push", "", "The request body could not be parsed as JSON (line: 1, column: 1)")]
    [InlineData("reply", """{"replyToken":"gone","messages":[{"type":"text","text":"a"}]}""", "Invalid reply token")]
    [InlineData("reply", """{"messages":[{"type":"text","text":"a"}]}""", "The request body has 1 error(s)")]
    public async Task A_request_that_makes_no_sense_is_answered_400_in_LINEs_words(string call, string body, string message)
    {
        await using var line = await SimulatedLine.Start();

        var answer = await line.Post($"/v2/bot/message/{call}", body);

        Assert.Equal((400, message), (answer.Status, answer.Message));
        Assert.NotNull(answer.RequestId);
    }

    [Fact]
    public async Task Five_hundred_recipients_are_taken_and_one_more_is_not()
    {
        await using var line = await SimulatedLine.Start();
        var ids = Enumerable.Range(0, 501).Select(number => "U" + number.ToString("x32", System.Globalization.CultureInfo.InvariantCulture)).ToList();

        Assert.Equal(200, (await line.Multicast(ids.Take(500))).Status);
        Assert.Equal(400, (await line.Multicast(ids)).Status);
    }

    [Fact]
    public async Task A_message_beyond_LINEs_limits_is_refused_with_every_place_and_nobody_gets_anything()
    {
        await using var line = await SimulatedLine.Start();
        var friend = await line.Friend();

        var answer = await line.Post("/v2/bot/message/push", new { to = friend.UserId, messages = SimulatedLine.Texts("", "良い", new string('あ', 5001)) });

        Assert.Equal(400, answer.Status);
        Assert.Equal("The request body has 2 error(s)", answer.Message);
        Assert.Equal(
            ["messages[0].text", "messages[2].text"],
            answer.Json.GetProperty("details").EnumerateArray().Select(detail => detail.GetProperty("property").GetString()));
        Assert.Empty((await friend.Screen()).BotTexts);
        Assert.Equal(answer.Message, (await line.Post("/v2/bot/message/validate/push", new { messages = SimulatedLine.Texts("", "良い", new string('あ', 5001)) })).Message);
    }

    [Fact]
    public async Task A_body_over_two_megabytes_is_413()
    {
        await using var line = await SimulatedLine.Start();

        Assert.Equal(413, (await line.Post("/v2/bot/message/push", new string(' ', (2 * 1024 * 1024) + 1))).Status);
    }

    [Fact]
    public async Task The_same_retry_key_is_accepted_once_and_then_answered_409_with_the_first_answer()
    {
        await using var line = await SimulatedLine.Start();
        var friend = await line.Friend();
        var key = Guid.NewGuid().ToString();

        var first = await line.Push(friend.UserId, retryKey: key);
        var again = await line.Push(friend.UserId, retryKey: key.ToUpperInvariant());

        Assert.Equal((409, "The retry key is already accepted"), (again.Status, again.Message));
        Assert.Equal(first.RequestId, again.AcceptedRequestId);
        Assert.NotEqual(first.RequestId, again.RequestId);
        Assert.Equal(first.Json.GetProperty("sentMessages").GetRawText(), again.Json.GetProperty("sentMessages").GetRawText());
        Assert.Single((await friend.Screen()).BotTexts);

        line.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(200, (await line.Push(friend.UserId, retryKey: key)).Status);
    }

    [Fact]
    public async Task A_retry_key_must_be_a_UUID_and_replies_take_none()
    {
        await using var line = await SimulatedLine.Start();
        var friend = await line.Friend();

        Assert.Equal(400, (await line.Push(friend.UserId, retryKey: "not-a-uuid")).Status);
        Assert.Equal(400, (await line.Post("/v2/bot/message/reply", new { replyToken = "x", messages = SimulatedLine.Texts("a") }, Guid.NewGuid().ToString())).Status);
    }

    [Fact]
    public async Task The_monthly_limit_counts_people_and_starts_anew_on_the_first_of_the_month_in_Japan()
    {
        await using var line = await SimulatedLine.Start();
        var (one, two) = (await line.Friend("一"), await line.Friend("二"));
        line.Clock.SetTo(new DateTimeOffset(2027, 1, 31, 14, 59, 0, TimeSpan.Zero)); // 23:59 in Japan
        await line.Switch(new { monthlyLimit = 3 });

        Assert.Equal(200, (await line.Multicast([one.UserId, two.UserId])).Status);
        var over = await line.Multicast([one.UserId, two.UserId]);
        Assert.Equal((429, "You have reached your monthly limit."), (over.Status, over.Message));
        Assert.Equal(200, (await line.Push(one.UserId)).Status);

        line.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(200, (await line.Multicast([one.UserId, two.UserId])).Status);
        Assert.Equal("""{"type":"limited","value":3}""", (await line.Get("/v2/bot/message/quota")).Body);
    }

    [Fact]
    public async Task Broadcasts_are_limited_to_sixty_an_hour_unless_switched_off()
    {
        await using var line = await SimulatedLine.Start();
        var body = JsonSerializer.Serialize(new { messages = SimulatedLine.Texts("a") });
        for (var i = 0; i < 60; i++)
        {
            Assert.Equal(200, (await line.Post("/v2/bot/message/broadcast", body)).Status);
        }

        var tooMany = await line.Post("/v2/bot/message/broadcast", body);
        Assert.Equal((429, "The API rate limit has been exceeded. Try again later."), (tooMany.Status, tooMany.Message));

        line.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(200, (await line.Post("/v2/bot/message/broadcast", body)).Status);

        await line.Switch(new { rateLimits = false });
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await line.Post("/v2/bot/message/broadcast", body)).Status);
        }
    }
}
