using System.Diagnostics;
using Bot.Friends;

namespace Bot.Tests.Cli;

/// <summary><c>store backup</c> as a process of its own.</summary>
public sealed class StoreCommandTests : IDisposable
{
    private const string Terminal = "/usr/bin/script";

    private readonly TestStore _place = TestStore.OnSqlite();

    public StoreCommandTests() => _place.Open(FriendCollections.Friends).Dispose();

    /// <inheritdoc/>
    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task In_a_log_a_backup_says_nothing_but_its_end()
    {
        var copy = Path.Combine(_place.Folder, "backup.db");

        var (exit, output, errors) = await Run("dotnet", [typeof(Program).Assembly.Location, "store", "backup", copy]);

        Assert.Equal((0, ""), (exit, errors));
        Assert.Equal($"{copy}: {new FileInfo(copy).Length:N0} bytes, checked.", output);
    }

    [Fact]
    public async Task On_a_terminal_it_shows_how_far_it_is_in_one_line_that_is_gone_at_the_end()
    {
        if (!File.Exists(Terminal))
        {
            return; // Nothing here plays a terminal.
        }

        var copy = Path.Combine(_place.Folder, "backup.db");

        var (exit, output, _) = await Run(Terminal, ["-qec", $"dotnet '{typeof(Program).Assembly.Location}' store backup '{copy}'", "/dev/null"]);

        Assert.Equal(0, exit);
        Assert.Contains("bytes (0 %)", output, StringComparison.Ordinal);
        Assert.Contains("bytes copied; checking them", output, StringComparison.Ordinal);
        Assert.EndsWith($"\r{copy}: {new FileInfo(copy).Length:N0} bytes, checked.", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', output);
    }

    private async Task<(int Exit, string Output, string Errors)> Run(string program, IEnumerable<string> arguments)
    {
        using var command = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = BotApplication.Repository,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["Storage__ConnectionString"] = _place.Settings["Storage:ConnectionString"] },
        })!;
        var output = command.StandardOutput.ReadToEndAsync();
        var errors = await command.StandardError.ReadToEndAsync();
        await command.WaitForExitAsync();
        return (command.ExitCode, (await output).Trim(), errors.Trim());
    }
}
