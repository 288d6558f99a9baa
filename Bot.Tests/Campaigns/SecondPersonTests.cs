using System.Net;
using System.Text.Json;

namespace Bot.Tests.Campaigns;

public class SecondPersonTests
{
    private static readonly object[] Hello = [new { type = "text", text = "新商品のお知らせです🍛" }];

    [Fact]
    public async Task A_large_campaign_waits_for_somebody_who_did_not_write_it()
    {
        await using var shop = new Shop(("Campaigns:SecondApprovalAbove", "5"));
        await shop.Befriend(6);
        var (path, hash) = await Previewed(shop, by: "佐藤");

        Assert.Equal("second-person", Type(await shop.Post($"{path}/approve", new { hash, by = "店長" })));
        var asked = await shop.Post($"{path}/ask", new { hash, by = "鈴木", sendAt = "2026-11-21T15:00" });
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        var waiting = (await Shop.Body(asked)).GetProperty("campaign");
        Assert.Equal(("awaitingApproval", "鈴木"), (waiting.GetProperty("state").GetString(), waiting.GetProperty("askedBy").GetString()));
        await shop.Run();
        Assert.Empty(await shop.Outbox());
        Assert.Equal("same-person", Type(await shop.Post($"{path}/approve", new { hash, by = "佐藤" })));
        Assert.Equal("same-person", Type(await shop.Post($"{path}/approve", new { hash, by = "鈴木" })));

        var approved = await shop.Post($"{path}/approve", new { hash, by = "店長" });

        var campaign = (await Shop.Body(approved)).GetProperty("campaign");
        Assert.Equal(("scheduled", "店長"), (campaign.GetProperty("state").GetString(), campaign.GetProperty("approvedBy").GetString()));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 15, 0, 0, TimeSpan.FromHours(9)), campaign.GetProperty("sendAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Who_changed_it_last_counts_as_its_writer_and_changing_it_takes_the_request_back()
    {
        await using var shop = new Shop(("Campaigns:SecondApprovalAbove", "5"));
        await shop.Befriend(6);
        var (path, hash) = await Previewed(shop, by: "佐藤");
        await shop.Post($"{path}/ask", new { hash, by = "佐藤" });

        var edited = await System.Net.Http.Json.HttpClientJsonExtensions.PutAsJsonAsync(
            shop.Api, path, new { name = "新商品", condition = "all", messages = new[] { new { type = "text", text = "直しました" } }, by = "店長" });

        Assert.Equal("draft", (await Shop.Body(edited)).GetProperty("campaign").GetProperty("state").GetString());
        hash = (await Shop.Body(await shop.Post($"{path}/preview"))).GetProperty("hash").GetString();
        await shop.Post($"{path}/ask", new { hash, by = "佐藤" });
        Assert.Equal("same-person", Type(await shop.Post($"{path}/approve", new { hash, by = "店長" })));
        Assert.Equal(HttpStatusCode.OK, (await shop.Post($"{path}/approve", new { hash, by = "高橋" })).StatusCode);
    }

    [Fact]
    public async Task Nobody_approves_what_changed_while_they_were_asked()
    {
        await using var shop = new Shop(("Campaigns:SecondApprovalAbove", "5"));
        await shop.Befriend(6);
        var (path, hash) = await Previewed(shop, by: "佐藤");
        await shop.Post($"{path}/ask", new { hash, by = "佐藤" });
        await shop.Befriend(1, first: 20);

        Assert.Equal("preview-again", Type(await shop.Post($"{path}/approve", new { hash, by = "店長" })));
        var now = (await Shop.Body(await shop.Post($"{path}/preview"))).GetProperty("hash").GetString();
        Assert.Equal(HttpStatusCode.OK, (await shop.Post($"{path}/approve", new { hash = now, by = "店長" })).StatusCode);
    }

    [Fact]
    public async Task Who_gives_no_name_cannot_be_two_people()
    {
        await using var shop = new Shop(("Campaigns:SecondApprovalAbove", "5"));
        await shop.Befriend(6);
        var (path, hash) = await Previewed(shop, by: null);
        await shop.Post($"{path}/ask", new { hash });

        Assert.Equal("same-person", Type(await shop.Post($"{path}/approve", new { hash })));
        Assert.Equal("same-person", Type(await shop.Post($"{path}/approve", new { hash, by = "api" })));
    }

    [Fact]
    public async Task A_small_campaign_and_a_request_that_comes_back_need_nobody()
    {
        await using var shop = new Shop(("Campaigns:SecondApprovalAbove", "6"));
        await shop.Befriend(6);
        var (path, hash) = await Previewed(shop, by: "佐藤");

        Assert.Equal(HttpStatusCode.OK, (await shop.Post($"{path}/ask", new { hash, by = "佐藤" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await shop.Post($"{path}/ask", new { hash, by = "佐藤" })).StatusCode);
        var returned = await Shop.Body(await shop.Post($"{path}/return"));
        Assert.Equal("draft", returned.GetProperty("campaign").GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.OK, (await shop.Post($"{path}/approve", new { hash, by = "佐藤" })).StatusCode);
        Assert.Equal("state", Type(await shop.Post($"{path}/return")));
    }

    private static async Task<(string Path, string? Hash)> Previewed(Shop shop, string? by)
    {
        var created = await Shop.Body(await shop.Post("/api/campaigns", new { name = "新商品", condition = "all", messages = Hello, by }));
        var path = $"/api/campaigns/{created.GetProperty("id").GetString()}";
        return (path, (await Shop.Body(await shop.Post($"{path}/preview"))).GetProperty("hash").GetString());
    }

    private static string? Type(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        return JsonSerializer.Deserialize<JsonElement>(response.Content.ReadAsStream()).GetProperty("type").GetString();
    }
}
