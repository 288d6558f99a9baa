using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Bot.Tests.Journeys;

/// <summary>A marketer or a person at the counter with a key to the REST API.</summary>
internal sealed class Marketer(HttpClient api)
{
    public Task<JsonElement> Get(string path) => api.GetFromJsonAsync<JsonElement>($"/api/{path}");

    /// <summary>Posts, and expects to be understood.</summary>
    public async Task<JsonElement> Post(string path, object? body = null)
    {
        using var answer = await Try(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement
            : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {text}");
    }

    /// <summary>The answer, whatever it is.</summary>
    public Task<HttpResponseMessage> Try(string path, object? body = null) => api.PostAsJsonAsync($"/api/{path}", body ?? new { });

    /// <summary>Posts what is to be refused, and reads the reason.</summary>
    public async Task<(HttpStatusCode Status, string Reason)> Refused(string path, object? body = null)
    {
        using var answer = await Try(path, body);
        Assert.False(answer.IsSuccessStatusCode, $"{path} was not refused");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (answer.StatusCode, problem.TryGetProperty("detail", out var detail) ? detail.GetString()! : problem.GetRawText());
    }

    public async Task<int> Count(string condition) => (await Post("segments/count", new { condition })).GetProperty("count").GetInt32();

    /// <summary>A draft with a text, a coupon or both.</summary>
    public async Task<string> Draft(string condition, string? text = null, string? coupon = null)
    {
        object[] messages = text is null ? [] : [new { type = "text", text }];
        return (await Post("campaigns", new { name = "お知らせ", condition, messages, couponId = coupon })).GetProperty("id").GetString()!;
    }

    public Task<JsonElement> Preview(string id) => Post($"campaigns/{id}/preview");

    /// <summary>Looks at the preview and approves what it showed.</summary>
    public async Task<JsonElement> Approve(string id, string? sendAt = null)
    {
        var hash = (await Preview(id)).GetProperty("hash").GetString();
        return await Post($"campaigns/{id}/approve", new { hash, sendAt });
    }

    /// <summary>Writes, previews and approves; it goes out at once, or at this time.</summary>
    public async Task<string> Send(string condition, string? text = null, string? coupon = null, string? sendAt = null)
    {
        var id = await Draft(condition, text, coupon);
        await Approve(id, sendAt);
        return id;
    }

    public Task<JsonElement> Campaign(string id) => Get($"campaigns/{id}");

    /// <summary>Waits until the campaign stands there; fails after half a minute.</summary>
    public async Task<JsonElement> Until(string id, string state)
    {
        JsonElement campaign = default;
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30); await Task.Delay(20))
        {
            campaign = await Campaign(id);
            if (campaign.GetProperty("state").GetString() == state)
            {
                return campaign;
            }
        }

        throw new TimeoutException($"Waited in vain for '{state}': {campaign.GetRawText()}");
    }

    /// <summary>What became of everybody: friend, state, reason.</summary>
    public async Task<IReadOnlyDictionary<string, (string State, string? Reason)>> Recipients(string id) =>
        (await Get($"campaigns/{id}/recipients?limit=500")).GetProperty("recipients").EnumerateArray().ToDictionary(
            recipient => recipient.GetProperty("friendId").GetString()!,
            recipient => (recipient.GetProperty("state").GetString()!, recipient.TryGetProperty("reason", out var why) && why.ValueKind == JsonValueKind.Object ? why.GetProperty("japanese").GetString() : null));

    public async Task<IReadOnlyList<string>> TagsOf(string friendId) =>
        [.. (await Get($"friends/{friendId}")).GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString()!)];

    public async Task Tag(string friendId, string tag) =>
        (await api.PutAsJsonAsync($"/api/friends/{friendId}/tags/{Uri.EscapeDataString(tag)}", new { })).EnsureSuccessStatusCode();

    /// <summary>What happened with a friend, oldest first: the kind and what it is about.</summary>
    public async Task<IReadOnlyList<(string Kind, string? About)>> Timeline(string friendId) =>
        [.. (await Get($"friends/{friendId}/timeline?limit=500")).GetProperty("items").EnumerateArray()
            .OrderBy(entry => entry.GetProperty("id").GetString(), StringComparer.Ordinal)
            .Select(entry => (entry.GetProperty("kind").GetString()!, entry.TryGetProperty("subject", out var about) ? about.GetString() : null))];

    public async Task<IReadOnlyList<JsonElement>> Issues(string coupon) =>
        [.. (await Get($"coupons/{coupon}/issues?limit=500")).GetProperty("items").EnumerateArray()];
}
