using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Bot.Tests.Admin;

/// <summary>Typing a condition in a real browser: suggestions at the caret, marks under what is wrong, the number beside it.</summary>
[Collection("console")] // One after another: each has a whole bot and a browser beside it.
public sealed class ConditionTypingTests(ConditionTypingTests.Running running) : IClassFixture<ConditionTypingTests.Running>
{
    private readonly BotApplication _bot = running.Bot;
    private readonly ConsoleBrowser _browser = running.Browser;

    [Theory]
    [InlineData("/segments", 1280, 900)]
    [InlineData("/segments", 390, 844)]
    [InlineData("/campaigns/new", 1280, 900)]
    [InlineData("/campaigns/new", 390, 844)]
    public async Task The_keyboard_is_enough_to_write_a_condition_of_suggestions(string url, int width, int height)
    {
        var (page, field, options) = await Open(url, width, height);

        await field.PressSequentiallyAsync("ta");
        await Expect(options.First).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(field).ToHaveAttributeAsync("role", "combobox");
        await Expect(field).ToHaveAttributeAsync("aria-activedescendant", "suggestion-0");
        await page.Keyboard.PressAsync("Tab");
        await Expect(field).ToHaveValueAsync("tag = ");
        await Expect(field).ToBeFocusedAsync();

        await field.PressSequentiallyAsync("辛");
        await Expect(options).ToHaveTextAsync([.. new[] { "辛口", "中辛", "大辛" }.Select(tag => new System.Text.RegularExpressions.Regex(tag))]);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(options.Nth(2)).ToHaveAttributeAsync("aria-selected", "true");
        await page.Keyboard.PressAsync("Enter");
        await Expect(field).ToHaveValueAsync("tag = 大辛");
        await Expect(page.Locator("#matches")).ToHaveTextAsync("0 人");

        // What is whole is not taken again, and Escape sends the list away.
        await field.PressSequentiallyAsync(" ");
        await Expect(options.First).ToContainTextAsync("and");
        await Expect(options.First).ToHaveAttributeAsync("aria-selected", "false");
        await page.Keyboard.PressAsync("Escape");
        await Expect(options).ToHaveCountAsync(0);
        await Expect(field).Not.ToHaveAttributeAsync("role", "combobox");
        await page.Keyboard.PressAsync("Enter");
        await Expect(field).ToHaveValueAsync("tag = 大辛 \n");

        // As if typed: it can be undone.
        await page.Keyboard.PressAsync("Control+z");
        await page.Keyboard.PressAsync("Control+z");
        await Expect(field).Not.ToHaveValueAsync("tag = 大辛 \n");
        Assert.Empty(_browser.Complaints);
    }

    [Theory]
    [InlineData(1280, 900)]
    [InlineData(390, 844)]
    public async Task A_suggestion_is_taken_with_the_mouse_or_a_finger(int width, int height)
    {
        var (page, field, options) = await Open("/segments", width, height);

        await field.ClickAsync();
        await options.Filter(new() { HasText = "タグ" }).First.ClickAsync();
        await Expect(field).ToHaveValueAsync("tag = ");
        await Expect(options.Filter(new() { HasText = "甘口" })).ToContainTextAsync("1 人");
        await options.Filter(new() { HasText = "甘口" }).ClickAsync();
        await Expect(field).ToHaveValueAsync("tag = 甘口");
        await Expect(field).ToBeFocusedAsync();
        await Expect(page.Locator("#matches")).ToHaveTextAsync("1 人");
        await Expect(options).ToHaveCountAsync(0);

        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out");
        Assert.Empty(_browser.Complaints);
    }

    [Theory]
    [InlineData("ta", "Tab", "tag = ")]
    [InlineData("ta", "Enter", "tag = ")]
    [InlineData("ta", "click", "tag = ")]
    [InlineData("ta", "ArrowUp ArrowDown Tab", "tag = ")]
    [InlineData("tx", "Tab", "tx")]
    [InlineData("tx", "Enter", "tx\n")]
    public async Task Whoever_is_faster_than_the_suggestions_gets_those_of_the_whole_word(string word, string then, string written)
    {
        var (page, field, options) = await Open("/segments", 1280, 900);
        await field.PressSequentiallyAsync(word[..1]);
        await Expect(options.First).ToHaveAttributeAsync("aria-selected", "true");

        var goOn = new TaskCompletionSource();
        await ConsoleBrowser.Delay(page, "**/segments/complete", _ => goOn.Task);
        await field.PressSequentiallyAsync(word[1..]);
        if (then == "click")
        {
            await options.First.ClickAsync();
        }
        else
        {
            foreach (var key in then.Split(' '))
            {
                await page.Keyboard.PressAsync(key);
            }
        }

        goOn.SetResult();
        await Expect(field).ToHaveValueAsync(written);
        await Expect(field).ToBeFocusedAsync();
        Assert.Empty(_browser.Complaints);
    }

