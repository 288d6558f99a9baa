using System.CommandLine;
using System.Text.RegularExpressions;
using Bot.Cli;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Cli;

/// <summary>What the REST API can do, the command line can.</summary>
public sealed partial class EveryRouteTests : IDisposable
{
    // Commands that do more than one call as it is, or read a file first.
    private static readonly string[] AskedOtherwise =
    [
        "POST /api/campaigns", "PUT /api/campaigns/{}", "POST /api/campaigns/{}/test", "POST /api/crosstab", "POST /api/demo/seed",
        "GET /api/surveys/{}/results", "GET /api/surveys/{}/questions/{}/texts", "GET /api/surveys/{}/answers.csv", "GET /api/surveys/{}/answers.jsonl", "GET /api/surveys/{}/friends.csv",
        "GET /api/definitions/{}", "GET /api/definitions/{}/{}", "PUT /api/definitions/{}/{}", "DELETE /api/definitions/{}/{}",
        "GET /api/definitions/{}/{}/versions", "GET /api/definitions/{}/{}/versions/{}", "POST /api/definitions/{}/{}/versions/{}/restore",
    ];

    // What the editor asks while somebody types: on files, lint and try do it without a running bot.
    private static readonly string[] ForEditors =
    [
        "POST /api/segments/complete", "POST /api/segments/rows/text", "POST /api/definitions/{}/{}/check", "POST /api/definitions/{}/{}/try",
    ];

    private readonly BotApplication _bot = new();

    public void Dispose() => _bot.Dispose();

    [Fact]
    public void Every_route_of_the_API_has_a_command_and_every_command_a_route()
    {
        var routes = _bot.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal))
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Select(method => $"{method} {Plain(route.RoutePattern.RawText!)}") ?? [])
            .ToHashSet();
        var calls = Calls(Commands.Root()).Select(call => $"{call.Method} {Plain(call.Path)}").ToHashSet();

        Assert.Equal("", string.Join("\n", calls.Concat(AskedOtherwise).Concat(ForEditors).Except(routes)));
        Assert.Equal("", string.Join("\n", routes.Except(calls).Except(AskedOtherwise).Except(ForEditors).Order(StringComparer.Ordinal)));
    }

    private static IEnumerable<ApiCall> Calls(Command command) =>
        command.Subcommands.SelectMany(Calls).Concat(command is ApiCall call ? [call] : []);

    private static string Plain(string path) => "/" + Placeholder().Replace(path.Trim('/'), "{}");

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Placeholder();
}
