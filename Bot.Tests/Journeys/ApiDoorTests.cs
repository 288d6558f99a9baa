using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Journeys;

/// <summary>Every door of the product: who gets in, and what happens to those who bring nonsense.</summary>
public sealed partial class ApiDoorTests : IDisposable
{
    // The webhook asks for LINE's signature instead; of a coupon's page, a tracked link and an invitation the address is the key.
    private static readonly string[] OpenToAll = ["/c/{token}", "/c/{token}.png", "/healthz", "/join/{token}", "/r/{code}", "/readyz", "/sign-in", "/sign-out", "/welcome"];

    // Beyond these, the server hangs up while it is still being told.
    private const int LongestAddress = 8 * 1024;
    private const int LargestBody = 1024 * 1024;

    private readonly BotApplication _bot = Visit.AtNoon();

    public void Dispose() => _bot.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_a_key_and_not_signed_in_nothing_answers_but_health_and_the_doors(bool fromElsewhere)
    {
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = _bot.Address };
        if (fromElsewhere)
        {
            stranger.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        }

        var doors = Doors().ToList();
        Assert.True(doors.Count > 70, $"Only {doors.Count} endpoints were found.");
        var open = new List<string>();
        foreach (var (method, route, _) in doors)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), Filled(route, _ => "x"));
            if (method is "POST" or "PUT")
            {
                request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
            }

            using var answer = await stranger.SendAsync(request);
            if (answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
                && answer.Headers.Location?.OriginalString.StartsWith("/sign-in?", StringComparison.Ordinal) is not true
                && !(answer.StatusCode == HttpStatusCode.SeeOther && answer.Headers.Location?.OriginalString == "/sign-in"))
            {
                open.Add(route);
            }
        }

        Assert.Equal(OpenToAll, open.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer ")]
    [InlineData("Basic YTpi")]
    [InlineData("bearer")]
    public async Task A_wrong_key_is_no_key(string authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_bot.Address, "/api/friends"));
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await _bot.Line.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Nonsense_in_bodies_and_addresses_is_refused_with_a_reason_and_never_an_error_of_ours()
    {
        var random = new Random(11);
        var words = await Words();
        var properties = await Properties();
        var wrong = new List<string>();
        var understood = new HashSet<string>();
        Assert.Contains("condition", properties);
        foreach (var (method, route, _) in Doors().Where(door => door.Route.StartsWith("/api/", StringComparison.Ordinal) && door.Method is "GET" or "POST" or "PUT"))
        {
            for (var round = 0; round < (method == "GET" ? 12 : 40); round++)
            {
                var address = Filled(route, _ => Uri.EscapeDataString(Pick(words, random))) + Query(words, random);
                using var request = new HttpRequestMessage(new HttpMethod(method), address);
                var body = method == "GET" || address.Length > LongestAddress ? null : Body(properties, words, random, round);
                Assert.True(body is null || body.Length < LargestBody, "The fuzz is larger than any body that is read.");
                if (body is not null)
                {
                    request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
                }

                using var answer = await _bot.Api.SendAsync(request);
                var said = await answer.Content.ReadAsStringAsync();
                var asked = $"{method} {address} {(body is null ? "" : Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 600))))}";
                if (answer.IsSuccessStatusCode)
                {
                    understood.Add($"{method} {route}");
                }

                // An address of over 8 kB is refused before anybody of ours could say why.
                if ((int)answer.StatusCode >= 500 || ((int)answer.StatusCode >= 400 && said.Length == 0 && answer.StatusCode != HttpStatusCode.RequestUriTooLong))
                {
                    wrong.Add($"{(int)answer.StatusCode} '{said}' to {asked}");
                }
            }
        }

        // Some of it makes sense by chance, or the fuzz would only have knocked.
        Assert.True(understood.Count > 15, string.Join(", ", understood));
        Assert.True(wrong.Count == 0, $"{wrong.Count} answers are wrong, e.g.\n{string.Join('\n', wrong.DistinctBy(line => line[..40]).Take(12))}");
    }

    private IEnumerable<(string Method, string Route, bool IsConsole)> Doors() =>
        from endpoint in _bot.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        let route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        let isConsole = endpoint.Metadata.Any(one => one.GetType().Name == "ConsolePage")
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (method, route, isConsole);

    private static string Filled(string route, Func<string, string> value) => Parameter().Replace(route, match => value(match.Value)).TrimEnd('/');

    // Things that exist, so that the fuzz also comes behind the look-ups, and things that should not.
    private async Task<string[]> Words()
    {
        var friend = await _bot.FriendWhoLikes("甘口");
        var marketer = new Marketer(_bot.Api);
        var draft = await marketer.Draft("tag = 甘口", "お知らせ");
        var sent = await marketer.Send("all", coupon: "new-sweet-curry");
        await marketer.Until(sent, "sent");
        var code = (await marketer.Issues("first-10off"))[0].GetProperty("code").GetString()!;
        return
        [
            friend.UserId, draft, sent, code, "spice-level", "spice", "first-10off", "tag = 甘口", "甘口", "2027-01-15T18:00",
            "x", "0", "-1", "99999999999999999999", "1e400", "null", "not (", "tag = ", "attribute(a) < ", ".", "..", "%", "%00", "\u0001", "a\nb", " ", "　",
            "'; DROP TABLE friends; --", "🍛👩‍👩‍👧", "\ufffd", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59+14:00", new string('あ', 300), "U" + new string('f', 32),
        ];
    }

    private async Task<string[]> Properties()
    {
        using var document = JsonDocument.Parse(await _bot.Api.GetStringAsync("/openapi/v1.json"));
        return [.. document.RootElement.GetProperty("components").GetProperty("schemas").EnumerateObject()
            .Where(schema => schema.Value.TryGetProperty("properties", out _))
            .SelectMany(schema => schema.Value.GetProperty("properties").EnumerateObject())
            .Select(property => property.Name)
            .Distinct()];
    }

    private static string Query(string[] words, Random random) =>
        "?" + string.Join('&', new[] { "after", "limit", "state", "status", "tag", "name", "staff", "friends" }
            .Where(_ => random.Next(3) == 0)
            .Select(name => $"{name}={Uri.EscapeDataString(Pick(words, random))}"));

    private static byte[] Body(string[] properties, string[] words, Random random, int round) => round switch
    {
        0 => [],
        1 => "null"u8.ToArray(),
        2 => "[]"u8.ToArray(),
        3 => "{"u8.ToArray(),
        4 => "\"x\""u8.ToArray(),
        5 => [0xff, 0xfe, 0x00],
        6 => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"condition\":", 200)) + "1" + new string('}', 200)),
        7 => Encoding.UTF8.GetBytes("""{"condition":"\ud83c","name":"\ud83c","code":"\udf5b","userId":"\ud83c","title":"\ud83c","messages":[{"type":"text","text":"\ud83c"}]}"""),
        8 => Encoding.UTF8.GetBytes($$"""{"condition":"{{string.Concat(Enumerable.Repeat("not (", 3_000))}}"}"""),
        9 => Encoding.UTF8.GetBytes($$"""{"condition":"{{string.Join(" and ", Enumerable.Repeat("tag = a", 3_000))}}"}"""),
        _ => Encoding.UTF8.GetBytes(Object(properties, words, random, depth: 0).ToJsonString()),
    };

    private static JsonObject Object(string[] properties, string[] words, Random random, int depth)
    {
        var json = new JsonObject();
        foreach (var property in depth == 0 ? properties.Where(_ => random.Next(2) == 0) : random.GetItems(properties, random.Next(6)).Distinct())
        {
            json[property] = Value(properties, words, random, depth + 1);
        }

        if (random.Next(2) == 0)
        {
            (json["condition"], json["name"], json["messages"]) = ("tag = 甘口", "x", new JsonArray(Value(properties, words, random, depth: 1)));
        }

        return json;
    }

    private static JsonNode? Value(string[] properties, string[] words, Random random, int depth) => random.Next(depth > 3 ? 6 : 8) switch
    {
        0 => null,
        1 => random.Next(-2, 200),
        2 => JsonValue.Create(random.Next(2) == 0 ? 1e308 : -0.5),
        3 => random.Next(2) == 0,
        < 6 => Pick(words, random),
        6 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(properties, words, random, depth + 1))]),
        _ => Typed(Object(properties, words, random, depth), random),
    };

    private static JsonObject Typed(JsonObject json, Random random)
    {
        json["type"] = new[] { "text", "flex", "template", "image", "sticker", "hologram" }[random.Next(6)];
        return json;
    }

    private static string Pick(string[] words, Random random) => words[random.Next(words.Length)];

    [GeneratedRegex(@"\{[^{}]*(\{[^{}]*\}[^{}]*)*\}")]
    private static partial Regex Parameter();
}
