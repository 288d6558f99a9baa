using Microsoft.Playwright;

namespace Bot.Tests.Admin;

/// <summary>A real browser on the console or the simulated phone, which takes down what it complains about and what it asks of other machines.</summary>
internal sealed class ConsoleBrowser : IAsyncDisposable
{
    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly Uri _address;
    private readonly List<string> _complaints = [];
    private string? _signedIn;

    // Only what fails takes so long: both processors are busy with other tests.
    static ConsoleBrowser() => Assertions.SetDefaultExpectTimeout(20_000);

    private ConsoleBrowser(IPlaywright playwright, IBrowser browser, Uri address) => (_playwright, _browser, _address) = (playwright, browser, address);

    public IReadOnlyList<string> Complaints => _complaints;

    public static async Task<ConsoleBrowser> Start(Uri address, params string[] also)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? Places.FirstOrDefault(File.Exists, Places[0]),
            Args = [.. Arguments, .. also],
        });
        return new ConsoleBrowser(playwright, browser, address);
    }

    /// <summary>Waits until what a page asks for by itself (counts, previews) is there.</summary>
    public static Task Quiet(IPage page) => Assertions.Expect(page.Locator(".htmx-request")).ToHaveCountAsync(0);

    /// <summary>Lets what the page asks for at these addresses wait before it goes on.</summary>
    public static Task Delay(IPage page, string addresses, Func<IRequest, Task> wait) => page.RouteAsync(addresses, async route =>
    {
        await wait(route.Request);
        try
        {
            await route.ContinueAsync();
        }
        catch (PlaywrightException)
        {
            // Nobody waits for it any more.
        }
    });

    /// <summary>A page of somebody who is signed in to the demo, or of a stranger.</summary>
    public async Task<IPage> Open(int width, int height, bool isStranger = false)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = _address.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            Locale = "ja-JP",
            StorageState = isStranger ? null : _signedIn ??= await SignIn(),
        });
        context.SetDefaultTimeout(20_000);
        var page = await context.NewPageAsync();
        page.Console += (_, said) =>
        {
            if (said.Type is "error" or "warning")
            {
                _complaints.Add(said.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(_address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                _complaints.Add($"asked {request.Url}");
            }
        };
        return page;
    }

    private async Task<string> SignIn()
    {
        await using var context = await _browser.NewContextAsync(new() { BaseURL = _address.ToString() });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.Locator("form[action='/sign-in/demo'] button").ClickAsync();
        await page.WaitForURLAsync("**/");
        return await context.StorageStateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
