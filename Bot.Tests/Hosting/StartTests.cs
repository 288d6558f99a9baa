using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Bot.Tests.Hosting;

/// <summary>The program as a process of its own: what it says and how it exits when it cannot start, and that the sample starts.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("start-").FullName;

    [Fact]
    public async Task A_wrong_configuration_stops_the_start_with_the_whole_list()
    {
        var (exit, output, errors) = await Run("--Storage:Engine=Postgres", "--Outbox:Lanes=many", "--Line:ChanelSecret=0123456789abcdef");

        Assert.Equal(1, exit);
        Assert.Empty(output);
        Assert.Equal(
            """
            BotApp cannot start:
              - Line:ChanelSecret is not a setting. Did you mean 'ChannelSecret'?
              - Storage:Engine is 'Postgres'. Use one of: Sqlite, Mongo.
              - Outbox:Lanes is 'many'. Write a whole number.

            """,
            errors);
    }

    [Fact]
    public async Task A_file_that_is_not_json_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.json"), "{ \"Bot\": ");

        var (exit, output, errors) = await Run();

        Assert.Equal(1, exit);
        Assert.Empty(output);
        Assert.StartsWith("BotApp cannot start:", errors, StringComparison.Ordinal);
        Assert.Contains("appsettings.json", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--urls", "--Simulator:Url")]
    [InlineData("--Simulator:Url", "--urls")]
    public async Task A_taken_address_is_told_in_one_line(string taken, string free)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var (exit, output, errors) = await Run($"{taken}=http://127.0.0.1:{port}", $"{free}=http://127.0.0.1:0");

        Assert.Equal(1, exit);
        Assert.Empty(output);
        Assert.Equal(2, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains($"127.0.0.1:{port}: address already in use. Stop the other program, or choose another address", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sample_as_it_is_starts_the_product()
    {
        File.Copy(Path.Combine(BotApplication.Repository, "appsettings.sample.json"), Path.Combine(_folder, "appsettings.json"));
        foreach (var definitions in new[] { "surveys", "dialogs", "coupons" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, definitions));
        }

        using var bot = Start("--urls=http://127.0.0.1:0", "--Simulator:Url=http://127.0.0.1:0");
        try
        {
            var said = "";
            while (!said.Contains("Ctrl+C", StringComparison.Ordinal) && await bot.StandardOutput.ReadLineAsync() is { } line)
            {
                said += line + "\n";
            }

            Assert.Contains("BotApp is running.", said, StringComparison.Ordinal);
            Assert.Contains("Three things to try", said, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(_folder, "data", "botapp.db")));
        }
        finally
        {
            bot.Kill();
            await bot.WaitForExitAsync();
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(int Exit, string Output, string Errors)> Run(params string[] arguments)
    {
        using var bot = Start(arguments);
        var output = bot.StandardOutput.ReadToEndAsync();
        var errors = await bot.StandardError.ReadToEndAsync();
        await bot.WaitForExitAsync();
        return (bot.ExitCode, await output, errors);
    }

    private Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
