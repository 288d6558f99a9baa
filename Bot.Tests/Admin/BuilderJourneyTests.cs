using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Bot.Tests.Admin;

/// <summary>Building in a real browser: a segment of rows, a campaign with a carousel by the keyboard, previewed and scheduled.</summary>
[Collection("console")] // One after another: each has a whole bot and a browser beside it.
public sealed class BuilderJourneyTests() : BrowserTests(new BotApplication(new() { ["Bot:QuietHours"] = "none" }))
{
    [Theory]
    [InlineData(1280, 900)]
    [InlineData(390, 844)]
    public async Task A_segment_is_built_of_rows_while_the_text_and_the_number_follow_and_the_other_way_round(int width, int height)
    {
        await Bot.Tagged("さくら", "甘口");
        await Bot.Tagged("健太", "辛口");
        var page = await Browser.Open(width, height);
        await page.GotoAsync("/segments");

        await page.Locator("#rows-parts-0-tag-name").FillAsync("甘口");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("#condition")).ToHaveValueAsync("tag = 甘口");
        await Expect(page.Locator("#matches")).ToHaveTextAsync("1 人");

        // A row more, by the keyboard: it is where one goes on.
        await page.Locator("#rows-row").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#rows-parts-1-what")).ToBeFocusedAsync();
        await page.Locator("#rows-parts-1-tag-name").FillAsync("辛口");
        await page.Locator("#rows-any").SelectOptionAsync("any");
        await Expect(page.Locator("#condition")).ToHaveValueAsync("tag = 甘口 or tag = 辛口");
        await Expect(page.Locator("#matches")).ToHaveTextAsync("2 人");
        await page.Locator("#rows-parts-1-up").ClickAsync();
        await Expect(page.Locator("#condition")).ToHaveValueAsync("tag = 辛口 or tag = 甘口");
        await Expect(page.Locator("#rows-parts-0-up")).ToBeFocusedAsync();
        await page.Locator("#rows-parts-1-what").SelectOptionAsync("last_message");
        await Expect(page.Locator("#condition")).ToHaveValueAsync("tag = 辛口 or last_message > 90 days ago");

        // What is typed as text stands in the rows.
        await page.Locator("#condition").FillAsync("not (tag = 甘口 and followed is known)");
        await page.Locator("#condition").BlurAsync();
        await Expect(page.Locator("#rows-parts-1-what")).ToHaveValueAsync("followed");
        await Expect(page.Locator("#rows-not")).ToHaveValueAsync("not");
        await Expect(page.Locator("#matches")).ToHaveTextAsync("1 人");

        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out");
        Assert.Empty(Browser.Complaints);
    }

    [Theory]
    [InlineData(1280, 900)]
    [InlineData(390, 844)]
    public async Task A_carousel_is_composed_by_the_keyboard_moved_previewed_for_the_second_friend_and_scheduled(int width, int height)
    {
        await Bot.Tagged("さくら", "甘口");
        await Bot.Tagged("健太", "甘口");
        var page = await Browser.Open(width, height);
        await page.GotoAsync("/campaigns/new");
        await Expect(page.Locator("#name")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("新商品");
        await page.Locator("#condition").FillAsync("tag = 甘口");
        await page.Locator("#messages-0-text").FillAsync("{name:さん|お客さま}、こんにちは");

        // The menu of placeholders and emoji puts words in at the caret.
        await page.Locator("insert-menu[data-for=messages-0-text] summary").Nth(1).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("insert-menu[data-for=messages-0-text] [data-insert='🎉']").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#messages-0-text")).ToHaveValueAsync("{name:さん|お客さま}、こんにちは🎉");

        await page.Locator("button[value='new messages carousel']").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#messages-1")).ToBeFocusedAsync();
        await Expect(page.Locator("#sketch .flex-carousel")).ToBeVisibleAsync();
        await page.Locator("#messages-1-altText").FillAsync("新商品のご案内");
        foreach (var card in new[] { 0, 1 })
        {
            await page.Locator($"#messages-1-template-columns-{card}-text").FillAsync($"{card + 1}枚目");
            await page.Locator($"#messages-1-template-columns-{card}-actions-0-label").FillAsync("見る");
            await page.Locator($"#messages-1-template-columns-{card}-actions-0-uri").FillAsync($"https://shop.example/{card}");
        }

        await page.Locator("#messages-1-template-columns-1-up").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#messages-1-template-columns-0-text")).ToHaveValueAsync("2枚目");
        await Expect(page.Locator("#messages-1-template-columns-0-up")).ToBeFocusedAsync();
        await page.Locator("#messages-1-up").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#messages-1-text")).ToHaveValueAsync("{name:さん|お客さま}、こんにちは🎉");
        await Expect(page.Locator("#messages-0-up")).ToBeFocusedAsync();

        // The phone, as the next friend sees it, and as somebody without a name.
        await Expect(page.Locator("#sketch .bubble")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^(さくら|健太)さん、こんにちは🎉$"));
        var first = await page.Locator("#sketch .bubble").InnerTextAsync();
        await page.Locator("#sketch-next").ClickAsync();
        await Expect(page.Locator("#sketch .bubble")).Not.ToHaveTextAsync(first);
        await Expect(page.Locator("#sketch .bubble")).ToContainTextAsync("さん、こんにちは🎉");
        await page.Locator("#sketch-next").ClickAsync();
        await Expect(page.Locator("#sketch .bubble")).ToHaveTextAsync("お客さま、こんにちは🎉");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out");

        await page.GetByRole(AriaRole.Button, new() { Name = "人数と費用を確かめる" }).ClickAsync();
        await Expect(page.Locator(".figures").First).ToContainTextAsync("2 人");
        await page.GetByRole(AriaRole.Link, new() { Name = "カレンダーで日を選ぶ" }).ClickAsync();
        await page.GetByRole(AriaRole.Navigation, new() { Name = "月", Exact = true }).GetByRole(AriaRole.Link).Last.ClickAsync();
        await page.Locator(".month a.btn").Nth(14).ClickAsync();
        await Expect(page.Locator("#when-words")).ToContainTextAsync("10:00");
        await page.GetByRole(AriaRole.Button, new() { Name = "承認して 2 人に送る" }).ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("予約済み");
        Assert.Empty(Browser.Complaints);
    }

    [Fact]
    public async Task What_was_typed_and_never_sent_is_offered_again()
    {
        var page = await Browser.Open(1280, 900);
        await page.GotoAsync("/campaigns/new");
        await page.Locator("#name").FillAsync("書きかけ");
        await page.Locator("button[value='new messages sticker']").ClickAsync();
        await page.Locator("#messages-1-packageId").FillAsync("446");
        await BotApplication.Until(async () => await page.EvaluateAsync<bool>("(localStorage.getItem('compose:/campaigns') ?? '').includes('packageId=446')"), "the form is kept");

        await page.GotoAsync("/campaigns");
        await page.GotoAsync("/campaigns/new");
        await page.GetByRole(AriaRole.Button, new() { Name = "続きから書く" }).ClickAsync();

        await Expect(page.Locator("#name")).ToHaveValueAsync("書きかけ");
        await Expect(page.Locator("#messages-1-packageId")).ToHaveValueAsync("446");
        Assert.Empty(Browser.Complaints);
    }
}
