using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Bot.Coupons;
using Bot.Friends;
using Bot.Tests.Friends;

namespace Bot.Tests.Coupons;

public sealed class CouponsApiTests : IAsyncLifetime, IDisposable
{
    private const string Hana = "U11111111111111111111111111111111";

    private readonly Chat _chat = new(
        services => services.AddFriends().AddCoupons(),
        ("coupons/first-10off.yaml", "id: first-10off\ntitle: 初回10%OFF\npercent-off: 10\nvalid-days: 30"));

    private HttpClient _api = null!;

    public async Task InitializeAsync()
    {
        _api = await _chat.Api(api => api.MapCoupons());
        await _chat.Follow(Hana);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _api?.Dispose();
        _chat.Dispose();
    }

    [Fact]
    public async Task A_coupon_made_by_api_is_given_redeemed_and_undone()
    {
        var created = await Post("coupons", new { id = "spring", title = "春の1,000円引き", amountOff = 1000, validHours = 24 });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);

        var issued = await Post("coupons/spring/issues", new { userId = Hana, staff = "佐藤" });
        Assert.Equal(HttpStatusCode.Created, issued.StatusCode);
        var issue = await Body(issued);
        var code = issue.GetProperty("code").GetString();
        Assert.Equal("issued", issue.GetProperty("state").GetString());
        Assert.Equal("1,000円引き", issue.GetProperty("reward").GetString());
        Assert.Equal(HttpStatusCode.OK, (await _api.GetAsync(issued.Headers.Location)).StatusCode);