    [Theory]
    [InlineData("ja", "「甘口」にする")]
    [InlineData("en", "Use 甘口")]
    public async Task A_wrong_word_is_marked_where_it_stands_and_mended_with_one_click(string language, string button)
    {
        var (page, field, _) = await Open($"/segments?lang={language}", 1280, 900);
        var marks = page.Locator(".condition-marks mark");

        await field.FillAsync("tag = 甘ロ and not tag = 辛ロ");
        await Expect(marks).ToHaveTextAsync(["甘ロ", "辛ロ"]);
        await page.Keyboard.PressAsync("Escape");

        await page.GetByRole(AriaRole.Link, new() { Name = button, Exact = true }).ClickAsync();
        await Expect(field).ToHaveValueAsync("tag = 甘口 and not tag = 辛ロ");
        await Expect(marks).ToHaveTextAsync(["辛ロ"]);
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/segments\\?lang="));
        Assert.Empty(_browser.Complaints);
    }

    [Fact]
    public async Task The_marks_lie_under_their_words_also_in_a_long_text_that_is_scrolled()
    {
        var (page, field, _) = await Open("/segments", 390, 844);
        var lines = string.Join("\nor ", Enumerable.Repeat("tag = 甘口 and not tag = とても長い名前の知られていないタグ", 8));

        await field.FillAsync(lines);
        await Expect(page.Locator(".condition-marks mark")).ToHaveCountAsync(8);
        await field.EvaluateAsync("field => { field.scrollTop = 120; }");

        await BotApplication.Until(async () => await page.EvaluateAsync<bool>("document.querySelector('.condition-marks').scrollTop === 120"), "the marks scroll along");
        Assert.Equal("", await page.EvaluateAsync<string>("""
            (() => {
              const [field, marks] = ["textarea.condition", ".condition-marks"].map((name) => document.querySelector(name));
              const [a, b] = [getComputedStyle(field), getComputedStyle(marks)];
              return ["fontFamily", "fontSize", "lineHeight", "letterSpacing", "paddingLeft", "paddingTop", "paddingRight", "borderLeftWidth", "borderTopWidth", "whiteSpace", "overflowWrap", "tabSize"]
                .filter((what) => a[what] !== b[what])
                .concat(field.clientWidth === marks.clientWidth ? [] : [`width ${field.clientWidth} ${marks.clientWidth}`])
                .concat(Math.abs(field.scrollHeight - marks.scrollHeight) <= 1 ? [] : [`height ${field.scrollHeight} ${marks.scrollHeight}`])
                .join();
            })()
            """));
    }

    [Theory]
    [InlineData("/segments", "ja", "このタグを作る", "新作好き", "\"夏 祭り\"")]
    [InlineData("/campaigns/new", "en", "Make this tag", "春風", "\"冬 祭り\"")]
    public async Task A_tag_nobody_has_yet_is_made_where_it_is_missed(string url, string language, string button, params string[] tags)
    {
        var (page, field, _) = await Open($"{url}?lang={language}", 1280, 900);

        foreach (var tag in tags)
        {
            await field.FillAsync($"tag = {tag}");
            await page.Keyboard.PressAsync("Escape");
            await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
            await Expect(page.Locator("#matches")).ToContainTextAsync("0");
            await Expect(page.Locator(".condition-marks mark")).ToHaveCountAsync(0);
            await Expect(field).ToHaveValueAsync($"tag = {tag}");
        }

        await page.GotoAsync("/segments");
        await Expect(page.Locator("#content")).ToContainTextAsync(tags[^1].Trim('"'));
        Assert.Empty(_browser.Complaints);
    }

