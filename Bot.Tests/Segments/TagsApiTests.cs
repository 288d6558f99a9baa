using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Bot.Tests.Segments;

public sealed class TagsApiTests : IAsyncLifetime
{
    private SegmentsShop _shop = null!;

    public async Task InitializeAsync() => _shop = await SegmentsShop.Open();

    public async Task DisposeAsync() => await _shop.DisposeAsync();

    [Fact]
    public async Task A_declared_tag_may_be_named_before_anybody_has_it()
    {
        Assert.Equal("unknownTag", await Kind("tag = 新作好き"));

        using var made = await Declare("新作好き", new { note = "春の新作" });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal(0, await _shop.Count("tag = 新作好き"));
        Assert.Equal("新作好き", (await _shop.Post("/segments/complete", new { condition = "tag = 新" })).GetProperty("suggestions")[0].GetProperty("text").GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await _shop.Http.DeleteAsync($"/api/tags/{Uri.EscapeDataString("新作好き")}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _shop.Http.DeleteAsync($"/api/tags/{Uri.EscapeDataString("新作好き")}")).StatusCode);
        await BotApplication.Until(async () => await Kind("tag = 新作好き") == "unknownTag", "the tag is forgotten, as words may be for a second");
    }

    [Fact]
    public async Task A_tag_that_friends_have_stays_known_when_its_declaration_is_forgotten()
    {
        await Declare("甘口", new { });
        await _shop.Http.DeleteAsync($"/api/tags/{Uri.EscapeDataString("甘口")}");

        Assert.Equal(2, await _shop.Count("tag = 甘口"));
    }

    [Fact]
    public async Task Declared_again_a_tag_takes_the_new_note_and_keeps_the_rest()
    {
        using var made = await Declare("b", new { note = "前" });
        using var again = await Declare("b", new { note = "後" });
        using var silent = await Declare("b", null);
        await Declare("a", null);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK), (made.StatusCode, again.StatusCode, silent.StatusCode));
        var tags = await _shop.Http.GetFromJsonAsync<JsonElement>("/api/tags");
        Assert.Equal(["a", "b"], tags.EnumerateArray().Select(tag => tag.GetProperty("name").GetString()!));
        Assert.Equal(("後", SegmentsShop.Now), (tags[1].GetProperty("note").GetString(), tags[1].GetProperty("since").GetDateTimeOffset()));
    }

    [Theory]
    [InlineData("%20", "{}", "name")]
    [InlineData("a%0Ab", "{}", "name")]
    [InlineData("LONG", "{}", "name")]
    [InlineData("a", "{\"note\":\"a\\nb\"}", "note")]
    [InlineData("a", "{\"note\":\"LONG\"}", "note")]
    public async Task A_tag_that_could_not_be_put_on_a_friend_is_not_declared(string name, string body, string field)
    {
        var tooLong = new string('あ', 201);
        using var content = new StringContent(body.Replace("LONG", tooLong, StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json");
        using var response = await _shop.Http.PutAsync($"/api/tags/{name.Replace("LONG", Uri.EscapeDataString(tooLong), StringComparison.Ordinal)}", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _));
    }

    private Task<HttpResponseMessage> Declare(string name, object? body) => body is null
        ? _shop.Http.PutAsync($"/api/tags/{Uri.EscapeDataString(name)}", null)
        : _shop.Http.PutAsJsonAsync($"/api/tags/{Uri.EscapeDataString(name)}", body);

    private async Task<string?> Kind(string condition) =>
        (await _shop.Post("/segments/parse", new { condition })).GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("kind").GetString()).FirstOrDefault();
}
