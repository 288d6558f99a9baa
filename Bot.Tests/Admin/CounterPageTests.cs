using System.Net;
using Bot.Coupons;
using Bot.Friends;
using Bot.Tests.Coupons;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Bot.Tests.Admin;

/// <summary>The counter, typed at and with the camera.</summary>
[Collection("console")]
public sealed class CounterPageTests : IDisposable
{
    private const string Counter = "/coupons/counter";
    private const string Slip = "押し間違い";

    private readonly BotApplication _bot = new(new() { ["Bot:QuietHours"] = "none", ["Bot:PublicUrl"] = "https://bot.shop.example" });
    private readonly ConsoleClient _console;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("counter");

    public CounterPageTests() => _console = new ConsoleClient(_bot.Address);

    private CouponDesk Desk => _bot.Services.GetRequiredService<CouponDesk>();

    public void Dispose()
    {
        _console.Dispose();
        _bot.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_code_is_read_however_it_was_typed()
    {
        var issue = await Give("さくら");
        var wide = new string([.. CouponCode.Say(issue.Code).ToLowerInvariant().Select(letter => letter == '-' ? '　' : char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) ? (char)(letter + 0xFEE0) : letter)]);

        var page = await _console.Open($"{Counter}?code={Uri.EscapeDataString(wide)}");

        Assert.Contains("使えます", page.Text, StringComparison.Ordinal);
        Assert.Contains("さくら", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("K7MF-2RXA-9HT", "いま11文字です")]
    [InlineData("K7MF-2RXA-9HT0", "「0」は使われません")]
    [InlineData("K7MF-2RXA-9HTP", "見つかりません")]
    [InlineData("🍛", "いま0文字です")]
    public async Task A_slip_of_typing_is_told(string typed, string told) =>
        Assert.Contains(told, (await _console.Open($"{Counter}?code={Uri.EscapeDataString(typed)}")).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Two_tills_at_once_redeem_once_and_only_one_is_told_so()
    {
        var issue = await Give("さくら");
        var page = $"{Counter}?code={issue.Code}";
        using var other = new ConsoleClient(_bot.Address);
        var (here, there) = ((await _console.Open(page)).HiddenFieldsOf($"{Counter}/redeem").ToList(), (await other.Open(page)).HiddenFieldsOf($"{Counter}/redeem").ToList());

        var answers = await Task.WhenAll(
            _console.Post($"{Counter}/redeem", [.. here, ("store", "渋谷")]),
            other.Post($"{Counter}/redeem", [.. there, ("store", "新宿")]),
            _console.Post($"{Counter}/redeem", [.. here, ("store", "渋谷")]));

        Assert.Single(answers, answer => answer.Text.Contains("受け付けました", StringComparison.Ordinal));
        Assert.Equal(2, answers.Count(answer => answer.Text.Contains("すでに利用されています", StringComparison.Ordinal)));
        Assert.Equal(1, (await _bot.Store.Count(CouponCollections.Issues, Bot.Storage.Filter.Equal("state", Bot.Storage.FieldValue.Of(IssueState.Redeemed)), default)));
    }

    [Fact]
    public async Task An_address_that_says_it_was_taken_is_not_believed()
    {
        var issue = await Give("さくら");
        await Desk.Redeem(issue.Code, FactSource.Staff(), default);

        Assert.Contains("すでに利用されています", (await _console.Open($"{Counter}?code={issue.Code}&took=000000x")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_till_undoes_its_slip_for_some_minutes_and_not_later()
    {
        var (first, second) = (await Give("さくら"), await Give("健太"));
        foreach (var issue in new[] { first, second })
        {
            await _console.Submit($"{Counter}?code={issue.Code}", $"{Counter}/redeem", ("store", "渋谷"));
        }

        var undone = await _console.Submit($"{Counter}?code={first.Code}", $"{Counter}/undo", ("reason", Slip));
        var late = (await _console.Open($"{Counter}?code={second.Code}")).HiddenFieldsOf($"{Counter}/undo").ToList();
        _bot.Clock.Advance(CouponDesk.UndoneAtTheTill + TimeSpan.FromMinutes(1));
        var refused = await _console.Post($"{Counter}/undo", [.. late, ("reason", Slip)]);

        Assert.Contains("また使えます", undone.Text, StringComparison.Ordinal);
        Assert.Contains("ここでは取り消せません", refused.Text, StringComparison.Ordinal);
        Assert.Equal(IssueState.Redeemed, (await Desk.Find(second.Code, default))!.State);
        Assert.DoesNotContain($"action=\"{Counter}/undo\"", refused.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_store_is_named_once_and_the_latest_uses_there_are_listed()
    {
        var (first, second, elsewhere) = (await Give("さくら"), await Give("健太"), await Give("花子"));
        await Desk.Redeem(elsewhere.Code, FactSource.Staff("佐藤"), default, "新宿");
        await _console.Submit($"{Counter}?code={first.Code}", $"{Counter}/redeem", ("store", "渋谷"));
        Assert.Contains("value=\"渋谷\"", WebUtility.HtmlDecode((await _console.Open($"{Counter}?code={second.Code}")).Html), StringComparison.Ordinal);

        var page = await _console.Open(Counter);

        Assert.Contains("渋谷の最近の受付", page.Text, StringComparison.Ordinal);
        Assert.Contains("さくら", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("花子", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_counter_may_ask_for_the_camera()
    {
        Assert.StartsWith("camera=(self)", (await _console.Open(Counter)).Headers["Permissions-Policy"], StringComparison.Ordinal);
        Assert.StartsWith("camera=()", (await _console.Open("/coupons")).Headers["Permissions-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("jsQR", (await _console.Open("/coupons")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_phone_at_the_till_reads_the_code_of_the_coupons_page_with_its_camera_and_takes_it()
    {
        var issue = await Give("さくら");
        var film = Path.Combine(_folder.FullName, "camera.y4m");
        Qr.Film(film, Qr.Pixels(await _bot.Client(_bot.Address).GetByteArrayAsync($"/c/{issue.Token}.png")));

        await using var browser = await ConsoleBrowser.Start(
            _bot.Address, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", $"--use-file-for-fake-video-capture={film}");
        var page = await browser.Open(390, 844);
        var loaded = new List<string>();
        page.Request += (_, request) => loaded.Add(request.Url);
        await page.GotoAsync(Counter);
        Assert.DoesNotContain(loaded, url => url.Contains("jsQR", StringComparison.Ordinal));

        await page.ClickAsync("[data-start]");
        await page.WaitForSelectorAsync("text=このクーポンを使う");
        Assert.Contains(loaded, url => url.Contains("jsQR", StringComparison.Ordinal));
        Assert.Contains("さくら", await page.InnerTextAsync("#issue"), StringComparison.Ordinal);
        await page.DblClickAsync("text=このクーポンを使う");
        await page.WaitForSelectorAsync(".outcome.taken");

        Assert.Equal(IssueState.Redeemed, (await Desk.Find(issue.Code, default))!.State);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_camera_that_is_refused_says_what_to_do()
    {
        await using var browser = await ConsoleBrowser.Start(_bot.Address, "--use-fake-device-for-media-stream", "--deny-permission-prompts");
        var page = await browser.Open(390, 844);
        await page.GotoAsync(Counter);

        await page.ClickAsync("[data-start]");

        await Assertions.Expect(page.Locator("[data-said]")).ToContainTextAsync("許可されていません");
        await Assertions.Expect(page.Locator("[data-start]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_QR_code_and_the_barcode_of_the_coupons_page_can_be_read()
    {
        var issue = await Give("さくら");
        await using var browser = await ConsoleBrowser.Start(_bot.Address);
        var page = await browser.Open(390, 844);

        // On a page of its own, since that of the coupon runs no scripts: the picture and the bars as they stand in it.
        var html = await _bot.Client(_bot.Address).GetStringAsync($"/c/{issue.Token}");
        var bars = html[html.IndexOf("<svg", StringComparison.Ordinal)..(html.IndexOf("</svg>", StringComparison.Ordinal) + 6)];
        await page.GotoAsync("about:blank");
        await page.AddScriptTagAsync(new() { Path = Path.Combine(BotApplication.Repository, "Bot/wwwroot/lib/jsqr/jsQR.js") });
        await page.AddScriptTagAsync(new() { Path = Path.Combine(BotApplication.Repository, "Bot.Tests/node_modules/@zxing/library/umd/index.min.js") });
        var png = Convert.ToBase64String(await _bot.Client(_bot.Address).GetByteArrayAsync($"/c/{issue.Token}.png"));
        var read = await page.EvaluateAsync<string[]>(
            """
            async ([png, svg]) => {
              const draw = async (url, width, height) => {
                const picture = new Image();
                picture.src = url;
                await picture.decode();
                const canvas = document.createElement("canvas");
                canvas.width = width ?? picture.naturalWidth;
                canvas.height = height ?? picture.naturalHeight;
                const drawing = canvas.getContext("2d");
                drawing.fillStyle = "#fff";
                drawing.fillRect(0, 0, canvas.width, canvas.height);
                drawing.drawImage(picture, width ? 30 : 0, 0, canvas.width - (width ? 60 : 0), canvas.height);
                return canvas;
              };
              const qr = await draw("data:image/png;base64," + png);
              const image = qr.getContext("2d").getImageData(0, 0, qr.width, qr.height);
              const parsed = new DOMParser().parseFromString(svg, "text/html").querySelector("svg");
              parsed.setAttribute("xmlns", "http://www.w3.org/2000/svg");
              parsed.setAttribute("width", "640");
              parsed.setAttribute("height", "144");
              const bars = await draw("data:image/svg+xml," + encodeURIComponent(parsed.outerHTML), 700, 144);
              const source = new ZXing.HTMLCanvasElementLuminanceSource(bars);
              const bitmap = new ZXing.BinaryBitmap(new ZXing.HybridBinarizer(source));
              return [jsQR(image.data, image.width, image.height).data, new ZXing.Code128Reader().decode(bitmap).getText()];
            }
            """,
            new[] { png, bars });

        Assert.Equal([issue.Code, issue.Code], read);
    }

    private async Task<CouponIssue> Give(string name)
    {
        var friend = await _bot.Follower(name);
        var issued = await Desk.Issue("first-10off", friend.UserId, FactSource.Staff(), default);
        return Assert.IsType<IssueResult.Issued>(issued).Issue;
    }
}
