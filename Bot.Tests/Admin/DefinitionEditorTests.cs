using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Bot.Tests.Admin;

/// <summary>
/// Writing a survey in a real browser: what is wrong stands under its line while it is typed, keys complete themselves, the drawing
/// follows, the draft is tried on the phone, published and rolled back. The policy against foreign scripts and styles stays as it is.
/// </summary>
[Collection("console")]
public sealed class DefinitionEditorTests() : BrowserTests(new BotApplication())
{
    private const string File = "/definitions/surveys/spice-level.yaml";

    [Fact]
    public async Task What_is_wrong_stands_under_its_line_and_keys_complete_themselves()
    {
        var page = await Browser.Open(1280, 900);
        await page.GotoAsync(File);
        var editor = page.Locator(".cm-content");
        await Expect(page.Locator("#findings-sum")).ToHaveTextAsync("問題ありません");

        // A key that is none, under the line, with its fix in the list; mended, all is well again.
        await editor.ClickAsync();
        await page.Keyboard.PressAsync("Control+Home");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("tittle: x");
        await Expect(page.Locator(".cm-lintRange-error").First).ToBeVisibleAsync();
        await Expect(page.Locator("#findings li").First).ToContainTextAsync("tittle");
        await Expect(page.Locator("#findings a").First).ToHaveTextAsync("4:1");
        await Expect(page.Locator("survey-map.stale")).ToBeVisibleAsync();
        await Expect(page.Locator("#kept")).ToHaveTextAsync("下書きを保存しました");
        for (var i = 0; i < "tittle: x".Length; i++)
        {
            await page.Keyboard.PressAsync("Backspace");
        }

        // A key from the schema, chosen from the list with its explanation.
        await page.Keyboard.TypeAsync("onc");
        await Expect(page.Locator(".cm-tooltip-autocomplete")).ToContainTextAsync("once");
        await Expect(page.Locator(".cm-completionInfo")).ToContainTextAsync("1回だけ");
        await page.WaitForTimeoutAsync(300); // A list that has only just opened takes no choice, lest one made in mid-word be a slip.
        await page.Keyboard.PressAsync("Enter");
        await Expect(editor).ToContainTextAsync("once: ");
        await page.Keyboard.TypeAsync("true");
        await Expect(page.Locator("#findings-sum")).ToHaveTextAsync("問題ありません");

        // What was typed survives a reload.
        await Expect(page.Locator("#kept")).ToHaveTextAsync("下書きを保存しました");
        await page.Keyboard.PressAsync("Control+s");
        await page.WaitForTimeoutAsync(300);
        await page.ReloadAsync();
        await Expect(editor).ToContainTextAsync("once: true");
        Assert.Empty(Browser.Complaints);
    }

    [Theory]
    [InlineData(1280, 900)]
    [InlineData(390, 844)]
    public async Task A_draft_is_tried_on_the_phone_published_and_rolled_back(int width, int height)
    {
        var page = await Browser.Open(width, height);
        await page.GotoAsync("/surveys/new");
        await page.GetByLabel("お好み:").CheckAsync();
        await page.GetByLabel("名前").FillAsync("fair");
        await page.GetByRole(AriaRole.Button, new() { Name = "書きはじめる" }).ClickAsync();

        // Tried: taps, words, the clock; the drawing shows where the friend is.
        await page.GetByRole(AriaRole.Button, new() { Name = "試す" }).ClickAsync();
        var phone = page.Locator("#try");
        await phone.GetByRole(AriaRole.Button, new() { Name = "同意してはじめる" }).ClickAsync();
        await Expect(page.Locator(".node.here")).ToHaveAttributeAsync("data-id", "question:taste");
        await phone.GetByRole(AriaRole.Button, new() { Name = "甘いもの" }).ClickAsync();
        await Expect(page.Locator(".node.here")).ToHaveAttributeAsync("data-id", "question:sweets");
        await Expect(phone).ToContainTextAsync("タグ「甘党」が付きます");
        await phone.GetByLabel("メッセージ").FillAsync("ケーキ");
        await phone.GetByLabel("メッセージ").PressAsync("Enter");
        await Expect(phone.Locator(".bubble.mine").Last).ToHaveTextAsync("ケーキ");
        await phone.GetByRole(AriaRole.Button, new() { Name = "1日後" }).ClickAsync();
        await Expect(phone).ToContainTextAsync("2026/11/22");

        // A node leads to its line, whose text changes on the phone at once.
        await page.Locator(".node[data-id='question:taste']").ClickAsync();
        await Expect(page.Locator(".cm-activeLine")).ToContainTextAsync("id: taste");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync("（試）");
        await phone.GetByRole(AriaRole.Button, new() { Name = "はじめから" }).ClickAsync();
        await phone.GetByRole(AriaRole.Button, new() { Name = "同意してはじめる" }).ClickAsync();
        await Expect(phone).ToContainTextAsync("どちらがお好みですか？（試）");
        await Expect(page.Locator(".node[data-id='question:taste']")).ToContainTextAsync("（試）");

        // Published, and back.
        await page.GetByRole(AriaRole.Button, new() { Name = "公開の確認へ" }).ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("公開の確認");
        await page.GetByRole(AriaRole.Button, new() { Name = "公開する" }).ClickAsync();
        await Expect(page.Locator(".alert")).ToContainTextAsync("公開しました");
        await page.GotoAsync("/definitions/surveys/fair.yaml/versions");
        await Expect(page.Locator("#versions tbody tr")).ToHaveCountAsync(1);
        Assert.Empty(Browser.Complaints);
    }

