using System.Net;
using Bot.Campaigns;
using Bot.Conditions;
using Bot.Friends;
using Bot.Line;
using Bot.Links;
using Bot.Segments;
using Bot.Storage;
using Bot.Tests.Campaigns;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Links;

public class TrackedLinkTests
{
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Line/14.20.0";
    private const string Menu = "https://shop.example/メニュー?utm=line#top";
    private const string Words = "新メニューはこちら\nhttps://shop.example/menu\n(https://shop.example/map)";

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_friends_own_link_leads_to_the_address_and_is_counted()
    {
        await using var shop = Public();
        await shop.Befriend(3);
        var campaign = await Sent(shop, LinkTracking.People);
        var links = shop.Delivered.ToDictionary(delivery => delivery.FriendId, delivery => LinkedMessages.Addresses(delivery.Messages));

        Assert.Equal(9, links.Values.SelectMany(some => some).Distinct().Count());
        Assert.All(links.Values.SelectMany(some => some), link => Assert.StartsWith("https://bot.example/r/", link, StringComparison.Ordinal));
        var opened = await Open(shop, links[Shop.Id(2)][0]);
        await Open(shop, links[Shop.Id(2)][0]);
        await Open(shop, links[Shop.Id(2)][1]);
        await Open(shop, links[Shop.Id(3)][2]);

        Assert.Equal(HttpStatusCode.Found, opened.StatusCode);
        Assert.Equal("https://shop.example/menu", opened.Headers.Location!.AbsoluteUri);
        Assert.Equal("no-store", opened.Headers.CacheControl!.ToString());
        var clicks = await Clicks(shop);
        Assert.Equal([2, 1, 1], clicks.Select(click => click.Count));
        Assert.Equal([0, 1, 2], clicks.Select(click => click.Link));
        var hours = await Hours(shop);
        Assert.Equal([(0, 2, 1), (1, 1, 1), (2, 1, 1)], hours.Select(hour => (hour.Link, hour.Count, hour.First)));
        Assert.All(hours, hour => Assert.Equal((campaign.Id, Shop.Noon.UtcDateTime), (hour.MailingId, hour.Hour.UtcDateTime)));
    }

    [Fact]
    public async Task One_link_for_all_keeps_the_batches_and_counts_taps_without_people()
    {
        await using var shop = Public();
        await shop.Befriend(700);
        await Sent(shop, LinkTracking.Clicks);

        Assert.Equal(2, (await shop.Outbox()).Count);
        var links = LinkedMessages.Addresses(shop.Delivered[0].Messages);
        Assert.Equal(links, LinkedMessages.Addresses(shop.Delivered[^1].Messages));
        await Open(shop, links[1]);
        await Open(shop, links[1]);

        Assert.Empty(await Clicks(shop));
        Assert.Equal([(1, 2, 0)], (await Hours(shop)).Select(hour => (hour.Link, hour.Count, hour.First)));
    }