        Assert.Equal("redeemed", (await Body(await Post("coupon-issues/redeem", new { code, staff = "田中" }))).GetProperty("state").GetString());
        var again = await Post("coupon-issues/redeem", new { code, staff = "田中" });
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Contains("It was used", (await Body(again)).GetProperty("detail").GetString());
        Assert.Equal("issued", (await Body(await Post("coupon-issues/undo", new { code, reason = "打ち間違い", staff = "田中" }))).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await Post("coupon-issues/undo", new { code, reason = "もう一度" })).StatusCode);
        Assert.Equal("revoked", (await Body(await Post("coupon-issues/revoke", new { code, reason = "中止" }))).GetProperty("state").GetString());

        var counts = (await Body(await _api.GetAsync("/api/coupons/spring"))).GetProperty("counts");
        Assert.Equal((1, 0, 1), (counts.GetProperty("issued").GetInt32(), counts.GetProperty("redeemed").GetInt32(), counts.GetProperty("revoked").GetInt32()));
        Assert.Equal(1, (await Body(await _api.GetAsync("/api/coupons/spring/issues"))).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_coupon_has_by_API_what_files_have_and_is_renewed_and_reopened()
    {
        var created = await Post("coupons", new
        {
            id = "draw",
            title = "抽選",
            lottery = new object[] { new { prize = "1等", odds = 100, most = 1, amountOff = 500 } },
            limit = 2,
            perFriend = 2,
            validMonths = 3,
            after = "followed",
            onlyFor = "following",
            remindDays = 3,
        });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var first = await Body(await Post("coupons/draw/issues", new { userId = Hana }));
        Assert.Equal(("1等", "500円引き"), (first.GetProperty("prize").GetString(), first.GetProperty("reward").GetString()));
        Assert.Equal("lost", (await Body(await Post("coupons/draw/issues", new { userId = Hana }))).GetProperty("state").GetString());
        Assert.Equal(0, (await Body(await _api.GetAsync("/api/coupons/draw"))).GetProperty("left").GetInt32());
        Assert.Equal("渋谷", (await Body(await Post("coupon-issues/redeem", new { code = first.GetProperty("code").GetString(), store = "渋谷" })))
            .GetProperty("redemption").GetProperty("store").GetString());

        var renewed = await _api.PutAsJsonAsync("/api/coupons/draw", new { title = "感謝", gift = "皿", value = 300 });
        Assert.Equal(HttpStatusCode.OK, renewed.StatusCode);
        Assert.NotEqual(first.GetProperty("version").GetString(), (await Body(renewed)).GetProperty("coupon").GetProperty("version").GetString());
        await Post("coupons/draw/close", new { });
        Assert.False((await Body(await Post("coupons/draw/reopen", new { }))).GetProperty("closed").GetBoolean());
        Assert.Equal(HttpStatusCode.Conflict, (await _api.PutAsJsonAsync("/api/coupons/first-10off", new { title = "感謝", gift = "皿" })).StatusCode);

        var report = (await Body(await _api.GetAsync("/api/coupons/report?coupon=draw"))).GetProperty("items")[0].GetProperty("total");
        Assert.Equal((1, 1, 500), (report.GetProperty("used").GetInt32(), report.GetProperty("lost").GetInt32(), report.GetProperty("usedValue").GetInt32()));
        var csv = await _api.GetAsync("/api/coupons/report.csv");
        Assert.Equal("text/csv", csv.Content.Headers.ContentType!.MediaType);
        Assert.Contains("渋谷", await csv.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("{\"title\":\"x\",\"gift\":\"皿\",\"percentOff\":3}", "reward")]
    [InlineData("{\"title\":\"x\",\"lottery\":[{\"prize\":\"1\",\"odds\":3}]}", "reward")]
    [InlineData("{\"title\":\"x\",\"lottery\":[null]}", "reward")]
    [InlineData("{\"title\":\"x\",\"lottery\":[{\"prize\":\"1\",\"odds\":300,\"gift\":\"皿\"}]}", "reward")]
    [InlineData("{\"title\":\"x\",\"gift\":\"皿\",\"onlyFor\":\"tag =\"}", "onlyFor")]
    [InlineData("{\"title\":\"x\",\"gift\":\"皿\",\"limit\":-1}", "limit")]
    [InlineData("{\"title\":\"x\",\"gift\":\"皿\",\"againAfterDays\":2147483647}", "againAfter")]
    [InlineData("{\"title\":\"x\",\"gift\":\"皿\",\"remindDays\":3}", "remind")]
    [InlineData("{\"title\":\"x\",\"fixedPrice\":{\"price\":3}}", "reward")]
    public async Task A_wrong_coupon_is_refused_at_the_field(string body, string field)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var refused = await _api.PostAsync("/api/coupons", content);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.True((await Body(refused)).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task A_closed_coupon_is_given_no_more_and_stays_good()
    {
        await Post("coupons", new { id = "spring", title = "春", percentOff = 5 });
        var code = (await Body(await Post("coupons/spring/issues", new { userId = Hana }))).GetProperty("code").GetString();

        Assert.True((await Body(await Post("coupons/spring/close", new { }))).GetProperty("closed").GetBoolean());

        await _chat.Follow("U22222222222222222222222222222222");
        Assert.Equal(HttpStatusCode.Conflict, (await Post("coupons/spring/issues", new { userId = "U22222222222222222222222222222222" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Post("coupon-issues/redeem", new { code })).StatusCode);
    }

    [Fact]
    public async Task Coupons_of_files_and_of_the_api_are_listed_together_and_files_are_closed_in_files()
    {
        await Post("coupons", new { title = "番号つき", freeItem = "ラッシー" });

        var items = (await Body(await _api.GetAsync("/api/coupons"))).GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(2, items.Count);
        Assert.Equal(["ラッシー 無料", "10%OFF"], items.Select(item => item.GetProperty("reward").GetString()));
        Assert.Contains("closed: true", (await Body(await Post("coupons/first-10off/close", new { }))).GetProperty("detail").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await Post("coupons", new { id = "first-10off", title = "x", percentOff = 1 })).StatusCode);
    }

    [Fact]
    public async Task Everything_wrong_with_a_new_coupon_is_told_at_once()
    {
        var response = await Post("coupons", new { id = "Bad Id", title = "", percentOff = 10, amountOff = 3, validHours = 0, validDays = 99999 });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(
            ["id", "reward", "title", "validDays", "validHours"],
            (await Body(response)).GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("coupons", "{}", 400)]
    [InlineData("coupons", "[1]", 400)]
    [InlineData("coupons", "not json", 400)]
    [InlineData("coupons", "{\"title\":\"x\",\"percentOff\":\"ten\"}", 400)]
    [InlineData("coupons/none/close", "{}", 404)]
    [InlineData("coupons/none/issues", "{\"userId\":\"U1\"}", 404)]
    [InlineData("coupons/first-10off/issues", "{\"userId\":\"U1\"}", 404)]
    [InlineData("coupons/first-10off/issues", "{}", 400)]
    [InlineData("coupon-issues/redeem", "{}", 400)]
    [InlineData("coupon-issues/redeem", "{\"code\":\"\\ud83c\"}", 400)]
    [InlineData("coupon-issues/redeem", "{\"code\":\"K7MF-2RXA-9HTP\"}", 404)]
    [InlineData("coupon-issues/undo", "{\"code\":\"K7MF-2RXA-9HTP\"}", 400)]
    [InlineData("coupon-issues/undo", "{\"code\":\"K7MF-2RXA-9HTP\",\"reason\":\"x\"}", 404)]
    public async Task Bad_input_is_refused_with_a_reason(string path, string body, int status)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        Assert.Equal(status, (int)(await _api.PostAsync($"/api/{path}", content)).StatusCode);
    }

    [Theory]
    [InlineData("coupon-issues/nonsense", 404)]
    [InlineData("coupons/none", 404)]
    [InlineData("coupons/first-10off/issues?after=nonsense", 400)]
    public async Task Bad_addresses_are_refused_with_a_reason(string path, int status) =>
        Assert.Equal(status, (int)(await _api.GetAsync($"/api/{path}")).StatusCode);

    private Task<HttpResponseMessage> Post(string path, object body) => _api.PostAsJsonAsync($"/api/{path}", body);

    private static Task<JsonElement> Body(HttpResponseMessage response) => response.Content.ReadFromJsonAsync<JsonElement>();
}