    [Fact]
    public async Task Stars_pictures_imagemaps_links_and_days_are_used_on_the_phone_as_on_a_friends()
    {
        await Publish("""
            id: taps
            title: タップ
            purpose: 試すため
            start: { keywords: [タップ] }
            questions:
              - { id: service, kind: stars, text: 接客は？ }
              - { id: taste, kind: stars, text: お味は？ }
              - id: dress
                kind: picture-choice
                text: お好きなドレスは？
                options:
                  - { label: Aライン, picture: "https://shop.invalid/a.png", tags: Aライン }
                  - { label: マーメイド, picture: "https://shop.invalid/a.png", tags: マーメイド }
              - id: day
                kind: date
                text: いつがよいですか？
                before:
                  - imagemap:
                      url: https://shop.invalid/map
                      alt-text: 店内の地図
                      height: 520
                      areas:
                        - { x: 0, y: 0, width: 520, height: 520, says: 窓側の席 }
                        - { x: 520, y: 0, width: 520, height: 520, url: "https://shop.invalid/seats" }
              - { id: where, kind: location, text: どちらから？ }
            finish: { messages: [おわり] }
            """);
        var page = await Browser.Open(1280, 900);
        await page.RouteAsync("https://shop.invalid/**", route => route.AbortAsync());
        await page.GotoAsync("/definitions/surveys/taps.yaml");
        await page.GetByRole(AriaRole.Button, new() { Name = "試す" }).ClickAsync();
        var (phone, chat) = (page.Locator("#try"), page.Locator(".phone-chat"));
        var here = page.Locator(".node.here");
        await phone.GetByRole(AriaRole.Button, new() { Name = "同意してはじめる" }).ClickAsync();

        // A star of the row, with the keyboard too; one of the row above is still the row above's.
        await chat.GetByRole(AriaRole.Button, new() { Name = "★4" }).ClickAsync();
        await Expect(phone.Locator(".bubble.mine").Last).ToHaveTextAsync("★4");
        await Expect(here).ToHaveAttributeAsync("data-id", "question:taste");
        await chat.GetByRole(AriaRole.Button, new() { Name = "★5" }).First.ClickAsync();
        await Expect(here).ToHaveAttributeAsync("data-id", "question:taste");
        await chat.GetByRole(AriaRole.Button, new() { Name = "★2" }).Last.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(here).ToHaveAttributeAsync("data-id", "question:dress");

        // A picture, not its label; an area of a map; what leads out of the chat is a link.
        await chat.GetByRole(AriaRole.Button, new() { Name = "マーメイド" }).ClickAsync(new() { Position = new() { X = 20, Y = 20 } });
        await Expect(phone).ToContainTextAsync("タグ「マーメイド」が付きます");
        await Expect(here).ToHaveAttributeAsync("data-id", "question:day");
        await Expect(chat.GetByRole(AriaRole.Link, new() { Name = "https://shop.invalid/seats" })).ToHaveAttributeAsync("rel", "noopener noreferrer");
        await chat.GetByRole(AriaRole.Button, new() { Name = "窓側の席" }).ClickAsync();
        await Expect(phone.Locator(".bubble.mine").Last).ToHaveTextAsync("窓側の席");

        // A day is picked, a place is sent.
        await phone.Locator(".phone-quick input[type=date]").FillAsync("2026-12-24");
        await phone.Locator(".phone-quick .phone-picker button").ClickAsync();
        await Expect(here).ToHaveAttributeAsync("data-id", "question:where");
        await phone.Locator(".phone-quick").GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(phone).ToContainTextAsync("アンケートが完了します");
        await Expect(phone.Locator(".bubble.mine").Last).ToHaveTextAsync("📍 東京都千代田区丸の内1-9-1");
    }

