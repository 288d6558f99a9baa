using System.Net.Http.Json;
using Bot.Campaigns;

namespace Bot.Tests.Campaigns;

public class FatigueTests
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task The_preview_warns_of_friends_who_got_many_campaigns_within_seven_days()
    {
        await using var shop = new Shop(("Campaigns:WarnAfterPerWeek", "2"));
        await shop.Befriend(30, (number, friend) => friend with { Tags = number <= 10 ? [Shop.Tag("甘口")] : [] });
        await Send(shop, "all", "一");
        shop.Clock.Now = Shop.Noon.AddDays(3);
        await Send(shop, "tag = 甘口", "二");
        var next = await shop.Draft(text: "三");

        Assert.Equal(10, await Counted(shop, next, "fatigue"));
        shop.Clock.Now = Shop.Noon.AddDays(8);
        Assert.Null(await Counted(shop, next, "fatigue"));
    }

    [Theory]
    [InlineData("三")]
    [InlineData("{name}さん、三")]
    public async Task Who_got_as_many_as_anybody_may_is_left_out_with_the_reason(string text)
    {
        await using var shop = new Shop(("Campaigns:MostPerWeek", "1"));
        await shop.Befriend(30, (number, friend) => friend with { Tags = number <= 10 ? [Shop.Tag("甘口")] : [] });
        await Send(shop, "tag = 甘口", "一");
        shop.Delivered.Clear();

        var draft = await shop.Draft(text: text);
        Assert.Equal(10, await Counted(shop, draft, "capped"));
        await shop.Approved(draft);
        await shop.Run();
        await shop.Send();
        await shop.Run();

        Assert.Equal(Enumerable.Range(11, 20).Select(Shop.Id), shop.Delivered.Select(delivery => delivery.FriendId));
        Assert.Equal(new CampaignCounts(20, 10, 0, 0, 0), (await shop.Campaign(draft.Id)).Counts);
        Assert.Contains("上限", (await shop.Get<CampaignRecipients>().Find(draft.Id, Shop.Id(1), None))!.Reason!.Japanese, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_that_is_chosen_while_the_bot_runs_holds_for_the_next_campaign_on_every_instance()
    {
        using var test = TestStore.OnSqlite();
        await using var shop = new Shop(test);
        await using var second = new Shop(test);
        await shop.Befriend(3);
        await Send(shop, "all", "一");

        await second.Api.PutAsJsonAsync("/api/settings", new { mostPerWeek = 1 });
        shop.Delivered.Clear();
        await Send(shop, "all", "二");
        Assert.Empty(shop.Delivered);

        await second.Api.DeleteAsync("/api/settings/mostPerWeek");
        await Send(shop, "all", "三");
        Assert.Equal(3, shop.Delivered.Count);
    }

    [Fact]
    public async Task A_variant_that_nobody_would_get_is_warned_of()
    {
        await using var shop = new Shop();
        await shop.Befriend(1);
        object Text(string text) => new[] { new { type = "text", text } };
        var created = await Shop.Body(await shop.Post("/api/campaigns", new { name = "a", condition = "all", variants = new object[] { new { messages = Text("A") }, new { messages = Text("B") } } }));

        var preview = await Shop.Body(await shop.Post($"/api/campaigns/{created.GetProperty("id").GetString()}/preview"));

        Assert.Contains("emptyVariant", preview.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetProperty("code").GetString()));
    }

    private static async Task Send(Shop shop, string condition, string text)
    {
        await shop.Approved(await shop.Draft(condition, text));
        await shop.Run();
        await shop.Send();
        await shop.Run();
    }

    private static async Task<int?> Counted(Shop shop, Campaign draft, string code)
    {
        var preview = await Shop.Body(await shop.Post($"/api/campaigns/{draft.Id}/preview"));
        return preview.GetProperty("warnings").EnumerateArray()
            .Where(warning => warning.GetProperty("code").GetString() == code)
            .Select(warning => (int?)warning.GetProperty("count").GetInt32())
            .SingleOrDefault();
    }
}
