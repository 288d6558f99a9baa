using System.Diagnostics;
using Bot.Demo;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Tests.Cli;

/// <summary><c>demo seed</c> as a process of its own.</summary>
public sealed class DemoCommandTests : IDisposable
{
    private readonly TestStore _place = TestStore.OnSqlite();

    [Fact]
    public async Task Seeding_shows_how_far_it_is_and_says_what_is_there_in_the_end()
    {
        var (exit, output, progress) = await Seed("--friends", "40");
        var (again, nothing, _) = await Seed("--friends", "40");
        var (other, more, _) = await Seed("--friends", "1,000", "--seed", "-7");

        Assert.Equal((0, 0, 0), (exit, again, other));
        Assert.Contains("40 of 40 friends", progress, StringComparison.Ordinal);
        Assert.StartsWith("40 made-up friends of seed 1 are in the store, 40 of them new", output, StringComparison.Ordinal);
        Assert.StartsWith("40 made-up friends of seed 1 are in the store, 0 of them new", nothing, StringComparison.Ordinal);
        Assert.StartsWith("1,000 made-up friends of seed -7 are in the store, 1,000 of them new", more, StringComparison.Ordinal);
        using var store = _place.Open(FriendCollections.Friends);
        Assert.Equal(1_040, await store.Documents.Count(FriendCollections.Friends, Filter.Everything, default));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("5000001")]
    [InlineData("-1")]
    [InlineData("99999999999")]
    [InlineData("many")]
    [InlineData("")]
    public async Task So_many_friends_as_there_cannot_be_are_refused(string friends)
    {
        var (exit, _, reason) = await Seed("--friends", friends);

        Assert.Equal(1, exit);
        Assert.StartsWith($"--friends takes a number from 1 to 5,000,000, not '{friends}'.", reason, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_place.Folder, "botapp.db")));
    }

    [Fact]
    public async Task A_store_that_a_bot_has_open_or_that_holds_others_is_refused_with_what_to_do()
    {
        using (var open = _place.Open(FriendCollections.Friends, DemoCollections.Seedings))
        {
            await open.Documents.Commit(new Commit().Insert(FriendCollections.Friends, Friend.FirstSeen("U" + new string('1', 32), DateTimeOffset.UnixEpoch)), default);
            Assert.Equal((1, "", $"{Path.Combine(_place.Folder, "botapp.db")} is open in another process: stop the bot, then try again."), await Seed("--friends", "10"));
        }

        var (exit, _, reason) = await Seed("--friends", "10");

        Assert.Equal(1, exit);
        Assert.StartsWith("The store holds friends who were not made up (1).", reason, StringComparison.Ordinal);
        Assert.Contains("--add", reason, StringComparison.Ordinal);
        Assert.Equal(0, (await Seed("--friends", "10", "--add")).Exit);
    }

    /// <inheritdoc/>
    public void Dispose() => _place.Dispose();

    private async Task<(int Exit, string Output, string Errors)> Seed(params string[] arguments)
    {
        using var command = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(Program).Assembly.Location, "demo", "seed", "--store", _place.Settings["Storage:ConnectionString"], .. arguments])
        {
            WorkingDirectory = BotApplication.Repository,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = command.StandardOutput.ReadToEndAsync();
        var errors = await command.StandardError.ReadToEndAsync();
        await command.WaitForExitAsync();
        return (command.ExitCode, (await output).Trim(), errors.Trim());
    }
}
