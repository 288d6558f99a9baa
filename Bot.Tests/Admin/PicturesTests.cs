using Bot.Tests.Journeys;
using Microsoft.Playwright;

namespace Bot.Tests.Admin;

/// <summary>No picture of the documents is left behind: each is taken by a test and shown somewhere, and a page that changed is told from the kept picture.</summary>
[Collection("console")]
public sealed class PicturesTests
{
    private static string[] Kept => [.. Directory.EnumerateFiles(Pictures.Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_picture_is_taken_by_a_test() =>
        Assert.Equal(Pictures.Taken.Select(name => name + ".png").Order(StringComparer.Ordinal), Kept);

    [Fact]
    public void Every_picture_is_shown_in_a_document()
    {
        var documents = Directory.EnumerateFiles(BotApplication.Repository, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(BotApplication.Repository, "docs"), "*.md"))
            .Select(File.ReadAllText)
            .ToList();
        Assert.All(Kept, picture => Assert.Contains(documents, text => text.Contains($"images/{picture})", StringComparison.Ordinal)));
    }

    [Fact]
    public void None_is_heavy() => Assert.All(Kept, picture => Assert.InRange(new FileInfo(Path.Combine(Pictures.Folder, picture)).Length, 1, Pictures.Heaviest));

    [Fact]
    public async Task What_changed_is_told_and_what_differs_each_time_is_not()
    {
        using var bot = Visit.AtNoon();
        await bot.Tagged("さくら", "甘口");
        await bot.Tagged("健太", "辛口");
        await using var browser = await ConsoleBrowser.Start(bot.Address);
        var page = await browser.Open(1280, 900);

        await Differs(page, "/", isSeen: true, "document.querySelector('.card').remove()"); // A card is missing,
        await Differs(page, "/", isSeen: true, "document.querySelector('main .card').style.marginTop = '24px'"); // moved,
        await Differs(page, "/", isSeen: true, "document.querySelector('main .container-xl').prepend(Object.assign(document.createElement('div'), { className: 'card card-body', textContent: 'お知らせ' }))"); // or new.
        await Differs(page, "/friends", isSeen: true, "document.querySelectorAll('tr').forEach(row => row.children[1].remove())"); // A column is gone,
        await Differs(page, "/friends", isSeen: true, "document.querySelectorAll('td:nth-child(2)').forEach(cell => cell.style.textAlign = 'right')"); // or stands elsewhere.
        await Differs(page, "/friends", isSeen: true, "document.querySelector('.navbar').style.background = '#dfe7f5'"); // Another colour,
        await Differs(page, "/coupons", isSeen: true, "document.querySelector('.btn-primary').style.background = '#206bc4'"); // even of a button.

        await Differs(page, "/friends", isSeen: false, "");
        await Differs(page, "/friends", isSeen: false, "document.querySelectorAll('td').forEach(cell => cell.innerHTML = cell.innerHTML.replace('12:0', '13:5'))");
        await Differs(page, "/", isSeen: false, "document.body.style.webkitTextStroke = '0.2px'"); // Another machine draws letters a little bolder,
        await Differs(page, "/", isSeen: false, "document.body.style.transform = 'translateX(1px)'"); // or a little to the side.
    }

    private static async Task Differs(IPage page, string url, bool isSeen, string change)
    {
        await page.GotoAsync(url);
        var before = await Pictures.Of(page);
        await page.EvaluateAsync($"() => {{ {change} }}");
        var difference = await PictureDifference.Between(page.Context.Browser!, before, await Pictures.Of(page));
        Assert.True(difference.IsSeen == isSeen, $"{url}: {change}: {difference}");
    }
}
