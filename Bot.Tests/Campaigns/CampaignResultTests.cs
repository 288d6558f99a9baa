using System.Net;
using System.Text.Json;
using Bot.Campaigns;
using Bot.Coupons;
using Bot.Friends;
using Bot.Line;
using Bot.Links;
using Bot.Outbox;
using Bot.Storage;

namespace Bot.Tests.Campaigns;

public class CampaignResultTests
{
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Line/14.20.0";

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public void The_interval_of_a_lift_is_Newcombes()
    {
        // Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, method 10: 56/70 against 48/80.
        var lift = DeedLift.Between(DeedGroup.Of("A", 70, 56), DeedGroup.Of(DeedGroup.HeldOut, 80, 48))!;

        Assert.Equal((0.2, 0.0524, 0.3339), (Math.Round(lift.Difference, 4), Math.Round(lift.Low, 4), Math.Round(lift.High, 4)));
        Assert.True(lift.IsClear);
    }

    [Fact]
    public void With_friends_held_out_all_are_compared_with_them_and_else_with_the_first()
    {
        DeedGroup[] groups = [DeedGroup.Of("A", 100, 10), DeedGroup.Of("B", 100, 30), DeedGroup.Of(DeedGroup.HeldOut, 50, 5)];

        Assert.Equal([("sent", "heldOut", 0.1), ("A", "heldOut", 0), ("B", "heldOut", 0.2)], DeedLift.Of(groups).Select(lift => (lift.Part, lift.Against, Math.Round(lift.Difference, 10))));
        Assert.Equal([("B", "A", 0.2)], DeedLift.Of(groups[..2]).Select(lift => (lift.Part, lift.Against, Math.Round(lift.Difference, 10))));
        Assert.Equal([("A", "heldOut")], DeedLift.Of([groups[0], groups[2]]).Select(lift => (lift.Part, lift.Against)));
        Assert.Empty(DeedLift.Of([groups[0]]));
        Assert.False(DeedLift.Of(groups)[1].IsClear);
        Assert.Empty(DeedLift.Of([DeedGroup.Of("A", 10, 1), DeedGroup.Of("B", 0, 0)]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_got_the_tag_in_time_is_compared_with_those_held_out(bool personal)
    {
        await using var shop = new Shop();
        var friends = await shop.Befriend(1_000);
        var draft = await Add(shop, new AudienceSplit([1, 1], 20), LinkTracking.Off, Says(personal ? "{name}さん、A" : "A"), Says(personal ? "{name}さん、B" : "B"));
        await Send(shop, draft);
        var parts = friends.ToLookup(friend => draft.Split.PartOf(draft.Id, friend));
        await shop.Befriend(1, first: 5_000);

        // Of A 35, of B 3, of those held out 5 come in time; others too early, too late, or without being in the campaign.
        var came = parts[0].Take(35).Concat(parts[1].Take(3)).Concat(parts[AudienceSplit.HeldOut].Take(5)).ToList();
        foreach (var friend in came)
        {
            await Tag(shop, friend, Shop.Noon.AddDays(1));
        }

        await Tag(shop, parts[0].ElementAt(40), Shop.Noon.AddMinutes(-1));
        await Tag(shop, parts[0].ElementAt(41), Shop.Noon.AddDays(3));
        await Tag(shop, Shop.Id(5_000), Shop.Noon.AddDays(1));
        shop.Clock.Now = Shop.Noon.AddDays(4);
        var result = await shop.Get<CampaignResults>().Of(await shop.Campaign(draft.Id), new CampaignDeed.Tagged("来店"), 3, None);

        Assert.Equal(
            [("A", parts[0].Count(), 35), ("B", parts[1].Count(), 3), ("heldOut", parts[AudienceSplit.HeldOut].Count(), 5)],
            result.Deed!.Groups.Select(group => (group.Part, group.Friends, group.Did)));
        Assert.Equal(["sent", "A", "B"], result.Deed.Lifts.Select(lift => lift.Part));
        Assert.Equal([false, true, false], result.Deed.Lifts.Select(lift => lift.IsClear && lift.Difference > 0));
    }

    [Fact]
    public async Task Taps_are_told_by_link_hour_and_variant()
    {
        await using var shop = new Shop(("Bot:PublicUrl", "https://bot.example"));
        var friends = await shop.Befriend(40);
        var draft = await Add(shop, new AudienceSplit([1, 1], 0), LinkTracking.People, Says("A https://shop.example/a"), Says("B https://shop.example/b"));
        await Send(shop, draft);
        var a = shop.Delivered.Where(delivery => draft.Split.PartOf(draft.Id, delivery.FriendId) == 0).ToList();
        var b = shop.Delivered.Where(delivery => draft.Split.PartOf(draft.Id, delivery.FriendId) == 1).ToList();

        foreach (var delivery in a.Take(4))
        {
            await Tap(shop, delivery.Messages);
        }

        await Tap(shop, a[0].Messages);
        shop.Clock.Now = Shop.Noon.AddHours(5);
        await Tap(shop, b[0].Messages);
        await shop.Get<ClickWriter>().WriteWaiting(None);

        var result = await Results(shop, draft.Id);

        var clicks = result.GetProperty("clicks");
        Assert.Equal((5, 6), (clicks.GetProperty("people").GetInt32(), clicks.GetProperty("taps").GetInt32()));
        Assert.Equal(
            [("https://shop.example/a", "A", 4, 5), ("https://shop.example/b", "B", 1, 1)],
            clicks.GetProperty("links").EnumerateArray().Select(link => (link.GetProperty("address").GetString(), link.GetProperty("variant").GetString(), link.GetProperty("people").GetInt32(), link.GetProperty("taps").GetInt32())));
        Assert.Equal([(5, 4), (1, 1)], result.GetProperty("hours").EnumerateArray().Select(hour => (hour.GetProperty("taps").GetInt32(), hour.GetProperty("firstTaps").GetInt32())));
        Assert.Equal("clicked", result.GetProperty("deed").GetProperty("kind").GetString());
        Assert.Equal([4, 1], result.GetProperty("deed").GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("did").GetInt32()));
        Assert.Equal("B", Assert.Single(result.GetProperty("deed").GetProperty("lifts").EnumerateArray()).GetProperty("part").GetString());
        Assert.Equal(40, friends.Count);
    }

    [Fact]
    public async Task Only_the_campaigns_own_coupons_count_as_used_through_it()
    {
        await using var shop = new Shop();
        await shop.Offer(Curry);
        await shop.Befriend(10);
        var draft = await Add(shop, AudienceSplit.Whole, LinkTracking.Off, Says("どうぞ") with { CouponId = Curry.Id });
        await Send(shop, draft);
        var issues = (await shop.Store.Find(new Query<CouponIssue>(CouponCollections.Issues, Filter.Everything), None)).Items;
        foreach (var (issue, version) in issues.Take(3))
        {
            var used = issue with { State = IssueState.Redeemed, Redemption = new Redemption(Shop.Noon.AddHours(2), $"R-{issue.Id}", FactSource.Staff("店長")) };
            await shop.Store.Commit(new Commit().Replace(CouponCollections.Issues, issue == issues[2].Value ? used with { Source = FactSource.Staff("店長") } : used, version), None);
            await shop.Change(issue.FriendId, friend => friend.WithCoupon(used.ToFact()));
        }

        shop.Clock.Now = Shop.Noon.AddHours(3);
        var result = await Results(shop, draft.Id);

        Assert.Equal((10, 2), (result.GetProperty("coupons").GetProperty("given").GetInt32(), result.GetProperty("coupons").GetProperty("redeemed").GetInt32()));
        Assert.Equal([2], result.GetProperty("hours").EnumerateArray().Select(hour => hour.GetProperty("redeemed").GetInt32()));
        Assert.Equal(3, result.GetProperty("deed").GetProperty("groups")[0].GetProperty("did").GetInt32());
        Assert.Equal(0, result.GetProperty("yen").GetInt64());
    }

    [Fact]
    public async Task Why_friends_were_skipped_and_why_it_failed_is_counted()
    {
        await using var shop = new Shop();
        await shop.Befriend(1_200);
        var draft = await Add(shop, AudienceSplit.Whole, LinkTracking.Off, Says("A"));
        await shop.Approved(draft);
        await shop.Run();
        await shop.Send(outcome: message => message.To.Count == 500
            ? message with { Skipped = [.. message.To.Take(3).Select(friend => new SkippedFriend(friend, new("ブロック中", "Blocked")))] }
            : message with { State = OutboxState.Failed, Reason = new("LINEが断りました", "LINE refused it") });
        await shop.Run();

        var result = await Results(shop, draft.Id);

        Assert.Equal([("ブロック中", "Blocked", 6)], Counted(result, "skipped"));
        Assert.Equal([("LINEが断りました", "LINE refused it", 200)], Counted(result, "failed"));
        Assert.Equal(JsonValueKind.Null, Kind(result, "clicks"));
        Assert.Equal(JsonValueKind.Null, Kind(result, "deed"));
    }

    [Fact]
    public async Task Results_are_a_table_for_spreadsheets_that_runs_no_formula()
    {
        await using var shop = new Shop();
        await shop.Befriend(3);
        var draft = await Add(shop, AudienceSplit.Whole, LinkTracking.Off, Says("A"));
        await shop.Approved(draft);
        await shop.Run();
        await shop.Send(outcome: message => message with { State = OutboxState.Failed, Reason = new("=HYPERLINK(\"x\")", "=HYPERLINK(\"x\")") });
        await shop.Run();

        var csv = await shop.Api.GetAsync($"/api/campaigns/{draft.Id}/results.csv?deed=tagged&what=来店");

        Assert.Equal("text/csv; charset=utf-8", csv.Content.Headers.ContentType!.ToString());
        var text = System.Text.Encoding.UTF8.GetString(await csv.Content.ReadAsByteArrayAsync());
        Assert.StartsWith("\uFEFFsection,part,what,value\r\nfriends,,audience,3\r\n", text, StringComparison.Ordinal);
        Assert.Contains("\"'=HYPERLINK(\"\"x\"\")\",3", text, StringComparison.Ordinal);
        Assert.Contains("deed_did,A,tagged 来店,0", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deed=danced", "deed")]
    [InlineData("deed=redeemed", "deed")]
    [InlineData("deed=tagged&what=%20", "deed")]
    [InlineData("days=0", "days")]
    [InlineData("days=91", "days")]
    public async Task What_cannot_be_measured_is_said(string query, string place)
    {
        await using var shop = new Shop();
        var draft = await shop.Draft();

        var refused = await shop.Api.GetAsync($"/api/campaigns/{draft.Id}/results?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.True((await Shop.Body(refused)).GetProperty("errors").TryGetProperty(place, out _));
    }

    [Fact]
    public async Task Campaigns_stand_side_by_side_and_one_is_made_again_as_a_draft()
    {
        await using var shop = new Shop();
        await shop.Befriend(10);
        var first = await Add(shop, new AudienceSplit([2, 1], 10), LinkTracking.Off, Says("A"), Says("B"));
        var second = await shop.Draft(text: "別のお知らせ");
        await Send(shop, second);

        var compared = (await Shop.Body(await shop.Api.GetAsync($"/api/campaigns/compare?ids={second.Id},{first.Id},{new string('0', 32)}"))).GetProperty("campaigns");
        var copied = await shop.Post($"/api/campaigns/{first.Id}/duplicate");

        Assert.Equal([(second.Id, 10), (first.Id, 0)], compared.EnumerateArray().Select(row => (row.GetProperty("id").GetString(), row.GetProperty("sent").GetInt32())));
        Assert.Equal(HttpStatusCode.Created, copied.StatusCode);
        var copy = await Shop.Body(copied);
        Assert.Equal(("draft", "くらべるのコピー", 10), (copy.GetProperty("state").GetString(), copy.GetProperty("name").GetString(), copy.GetProperty("holdOutPercent").GetInt32()));
        Assert.Equal([2, 1], copy.GetProperty("variants").EnumerateArray().Select(variant => variant.GetProperty("share").GetInt32()));
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Post($"/api/campaigns/{new string('0', 32)}/duplicate")).StatusCode);
    }

    [Fact]
    public async Task Watching_tells_each_change_once_and_ends_with_the_campaign()
    {
        await using var shop = new Shop();
        await shop.Befriend(1_500);
        var draft = await shop.Draft();
        await shop.Approved(draft);
        await shop.Run();
        var feed = shop.Get<CampaignProgressFeed>();

        var told = new List<CampaignMoment>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var moment in feed.Watch(draft.Id, patience.Token))
        {
            told.Add(moment!);
            await shop.Send(atMost: 1);
            await shop.Run();
        }

        Assert.False(patience.IsCancellationRequested);
        Assert.Equal([0, 500, 1_000, 1_500], told.Select(moment => moment.Progress.Sent));
        Assert.Equal([false, false, false, true], told.Select(moment => moment.IsOver));
        Assert.Empty(await feed.Watch("nothing", None).ToListAsync());
    }

    [Fact]
    public async Task All_who_watch_a_campaign_share_its_looks_and_there_is_room_for_so_many()
    {
        await using var shop = new Shop();
        var feed = shop.Get<CampaignProgressFeed>();

        var places = Enumerable.Range(0, CampaignProgressFeed.MostWatchers).Select(_ => feed.Join()).ToList();
        Assert.DoesNotContain(null, places);
        Assert.Null(feed.Join());
        places[0]!.Dispose();
        places[0]!.Dispose();

        Assert.NotNull(feed.Join());
        Assert.Null(feed.Join());
    }

    private static async Task<Campaign> Add(Shop shop, AudienceSplit split, LinkTracking links, params CampaignContent[] contents) => await shop.Desk.Add(
        new CampaignDraft("くらべる", "all", null, contents[0]) { OtherContents = contents[1..], Split = split, Links = links }, None);

    private static async Task Send(Shop shop, Campaign draft)
    {
        await shop.Approved(draft);
        await shop.Run();
        await shop.Send();
        await shop.Run();
    }

    private static CampaignContent Says(string text) => new() { Messages = [new TextMessage(text)] };

    private static Task Tag(Shop shop, string friend, DateTimeOffset at) =>
        shop.Change(friend, before => before.WithTag(new FriendTag("来店", at, FactSource.Staff("店長"))).Friend);

    private static async Task Tap(Shop shop, IReadOnlyList<Message> messages)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(LinkedMessages.Addresses(messages)[0]).PathAndQuery);
        request.Headers.TryAddWithoutValidation("User-Agent", Phone);
        Assert.Equal(HttpStatusCode.Found, (await shop.Api.SendAsync(request)).StatusCode);
    }

    private static async Task<JsonElement> Results(Shop shop, string id) => await Shop.Body(await shop.Api.GetAsync($"/api/campaigns/{id}/results"));

    private static IEnumerable<(string?, string?, int)> Counted(JsonElement result, string member) =>
        result.GetProperty(member).EnumerateArray().Select(reason => (reason.GetProperty("reason").GetProperty("japanese").GetString(), reason.GetProperty("reason").GetProperty("english").GetString(), reason.GetProperty("friends").GetInt32()));

    private static JsonValueKind Kind(JsonElement result, string member) => result.TryGetProperty(member, out var value) ? value.ValueKind : JsonValueKind.Null;

    private static Coupon Curry { get; } = new()
    {
        Id = "curry",
        Title = "新カレー割引",
        Reward = new Reward.PercentOff(10),
        ValidDays = 7,
    };
}
