using System.Text.RegularExpressions;
using Bot.Tests.Journeys;
using Bot.Tests.Simulator;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Bot.Tests.Admin;

/// <summary>What came of campaigns, in a real browser: the picture, the numbers under it, and two beside each other.</summary>
[Collection("console")]
public sealed class CampaignResultPagesTests(CampaignResultPagesTests.Shop shop) : IClassFixture<CampaignResultPagesTests.Shop>
{
    [Theory]
    [InlineData(1280, 900)]
    [InlineData(390, 844)]
    public async Task What_came_of_a_campaign_is_drawn_and_stands_beside_another(int width, int height)
    {
        var page = await shop.Browser.Open(width, height);
        await page.GotoAsync($"/campaigns/{shop.Tapped}");
        await page.GetByRole(AriaRole.Link, new() { Name = "結果を見る" }).ClickAsync();

        // The numbers, and the same as a picture: all taps in one hour, as tall as the picture is.
        await Expect(page.Locator(".figures")).ToContainTextAsync(new Regex("リンクを開いた人\\s*2 人\\s*66.7%"));
        await Expect(page.Locator(".figures")).ToContainTextAsync(new Regex("リンクが開かれた回数\\s*3 回"));
        await Expect(page.Locator(".figures")).ToContainTextAsync(new Regex("クーポンを使った\\s*1 回\\s*渡した 3 枚の 33.3%"));
        var picture = (await page.Locator("svg.time-bars").BoundingBoxAsync())!;
        Assert.InRange(picture.Width, 250, width);
        var bars = await page.Locator("svg.time-bars rect").EvaluateAllAsync<double[]>("all => all.map(bar => bar.getBoundingClientRect().height).filter(tall => tall > 0)");
        Assert.Equal(2, bars.Length);
        Assert.InRange(bars.Max(), picture.Height * 0.9, picture.Height);
        Assert.InRange(bars.Min(), picture.Height * 0.25, picture.Height * 0.4);
        await page.GetByText("表で見る").ClickAsync();
        await Expect(page.Locator("section[aria-labelledby=time] tbody tr td.number")).ToHaveTextAsync(["3", "2", "1"]);
        await Expect(page.Locator("section[aria-labelledby=links] tbody tr")).ToContainTextAsync(["https://shop.example/curry"]);

        // Another deed is asked for; what is missing is said, and mended.
        await page.Locator("#deed").SelectOptionAsync("tagged");
        await page.Locator("#what").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "見る", Exact = true }).ClickAsync();
        await Expect(page.Locator("#what-missing")).ToBeVisibleAsync();
        await page.Locator("#deed").SelectOptionAsync("tagged");
        await page.Locator("#what").FillAsync("来店");
        await page.GetByRole(AriaRole.Button, new() { Name = "見る", Exact = true }).ClickAsync();
        await Expect(page.Locator("section[aria-labelledby=effect] tbody tr").First).ToContainTextAsync("送った人");
        Assert.True(await Fits(page), "results stick out");

        await page.GotoAsync("/campaigns");
        await page.GetByLabel("新カレーをくらべる").CheckAsync();
        await page.GetByLabel("定休日のお知らせをくらべる").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "印を付けたものをくらべる" }).ClickAsync();
        var rows = page.Locator("#compared tbody tr");
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(rows.Filter(new() { HasText = "新カレー" })).ToContainTextAsync("66.7%");
        await Expect(rows.Filter(new() { HasText = "定休日のお知らせ" })).ToContainTextAsync("3 人");
        await Expect(rows.Filter(new() { HasText = "定休日のお知らせ" })).Not.ToContainTextAsync("%");
        Assert.True(await Fits(page), "the comparison sticks out");
        Assert.Empty(shop.Browser.Complaints);
    }

    private static Task<bool> Fits(IPage page) => page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth");

    /// <summary>A shop in which two campaigns are over; of three friends two opened the link of one, and one used its coupon.</summary>
    public sealed class Shop : IAsyncLifetime
    {
        private readonly BotApplication _bot = new(new() { ["Bot:QuietHours"] = "none", ["Bot:PublicUrl"] = "https://bot.shop.example" });

        internal ConsoleBrowser Browser { get; private set; } = null!;

        internal string Tapped { get; private set; } = "";

        public async Task InitializeAsync()
        {
            var marketer = new Marketer(_bot.Api);
            SimulatedPhone[] friends = [await _bot.Follower("さくら"), await _bot.Follower("健太"), await _bot.Follower("美咲")];
            await BotApplication.Until(async () => await marketer.Count("all") == friends.Length, "everybody is known");
            Tapped = await Sent(marketer, new { name = "新カレー", condition = "all", messages = Says("新しいカレーです https://shop.example/curry"), couponId = "new-sweet-curry", links = "people" });
            await Sent(marketer, new { name = "定休日のお知らせ", condition = "all", messages = Says("水曜日はお休みです") });

            foreach (var phone in new[] { friends[0], friends[0], friends[1] })
            {
                await Tap(phone);
            }

            var card = (await friends[0].Screen()).Messages.Last(message => message.Json.GetRawText().Contains("QR", StringComparison.OrdinalIgnoreCase) || message.Type == "flex");
            await marketer.Post("coupon-issues/redeem", new { code = Visit.CodeOn(card) });
            await BotApplication.Until(
                async () => (await marketer.Get($"campaigns/{Tapped}/results")) is var results
                    && results.GetProperty("clicks").GetProperty("taps").GetInt32() == 3 && results.GetProperty("coupons").GetProperty("redeemed").GetInt32() == 1,
                "the taps and the use are counted");
            Browser = await ConsoleBrowser.Start(_bot.Address);
        }

        public async Task DisposeAsync()
        {
            await Browser.DisposeAsync();
            _bot.Dispose();
        }

        private static object[] Says(string text) => [new { type = "text", text }];

        private static async Task<string> Sent(Marketer marketer, object draft)
        {
            var id = (await marketer.Post("campaigns", draft)).GetProperty("id").GetString()!;
            await marketer.Approve(id);
            await marketer.Until(id, "sent");
            return id;
        }

        // As the browser inside LINE opens it.
        private async Task Tap(SimulatedPhone phone)
        {
            var address = (await phone.Screen()).BotTexts.Select(text => Regex.Match(text, "https://bot\\.shop\\.example(/r/\\S+)")).First(found => found.Success).Groups[1].Value;
            using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = _bot.Address };
            http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Line/14.20.0");
            using var opened = await http.GetAsync(address);
            Assert.Equal("https://shop.example/curry", opened.Headers.Location?.ToString());
        }
    }
}
