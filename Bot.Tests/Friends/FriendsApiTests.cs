using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Bot.Friends;

namespace Bot.Tests.Friends;

public sealed class FriendsApiTests : IAsyncLifetime, IDisposable
{
    private const string Hana = "U11111111111111111111111111111111";
    private const string Taro = "U22222222222222222222222222222222";

    private readonly Chat _chat = new(services => services.AddFriends());
    private HttpClient _api = null!;

    public async Task InitializeAsync()
    {
        _api = await _chat.Api(api => api.MapFriends());
        await _chat.Follow(Hana);
        _chat.Clock.Advance(TimeSpan.FromMinutes(1));
        await _chat.Write(Taro, "はじめまして");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _api?.Dispose();
        _chat.Dispose();
    }

    [Fact]
    public async Task A_tag_of_an_exclusive_group_moves_the_friend_and_keeps_the_history()
    {
        await Put($"friends/{Hana}/tags/{Uri.EscapeDataString("結婚式予定")}", new { group = "結婚式", staff = "佐藤" });
        _chat.Clock.Advance(TimeSpan.FromDays(1));
        var friend = await Body(await Put($"friends/{Hana}/tags/{Uri.EscapeDataString("結婚式済")}", new { group = "結婚式", staff = "佐藤" }));

        Assert.Equal(["結婚式済"], friend.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString()));
        var history = (await Get($"/api/friends/{Hana}/timeline")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["tagAdded", "tagRemoved", "tagAdded", "followed"], history.Select(entry => entry.GetProperty("kind").GetString()));
        Assert.Equal("佐藤", history[0].GetProperty("source").GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_tag_needs_no_body_and_goes_again()
    {
        Assert.Equal(HttpStatusCode.OK, (await _api.PutAsync($"/api/friends/{Hana}/tags/vip", null)).StatusCode);
        Assert.True((await _chat.Friend(Hana)).HasTag("vip"));
        Assert.Equal(HttpStatusCode.OK, (await _api.DeleteAsync($"/api/friends/{Hana}/tags/vip")).StatusCode);
        Assert.False((await _chat.Friend(Hana)).HasTag("vip"));
    }

    [Fact]
    public async Task Attributes_are_typed()
    {
        await Put($"friends/{Hana}/attributes/points", new { number = 12.5 });
        await Put($"friends/{Hana}/attributes/birthday", new { date = "2000-02-29" });
        await Put($"friends/{Hana}/attributes/area", new { text = "東京" });
        await _api.DeleteAsync($"/api/friends/{Hana}/attributes/area");

        var attributes = (await _chat.Friend(Hana)).Attributes;
        Assert.Equal(12.5, attributes.Single(attribute => attribute.Name == "points").Number);
        Assert.Equal(new DateOnly(2000, 2, 29), attributes.Single(attribute => attribute.Name == "birthday").Date);
        Assert.DoesNotContain(attributes, attribute => attribute.Name == "area");
        Assert.Equal(
            [TimelineKind.Followed, TimelineKind.AttributeSet, TimelineKind.AttributeSet, TimelineKind.AttributeSet, TimelineKind.AttributeRemoved],
            (await _chat.TimelineOf(Hana)).Select(entry => entry.Kind).OrderBy(kind => kind));
    }

    [Fact]
    public async Task A_friend_is_exported()
    {
        var export = await Get($"/api/friends/{Hana}/export");

        Assert.Equal(Hana, export.GetProperty("data").GetProperty("friend").GetProperty("id").GetString());
        Assert.Equal(1, export.GetProperty("data").GetProperty("timeline").GetArrayLength());
    }

    [Theory]
    [InlineData("GET", "friends/nobody", null, 404)]
    [InlineData("GET", "friends/U11111111111111111111111111111111/timeline?after=nonsense", null, 400)]
    [InlineData("GET", "friends/U11111111111111111111111111111111/timeline?limit=x", null, 400)]
    [InlineData("GET", "friends/U11111111111111111111111111111111/timeline?limit=-1", null, 200)]
    [InlineData("PUT", "friends/U11111111111111111111111111111111/tags/%20", "{}", 400)]
    [InlineData("PUT", "friends/U11111111111111111111111111111111/tags/a%0Ab", "{}", 400)]
    [InlineData("PUT", "friends/U11111111111111111111111111111111/tags/x", "[]", 400)]
    [InlineData("PUT", "friends/nobody/tags/x", "{}", 404)]
    [InlineData("PUT", "friends/U11111111111111111111111111111111/attributes/x", "{}", 400)]
    [InlineData("PUT", "friends/U11111111111111111111111111111111/attributes/x", "{\"number\":1,\"flag\":true}", 400)]
    [InlineData("PUT", "friends/U11111111111111111111111111111111/attributes/x", "{\"date\":\"2026-02-30\"}", 400)]
    public async Task Bad_input_is_refused_with_a_reason(string method, string path, string? body, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/{path}")
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };

        Assert.Equal(status, (int)(await _api.SendAsync(request)).StatusCode);
    }

    private Task<JsonElement> Get(string path) => _api.GetFromJsonAsync<JsonElement>(path);

    private Task<HttpResponseMessage> Put(string path, object body) => _api.PutAsJsonAsync($"/api/{path}", body);

    private static Task<JsonElement> Body(HttpResponseMessage response) => response.Content.ReadFromJsonAsync<JsonElement>();
}
