using System.Text.Json;
using Microsoft.Playwright;

namespace Bot.Tests.Admin;

/// <summary>Every page with the Tab key alone: each control is reached, in the order one reads, one sees where one is, and nothing holds one back.</summary>
[Collection("console")]
public sealed class KeyboardTests(EveryPageTests.Shop shop) : IClassFixture<EveryPageTests.Shop>
{
    /// <summary>
    /// Notes all controls that can be seen (of the radio buttons of a choice one), what each looks like, and from then on each one that has the
    /// focus. An editor in a shadow tree is one control.
    /// </summary>
    private const string Watch = """
        () => {
          const PartsOfATime = 7; // Year, month, day, hour, minute, half of the day, calendar: each has the focus once.
          const Native = 'a[href], area[href], button, input:not([type=hidden]), select, textarea, summary';
          const Controls = Native + ', [tabindex], yaml-editor';
          const choices = new Set();
          const isOneOfChoice = one => {
            if (one.type !== 'radio') return true;
            const choice = one.name + '|' + (one.form?.action ?? '');
            const stands = [...document.getElementsByName(one.name)].find(other => other.form === one.form && other.checked) ?? one;
            return stands === one && !choices.has(choice) && choices.add(choice);
          };
          const controls = [...document.querySelectorAll(Controls)].filter(one =>
            !(one.getAttribute('tabindex') === '-1' && (one.ariaHidden || !one.matches(Native))) && !one.disabled && one.checkVisibility({ visibilityProperty: true }) && isOneOfChoice(one));
          const looks = element => {
            const drawn = [element, ...(element.shadowRoot?.querySelectorAll('.cm-editor') ?? []), element.nextElementSibling, element.parentElement].filter(Boolean);
            return drawn.map(one => {
              const style = getComputedStyle(one);
              return [style.outlineStyle === 'none' ? '' : style.outlineWidth + style.outlineColor, style.boxShadow, style.borderColor, style.backgroundColor].join();
            }).join('|');
          };
          const name = one => one.outerHTML.slice(0, 160);
          document.body.tabIndex = -1;
          document.body.focus();
          document.body.removeAttribute('tabindex');
          const before = controls.map(looks);
          const walk = { controls: controls.map(name), steps: [], problems: [] };
          addEventListener('focusin', ({ target }) => {
            const at = controls.indexOf(target);
            walk.steps.push(at);
            if (at < 0) { walk.problems.push('the focus is on ' + name(target)); return; }
            const box = target.getBoundingClientRect();
            if (box.width < 8 || box.height < 8) walk.problems.push('too small to be seen: ' + name(target));
            if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) walk.problems.push('out of sight: ' + name(target));
            walk.drawn = (async () => {
              await new Promise(drawn => target.shadowRoot ? setTimeout(drawn, 100) : requestAnimationFrame(drawn)); // The editor takes its time to mark itself.
              if (looks(target) === before[at]) walk.problems.push('looks as if it had no focus: ' + name(target));
            })();
          });
          window.walk = walk;
          return controls.length + controls.filter(one => /^(date|time|month)/.test(one.type)).length * PartsOfATime;
        }
        """;

    [Theory]
    [MemberData(nameof(EveryPageTests.Pages), MemberType = typeof(EveryPageTests))]
    public Task Tab_reaches_everything(string page) => Walk(page, isStranger: false);

    [Theory]
    [MemberData(nameof(EveryPageTests.Doors), MemberType = typeof(EveryPageTests))]
    public Task Tab_opens_the_doors(string page) => Walk(page, isStranger: true);

    [Fact]
    public async Task The_editor_of_a_file_lets_one_go_and_says_how()
    {
        var page = await shop.Browser.Open(1280, 900);
        await page.GotoAsync("/definitions/surveys/spice-level.yaml?lang=ja");
        await page.Locator("yaml-editor .cm-content").FocusAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync("\n# 終わり");
        await page.Keyboard.PressAsync("Tab");

        Assert.NotEqual("YAML-EDITOR", await page.EvaluateAsync<string>("document.activeElement.tagName"));
        Assert.EndsWith("# 終わり", (await page.Locator("yaml-editor textarea").InputValueAsync()).TrimEnd(), StringComparison.Ordinal);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Tab で欄から出られます");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("* { outline: none !important; box-shadow: none !important; border-color: red !important }", "", "looks as if it had no focus")]
    [InlineData("", "document.querySelector('#content a').addEventListener('keydown', event => event.preventDefault())", "never reached")]
    [InlineData("", "document.querySelector('#content a').tabIndex = -1", "never reached")]
    [InlineData("", "document.querySelector('#content a').tabIndex = 1", "never reached")]
    [InlineData("", "document.querySelector('.skip').remove()", "no way past the navigation")]
    public async Task A_page_that_keeps_the_keyboard_out_is_told(string style, string change, string problem)
    {
        var page = await Opened("/", isStranger: false);
        await page.EvaluateAsync($$"""() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(`{{style}}`); document.adoptedStyleSheets = [sheet]; {{change}} }""");
        Assert.Contains(await Problems(page), one => one.Contains(problem, StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }

    private async Task Walk(string address, bool isStranger)
    {
        var page = await Opened(address, isStranger);
        var problems = await Problems(page);
        Assert.True(problems.Count == 0, $"{address}:\n{string.Join('\n', problems)}");
        await page.Context.CloseAsync();
    }

    private async Task<IPage> Opened(string address, bool isStranger)
    {
        var page = await shop.Browser.Open(1280, 900, isStranger);
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await page.GotoAsync(shop.Fill(address), new() { WaitUntil = WaitUntilState.Load });
        await ConsoleBrowser.Quiet(page);
        await Task.Delay(200); // Editors and diagrams have drawn.
        return page;
    }

    private static async Task<IReadOnlyList<string>> Problems(IPage page)
    {
        var tabs = await page.EvaluateAsync<int>(Watch);
        for (var tab = 0; tab < tabs && !await page.EvaluateAsync<bool>("walk.steps.at(-1) === walk.controls.length - 1"); tab++)
        {
            await page.Keyboard.PressAsync("Tab");
            await page.EvaluateAsync("() => walk.drawn");
        }

        var walk = await page.EvaluateAsync<JsonElement>("walk");
        var names = walk.GetProperty("controls").EnumerateArray().Select(name => name.GetString()!).ToList();
        var steps = walk.GetProperty("steps").EnumerateArray().Select(step => step.GetInt32()).ToList();
        List<string> problems = [.. walk.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()!)];
        problems.AddRange(Enumerable.Range(0, names.Count).Except(steps).Select(missed => $"never reached: {names[missed]}"));
        problems.AddRange(steps.Zip(steps.Skip(1)).Where(pair => pair.Second < pair.First && pair.Second >= 0).Select(pair => $"back to {names[pair.Second]}"));
        if (await page.Locator("nav").CountAsync() > 0 && !names[0].Contains("href=\"#content\"", StringComparison.Ordinal))
        {
            problems.Add($"the first is no way past the navigation: {names[0]}");
        }

        return [.. problems.Distinct()];
    }
}
