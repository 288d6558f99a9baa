using System.Text.Json;
using Bot.Line;
using Bot.Tests.Simulator;
using FsCheck;
using FsCheck.Fluent;

namespace Bot.Tests.Line;

public class MessagePropertyTests
{
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

    [Fact]
    public void Whatever_line_takes_reads_as_it_was_written() => Prop.ForAll(Seeds, seed =>
    {
        var messages = new RandomMessages(seed).Draw(mentions: true);
        var written = LineJson.ToElement(messages);

        Assert.Empty(LineLimits.Check(written));
        var read = LineJson.ParseMessages(written);
        Assert.Equal(messages.Select(message => message.GetType()), read.Select(message => message.GetType()));
        Assert.True(JsonElement.DeepEquals(written, LineJson.ToElement(read)), $"seed {seed}: {written.GetRawText()}");
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public async Task Whatever_our_limits_let_pass_the_simulator_takes_and_the_phone_shows()
    {
        await using var line = await SimulatedLine.Start();
        await line.Switch(new { refuseUnknownCoupons = false });
        var friend = await line.Friend();

        Prop.ForAll(Seeds, seed =>
        {
            var messages = LineJson.ToElement(new RandomMessages(seed).Draw(mentions: false));
            var answer = line.Post("/v2/bot/message/push", $$"""{"to":"{{friend.UserId}}","messages":{{messages.GetRawText()}}}""").GetAwaiter().GetResult();
            Assert.True(answer.Status == 200, $"seed {seed}: {answer.Body}");
            var shown = friend.Screen().GetAwaiter().GetResult().Messages.TakeLast(messages.GetArrayLength()).Select(message => message.Json);
            Assert.All(messages.EnumerateArray().Zip(shown), pair => Assert.True(JsonElement.DeepEquals(pair.First, pair.Second), $"seed {seed}"));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }
}
