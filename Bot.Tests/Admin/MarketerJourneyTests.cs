using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Bot.Tests.Admin;

/// <summary>
/// The marketer's journey in a real browser: type a condition and see how many, write the message beside its phone, look at
/// the preview, approve, watch it arrive. Nothing is asked of any other machine and the browser has nothing to complain about.
/// </summary>
[Collection("console")] // One after another: each has a whole bot and a browser beside it.
public sealed class MarketerJourneyTests() : BrowserTests(new BotApplication(new() { ["Bot:QuietHours"] = "none" }))
{
    [Theory]
    [InlineData(1280, 900)]
    [InlineData(390, 844)]
    public async Task A_marketer_sends_news_to_those_who_like_it_mild(int width, int height)
    {
        var mild = await Bot.Tagged("さくら", "甘口");
        var hot = await Bot.Tagged("健太", "辛口");
        var page = await Browser.Open(width, height);

        // Segments: the number follows the typing, and a slip is marked.
        await page.GotoAsync("/segments");
        await page.Locator("#condition").PressSequentiallyAsync("tag = 甘");
        await Expect(page.Locator(".condition-marks mark")).ToBeVisibleAsync();
        await page.Locator("#condition").PressSequentiallyAsync("口");
        await Expect(page.Locator("#matches")).ToHaveTextAsync("1 人");
        await Expect(page.Locator("#price")).ToContainTextAsync("全員に1通ずつで 1 通、追加料金は 0 円");
        await page.GetByRole(AriaRole.Button, new() { Name = "友だちを見る" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "この相手にキャンペーンを作る" }).ClickAsync();

        // Composer: the phone shows what is written.
        await page.Locator("#name").FillAsync("新商品のお知らせ");
        await page.Locator("#messages-0-text").FillAsync("{name}さん、やさしい甘口カレーが新登場です!");
        await Expect(page.Locator("#sketch .bubble")).ToHaveTextAsync("さくらさん、やさしい甘口カレーが新登場です!");
        await page.GetByRole(AriaRole.Button, new() { Name = "人数と費用を確かめる" }).ClickAsync();

        // Preview, approve, watch.
        await Expect(page.Locator(".figures").First).ToContainTextAsync("1 人");
        await page.GetByRole(AriaRole.Button, new() { Name = "承認して 1 人に送る" }).ClickAsync();
        await Expect(page.Locator("#progress-title")).ToHaveTextAsync("送信が終わりました");
        await Expect(page.Locator(".figure-number:has(#done)")).ToContainTextAsync("1 / 1 人");

        Assert.Contains("さくらさん、やさしい甘口カレーが新登場です!", (await mild.Screen()).BotTexts);
        Assert.DoesNotContain((await hot.Screen()).BotTexts, text => text.Contains("甘口カレー", StringComparison.Ordinal));
        Assert.Empty(Browser.Complaints);
    }

    [Fact]
    public async Task The_keyboard_is_enough()
    {
        await Bot.Follower("さくら");
        var page = await Browser.Open(1280, 900);
        await page.GotoAsync("/");

        await page.Keyboard.TypeAsync("gf");
        await page.WaitForURLAsync("**/friends");
        await Expect(page.Locator("h1")).ToContainTextAsync("友だち");
        await page.Keyboard.PressAsync("/");
        await Expect(page.Locator("[data-search]")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("さく");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("name="));
        await Expect(page.Locator("#friends tbody tr")).ToHaveCountAsync(1);
        await page.Locator("[data-search]").BlurAsync();
        await page.Keyboard.PressAsync("?");
        await Expect(page.Locator("#keys")).ToBeVisibleAsync();

        Assert.Empty(Browser.Complaints);
    }
}
