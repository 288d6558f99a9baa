using System.Diagnostics;

namespace Bot.Tests.Cli;

/// <summary>The command line as a process of its own, speaking to a running bot.</summary>
public sealed class ApiCommandTests : IDisposable
{
    private readonly BotApplication _bot = new();

    [Fact]
    public async Task A_command_speaks_to_the_bot_at_the_address_with_the_key()
    {
        var friend = await _bot.Friend("花子");

        var (exit, output, _) = await Run("segment", "count", "all", "--url", Address, "--key", BotApplication.ApiKey);
        var (tagged, _, _) = await Run("friend", "tag", friend.UserId, "VIP", "--url", Address, "--key", BotApplication.ApiKey);
        var (shown, json, _) = await Run("friend", "show", friend.UserId, "--url", Address, "--key", BotApplication.ApiKey);
        var (declared, tag, _) = await Run("tag", "declare", "新作好き", "--note", "春の新作", "--url", Address, "--key", BotApplication.ApiKey);
        var (forgotten, _, _) = await Run("tag", "forget", "新作好き", "--url", Address, "--key", BotApplication.ApiKey);

        Assert.Equal((0, 0, 0, 0, 0), (exit, tagged, shown, declared, forgotten));
        Assert.Contains("春の新作", tag, StringComparison.Ordinal);
        Assert.Contains("\"count\": 1", output, StringComparison.Ordinal);
        Assert.Contains("花子", json, StringComparison.Ordinal);
        Assert.Contains("VIP", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_survey_is_put_on_the_bot_and_read_back()
    {
        var folder = Directory.CreateTempSubdirectory("put-");
        try
        {
            var file = Path.Combine(folder.FullName, "wedding.yaml");
            var original = await File.ReadAllTextAsync(Path.Combine(BotApplication.Repository, "surveys", "wedding.yaml"));
            await File.WriteAllTextAsync(file, original.Replace("kind: choice", "kind: chioce", StringComparison.Ordinal));
            var (refused, _, errors) = await Run("definitions", "put", "surveys", file, "--url", Address, "--key", BotApplication.ApiKey);
            await File.WriteAllTextAsync(file, original + "# 新しい\n");
            var (put, published, _) = await Run("definitions", "put", "surveys", file, "--url", Address, "--key", BotApplication.ApiKey);
            var (read, text, _) = await Run("definitions", "get", "surveys", "wedding.yaml", "--url", Address, "--key", BotApplication.ApiKey);
            var (stale, _, reason) = await Run("definitions", "put", "surveys", file, "--if", "0123456789ab", "--url", Address, "--key", BotApplication.ApiKey);

            Assert.Equal((1, 0, 0, 1), (refused, put, read, stale));
            Assert.Matches(@"surveys/wedding\.yaml:\d+:\d+: .*choice", errors);
            Assert.Contains("\"file\": \"wedding.yaml\"", published, StringComparison.Ordinal);
            Assert.EndsWith("# 新しい", text.TrimEnd(), StringComparison.Ordinal);
            Assert.Contains("(412)", reason, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(1, "An API key is needed.", "segment", "count", "all", "--url", "BOT")]
    [InlineData(2, "No bot answers at http://127.0.0.1:9/", "segment", "count", "all", "--url", "http://127.0.0.1:9")]
    [InlineData(1, "'nowhere' is not the address of a bot.", "segment", "count", "all", "--url", "nowhere")]
    [InlineData(1, "'surveys' was not matched.", "surveys", "lint")]
    public async Task A_command_that_cannot_be_done_says_why(int code, string reason, params string[] arguments)
    {
        var (exit, output, errors) = await Run([.. arguments.Select(argument => argument == "BOT" ? Address : argument)]);

        Assert.Equal(code, exit);
        Assert.Contains(reason, output + errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_help_does_not_show_the_key()
    {
        var (exit, output, _) = await Run("segment", "count", "--help");

        Assert.Equal(0, exit);
        Assert.Contains("BOTAPP_KEY", output, StringComparison.Ordinal);
        Assert.DoesNotContain("key-in-the-environment", output, StringComparison.Ordinal);
    }

    public void Dispose() => _bot.Dispose();

    private string Address => _bot.Address.ToString();

    private static async Task<(int Exit, string Output, string Errors)> Run(params string[] arguments)
    {
        using var command = Process.Start(new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["BOTAPP_KEY"] = "key-in-the-environment" },
        })!;
        var output = command.StandardOutput.ReadToEndAsync();
        var errors = await command.StandardError.ReadToEndAsync();
        await command.WaitForExitAsync();
        return (command.ExitCode, await output, errors);
    }
}