    [Fact]
    public async Task An_address_in_Japanese_is_opened_as_browsers_write_it()
    {
        await using var shop = Public();
        await shop.Befriend(1);
        await Sent(shop, LinkTracking.People);

        var opened = await Open(shop, LinkedMessages.Addresses(shop.Delivered[0].Messages)[2]);

        Assert.Equal(new Uri(Menu).AbsoluteUri, opened.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("HEAD", Phone, null)]
    [InlineData("GET", "facebookexternalhit/1.1;line-poker/1.0", null)]
    [InlineData("GET", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", null)]
    [InlineData("GET", "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", null)]
    [InlineData("GET", "curl/8.5.0", null)]
    [InlineData("GET", null, null)]
    [InlineData("GET", Phone, "Purpose: prefetch")]
    [InlineData("GET", Phone, "Sec-Purpose: prefetch;prerender")]
    [InlineData("GET", Phone, "X-Purpose: preview")]
    public async Task Programs_and_previews_are_sent_on_and_not_counted(string method, string? agent, string? header)
    {
        await using var shop = Public();
        await shop.Befriend(1);
        await Sent(shop, LinkTracking.People);

        var opened = await Open(shop, LinkedMessages.Addresses(shop.Delivered[0].Messages)[0], method, agent, header);

        Assert.Equal(HttpStatusCode.Found, opened.StatusCode);
        Assert.Empty(await Clicks(shop));
        Assert.Empty(await Hours(shop));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Linux; Android 13; CUBOT NOTE 21) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36 Line/14.1.0/IAB")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36")]
    public async Task People_with_uncommon_phones_are_people(string agent)
    {
        await using var shop = Public();
        await shop.Befriend(1);
        await Sent(shop, LinkTracking.People);

        await Open(shop, LinkedMessages.Addresses(shop.Delivered[0].Messages)[0], agent: agent);

        Assert.Single(await Clicks(shop));
    }

    [Theory]
    [InlineData("/r/x")]
    [InlineData("/r/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/r/https%3A%2F%2Fevil.example")]
    public async Task An_unknown_code_leads_nowhere_and_says_so(string path)
    {
        await using var shop = Public();

        var answer = await Open(shop, path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
        Assert.Contains("このリンクは開けません", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_altered_code_is_no_other_friends_link()
    {
        await using var shop = Public();
        await shop.Befriend(2);
        await Sent(shop, LinkTracking.People);
        var code = LinkedMessages.Addresses(shop.Delivered[0].Messages)[0];
        var other = LinkedMessages.Addresses(shop.Delivered[1].Messages)[0];

        // The number of the message of one, with the proof of the other.
        var at = code.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        var altered = $"{code[..(at + 1)]}{other[(at + 1)..]}";

        Assert.Equal(HttpStatusCode.NotFound, (await Open(shop, altered)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Open(shop, code[..^3])).StatusCode);
        Assert.Empty(await Hours(shop));
    }

    [Fact]
    public async Task With_the_store_away_known_links_lead_on_and_the_taps_are_written_later()
    {
        await using var shop = Public();
        await shop.Befriend(1);
        await Sent(shop, LinkTracking.People);
        var links = LinkedMessages.Addresses(shop.Delivered[0].Messages);
        await Open(shop, links[0]);

        shop.Store.DieAt(1, written: false);
        var opened = await Open(shop, links[1]);
        shop.Store.Heal();

        Assert.Equal(HttpStatusCode.Found, opened.StatusCode);
        Assert.Equal([0, 1], (await Clicks(shop)).Select(click => click.Link));
    }

    [Fact]
    public async Task With_the_store_away_an_unknown_campaigns_link_asks_for_a_moment()
    {
        await using var shop = Public();
        await shop.Befriend(1);
        await Sent(shop, LinkTracking.People);
        var link = LinkedMessages.Addresses(shop.Delivered[0].Messages)[0];
        await shop.Restart();
        await Open(shop, "/r/x");

        shop.Store.DieAt(1, written: false);
        var answer = await Open(shop, link);
        shop.Store.Heal();

        Assert.True(answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.Found);
    }

    [Fact]
    public async Task An_erased_friends_taps_go_and_their_links_still_lead_on()
    {
        await using var shop = Public();
        await shop.Befriend(2);
        await Sent(shop, LinkTracking.People);
        var link = LinkedMessages.Addresses(shop.Delivered[0].Messages)[0];
        await Open(shop, link);
        await Open(shop, LinkedMessages.Addresses(shop.Delivered[1].Messages)[0]);
        var data = shop.Services.GetRequiredService<IEnumerable<IPersonalData>>().Single(data => data.Name == "clicks");
        await Clicks(shop);
        var told = Assert.Single(await data.Export(Shop.Id(1), None));
        Assert.Equal("https://shop.example/menu", told!["address"]!.GetValue<string>());

        await shop.Get<FriendErasure>().Erase(Shop.Id(1), None);

        Assert.Empty(await data.Export(Shop.Id(1), None));
        Assert.Single(await Clicks(shop));
        Assert.Equal(HttpStatusCode.Found, (await Open(shop, link)).StatusCode);
        Assert.Empty(await data.Export(Shop.Id(1), None));
        Assert.Equal(3, (await Hours(shop)).Sum(hour => hour.Count));
    }

    [Fact]
    public async Task Without_a_public_address_links_stay_as_they_are_and_tracking_is_refused()
    {
        await using var shop = new Shop();
        await shop.Befriend(1);
        var message = new[] { new { type = "text", text = Words } };

        var refused = await shop.Post("/api/campaigns", new { name = "a", condition = "all", messages = message, links = "people" });
        var created = await Shop.Body(await shop.Post("/api/campaigns", new { name = "a", condition = "all", messages = message }));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("off", created.GetProperty("links").GetString());
    }

    [Fact]
    public async Task Codes_that_make_a_text_too_long_are_told_before_sending()
    {
        await using var shop = Public();
        var text = string.Concat(Enumerable.Range(1, 70).Select(number => $"https://shop.example/{number} "));

        var tracked = await shop.Post("/api/campaigns", new { name = "a", condition = "all", messages = new[] { new { type = "text", text } } });
        var plain = await shop.Post("/api/campaigns", new { name = "a", condition = "all", messages = new[] { new { type = "text", text } }, links = "off" });

        Assert.Contains("messages[0].text", (await Shop.Body(tracked)).GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal(HttpStatusCode.Created, plain.StatusCode);
    }

    [Fact]
    public async Task Who_tapped_can_be_chosen_and_left_out()
    {
        await using var shop = Public();
        await shop.Befriend(4);
        var campaign = await Sent(shop, LinkTracking.People);
        await Open(shop, LinkedMessages.Addresses(shop.Delivered[1].Messages)[0]);
        await Clicks(shop);

        Assert.Equal([Shop.Id(2)], await Chosen(shop, $"clicked({campaign.Id})"));
        Assert.Equal([Shop.Id(1), Shop.Id(3), Shop.Id(4)], await Chosen(shop, $"received({campaign.Id}) and not clicked({campaign.Id})"));
        await Open(shop, LinkedMessages.Addresses(shop.Delivered[3].Messages)[2]);
        await Clicks(shop);
        Assert.Equal([Shop.Id(2), Shop.Id(4)], await Chosen(shop, $"clicked({campaign.Id})"));
    }

    private static async Task<IEnumerable<string>> Chosen(Shop shop, string condition)
    {
        var parsed = await shop.Get<SegmentReader>().Parse(condition, None);
        Assert.True(parsed.IsUnderstood);
        Assert.Equal(condition, ConditionText.Print(parsed.Condition));
        return await shop.Get<SegmentReader>().Audience(parsed.Condition, shop.Clock.GetUtcNow(), None);
    }

    private static Shop Public() => new(("Bot:PublicUrl", "https://bot.example/"));

    private static async Task<Campaign> Sent(Shop shop, LinkTracking tracking)
    {
        var buttons = new TemplateMessage("メニュー", new ButtonsTemplate("どうぞ", [new UriAction(Menu) { Label = "メニュー" }]));
        var draft = await shop.Desk.Add(
            new CampaignDraft("メニュー", "all", null, new CampaignContent { Messages = [new TextMessage(Words), buttons] }) { Links = tracking }, None);
        await shop.Approved(draft);
        await shop.Run();
        await shop.Send();
        await shop.Run();
        return await shop.Campaign(draft.Id);
    }

    private static async Task<HttpResponseMessage> Open(Shop shop, string link, string method = "GET", string? agent = Phone, string? header = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), link.StartsWith('/') ? link : new Uri(link).PathAndQuery);
        if (agent is not null)
        {
            request.Headers.TryAddWithoutValidation("User-Agent", agent);
        }

        if (header?.Split(": ") is [var name, var value])
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await shop.Api.SendAsync(request);
    }

    private static async Task<IReadOnlyList<LinkClick>> Clicks(Shop shop)
    {
        await shop.Get<ClickWriter>().WriteWaiting(None);
        return [.. (await shop.Store.Find(new Query<LinkClick>(LinkCollections.Clicks, Filter.Everything), None)).Items.Select(item => item.Value).OrderBy(click => click.Link)];
    }

    private static async Task<IReadOnlyList<ClickHour>> Hours(Shop shop)
    {
        await shop.Get<ClickWriter>().WriteWaiting(None);
        return [.. (await shop.Store.Find(new Query<ClickHour>(LinkCollections.Hours, Filter.Everything), None)).Items.Select(item => item.Value).OrderBy(hour => hour.Link)];
    }
}
