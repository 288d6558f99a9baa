using System.Text.Json;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace Bot.Tests.Admin;

/// <summary>
/// Every page in a real browser, by day in Japanese on a desk and by night in English on a phone: nobody is kept out by how they see
/// or type (axe), nothing complains or asks another machine, nothing weighs more than half a megabyte or stands out to the side.
/// </summary>
[Collection("console")]
public sealed class EveryPageTests(EveryPageTests.Shop shop, ITestOutputHelper output) : IClassFixture<EveryPageTests.Shop>
{
    private const int HeaviestPage = 500_000;

    /// <summary>The pages there are; {…} stands for something of the shop's.</summary>
    public static TheoryData<string> Pages =>
    [
        "/", "/friends", "/friends?condition=tag+%3D+%E7%94%98%E5%8F%A3", "/friends/{friend}", "/friends/{friend}/erase", "/friends/tagging", "/friends/import", "/jobs",
        "/inbox", "/inbox?state=closed", "/inbox/{inquiry}",
        "/surveys", "/surveys/spice-level", "/surveys/spice-level/crosstab", "/definitions/surveys/new", "/definitions/surveys/spice-level.yaml",
        "/definitions/surveys/spice-level.yaml/versions", "/dialogs", "/definitions/dialogs",
        "/segments", "/segments?condition=tag+%3D+%E7%94%98%E5%8F%A3+and+not+(tag+%3D+VIP)", "/segments?condition=((", "/segments/{segment}",
        "/campaigns", "/campaigns/new", "/campaigns/calendar", "/campaigns/{campaign}", "/campaigns/{campaign}/edit", "/campaigns/{campaign}/results", "/campaigns/compare",
        "/coupons", "/coupons/new", "/coupons/counter", "/coupons/first-10off",
        "/settings", "/settings/shop", "/settings/health", "/settings/backup", "/settings/people", "/settings/people/demo", "/settings/keys", "/settings/audit", "/me",
        "/nowhere",
    ];

    /// <summary>The pages before anybody is signed in.</summary>
    public static TheoryData<string> Doors => ["/sign-in", "/welcome", "/join/0123"];

    /// <summary>Pages that look different to whoever may only look.</summary>
    public static TheoryData<string> Views => ["/definitions/surveys/spice-level.yaml", "/campaigns/{campaign}", "/segments/{segment}", "/inbox/{inquiry}", "/coupons/counter?code={code}"];

    [Theory]
    [MemberData(nameof(Pages))]
    public Task Keeps_nobody_out_and_stays_small(string page) => Look(page, Eyes.Owner);

    [Theory]
    [MemberData(nameof(Doors))]
    public Task So_do_the_doors(string page) => Look(page, Eyes.Stranger);

    [Theory]
    [MemberData(nameof(Views))]
    public Task So_do_pages_of_who_may_only_look(string page) => Look(page, Eyes.Viewer);

    private async Task Look(string page, Eyes eyes)
    {
        var url = shop.Fill(page);
        var before = shop.Browser.Complaints.Count;
        await using (var desk = await Opened(url + (url.Contains('?') ? "&" : "?") + "lang=ja", 1280, 900, ColorScheme.Light, eyes))
        {
            await Judge(desk.Page, page);
            Assert.InRange(desk.Weight, 1, HeaviestPage);
            output.WriteLine($"{page}: {desk.Weight / 1000} kB");
        }

        await using (var phone = await Opened(url + (url.Contains('?') ? "&" : "?") + "lang=en", 390, 844, ColorScheme.Dark, eyes))
        {
            await Judge(phone.Page, page + " on a phone by night");
            var beside = await phone.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(beside <= 0, $"{page} stands out {beside} px to the side on a phone.");
        }

        // A page that is not there, or is refused, is the browser's to tell too.
        Assert.DoesNotContain(shop.Browser.Complaints.Skip(before), said => !said.Contains("status of 404", StringComparison.Ordinal));
    }

    private async Task<OpenedPage> Opened(string url, int width, int height, ColorScheme scheme, Eyes eyes)
    {
        var opened = new OpenedPage(await shop.Browser.Open(width, height, isStranger: eyes != Eyes.Owner));
        if (eyes == Eyes.Viewer)
        {
            await opened.Page.Context.AddCookiesAsync([shop.ViewersSession]);
        }

        await opened.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await opened.Page.GotoAsync(url, new() { WaitUntil = WaitUntilState.Load });
        await ConsoleBrowser.Quiet(opened.Page);
        await Task.Delay(200); // Editors, diagrams and what moves have drawn.
        return opened;
    }

    private static async Task Judge(IPage page, string what)
    {
        await page.EvaluateAsync(Axe.Value);
        var found = await page.EvaluateAsync<JsonElement>("axe.run(document, { resultTypes: ['violations'] }).then(all => all.violations)");
        string[] serious =
        [
            .. from violation in found.EnumerateArray()
               where violation.GetProperty("impact").GetString() is "serious" or "critical"
               from node in violation.GetProperty("nodes").EnumerateArray()
               select $"{what}: {violation.GetProperty("id").GetString()}: {node.GetProperty("html").GetString()} {node.GetProperty("failureSummary").GetString()}",
        ];
        Assert.True(serious.Length == 0, string.Join('\n', serious));
    }

    private static readonly Lazy<string> Axe = new(() => File.ReadAllText(Path.Combine(BotApplication.Repository, "Bot.Tests", "node_modules", "axe-core", "axe.min.js")));

    // Whose pages they are.
    private enum Eyes
    {
        Owner,
        Viewer,
        Stranger,
    }

    /// <summary>A page, and how many bytes came for it over the wire.</summary>
    private sealed class OpenedPage : IAsyncDisposable
    {
        private readonly List<Task<long>> _sizes = [];

        public OpenedPage(IPage page)
        {
            Page = page;
            page.RequestFinished += (_, request) => _sizes.Add(SizeOf(request));
        }

        public IPage Page { get; }

        public long Weight => _sizes.ToArray().Sum(size => size.GetAwaiter().GetResult());

        public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();

        private static async Task<long> SizeOf(IRequest request) => (await request.SizesAsync()).ResponseBodySize;
    }

    /// <summary>A shop with something of everything, and a browser.</summary>
    public sealed class Shop : IAsyncLifetime
    {
        private BusyShop _shop = null!;

        internal ConsoleBrowser Browser { get; private set; } = null!;

        internal Cookie ViewersSession { get; private set; } = null!;

        internal string Fill(string page) => _shop.Fill(page);

        public async Task InitializeAsync()
        {
            _shop = await BusyShop.Open();
            var cookies = new System.Net.CookieContainer();
            using var viewer = await ConsoleClient.Invited(_shop.Bot.Api, "viewer", cookies);
            var session = cookies.GetCookies(_shop.Bot.Address).Single(cookie => cookie.Name == "console.session");
            ViewersSession = new() { Name = session.Name, Value = session.Value, Url = _shop.Bot.Address.ToString() };
            Browser = await ConsoleBrowser.Start(_shop.Bot.Address);
        }

        public async Task DisposeAsync()
        {
            await Browser.DisposeAsync();
            _shop.Dispose();
        }
    }
}
