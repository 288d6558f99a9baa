using System.Net;
using Bot.Coupons;
using Bot.Line;
using Microsoft.Extensions.DependencyInjection;
using static Bot.Tests.Coupons.CouponShop;

namespace Bot.Tests.Coupons;

/// <summary>The page with QR code and barcode that a friend shows at the counter.</summary>
public sealed class CouponShowingTests : IDisposable
{
    private readonly CouponShop _shop = new(
        services => services.AddSingleton(PublicAddress.Of("https://bot.shop.example/line/")),
        "id: c\ntitle: <b>秋</b>\ngift: 皿\nvalid-days: 10");

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task The_card_has_the_QR_code_and_leads_to_the_page_without_a_name()
    {
        using var http = await Pages();
        await _shop.Chat.Follow(Hana);
        var issue = await _shop.Give(Hana, "c");

        var card = Text(CouponCard.For(issue, Bot.Tests.Friends.Chat.Tokyo));
        Assert.Contains($"https://bot.shop.example/line/c/{issue.Token}.png", card);
        Assert.Empty(LineLimits.Check([CouponCard.For(issue, Bot.Tests.Friends.Chat.Tokyo)]));
        Assert.DoesNotContain(issue.Code, issue.PageUrl);

        var page = await http.GetAsync($"/api/c/{issue.Token}");
        var html = await page.Content.ReadAsStringAsync();
        Assert.Equal("no-store", page.Headers.CacheControl!.ToString());
        Assert.Contains("no-referrer", page.Headers.GetValues("Referrer-Policy"));
        Assert.Contains(CouponCode.Say(issue.Code), html);
        Assert.Contains("&lt;b&gt;秋", html);
        Assert.Contains("<svg", html);
        Assert.DoesNotContain(Hana, html);

        var png = await http.GetAsync($"/api/c/{issue.Token}.png");
        Assert.Equal("image/png", png.Content.Headers.ContentType!.MediaType);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], (await png.Content.ReadAsByteArrayAsync())[..4]);
    }

    [Fact]
    public async Task A_used_coupon_has_no_code_to_scan_and_a_guess_finds_nothing()
    {
        using var http = await Pages();
        await _shop.Chat.Follow(Hana);
        var issue = await _shop.Give(Hana, "c");
        await _shop.Redeem(issue);

        var html = await http.GetStringAsync($"/api/c/{issue.Token}");
        Assert.Contains("使用済み", html);
        Assert.DoesNotContain(CouponCode.Say(issue.Code), html);
        foreach (var path in new[] { $"{issue.Token}.png", issue.Code, issue.Id, "x", new string('a', 5000) })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"/api/c/{path}")).StatusCode);
        }
    }

    [Fact]
    public async Task Without_a_public_address_the_card_has_its_code_alone()
    {
        using var shop = new CouponShop("id: c\ntitle: c\ngift: 皿");
        await shop.Chat.Follow(Hana);
        var issue = await shop.Give(Hana, "c");

        Assert.Null(issue.Token);
        Assert.DoesNotContain("/c/", Text(CouponCard.For(issue, Bot.Tests.Friends.Chat.Tokyo)));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("http://bot.shop.example", false)]
    [InlineData("https://user:secret@bot.shop.example", false)]
    [InlineData("https://bot.shop.example?x=1", false)]
    [InlineData("https://bot.shop.example", true)]
    public void Only_an_https_address_is_a_public_one(string? address, bool good) => Assert.Equal(good, PublicAddress.Of(address).Origin is not null);

    [Fact]
    public void A_barcode_is_Code_128_with_its_check_sum()
    {
        // By hand: start B, P J J 1 2 3 C, check (104 + 48 + 2*42 + 3*42 + 4*17 + 5*18 + 6*19 + 7*35) mod 103 = 55, stop.
        Assert.Equal(
            "211214" + "313121" + "112133" + "112133" + "123221" + "223211" + "221132" + "131321" + "311321" + "2331112",
            Code128.Bars("PJJ123C"));

        // Each character has eleven modules, an even number of them black, and no other has the same.
        var letters = Enumerable.Range(' ', '~' - ' ' + 1).Select(letter => Code128.Bars(((char)letter).ToString())[6..12]).ToList();
        Assert.Equal(letters.Count, letters.Distinct().Count());
        Assert.All(letters, bars => Assert.Equal((11, 0), (bars.Sum(width => width - '0'), (bars[0] + bars[2] + bars[4] - (3 * '0')) % 2)));
        Assert.Equal((11 * (1 + 12 + 1)) + 13, Code128.Bars("K7MF2RXA9HTP").Sum(width => width - '0'));
        Assert.Throws<ArgumentException>(() => Code128.Bars("コード"));
    }

    // The chat's helper maps under /api.
    private Task<HttpClient> Pages() => _shop.Chat.Api(routes => routes.MapCouponPages());
}
