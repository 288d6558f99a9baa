using System.Net.Http.Json;

namespace Bot.Tests.Simulator;

public class FaultTests
{
    [Theory]
    [InlineData("serverError", 500, "Internal Server Error")]
    [InlineData("rateLimit", 429, "The API rate limit has been exceeded. Try again later.")]
    [InlineData("monthlyLimit", 429, "You have reached your monthly limit.")]
    public async Task A_fault_stays_until_it_is_switched_off_and_nothing_is_sent_meanwhile(string fault, int status, string message)
    {
        await using var line = await SimulatedLine.Start();
        var friend = await line.Friend();
        await line.Switch(new { fail = fault });

        var answer = await line.Push(friend.UserId);
        Assert.Equal((status, message), (answer.Status, answer.Message));
        Assert.Empty((await friend.Screen()).BotTexts);

        await line.Switch(new { fail = (string?)null });
        Assert.Equal(200, (await line.Push(friend.UserId)).Status);
    }

    [Fact]
    public async Task The_next_calls_of_one_endpoint_can_be_made_to_fail()
    {
        await using var line = await SimulatedLine.Start();
        var friend = await line.Friend();
        await line.Switch(new { next = new[] { new { endpoint = "push", fault = "serverError", count = 2 } } });

        Assert.Equal(200, (await line.Multicast([friend.UserId])).Status);
        Assert.Equal(500, (await line.Push(friend.UserId)).Status);
        Assert.Equal(500, (await line.Push(friend.UserId)).Status);
        Assert.Equal(200, (await line.Push(friend.UserId)).Status);
    }

    [Theory]
    [InlineData("timeoutAfterAccepting")]
    [InlineData("serverErrorAfterAccepting")]
    public async Task Accepted_but_not_told_shows_as_409_to_the_retry(string fault)
    {
        await using var line = await SimulatedLine.Start();
        var friend = await line.Friend();
        var key = Guid.NewGuid().ToString();
        await line.Switch(new { holdMs = 50, next = new[] { new { endpoint = "push", fault } } });

        if (fault == "timeoutAfterAccepting")
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => line.Push(friend.UserId, retryKey: key));
        }
        else
        {
            Assert.Equal(500, (await line.Push(friend.UserId, retryKey: key)).Status);
        }

        Assert.Equal(409, (await line.Push(friend.UserId, retryKey: key)).Status);
        Assert.Single((await friend.Screen()).BotTexts);
    }

    [Fact]
    public async Task Settings_are_changed_in_part_and_nonsense_changes_nothing()
    {
        await using var line = await SimulatedLine.Start();
        await line.Switch(new { latencyMs = 1, webhook = new { duplicates = 1 } });
        await line.Switch(new { webhook = new { shuffle = true } });

        using var nonsense = await line.Sim.PutAsJsonAsync("/sim/settings", new { fail = "meltdown" });
        Assert.Equal(400, (int)nonsense.StatusCode);

        var settings = line.Host.Platform.Settings;
        Assert.Equal((1, 1, true, null), (settings.LatencyMs, settings.Webhook.Duplicates, settings.Webhook.Shuffle, settings.Fail));
    }

    [Fact]
    public async Task Calls_both_ways_are_in_the_log_with_their_bodies()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl);
        var friend = await line.Friend();
        await bot.Next();
        await line.Push(friend.UserId, "記録");

        var calls = line.Host.Platform.Calls.Since(0, 10);

        Assert.Contains(calls, call => call is { Direction: "webhook", Status: 200 });
        var push = Assert.Single(calls, call => call is { Direction: "api", Path: "/v2/bot/message/push", Status: 200 });
        Assert.Contains("記録", await line.Sim.GetStringAsync($"/sim/log/{push.Seq}"), StringComparison.Ordinal);
    }
}
