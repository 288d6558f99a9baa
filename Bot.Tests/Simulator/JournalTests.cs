namespace Bot.Tests.Simulator;

public sealed class JournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("simulator").FullName;

    private string Path => System.IO.Path.Combine(_folder, "line.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task After_a_restart_the_phones_show_what_they_showed()
    {
        var key = Guid.NewGuid().ToString();
        string userId;
        PhoneScreen before;
        await using (var line = await SimulatedLine.Start(Path))
        {
            var friend = await line.Friend("渡辺 さくら");
            userId = friend.UserId;
            await friend.Say("絵文字🍛");
            await friend.Picture();
            await line.Push(userId, "お知らせ", key);
            await line.Multicast([userId, (await line.Friend("ほか")).UserId]);
            line.Clock.Advance(TimeSpan.FromHours(1));
            before = await friend.Screen();
        }

        // Twice: the second start reads what the first one compacted.
        for (var start = 0; start < 2; start++)
        {
            await using var line = await SimulatedLine.Start(Path);
            var friend = SimulatedPhone.Of(line.Sim, userId);
            var after = await friend.Screen();
            Assert.Equal(before.Messages.Select(message => (message.Id, message.Via, message.Json.GetRawText())), after.Messages.Select(message => (message.Id, message.Via, message.Json.GetRawText())));
            Assert.Equal(409, (await line.Push(userId, "お知らせ", key)).Status);
            Assert.Equal("""{"totalUsage":3}""", (await line.Get("/v2/bot/message/quota/consumption")).Body);
            Assert.Equal(1, (int)line.Clock.Offset.TotalHours);
            Assert.Equal(200, (int)(await line.Sim.GetAsync($"/sim/content/{after.Messages.Single(message => message.Type == "image").Id}")).StatusCode);
        }
    }

    [Fact]
    public async Task A_line_cut_short_by_a_crash_is_passed_over()
    {
        await using (var line = await SimulatedLine.Start(Path))
        {
            await line.Friend("一");
        }

        await File.AppendAllTextAsync(Path, """{"fact":"person","id":"U0""");

        await using var again = await SimulatedLine.Start(Path);
        Assert.Single(again.Host.Platform.People);
    }

    [Fact]
    public async Task A_second_simulator_started_by_mistake_leaves_the_file_alone()
    {
        await using var line = await SimulatedLine.Start(Path);
        await line.Friend("一");

        await Assert.ThrowsAsync<IOException>(() => SimulatedLine.Start(Path));
    }

    [Fact]
    public async Task A_reset_is_kept_too()
    {
        await using (var line = await SimulatedLine.Start(Path))
        {
            await line.Friend("一");
            (await line.Sim.PostAsync("/sim/reset", null)).EnsureSuccessStatusCode();
        }

        await using var again = await SimulatedLine.Start(Path);
        Assert.DoesNotContain(again.Host.Platform.People, person => person.Name == "一");
    }
}
