using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bot.Campaigns;
using Bot.Coupons;
using Bot.Friends;
using Bot.Line;
using Bot.Storage;

namespace Bot.Tests.Campaigns;

public class VariantTests
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public void Shares_are_kept_in_proportion_and_another_campaign_divides_anew()
    {
        var friends = Enumerable.Range(1, 100_000).Select(Shop.Id).ToList();
        var split = new AudienceSplit([1, 2, 1], 20);

        var sizes = split.Sizes("01", FriendIds.Of(friends));

        // Six standard deviations: one run in half a billion is further off.
        Assert.All(new[] { 20_000, 40_000, 20_000, 20_000 }.Zip(sizes), pair => Assert.InRange(pair.Second, pair.First - 930, pair.First + 930));
        Assert.Equal(100_000, sizes.Sum());
        var both = friends.Count(friend => split.PartOf("01", friend) == AudienceSplit.HeldOut && split.PartOf("02", friend) == AudienceSplit.HeldOut);
        Assert.InRange(both, 4_000 - 380, 4_000 + 380);
    }

    [Fact]
    public async Task Each_variant_reaches_its_friends_and_those_held_out_get_nothing()
    {
        await using var shop = new Shop();
        var friends = await shop.Befriend(3_000);
        var draft = await Two(shop, holdOut: 10);
        var preview = Assert.IsType<PreviewResult.Shown>(await shop.Desk.Preview(draft.Id, None)).Preview;

        await shop.Approved(draft);
        await shop.Run();
        await shop.Send();
        await shop.Run();

        var expected = friends.ToLookup(friend => draft.Split.PartOf(draft.Id, friend));
        Assert.Equal(expected[0].Select(friend => (friend, "Aです")).Concat(expected[1].Select(friend => (friend, "Bです"))).Order(), Got(shop).Order());
        Assert.Equal([expected[0].Count(), expected[1].Count()], preview.Variants.Select(variant => variant.Messages));
        Assert.Equal(expected[AudienceSplit.HeldOut].Count(), preview.HeldOut);
        Assert.Equal(preview.Messages, preview.Cost.Messages);
        Assert.InRange(preview.HeldOut, 200, 400);
        var campaign = await shop.Campaign(draft.Id);
        Assert.Equal(CampaignState.Sent, campaign.State);
        Assert.Equal(new CampaignCounts(preview.Messages, 0, 0, 0, 0) with { HeldOut = preview.HeldOut }, campaign.Counts);
    }

    [Fact]
    public async Task Everybody_stands_among_the_recipients_once_whatever_the_page_size_and_is_found()
    {
        await using var shop = new Shop();
        var friends = await shop.Befriend(4_600);
        var draft = await Two(shop, holdOut: 20);
        await shop.Approved(draft);
        await shop.Run();
        await shop.Send(atMost: 3);
        var recipients = shop.Get<CampaignRecipients>();

        var all = new List<Recipient>();
        string? after = null;
        do
        {
            var page = await recipients.List(draft.Id, null, after, 333, None);
            all.AddRange(page.Recipients);
            after = page.After;
        }
        while (after is not null);

        Assert.Equal(friends, all.Select(recipient => recipient.FriendId).Order(StringComparer.Ordinal));
        Assert.All(all, recipient => Assert.Equal(draft.Split.PartOf(draft.Id, recipient.FriendId) switch { 0 => "A", 1 => "B", _ => null }, recipient.Variant));
        Assert.All(all, recipient => Assert.Equal(recipient.Variant is null, recipient.State == RecipientState.HeldOut));
        foreach (var friend in friends.Where((_, number) => number % 97 == 0))
        {
            Assert.Equal(all.Single(recipient => recipient.FriendId == friend), await recipients.Find(draft.Id, friend, None));
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_process_killed_at_any_commit_gives_nobody_two_variants_and_those_held_out_nothing(bool personal, bool written)
    {
        await using var shop = new Shop();
        var friends = await shop.Befriend(personal ? 510 : 4_001);
        for (var dies = 1; ; dies++)
        {
            shop.Delivered.Clear();
            var draft = await Two(shop, holdOut: 15, personal ? "{name}さん、" : "");
            await shop.Approved(draft);
            shop.Store.DieAt(dies, written);
            var died = await Record.ExceptionAsync(shop.Run) is StoreException;
            await shop.Restart();

            await shop.Run();
            await shop.Run();
            await shop.Send();
            await shop.Run();

            var expected = friends.Where(friend => draft.Split.PartOf(draft.Id, friend) != AudienceSplit.HeldOut)
                .Select(friend => (friend, draft.Split.PartOf(draft.Id, friend) == 0 ? "A" : "B"));
            Assert.Equal(expected.Order(), Got(shop).Select(got => (got.FriendId, got.Text.Contains('A', StringComparison.Ordinal) ? "A" : "B")).Order());
            Assert.Equal(CampaignState.Sent, (await shop.Campaign(draft.Id)).State);
            if (!died)
            {
                Assert.True(dies > 3);
                return;
            }
        }
    }

    [Fact]
    public async Task Only_the_variant_with_a_coupon_gives_it()
    {
        await using var shop = new Shop();
        await shop.Offer(Curry);
        var friends = await shop.Befriend(300);
        var draft = await shop.Desk.Add(
            new CampaignDraft("くらべる", "all", null, Says("Aです"))
            {
                OtherContents = [Says("Bです") with { CouponId = Curry.Id }],
                Split = new AudienceSplit([1, 1], 10),
            },
            None);

        await shop.Approved(draft);
        await shop.Run();
        await shop.Send();
        await shop.Run();

        var issues = await shop.Store.Find(new Query<CouponIssue>(CouponCollections.Issues, Filter.Everything) { Limit = 1_000 }, None);
        Assert.Equal(
            friends.Where(friend => draft.Split.PartOf(draft.Id, friend) == 1),
            issues.Items.Select(issue => issue.Value.FriendId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_erased_friend_leaves_their_variant_and_those_held_out_but_not_the_numbers()
    {
        await using var shop = new Shop();
        var friends = await shop.Befriend(100);
        var draft = await Two(shop, holdOut: 30);
        await shop.Approved(draft);
        await shop.Run();
        await shop.Send();
        await shop.Run();
        var counts = (await shop.Campaign(draft.Id)).Counts!;
        var heldOut = friends.First(friend => draft.Split.PartOf(draft.Id, friend) == AudienceSplit.HeldOut);
        var sent = friends.First(friend => draft.Split.PartOf(draft.Id, friend) == 1);

        foreach (var friend in new[] { heldOut, sent })
        {
            await shop.Get<Bot.Friends.FriendErasure>().Erase(friend, None);
            Assert.Null(await shop.Get<CampaignRecipients>().Find(draft.Id, friend, None));
        }

        var outbox = await shop.Outbox(draft.Id);
        Assert.DoesNotContain(heldOut, outbox.SelectMany(message => message.To));
        Assert.Equal(counts, outbox.Select(CampaignTally.Of).Aggregate(CampaignCounts.None, (sum, some) => sum + some));
    }

    [Fact]
    public async Task Variants_come_over_the_api_and_what_is_wrong_with_them_has_its_place()
    {
        await using var shop = new Shop();
        await shop.Befriend(40);
        object Text(string text) => new[] { new { type = "text", text } };

        var refused = await shop.Post("/api/campaigns", new
        {
            name = "くらべる",
            condition = "all",
            holdOutPercent = 100,
            messages = Text("外にも"),
            variants = new object[] { new { share = 0, messages = Text("") }, new { share = 1, couponId = "nothing" } },
        });
        var same = await shop.Post("/api/campaigns", new { name = "同じ", condition = "all", variants = new object[] { new { messages = Text("同じ") }, new { messages = Text("同じ") } } });
        var created = await shop.Post("/api/campaigns", new { name = "くらべる", condition = "all", holdOutPercent = 25, variants = new object[] { new { share = 3, messages = Text("A") }, new { messages = Text("B") } } });

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(
            ["holdOutPercent", "variants", "variants[0].messages[0].text", "variants[0].share", "variants[1].couponId"],
            (await Shop.Body(refused)).GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
        Assert.Contains("variants[1].messages", (await Shop.Body(same)).GetProperty("errors").EnumerateObject().Select(error => error.Name));
        var campaign = await Shop.Body(created);
        Assert.Equal([3, 1], campaign.GetProperty("variants").EnumerateArray().Select(variant => variant.GetProperty("share").GetInt32()));
        Assert.Equal(25, campaign.GetProperty("holdOutPercent").GetInt32());
        var preview = await Shop.Body(await shop.Post($"/api/campaigns/{campaign.GetProperty("id").GetString()}/preview"));
        Assert.Equal(["A", "B"], preview.GetProperty("variants").EnumerateArray().Select(variant => variant.GetProperty("name").GetString()));
        Assert.Equal(40, preview.GetProperty("messages").GetInt32() + preview.GetProperty("heldOut").GetInt32());
        Assert.Equal(["A", "B"], preview.GetProperty("samples").EnumerateArray().Select(sample => sample.GetProperty("variant").GetString()).Distinct());
    }

    [Theory]
    [InlineData("""{"holdOutPercent": 11}""")]
    [InlineData("""{"variants": [{"share": 2, "messages": [{"type": "text", "text": "A"}]}, {"share": 1, "messages": [{"type": "text", "text": "B"}]}]}""")]
    [InlineData("""{"variants": [{"share": 1, "messages": [{"type": "text", "text": "A"}]}, {"share": 1, "messages": [{"type": "text", "text": "C"}]}]}""")]
    public async Task Another_division_or_variant_is_not_what_was_previewed(string change)
    {
        await using var shop = new Shop();
        await shop.Befriend(40);
        var first = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(
            """{"name": "a", "condition": "all", "holdOutPercent": 10, "variants": [{"share": 1, "messages": [{"type": "text", "text": "A"}]}, {"share": 1, "messages": [{"type": "text", "text": "B"}]}]}""")!;
        var path = $"/api/campaigns/{(await Shop.Body(await shop.Post("/api/campaigns", first))).GetProperty("id").GetString()}";
        var hash = (await Shop.Body(await shop.Post($"{path}/preview"))).GetProperty("hash").GetString();
        foreach (var (key, value) in JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(change)!)
        {
            first[key] = value;
        }

        Assert.Equal(HttpStatusCode.OK, (await shop.Api.PutAsJsonAsync(path, first)).StatusCode);
        var refused = await Shop.Body(await shop.Post($"{path}/approve", new { hash }));

        Assert.Equal("preview-again", refused.GetProperty("type").GetString());
        Assert.True(refused.GetProperty("definitionChanged").GetBoolean());
    }

    private static Task<Campaign> Two(Shop shop, int holdOut, string before = "") => shop.Desk.Add(
        new CampaignDraft("くらべる", "all", null, Says($"{before}Aです"))
        {
            OtherContents = [Says($"{before}Bです")],
            Split = new AudienceSplit([1, 1], holdOut),
        },
        None);

    private static CampaignContent Says(string text) => new() { Messages = [new TextMessage(text)] };

    private static IEnumerable<(string FriendId, string Text)> Got(Shop shop) =>
        shop.Delivered.Select(delivery => (delivery.FriendId, Assert.IsType<TextMessage>(delivery.Messages[0]).Text));

    private static Coupon Curry { get; } = new()
    {
        Id = "curry",
        Title = "新カレー割引",
        Reward = new Reward.PercentOff(10),
        ValidDays = 7,
    };
}
