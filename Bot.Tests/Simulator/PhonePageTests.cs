using Microsoft.Playwright;

namespace Bot.Tests.Simulator;

/// <summary>The phone page in a real browser. Chromium is taken from BROWSER_PATH or Debian's place; without it the tests are skipped.</summary>
public class PhonePageTests
{
    private static string Chromium => Environment.GetEnvironmentVariable("BROWSER_PATH") ?? "/usr/bin/chromium";

    [BrowserFact]
    public async Task A_newcomer_follows_taps_a_quick_reply_and_only_the_phones_that_were_sent_to_ring()
    {
        await using var bot = await ListeningBot.Start();
        await using var line = await SimulatedLine.Start(webhook: bot.WebhookUrl, people: true);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu"] });
        var page = await browser.NewPageAsync();
        var complaints = new List<string>();
        page.PageError += (_, problem) => complaints.Add(problem);
        page.Console += (_, message) => { if (message.Type == "error") { complaints.Add(message.Text); } };
        await page.GotoAsync(line.Host.Address.ToString());

        await page.GetByRole(AriaRole.Option, new() { Name = "鈴木 健太" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "友だち追加" }).ClickAsync();
        var followed = await bot.NextEvent();
        var userId = followed.GetProperty("source").GetProperty("userId").GetString()!;

        await line.Post("/v2/bot/message/reply", new
        {
            replyToken = followed.GetProperty("replyToken").GetString(),
            messages = new[]
            {
                new
                {
                    type = "text",
                    text = "<img src=x onerror=alert(1)>お好みの辛さは？",
                    quickReply = new { items = new[] { new { type = "action", action = new { type = "postback", label = "甘口", data = "a=sweet", displayText = "甘口" } } } },
                },
            },
        });
        await Assertions.Expect(page.Locator(".chat-list .bubble").Last).ToHaveTextAsync("<img src=x onerror=alert(1)>お好みの辛さは？");
        await page.GetByRole(AriaRole.Button, new() { Name = "甘口", Exact = true }).ClickAsync();
        Assert.Equal("a=sweet", (await bot.NextEvent()).GetProperty("postback").GetProperty("data").GetString());
        await Assertions.Expect(page.Locator(".from-friend .bubble")).ToHaveTextAsync("甘口");
        await Assertions.Expect(page.Locator(".quick-reply")).ToHaveCountAsync(0);

        await line.Push(userId, "甘口の新商品です");
        await Assertions.Expect(page.Locator(".person.is-ringing")).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByText("1台の電話が鳴りました")).ToBeVisibleAsync();
        Assert.Empty(complaints);
    }

    private sealed class BrowserFactAttribute : FactAttribute
    {
        public BrowserFactAttribute() => Skip = File.Exists(Chromium) ? null : "There is no Chromium here.";
    }
}
