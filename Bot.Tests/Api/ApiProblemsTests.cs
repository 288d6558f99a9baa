using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Bot.Tests.Api;

/// <summary>What is refused before a route sees it still says why.</summary>
public sealed class ApiProblemsTests(OpenApiTests.Running running) : IClassFixture<OpenApiTests.Running>
{
    [Theory]
    [InlineData("/api/segments/count")]
    [InlineData("/api/segments/parse")]
    [InlineData("/api/segments/complete")]
    [InlineData("/api/campaigns")]
    public async Task A_body_that_is_too_large_is_refused_with_a_reason(string path)
    {
        // Whoever does not wait for the word to go on may find the door shut in the middle of the body.
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new { condition = new string('a', 3_000_000) }), Headers = { ExpectContinue = true } };
        await request.Content.LoadIntoBufferAsync();
        var answer = await running.Bot.Api.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("megabyte", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/api/segments/count", "{\"condition\":", "application/json", HttpStatusCode.BadRequest, "cannot be read")]
    [InlineData("POST", "/api/segments/count", "[1,2]", "application/json", HttpStatusCode.BadRequest, "cannot be read")]
    [InlineData("POST", "/api/segments/count", "condition=all", "text/plain", HttpStatusCode.UnsupportedMediaType, "application/json")]
    [InlineData("GET", "/api/friends?limit=many", null, null, HttpStatusCode.BadRequest, "cannot be read")]
    [InlineData("PATCH", "/api/segments/count", "{}", "application/json", HttpStatusCode.MethodNotAllowed, "other verbs")]
    public async Task An_unreadable_request_is_refused_with_a_reason(string verb, string path, string? body, string? type, HttpStatusCode status, string reason)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, type!) };
        var answer = await running.Bot.Api.SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(reason, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