    [Fact]
    public async Task An_answer_that_comes_late_changes_nothing()
    {
        var (page, field, options) = await Open("/segments", 1280, 900);
        var late = new List<IRoute>();
        await page.RouteAsync("**/segments/{count,complete}", async route =>
        {
            if (Uri.UnescapeDataString(route.Request.PostData!).Contains("大辛", StringComparison.Ordinal))
            {
                late.Add(route);
            }
            else
            {
                await route.ContinueAsync();
            }
        });

        await field.FillAsync("tag = 大辛 and l");
        await BotApplication.Until(() => Task.FromResult(late.Count == 2), "both were asked for");
        await Expect(page.Locator("#count")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("stale"));
        await field.FillAsync("tag = 甘口 and f");
        await Expect(options.First).ToContainTextAsync("followed");
        await field.FillAsync("tag = 甘口");
        await Expect(page.Locator("#matches")).ToHaveTextAsync("1 人");

        foreach (var route in late)
        {
            await route.FulfillAsync(new() { ContentType = "text/html", Body = "<p id='matches'>999 人</p><ul><li role='option' data-start='0' data-length='0' data-text='late'>late</li></ul>" });
        }

        await page.EvaluateAsync("() => new Promise((done) => setTimeout(done, 100))");
        await Expect(page.Locator("#matches")).ToHaveTextAsync("1 人");
        await Expect(page.Locator("#count")).Not.ToHaveClassAsync(new System.Text.RegularExpressions.Regex("stale"));
        await Expect(page.GetByText("late")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task While_a_Japanese_word_is_composed_nothing_is_asked()
    {
        var (page, field, options) = await Open("/segments", 1280, 900);
        await field.FillAsync("tag = ");
        await Expect(options.First).ToBeVisibleAsync();
        await Expect(page.Locator("#count")).Not.ToHaveClassAsync(new System.Text.RegularExpressions.Regex("stale"));
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(request.Url);
        var keyboard = await page.Context.NewCDPSessionAsync(page);

        foreach (var typed in (string[])["あ", "あま", "あまく", "あまくち", "甘口"])
        {
            await keyboard.SendAsync("Input.imeSetComposition", new() { ["text"] = typed, ["selectionStart"] = typed.Length, ["selectionEnd"] = typed.Length });
        }

        await Expect(field).ToHaveValueAsync("tag = 甘口");
        await page.EvaluateAsync("() => new Promise((done) => setTimeout(done, 200))");
        Assert.Empty(asked);
        await Expect(options).ToHaveCountAsync(0);

        await keyboard.SendAsync("Input.insertText", new() { ["text"] = "甘口" });
        await Expect(field).ToHaveValueAsync("tag = 甘口");
        await Expect(page.Locator("#matches")).ToHaveTextAsync("1 人");
        Assert.Empty(_browser.Complaints);
    }

    [Fact]
    public async Task A_saved_segment_is_counted_in_place_of_the_condition()
    {
        (await _bot.Api.PutAsync("/api/segments/mild", new StringContent("""{"name":"甘口好き","condition":"tag = 甘口"}""", System.Text.Encoding.UTF8, "application/json"))).EnsureSuccessStatusCode();
        var (page, field, _) = await Open("/campaigns/new?condition=" + Uri.EscapeDataString("tag = 大辛"), 1280, 900);

        await Expect(page.Locator("#matches")).ToHaveTextAsync("0 人");
        await page.Locator("#segment").SelectOptionAsync("mild");
        await Expect(page.Locator("#matches")).ToHaveTextAsync("1 人");
        Assert.Equal("tag = 大辛", await field.InputValueAsync());
        Assert.Empty(_browser.Complaints);
    }

    private async Task<(IPage Page, ILocator Field, ILocator Options)> Open(string url, int width, int height)
    {
        var page = await _browser.Open(width, height);
        await page.GotoAsync(url);
        return (page, page.Locator("#condition"), page.Locator("#suggestions").GetByRole(AriaRole.Option));
    }

    /// <summary>One bot and one browser for all of them.</summary>
    public sealed class Running : IAsyncLifetime
    {
        internal BotApplication Bot { get; } = new();

        internal ConsoleBrowser Browser { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            await Bot.Tagged("さくら", "甘口");
            Browser = await ConsoleBrowser.Start(Bot.Address);
        }

        public async Task DisposeAsync()
        {
            await Browser.DisposeAsync();
            Bot.Dispose();
        }
    }
}
