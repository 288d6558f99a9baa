using System.CommandLine;
using static Bot.Cli.ApiCall;

namespace Bot.Cli;

/// <summary><c>definitions</c>: what is live on a running bot, and editing it there.</summary>
internal static class DefinitionCommands
{
    public static Command Create() => new("definitions", "The files of surveys, dialogs and coupons that are live on a running bot")
    {
        Get("list", "/api/definitions/{kind}", "The files of a kind (surveys, dialogs, coupons), and what is wrong in the bot's folder"),
        Get("get", "/api/definitions/{kind}/{file}", "A file as it is live, e.g. definitions get surveys coffee.yaml"),
        Put(),
        Delete("delete", "/api/definitions/{kind}/{file}", "Takes a file out of what is live"),
        Get("versions", "/api/definitions/{kind}/{file}/versions", "Every content the file ever had"),
        Get("version", "/api/definitions/{kind}/{file}/versions/{hash}", "One of these contents"),
        Post("restore", "/api/definitions/{kind}/{file}/versions/{hash}/restore", "Publishes one of these contents again"),
    };

    private static Command Put()
    {
        var kind = new Argument<string>("kind");
        var file = new Argument<FileInfo>("file") { Description = "A file here; its name is the name it gets" };
        var ifHash = new Option<string?>("--if") { Description = "Only if this content is live now, by its hash of 'list'" };
        var command = new Command("put", "Publishes a file: live on every instance within a second, or everything wrong with it") { kind, file, ifHash };
        command.SetAction(async (parsed, ct) =>
        {
            try
            {
                var chosen = parsed.GetRequiredValue(file);
                var body = new ByteArrayContent(await File.ReadAllBytesAsync(chosen.FullName, ct)) { Headers = { ContentType = new("application/yaml") } };
                var path = $"/api/definitions/{Uri.EscapeDataString(parsed.GetRequiredValue(kind))}/{Uri.EscapeDataString(chosen.Name)}";
                return await ApiConnection.Send(parsed, HttpMethod.Put, path, body, parsed.GetValue(ifHash), ct);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync($"The file cannot be read: {problem.Message}");
                return 1;
            }
        });
        return command;
    }
}
