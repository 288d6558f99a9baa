using System.Net.Http.Json;
using System.Text.Json;
using Bot.Line;

namespace Bot.Tests.Simulator;

public sealed class NarrowcastTests : IDisposable
{
    private static readonly object[] Hello = SimulatedLine.Texts("ご案内");

    private readonly string _folder = Directory.CreateTempSubdirectory("narrowcast").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_narrowcast_waits_is_sent_and_succeeds_and_tells_who_was_missed()
    {
        await using var line = await SimulatedLine.Start();
        var (friend, gone, stranger) = (await line.Friend("残る人"), await line.Friend("去る人"), await line.Phone("知らない人"));
        var sent = await line.Post("/v2/bot/message/narrowcast", new { messages = Hello });
        Assert.Equal((202, "{}"), (sent.Status, sent.Body));

        var waiting = await Progress(line, sent.RequestId!);
        Assert.Equal("waiting", waiting.GetProperty("phase").GetString());
        Assert.False(waiting.TryGetProperty("targetCount", out _));
        Assert.Empty((await friend.Screen()).BotTexts);

        await gone.Block();
        line.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("ご案内", Assert.Single(await friend.Answer()).Text);
        Assert.Equal("sending", (await Progress(line, sent.RequestId!)).GetProperty("phase").GetString());

        line.Clock.Advance(TimeSpan.FromSeconds(2));
        var done = await Progress(line, sent.RequestId!);
        Assert.Equal(
            ("succeeded", 1, 1, 2),
            (done.GetProperty("phase").GetString(), done.GetProperty("successCount").GetInt32(), done.GetProperty("failureCount").GetInt32(), done.GetProperty("targetCount").GetInt32()));
        Assert.True(done.GetProperty("completedTime").GetDateTimeOffset() > done.GetProperty("acceptedTime").GetDateTimeOffset());
        Assert.Empty((await gone.Screen()).BotTexts);
        Assert.Empty((await stranger.Screen()).BotTexts);
        Assert.Equal("""{"totalUsage":1}""", (await line.Get("/v2/bot/message/quota/consumption")).Body);

        line.Clock.Advance(TimeSpan.FromDays(14));
        Assert.Equal(404, (await line.Get($"/v2/bot/message/progress/narrowcast?requestId={sent.RequestId}")).Status);
    }

    [Theory]
    [InlineData("""{"recipient":{"type":"audience","audienceGroupId":123}}""", 400, "Invalid audience group id: 123")]
    [InlineData("""{"recipient":{"type":"operator","or":[{"type":"operator","not":{"type":"redelivery","requestId":"5b59509c-c57b-11e9-aa8c-2a2ae2dbcce4"}},{"type":"audience","audienceGroupId":123}]}}""", 400, "Invalid request id: 5b59509c-c57b-11e9-aa8c-2a2ae2dbcce4")]
    [InlineData("""{"recipient":{"type":"operator"}}""", 400, "The request body has 1 error(s)")]
    [InlineData("""{"limit":{"forbidPartialDelivery":true}}""", 400, "The option forbidPartialDelivery must be used with upToRemainingQuota.")]
    [InlineData("""{"filter":{"demographic":{"type":"gender","oneOf":["female"]}}}""", 403, "Your account does not have enough friends")]
    public async Task Whom_LINE_cannot_choose_is_said_in_LINEs_words(string target, int status, string message)
    {
        await using var line = await SimulatedLine.Start();
        await line.Friend();

        var answer = await line.Post("/v2/bot/message/narrowcast", """{"messages":[{"type":"text","text":"a"}],""" + target[1..]);

        Assert.Equal((status, message), (answer.Status, answer.Message));
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("?requestId=none", 400)]
    [InlineData("?requestId=5b59509c-c57b-11e9-aa8c-2a2ae2dbcce4", 404)]
    public async Task The_progress_of_no_narrowcast(string query, int status)
    {
        await using var line = await SimulatedLine.Start();

        Assert.Equal(status, (await line.Get($"/v2/bot/message/progress/narrowcast{query}")).Status);
    }

    [Fact]
    public async Task Friends_are_chosen_by_attributes_and_again_by_who_got_it_before()
    {
        await using var line = await SimulatedLine.Start();
        (await line.Sim.PostAsJsonAsync("/sim/users/bulk", new { count = 400 })).EnsureSuccessStatusCode();
        var women = new { type = "gender", oneOf = new[] { "female" } };

        var first = await Sent(line, new { messages = Hello, filter = new { demographic = women } });
        var toWomen = (await Progress(line, first)).GetProperty("successCount").GetInt32();
        Assert.InRange(toWomen, 100, 300);

        var again = await Sent(line, new { messages = Hello, recipient = new { type = "redelivery", requestId = first } });
        Assert.Equal(toWomen, (await Progress(line, again)).GetProperty("successCount").GetInt32());

        var others = await Sent(line, new { messages = Hello, recipient = new { type = "operator", not = new { type = "redelivery", requestId = first } } });
        Assert.Equal(400 - toWomen, (await Progress(line, others)).GetProperty("successCount").GetInt32());

        var nobody = await Sent(line, new { messages = Hello, filter = new { demographic = new { type = "operator", and = new object[] { women, new { type = "operator", not = women } } } } });
        var failed = await Progress(line, nobody);
        Assert.Equal(("failed", 2), (failed.GetProperty("phase").GetString(), failed.GetProperty("errorCode").GetInt32()));

        await line.Switch(new { narrowcastMinimums = false });
        var few = await Sent(line, new { messages = Hello, filter = new { demographic = women }, limit = new { max = 3 } });
        Assert.Equal(3, (await Progress(line, few)).GetProperty("successCount").GetInt32());
    }