    private async Task Publish(string yaml)
    {
        using var content = new StringContent(yaml, System.Text.Encoding.UTF8, "application/yaml");
        using var answer = await Bot.Api.PutAsync("/api/definitions/surveys/taps.yaml", content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Of_two_at_once_the_second_is_shown_the_difference_and_loses_nothing_and_a_version_comes_back()
    {
        var (hanako, midori) = (await Writer("花子"), await Writer("みどり"));
        await hanako.GotoAsync(File);
        await midori.GotoAsync(File);

        // Both write; one is first.
        await Write(hanako, "# 花子の行");
        await Write(midori, "# みどりの行");
        await Publish(hanako, "公開する");
        await Expect(hanako.Locator(".alert-success")).ToContainTextAsync("公開しました");

        // The second is told by whom, sees what they changed and what is hers, and still has every word.
        await midori.GetByRole(AriaRole.Button, new() { Name = "公開の確認へ" }).ClickAsync();
        await Expect(midori.Locator("#conflict h2")).ToContainTextAsync("「花子」が公開しました");
        await Expect(midori.Locator("#conflict tr.new:has-text('# 花子の行')")).ToBeVisibleAsync();
        await Expect(midori.Locator("section[aria-labelledby=lines] tr.new:has-text('# みどりの行')")).ToBeVisibleAsync();
        await midori.GetByRole(AriaRole.Link, new() { Name = "編集に戻る" }).ClickAsync();
        await Expect(midori.Locator(".cm-content")).ToContainTextAsync("# みどりの行");
        await Expect(midori.Locator(".alert-warning")).ToContainTextAsync("「花子」が公開しました");
        await Write(midori, "# 花子の行");
        await Publish(midori, "違いを確かめました。この内容で公開する");
        await Expect(midori.Locator(".alert")).ToContainTextAsync("公開しました");

        // The version of the first comes back with a press, and says before what that changes.
        await midori.GetByRole(AriaRole.Link, new() { Name = "これまでの版" }).ClickAsync();
        await Expect(midori.Locator("#versions tbody tr")).ToHaveCountAsync(3);
        await midori.Locator("#versions tbody tr:has-text('花子') a").ClickAsync();
        await Expect(midori.Locator("tr.gone:has-text('# みどりの行')")).ToBeVisibleAsync();
        await midori.GetByRole(AriaRole.Button, new() { Name = "この版に戻す" }).ClickAsync();
        await Expect(midori.Locator(".alert")).ToContainTextAsync("前の版を公開しました");
        await hanako.GotoAsync(File);
        await Expect(hanako.Locator(".cm-content")).ToContainTextAsync("# 花子の行");
        await Expect(hanako.Locator(".cm-content")).Not.ToContainTextAsync("# みどりの行");
        Assert.Empty(Browser.Complaints);
    }

    private async Task<IPage> Writer(string name)
    {
        var made = await Bot.Api.PostAsJsonAsync("/api/people", new { name, signInName = name, role = "staff" });
        var page = await Browser.Open(1280, 900, isStranger: true);
        await page.GotoAsync((await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("link").GetString()!);
        await page.Locator("#password").FillAsync("さくら もみじ すすき つばき うめ もも");
        await page.Locator("form button").ClickAsync();
        await page.WaitForURLAsync("**/");
        return page;
    }

    private static async Task Write(IPage page, string line)
    {
        await page.Locator(".cm-content").ClickAsync();
        await page.Keyboard.PressAsync("Control+Home");
        await page.Keyboard.InsertTextAsync(line);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#kept")).ToHaveTextAsync("下書きを保存しました");
    }

    private static async Task Publish(IPage page, string button)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "公開の確認へ" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
    }

    [Fact]
    public async Task The_page_weighs_less_than_half_a_megabyte()
    {
        var bytes = 0L;
        using var http = new HttpClient { BaseAddress = Bot.Address };
        foreach (var file in new[] { File, "/lib/editor/editor.js", "/editor.css", "/site.css", "/console.js", "/lib/htmx/htmx.min.js", "/lib/tabler/tabler.min.css", "/definitions/surveys/schema.json" })
        {
            using var packed = new MemoryStream();
            await using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
            {
                await gzip.WriteAsync(await http.GetByteArrayAsync(file));
            }

            bytes += packed.Length;
        }

        Assert.InRange(bytes, 1, 500_000);
    }
}
