using Bot.Tests.Journeys;

namespace Bot.Tests.Admin;

/// <summary>The numbers at the top of pages, however long they and their units get.</summary>
[Collection("console")] // One after another: each has a whole bot and a browser beside it.
public sealed class FiguresTests() : BrowserTests(Visit.AtNoon())
{
    [Theory]
    [InlineData(1280)]
    [InlineData(820)]
    [InlineData(390)]
    public async Task None_sticks_out_of_its_card_in_either_language_nor_with_a_million_friends(int width)
    {
        await Bot.Tagged("さくら", "甘口");
        var draft = await new Marketer(Bot.Api).Draft("all", "{name:さん}へ");
        var page = await Browser.Open(width, 900);

        foreach (var address in new[] { "/?lang=en", $"/campaigns/{draft}?lang=en", $"/campaigns/{draft}?lang=ja" })
        {
            await page.GotoAsync(address);
            await ConsoleBrowser.Quiet(page);
            Assert.Equal(0, await SticksOut());

            await page.EvaluateAsync("() => document.querySelectorAll('.figure-number').forEach(number => number.textContent = '−1,234,567 messages')");
            Assert.Equal(0, await SticksOut());
        }

        Task<int> SticksOut() => page.EvaluateAsync<int>("() => [...document.querySelectorAll('.figure-number')].filter(number => number.scrollWidth > number.clientWidth).length");
    }
}