    [Fact]
    public async Task The_whole_reach_is_set_aside_until_it_is_delivered()
    {
        await using var line = await SimulatedLine.Start();
        var friends = new[] { await line.Friend("一"), await line.Friend("二"), await line.Friend("三") };
        await line.Switch(new { monthlyLimit = 4 });

        var sent = await line.Post("/v2/bot/message/narrowcast", new { messages = Hello, limit = new { max = 3 } });
        Assert.Equal(202, sent.Status);
        Assert.Equal(429, (await line.Multicast(friends.Take(2).Select(friend => friend.UserId))).Status);
        line.Clock.Advance(TimeSpan.FromSeconds(3));
        await friends[0].Answer();

        Assert.Equal("You have reached your monthly limit.", (await line.Post("/v2/bot/message/narrowcast", new { messages = Hello })).Message);
        var forbidden = await Sent(line, new { messages = Hello, limit = new { upToRemainingQuota = true, forbidPartialDelivery = true } });
        Assert.Equal(5, (await Progress(line, forbidden)).GetProperty("errorCode").GetInt32());
        var some = await Sent(line, new { messages = Hello, limit = new { upToRemainingQuota = true } });
        Assert.Equal(1, (await Progress(line, some)).GetProperty("successCount").GetInt32());
    }

    [Fact]
    public async Task One_that_waited_when_the_simulator_stopped_is_delivered_when_it_runs_again()
    {
        var journal = Path.Combine(_folder, "line.jsonl");
        var key = Guid.NewGuid().ToString();
        string userId, requestId;
        await using (var line = await SimulatedLine.Start(journal))
        {
            userId = (await line.Friend()).UserId;
            requestId = (await line.Post("/v2/bot/message/narrowcast", new { messages = Hello }, key)).RequestId!;
        }

        // Twice: the second start reads what the first one compacted, and delivers nothing again.
        for (var start = 0; start < 2; start++)
        {
            await using var line = await SimulatedLine.Start(journal);
            var friend = SimulatedPhone.Of(line.Sim, userId);
            line.Clock.Advance(TimeSpan.FromSeconds(5));
            Assert.Equal("ご案内", Assert.Single(await friend.Answer()).Text);
            Assert.Equal("succeeded", (await Progress(line, requestId)).GetProperty("phase").GetString());
            var again = await line.Post("/v2/bot/message/narrowcast", new { messages = Hello }, key);
            Assert.Equal((409, requestId), (again.Status, again.AcceptedRequestId));
        }
    }

    [Fact]
    public async Task The_bots_own_client_sends_follows_the_progress_pages_through_followers_and_fetches_a_film()
    {
        await using var line = await SimulatedLine.Start();
        var friends = new List<SimulatedPhone>();
        for (var i = 0; i < 3; i++)
        {
            friends.Add(await line.Friend($"友だち{i}"));
        }

        var client = line.Client;
        Assert.True((await client.Broadcast([new TextMessage("全員へ")], Guid.NewGuid().ToString())).Succeeded);
        var sent = (await client.Narrowcast(new NarrowcastTarget { Limit = new NarrowcastLimit { Max = 2 } }, [new TextMessage("二人へ")], Guid.NewGuid().ToString())).Value!;
        await Advance(line, async () => (await client.NarrowcastProgress(sent.RequestId!)).Value is { IsOver: true });
        Assert.Equal((2L, 2L), ((await client.NarrowcastProgress(sent.RequestId!)).Value is { } over ? (over.SuccessCount, over.TargetCount) : default)!);
        Assert.Equal(3 + 2, (await Task.WhenAll(friends.Select(friend => friend.Screen()))).Sum(screen => screen.BotTexts.Count()));

        var page = (await client.Followers(limit: 2)).Value!;
        var rest = (await client.Followers(page.Next, limit: 2)).Value!;
        Assert.Equal(friends.Select(friend => friend.UserId), page.UserIds.Concat(rest.UserIds));
        Assert.Null(rest.Next);

        await friends[0].Video();
        var film = client.Content((await friends[0].Screen()).Messages[^1].Id);
        await Advance(line, () => Task.FromResult(film.IsCompleted));
        using var content = Assert.IsType<MessageContent.Ready>((await film).Value);
        Assert.Equal("video/mp4", content.ContentType);
    }

    // Lets the clock run until it holds.
    private static async Task Advance(SimulatedLine line, Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await holds())
        {
            await Task.Delay(5, patience.Token);
            line.Clock.Advance(TimeSpan.FromMilliseconds(200));
        }
    }

    private static async Task<string> Sent(SimulatedLine line, object body)
    {
        var answer = await line.Post("/v2/bot/message/narrowcast", body);
        Assert.True(answer.Status == 202, answer.Body);
        await Advance(line, async () => (await Progress(line, answer.RequestId!)).GetProperty("phase").GetString() is "succeeded" or "failed");
        return answer.RequestId!;
    }

    private static async Task<JsonElement> Progress(SimulatedLine line, string requestId)
    {
        var answer = await line.Get($"/v2/bot/message/progress/narrowcast?requestId={requestId}");
        Assert.True(answer.Status == 200, answer.Body);
        return answer.Json;
    }
}
