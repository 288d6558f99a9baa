using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bot.Coupons;
using Bot.Friends;
using Bot.Outbox;
using Bot.Storage;

namespace Bot.Tests.Campaigns;

public class CampaignApiTests
{
    private static readonly object[] Hello = [new { type = "text", text = "新商品のお知らせです🍛" }];

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task From_draft_to_sent_through_the_api()
    {
        await using var shop = new Shop(("Campaigns:TinyAudience", "0"));
        await shop.Offer(Curry);
        await shop.Befriend(10, (number, friend) => friend with { Tags = number <= 4 ? [Shop.Tag("甘口")] : [] });

        var created = await shop.Post("/api/campaigns", new { name = "新商品", condition = "tag=甘口", messages = Hello, couponId = "curry" });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var draft = await Shop.Body(created);
        var path = $"/api/campaigns/{draft.GetProperty("id").GetString()}";
        Assert.Equal("tag = 甘口", draft.GetProperty("condition").GetString());
        Assert.Equal("draft", draft.GetProperty("state").GetString());

        var preview = await Shop.Body(await shop.Post($"{path}/preview"));
        Assert.Equal(4, preview.GetProperty("matched").GetInt32());
        Assert.Equal(4, preview.GetProperty("messages").GetInt32());
        Assert.Equal(10, preview.GetProperty("followers").GetInt32());
        Assert.Equal(4, preview.GetProperty("samples").GetArrayLength());
        Assert.Equal(6, preview.GetProperty("cost").GetProperty("savedMessages").GetInt32());
        Assert.Equal(30_000, preview.GetProperty("cost").GetProperty("left").GetInt64());
        Assert.Equal("flex", preview.GetProperty("samples")[0].GetProperty("messages")[1].GetProperty("type").GetString());
        Assert.Empty(Codes(preview));

        var approved = await shop.Post($"{path}/approve", new { hash = preview.GetProperty("hash").GetString(), sendAt = (string?)null });
        Assert.Equal(HttpStatusCode.OK, approved.StatusCode);
        await shop.Run();
        var sending = await shop.Api.GetFromJsonAsync<JsonElement>(path);
        Assert.Equal("sending", sending.GetProperty("state").GetString());
        Assert.Equal(4, sending.GetProperty("progress").GetProperty("waiting").GetInt32());

        await shop.Send();
        await shop.Run();
        var sent = await shop.Api.GetFromJsonAsync<JsonElement>(path);
        Assert.Equal("sent", sent.GetProperty("state").GetString());
        Assert.Equal(4, sent.GetProperty("progress").GetProperty("sent").GetInt32());
        var one = await shop.Api.GetFromJsonAsync<JsonElement>($"{path}/recipients/{Shop.Id(1)}");
        Assert.Equal("sent", one.GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Api.GetAsync($"{path}/recipients/{Shop.Id(5)}")).StatusCode);
    }

    [Fact]
    public async Task All_mistakes_of_a_draft_are_told_at_once_with_their_places()
    {
        await using var shop = new Shop();

        var refused = await shop.Post("/api/campaigns", new
        {
            name = " ",
            condition = "tag = ",
            messages = new object[] { new { type = "text", text = "" }, new { type = "text", text = new string('あ', 5_001) }, new { type = "hologram" } },
            couponId = "nothing",
        });

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var errors = (await Shop.Body(refused)).GetProperty("errors").EnumerateObject().Select(error => error.Name).ToList();
        Assert.Contains("name", errors);
        Assert.Contains("condition", errors);
        Assert.Contains("couponId", errors);
        Assert.Contains("messages[0].text", errors);
        Assert.Contains("messages[1].text", errors);
        Assert.Contains(errors, error => error.StartsWith("messages[2]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"name":"a","condition":"all","messages":"text"}""")]
    [InlineData("""{"name":"a","condition":"all","messages":[1,null,{}]}""")]
    [InlineData("""{"name":"a","condition":"all","messages":[{"type":"video","originalContentUrl":"https://example.com/a.mp4"}]}""")]
    [InlineData("""{"name":"a","condition":"all","messages":[]}""")]
    [InlineData("""{"name":"a","condition":"all","segmentId":"b","messages":[{"type":"text","text":"a"}]}""")]
    [InlineData("""{"name":"a","segmentId":"nothing","messages":[{"type":"text","text":"a"}]}""")]
    [InlineData("""{"name":1}""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    [InlineData("""{"name":""")]
    public async Task A_body_that_makes_no_campaign_is_a_bad_request(string body)
    {
        await using var shop = new Shop();

        var response = await shop.Api.PostAsync("/api/campaigns", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Five_messages_leave_no_room_for_a_coupon()
    {
        await using var shop = new Shop();
        await shop.Offer(Curry);
        var five = Enumerable.Repeat(Hello[0], 5).ToArray();

        Assert.Equal(HttpStatusCode.Created, (await shop.Post("/api/campaigns", new { name = "a", condition = "all", messages = five })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.Post("/api/campaigns", new { name = "a", condition = "all", messages = five, couponId = "curry" })).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await shop.Post("/api/campaigns", new { name = "a", condition = "all", couponId = "curry" })).StatusCode);
    }

    [Fact]
    public async Task When_friends_came_and_went_since_the_preview_it_must_be_previewed_again()
    {
        await using var shop = new Shop();
        await shop.Befriend(10);
        var (path, hash) = await Previewed(shop);
        await shop.Befriend(2, first: 20);
        await shop.Change(Shop.Id(3), friend => friend with { Status = FriendStatus.Blocked });

        var refused = await shop.Post($"{path}/approve", new { hash });

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var problem = await Shop.Body(refused);
        Assert.Equal("preview-again", problem.GetProperty("type").GetString());
        Assert.Equal(2, problem.GetProperty("added").GetInt32());
        Assert.Equal(1, problem.GetProperty("removed").GetInt32());
        Assert.False(problem.GetProperty("definitionChanged").GetBoolean());
        var again = await Shop.Body(await shop.Post($"{path}/preview"));
        Assert.Equal(again.GetProperty("hash").GetString(), problem.GetProperty("hash").GetString());
        Assert.Equal(HttpStatusCode.OK, (await shop.Post($"{path}/approve", new { hash = again.GetProperty("hash").GetString() })).StatusCode);
    }

    [Fact]
    public async Task When_the_content_changed_since_the_preview_it_must_be_previewed_again()
    {
        await using var shop = new Shop();
        await shop.Befriend(3);
        var (path, hash) = await Previewed(shop);
        var edited = await shop.Api.PutAsJsonAsync(path, new { name = "新商品", condition = "all", messages = new[] { new { type = "text", text = "べつの内容" } } });
        Assert.Equal(HttpStatusCode.OK, edited.StatusCode);

        var problem = await Shop.Body(await shop.Post($"{path}/approve", new { hash }));

        Assert.Equal("preview-again", problem.GetProperty("type").GetString());
        Assert.True(problem.GetProperty("definitionChanged").GetBoolean());
    }

    [Fact]
    public async Task When_the_coupons_terms_changed_since_the_preview_it_must_be_previewed_again()
    {
        await using var shop = new Shop();
        await shop.Offer(Curry);
        await shop.Befriend(3);
        var (path, hash) = await Previewed(shop, couponId: "curry");
        await shop.Offer(Curry with { Reward = new Reward.PercentOff(90) });

        var problem = await Shop.Body(await shop.Post($"{path}/approve", new { hash }));

        Assert.Equal("preview-again", problem.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Approving_twice_is_approving_once()
    {
        await using var shop = new Shop();
        await shop.Befriend(3);
        var (path, hash) = await Previewed(shop);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => shop.Post($"{path}/approve", new { hash })));
        await shop.Run();
        var later = await shop.Post($"{path}/approve", new { hash });

        Assert.All(answers.Append(later), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(HttpStatusCode.Conflict, (await shop.Post($"{path}/approve", new { hash = "another" })).StatusCode);
        await shop.Send();
        Assert.Equal(3, shop.Delivered.Count);
    }

    [Fact]
    public async Task A_quota_that_is_short_refuses_and_says_by_how_much()
    {
        await using var shop = new Shop();
        await shop.Befriend(10);
        (shop.Line.Limit, shop.Line.Used) = (200, 191);
        var (path, hash) = await Previewed(shop);

        var problem = await Shop.Body(await shop.Post($"{path}/approve", new { hash }));
        Assert.Equal("quota", problem.GetProperty("type").GetString());
        Assert.Equal(9, problem.GetProperty("left").GetInt32());

        // Next month there is a new quota.
        Assert.Equal(HttpStatusCode.OK, (await shop.Post($"{path}/approve", new { hash, sendAt = "2026-12-01T10:00" })).StatusCode);
    }

    [Fact]
    public async Task What_another_approved_campaign_will_use_is_not_left()
    {
        await using var shop = new Shop();
        await shop.Befriend(10);
        shop.Line.Limit = 15;
        var (first, hash) = await Previewed(shop);
        Assert.Equal(HttpStatusCode.OK, (await shop.Post($"{first}/approve", new { hash, sendAt = "2026-11-25T10:00" })).StatusCode);

        var (second, other) = await Previewed(shop, text: "もうひとつ");

        Assert.Equal("quota", (await Shop.Body(await shop.Post($"{second}/approve", new { hash = other }))).GetProperty("type").GetString());
    }

    [Fact]
    public async Task When_LINE_does_not_answer_the_preview_says_that_what_is_left_is_unknown()
    {
        await using var shop = new Shop();
        await shop.Befriend(10);
        shop.Line.Answers = false;
        var draft = await shop.Draft();

        var preview = await Shop.Body(await shop.Post($"/api/campaigns/{draft.Id}/preview"));

        Assert.Contains("quotaUnknown", Codes(preview));
        Assert.False(preview.GetProperty("cost").GetProperty("quotaKnown").GetBoolean());
    }

    [Fact]
    public async Task Approving_at_night_schedules_for_the_morning_and_says_so()
    {
        await using var shop = new Shop();
        await shop.Befriend(3);
        shop.Clock.Now = Shop.Noon.AddHours(9);
        var (path, hash) = await Previewed(shop);

        var answer = await Shop.Body(await shop.Post($"{path}/approve", new { hash }));

        Assert.Contains("22 November at 09:00", answer.GetProperty("note").GetProperty("english").GetString(), StringComparison.Ordinal);
        Assert.Equal("scheduled", answer.GetProperty("campaign").GetProperty("state").GetString());
        Assert.Equal(Shop.Noon.AddHours(21), answer.GetProperty("campaign").GetProperty("sendAt").GetDateTimeOffset());
        await shop.Run();
        Assert.Empty(await shop.Outbox());
        shop.Clock.Now = Shop.Noon.AddHours(21);
        await shop.Run();
        Assert.Single(await shop.Outbox());
    }

    [Theory]
    [InlineData("2026-11-21T11:59", HttpStatusCode.BadRequest)]
    [InlineData("2026-11-21T02:59:00Z", HttpStatusCode.BadRequest)]
    [InlineData("あした", HttpStatusCode.BadRequest)]
    [InlineData("2026-11-21T12:01", HttpStatusCode.OK)]
    [InlineData("2026-11-21T03:01:00Z", HttpStatusCode.OK)]
    public async Task A_time_must_be_readable_and_not_past(string sendAt, HttpStatusCode expected)
    {
        await using var shop = new Shop();
        await shop.Befriend(3);
        var (path, hash) = await Previewed(shop);

        Assert.Equal(expected, (await shop.Post($"{path}/approve", new { hash, sendAt })).StatusCode);
    }

    [Fact]
    public async Task Nobody_is_no_audience()
    {
        await using var shop = new Shop();
        await shop.Befriend(1, (_, friend) => friend with { Status = FriendStatus.Blocked });
        var (path, hash) = await Previewed(shop);

        Assert.Equal("nobody", (await Shop.Body(await shop.Post($"{path}/approve", new { hash }))).GetProperty("type").GetString());
    }

    [Fact]
    public async Task The_preview_warns_of_what_a_person_should_look_at()
    {
        await using var shop = new Shop(("Campaigns:SecondApprovalAbove", "6"));
        await shop.Offer(Curry);
        await shop.Befriend(8, (number, friend) => friend with
        {
            Profile = number == 1 ? null : friend.Profile,
            Coupons = number == 2 ? [new CouponFact("curry", "earlier", Shop.Noon)] : [],
        });
        var earlier = await shop.Draft(text: "{name}さんへ", couponId: "curry");
        await shop.Approved(await shop.Asked(earlier));
        await shop.Run();
        await shop.Send();
        shop.Clock.Now = Shop.Noon.AddHours(10);
        var draft = await shop.Draft(text: "{name}さんへ", couponId: "curry");

        var preview = await Shop.Body(await shop.Post($"/api/campaigns/{draft.Id}/preview"));

        Assert.Equal(["everybody", "quietHours", "missingValue", "couponHeld", "repetition", "secondApproval"], Codes(preview));
        Assert.Equal([8, 1, 8, 7, 8], preview.GetProperty("warnings").EnumerateArray()
            .Where(warning => warning.TryGetProperty("count", out var count) && count.ValueKind == JsonValueKind.Number)
            .Select(warning => warning.GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task A_day_later_the_same_content_is_no_repetition()
    {
        await using var shop = new Shop();
        await shop.Befriend(8);
        await shop.Approved(await shop.Draft());
        await shop.Run();
        await shop.Send();
        shop.Clock.Now = Shop.Noon.AddHours(24);

        var preview = await Shop.Body(await shop.Post($"/api/campaigns/{(await shop.Draft()).Id}/preview"));

        Assert.DoesNotContain("repetition", Codes(preview));
    }

    [Fact]
    public async Task A_test_send_goes_to_the_chosen_few_and_counts_as_no_campaign()
    {
        await using var shop = new Shop();
        await shop.Offer(Curry);
        await shop.Befriend(8);
        var draft = await shop.Draft(text: "{name}さんへ", couponId: "curry");

        var accepted = await shop.Post($"/api/campaigns/{draft.Id}/test", new { userIds = new[] { Shop.Id(1), Shop.Id(2) } });

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var outbox = await shop.Outbox();
        Assert.Equal(2, outbox.Count);
        Assert.All(outbox, message => Assert.True(message is { Call: OutboxCall.Push, MailingId: null, ContentDigest: null, Reason.Japanese: "テスト送信", Messages.Count: 2 }));
        Assert.Equal(0, await shop.Store.Count(CouponCollections.Issues, Filter.Everything, None));
        Assert.Equal("draft", (await shop.Api.GetFromJsonAsync<JsonElement>($"/api/campaigns/{draft.Id}")).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData(0, HttpStatusCode.BadRequest)]
    [InlineData(5, HttpStatusCode.Accepted)]
    [InlineData(6, HttpStatusCode.BadRequest)]
    [InlineData(9, HttpStatusCode.BadRequest)]
    public async Task A_test_send_is_for_one_to_five_friends(int friends, HttpStatusCode expected)
    {
        await using var shop = new Shop();
        await shop.Befriend(8);
        var draft = await shop.Draft();

        var answer = await shop.Post($"/api/campaigns/{draft.Id}/test", new { userIds = Enumerable.Range(1, friends).Select(Shop.Id) });

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task What_cannot_happen_now_is_a_conflict_that_says_why()
    {
        await using var shop = new Shop();
        await shop.Befriend(3);
        var (path, hash) = await Previewed(shop);

        foreach (var act in new[] { "pause", "resume", "cancel" })
        {
            var refused = await shop.Post($"{path}/{act}");
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Equal("draft", (await Shop.Body(refused)).GetProperty("state").GetString());
        }

        await shop.Post($"{path}/approve", new { hash, sendAt = "2026-11-22T10:00" });
        Assert.Equal(HttpStatusCode.Conflict, (await shop.Api.DeleteAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await shop.Api.PutAsJsonAsync(path, new { name = "a", condition = "all", messages = Hello })).StatusCode);

        foreach (var act in new[] { "pause", "pause", "resume", "resume", "cancel", "cancel" })
        {
            Assert.Equal(HttpStatusCode.OK, (await shop.Post($"{path}/{act}")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await shop.Post("/api/campaigns/nothing/pause")).StatusCode);
    }

    [Fact]
    public async Task Campaigns_are_listed_newest_first_and_by_state()
    {
        await using var shop = new Shop();
        await shop.Befriend(3);
        var first = await shop.Draft();
        shop.Clock.Now = Shop.Noon.AddMinutes(1);
        var second = await shop.Draft();
        await shop.Approved(first, "2026-11-22T10:00");

        var all = await shop.Api.GetFromJsonAsync<JsonElement>("/api/campaigns");
        var scheduled = await shop.Api.GetFromJsonAsync<JsonElement>("/api/campaigns?state=scheduled");

        Assert.Equal([second.Id, first.Id], all.GetProperty("campaigns").EnumerateArray().Select(campaign => campaign.GetProperty("id").GetString()));
        Assert.Equal([first.Id], scheduled.GetProperty("campaigns").EnumerateArray().Select(campaign => campaign.GetProperty("id").GetString()));
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.Api.GetAsync("/api/campaigns?state=9")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.Api.GetAsync("/api/campaigns?after=xyz")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await shop.Api.DeleteAsync($"/api/campaigns/{second.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Api.GetAsync($"/api/campaigns/{second.Id}")).StatusCode);
    }

    [Fact]
    public async Task A_condition_can_choose_who_received_an_earlier_campaign()
    {
        await using var shop = new Shop();
        await shop.Befriend(6, (number, friend) => friend with { Tags = number <= 2 ? [Shop.Tag("甘口")] : [] });
        var earlier = await shop.Draft("tag = 甘口");
        await shop.Approved(earlier);
        await shop.Run();
        await shop.Send();

        var created = await shop.Post("/api/campaigns", new { name = "まだの人へ", condition = $"not received({earlier.Id})", messages = Hello });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var preview = await Shop.Body(await shop.Post($"/api/campaigns/{(await Shop.Body(created)).GetProperty("id").GetString()}/preview"));

        Assert.Equal(4, preview.GetProperty("matched").GetInt32());
    }

    private static async Task<(string Path, string Hash)> Previewed(Shop shop, string text = "新商品のお知らせです", string? couponId = null)
    {
        var draft = await shop.Draft(text: text, couponId: couponId);
        var preview = await Shop.Body(await shop.Post($"/api/campaigns/{draft.Id}/preview"));
        return ($"/api/campaigns/{draft.Id}", preview.GetProperty("hash").GetString()!);
    }

    private static List<string> Codes(JsonElement preview) =>
        [.. preview.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetProperty("code").GetString()!)];

    private static Coupon Curry { get; } = new()
    {
        Id = "curry",
        Title = "新カレー割引",
        Reward = new Reward.PercentOff(10),
        ValidDays = 7,
    };
}
