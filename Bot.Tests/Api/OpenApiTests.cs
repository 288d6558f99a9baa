using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bot.Tests.Api;

/// <summary>The description other programs are made from: <c>/openapi/v1.json</c>.</summary>
public sealed partial class OpenApiTests : IClassFixture<OpenApiTests.Running>
{
    private readonly Running _bot;

    public OpenApiTests(Running bot) => _bot = bot;

    [Theory]
    [InlineData("get", "/api/friends")]
    [InlineData("get", "/api/friends/{userId}")]
    [InlineData("get", "/api/friends/{userId}/export")]
    [InlineData("delete", "/api/friends/{userId}")]
    [InlineData("post", "/api/segments/count")]
    [InlineData("post", "/api/segments/preview")]
    [InlineData("post", "/api/segments/complete")]
    [InlineData("put", "/api/tags/{name}")]
    [InlineData("post", "/api/campaigns")]
    [InlineData("get", "/api/campaigns/{id}")]
    [InlineData("post", "/api/campaigns/{id}/preview")]
    [InlineData("post", "/api/campaigns/{id}/approve")]
    [InlineData("post", "/api/campaigns/{id}/pause")]
    [InlineData("post", "/api/campaigns/{id}/resume")]
    [InlineData("post", "/api/campaigns/{id}/cancel")]
    [InlineData("get", "/api/surveys/{surveyId}/results")]
    [InlineData("post", "/api/coupon-issues/redeem")]
    [InlineData("get", "/api/definitions/{kind}")]
    [InlineData("get", "/api/definitions/{kind}/{file}")]
    [InlineData("put", "/api/definitions/{kind}/{file}")]
    [InlineData("delete", "/api/definitions/{kind}/{file}")]
    [InlineData("post", "/api/definitions/{kind}/{file}/versions/{hash}/restore")]
    [InlineData("post", "/api/keys")]
    public async Task It_lists_the_route(string verb, string path)
    {
        var document = await Document();

        Assert.True(document.GetProperty("paths").GetProperty(path).TryGetProperty(verb, out _));
    }

    [Fact]
    public async Task It_is_whole_every_reference_leads_somewhere_and_every_parameter_is_declared()
    {
        var document = await Document();

        Assert.StartsWith("3.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.All(ReferencesIn(document), reference => Assert.True(Find(document, reference), reference));
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            var named = Parameter().Matches(path.Name).Select(match => match.Groups[1].Value).Order();
            foreach (var operation in path.Value.EnumerateObject())
            {
                Assert.NotEmpty(operation.Value.GetProperty("responses").EnumerateObject());
                var declared = operation.Value.TryGetProperty("parameters", out var parameters)
                    ? parameters.EnumerateArray().Where(one => one.GetProperty("in").GetString() == "path").Select(one => one.GetProperty("name").GetString()!).Order()
                    : Enumerable.Empty<string>();
                Assert.Equal(named, declared);
            }
        }
    }

    [Fact]
    public async Task It_says_that_a_key_is_needed_and_needs_one_itself()
    {
        using var stranger = new HttpClient { BaseAddress = _bot.Bot.Address };
        var refused = await stranger.GetAsync("/openapi/v1.json");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("bearer", (await Document()).GetProperty("components").GetProperty("securitySchemes").GetProperty("key").GetProperty("scheme").GetString());
    }

    [Fact]
    public async Task It_says_that_words_are_in_both_languages()
    {
        var schemas = (await Document()).GetProperty("components").GetProperty("schemas");
        var paused = schemas.GetProperty("CampaignView").GetProperty("properties").GetProperty("pausedBecause").GetRawText();
        var words = schemas.GetProperty("Words").GetProperty("properties");

        Assert.Contains("#/components/schemas/Words", paused, StringComparison.Ordinal);
        Assert.Equal(["japanese", "english"], words.EnumerateObject().Select(language => language.Name));
    }

    [Fact]
    public async Task It_says_that_a_definition_is_sent_as_yaml() =>
        Assert.True((await Document()).GetProperty("paths").GetProperty("/api/definitions/{kind}/{file}").GetProperty("put")
            .GetProperty("requestBody").GetProperty("content").TryGetProperty("application/yaml", out _));

    private Task<JsonElement> Document() => _bot.Bot.Api.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

    private static IEnumerable<string> ReferencesIn(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member =>
            member.NameEquals("$ref") && member.Value.ValueKind == JsonValueKind.String ? [member.Value.GetString()!] : ReferencesIn(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(ReferencesIn),
        _ => [],
    };

    private static bool Find(JsonElement document, string reference)
    {
        var at = document;
        return reference.StartsWith("#/", StringComparison.Ordinal) && reference[2..].Split('/').All(step =>
            at.ValueKind == JsonValueKind.Array
                ? int.TryParse(step, out var index) && index < at.GetArrayLength() && (at = at[index]).ValueKind != JsonValueKind.Undefined
                : at.TryGetProperty(step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal), out at));
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();

    /// <summary>One bot for all of them.</summary>
    public sealed class Running : IDisposable
    {
        internal BotApplication Bot { get; } = new();

        public void Dispose() => Bot.Dispose();
    }
}
