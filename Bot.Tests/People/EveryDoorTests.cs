using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Bot.Access;
using Bot.Tests.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.People;

/// <summary>Every route and method there is, tried by everybody there is: nobody gets further than their role.</summary>
public sealed class EveryDoorTests : IDisposable
{
    private static readonly HashSet<string> OpenToAll =
    [
        "POST /webhook", "GET /healthz", "GET /readyz",
        "GET /sign-in", "POST /sign-in", "POST /sign-in/demo", "POST /sign-out", "GET /welcome", "POST /welcome", "GET /join/{token}", "POST /join/{token}",
        "GET /c/{token}.png", "GET /c/{token}", // The address is the key.
        "GET /r/{code}", "HEAD /r/{code}",
    ];

    private readonly BotApplication _bot = new();

    public void Dispose() => _bot.Dispose();

    [Fact]
    public void Only_these_are_open_to_everybody() =>
        Assert.Empty(Doors().Where(door => door.IsOpen && !OpenToAll.Contains(door.Name)).Select(door => door.Name));

    [Fact]
    public void Whatever_changes_something_says_what_it_needs() =>
        Assert.Empty(Doors().Where(door => !door.IsOpen && !door.IsReading && door.Needed is null).Select(door => door.Name));

    [Fact]
    public void Every_post_of_a_page_asks_for_the_forms_token() =>
        Assert.Empty(Doors().Where(door => !door.IsApi && !door.IsReading && door.Name != "POST /webhook" && !door.AsksForToken).Select(door => door.Name));

    [Fact]
    public async Task A_stranger_gets_into_none_of_them()
    {
        using var http = Quiet();
        foreach (var door in Doors().Where(door => !door.IsOpen))
        {
            using var answer = await http.SendAsync(new HttpRequestMessage(new(door.Method), door.Url));

            var shut = door.IsApi ? answer.StatusCode == HttpStatusCode.Unauthorized : answer.Headers.Location?.OriginalString.StartsWith("/sign-in", StringComparison.Ordinal) == true;
            Assert.True(shut, $"{door.Name}: {answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Staff)]
    [InlineData(Role.Marketer)]
    public async Task Each_role_gets_into_its_own_and_no_others(Role role)
    {
        var (cookie, key) = await Hired(role);
        using var pages = Quiet();
        pages.DefaultRequestHeaders.Add("Cookie", cookie);
        using var api = Quiet();
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

        foreach (var door in Doors().Where(door => !door.IsOpen))
        {
            var may = role.Permissions().Contains(door.Needed ?? Permission.Look);
            using var answer = await (door.IsApi ? api : pages).SendAsync(new HttpRequestMessage(new(door.Method), door.Url), HttpCompletionOption.ResponseHeadersRead);

            // Whom it lets in, it may tell that the form is empty, or that there is no such thing.
            Assert.True(may != (answer.StatusCode == HttpStatusCode.Forbidden), $"{role}, {door.Name}: {answer.StatusCode}");
            Assert.NotEqual(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public void An_owner_may_everything_and_a_viewer_only_looks()
    {
        Assert.Equal(Enum.GetValues<Permission>().Order(), Role.Owner.Permissions().Order());
        Assert.Equal([Permission.Look], Role.Viewer.Permissions());
        Assert.All(Enum.GetValues<Role>(), role => Assert.Contains(Permission.Look, role.Permissions()));
    }

    private HttpClient Quiet() => new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = _bot.Address };

    private async Task<(string Cookie, string Key)> Hired(Role role)
    {
        var cookies = new CookieContainer();
        using var console = await ConsoleClient.Invited(_bot.Api, role.ToString(), cookies);
        var people = await _bot.Api.GetFromJsonAsync<JsonElement>("/api/people");
        var id = people.EnumerateArray().Single(person => person.GetProperty("role").GetString() == JsonNamingPolicy.CamelCase.ConvertName(role.ToString())).GetProperty("id").GetString();
        var key = await (await _bot.Api.PostAsJsonAsync("/api/keys", new { name = "test", personId = id })).Content.ReadFromJsonAsync<JsonElement>();
        return (cookies.GetCookieHeader(_bot.Address), key.GetProperty("key").GetString()!);
    }

    private IEnumerable<Door> Doors() =>
        from endpoint in _bot.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select new Door(method, endpoint);

    private sealed record Door(string Method, RouteEndpoint Endpoint)
    {
        public string Name => $"{Method} /{Endpoint.RoutePattern.RawText!.Trim('/')}";

        public bool IsOpen => Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

        public bool IsReading => Method is "GET" or "HEAD";

        public bool IsApi => Name.Contains(" /api", StringComparison.Ordinal) || Name.Contains(" /openapi", StringComparison.Ordinal);

        public Permission? Needed => Endpoint.Metadata.GetMetadata<Needed>()?.Permission;

        public bool AsksForToken => Endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Antiforgery.IAntiforgeryMetadata>() is { RequiresValidation: true };

        public string Url => "/" + string.Join('/', Endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "number" } => "1",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "kind" } => "surveys",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "documentName" } => "v1",
            _ => "x",
        }))));
    }
}
