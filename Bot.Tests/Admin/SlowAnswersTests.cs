using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Bot.Tests.Admin;

/// <summary>Where the way to the shop's bot is slow, what was asked last is what stands there in the end.</summary>
[Collection("console")] // One after another: each has a whole bot and a browser beside it.
public sealed class SlowAnswersTests() : BrowserTests(new BotApplication(new() { ["Bot:QuietHours"] = "none" }))
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(1_200);

    public override async Task InitializeAsync()
    {
        await Bot.Tagged("さくら", "甘口");
        await Bot.Tagged("健太", "辛口");
        await base.InitializeAsync();
    }

    [Fact]
    public async Task The_friends_are_those_of_the_name_that_was_typed_last()
    {
        var page = await Browser.Open(1280, 900);
        await page.GotoAsync("/friends");
        await ConsoleBrowser.Delay(page, "**/friends?*", _ => Task.Delay(Slow));

        foreach (var typed in new[] { "健", "健太", "さくら" })
        {
            var asked = page.WaitForRequestAsync(request => request.Url.Contains("/friends?", StringComparison.Ordinal), new() { Timeout = 700 });
            await page.Locator("input[name=name]").FillAsync(typed);
            await Settled(asked); // One that waits for another is not asked yet.
        }

        await Expect(page.Locator("#friends")).Not.ToContainTextAsync("健太");
        await Expect(page.Locator("#friends")).ToContainTextAsync("さくら");
        Assert.Empty(Browser.Complaints);
    }

    [Fact]
    public async Task The_phone_beside_a_campaign_stays_with_the_friend_that_was_chosen()
    {
        var page = await Browser.Open(1280, 900);
        await page.GotoAsync("/campaigns/new");
        await Expect(page.Locator("#sketch-name")).ToContainTextAsync("1 / 2");
        await ConsoleBrowser.Delay(page, "**/campaigns/sketch", request =>
            request.PostData?.Contains("go=", StringComparison.Ordinal) == true ? Task.CompletedTask : Task.Delay(Slow));

        var asked = page.WaitForRequestAsync("**/campaigns/sketch");
        await page.Locator("#name").FillAsync("カレーの日");
        await asked;
        await page.Locator("#sketch-next").ClickAsync();
        await Expect(page.Locator("#sketch-name")).ToContainTextAsync("2 / 2");
        await Task.Delay(Slow + Slow);

        await Expect(page.Locator("#sketch-name")).ToContainTextAsync("2 / 2");
        Assert.Empty(Browser.Complaints);
    }

    private static async Task Settled(Task<IRequest> asked)
    {
        try
        {
            await asked;
        }
        catch (TimeoutException)
        {
        }
    }
}
