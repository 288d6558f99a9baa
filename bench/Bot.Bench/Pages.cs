using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bot.Bench;

/// <summary>
/// How long the console's pages take with a million friends who have tags, answers and coupons, from the request to the last byte,
/// beside the page to sign in.
/// </summary>
internal static partial class Pages
{
    private const int Rounds = 100;

    /// <summary>What the 95th of a hundred requests may take, in milliseconds.</summary>
    private const double Aim = 100;

    private const string Everybody = "all";
    private const string Some = "tag = 甘口 and not tag = 辛口";

    private static readonly string[] Addresses =
    [
        "/", "/friends", "/friends?name=%E8%8A%B1", "/friends?condition={condition}", "/friends/{friend}", "/friends/{friend}/erase", "/friends/tagging?condition={condition}&put=VIP", "/friends/import",
        "/inbox", "/jobs", "/surveys", "/surveys/spice-level", "/surveys/spice-level/crosstab", "/definitions/surveys/spice-level.yaml", "/definitions/surveys/spice-level.yaml/versions", "/dialogs",
        "/segments", "/segments?condition={condition}", "/segments/some", "/campaigns", "/campaigns/new", "/campaigns/{draft}", "/campaigns/{draft}/edit", "/campaigns/{two}", "/campaigns/calendar",
        "/campaigns/{all}", "/campaigns/{all}/results", "/campaigns/{own}", "/campaigns/{own}/results", "/campaigns/compare?ids={all}&ids={own}",
        "/coupons", "/coupons/new", "/coupons/first-10off", "/coupons/counter",
        "/settings", "/settings/shop", "/settings/health", "/settings/backup", "/settings/people", "/settings/audit", "/me",
    ];

    public static async Task Measure(int friends)
    {
        using var store = new SqliteFolder();
        Console.WriteLine($"The console's pages with {friends:N0} friends in SQLite, {Rounds} requests each, one after the other:");
        await Seed(store, friends);
        await using var line = await InstantLine.Start();
        await using var bot = await BotUnderTest.Start(line, [.. store.Settings, "--Outbox:MulticastsPerSecond=100000", "--Outbox:PushesPerSecond=100000", "--Bot:PublicUrl=https://bot.example"]);
        while ((await bot.Api.GetFromJsonAsync<JsonElement>("/api/segments/index")).GetProperty("readiness").GetString() != "ready")
        {
            await Task.Delay(200);
        }

        var friend = (await bot.Api.GetFromJsonAsync<JsonElement>("/api/friends?limit=1")).GetProperty("items")[0].GetProperty("id").GetString()!;
        (await bot.Api.PutAsJsonAsync("/api/segments/some", new { name = "some", condition = Some })).EnsureSuccessStatusCode();
        var ids = new Dictionary<string, string>
        {
            ["condition"] = Uri.EscapeDataString(Some),
            ["friend"] = friend,
            ["draft"] = await Draft(bot, Everybody, "off"),
            ["two"] = await DraftOfTwo(bot),
            ["all"] = await Send(bot, await Draft(bot, Everybody, "clicks")),
            ["own"] = await Send(bot, await Draft(bot, Some, "people")),
        };
        using var owner = await SignIn(bot);
        await Counted(owner, "/surveys/spice-level");
        await Counted(owner, "/coupons");

        var baseline = await Time(owner, "/sign-in");
        Tell("/sign-in (nothing of the shop's)", baseline, baseline);
        foreach (var page in Addresses)
        {
            Tell(page, await Time(owner, ids.Aggregate(page, (url, id) => url.Replace($"{{{id.Key}}}", id.Value, StringComparison.Ordinal))), baseline);
        }
    }

    private static async Task Seed(SqliteFolder store, int friends)
    {
        var began = Stopwatch.GetTimestamp();
        using var seeding = Process.Start(new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Bot.dll"), "demo", "seed", "--friends", friends.ToString(CultureInfo.InvariantCulture), "--store", store.Address])
        {
            WorkingDirectory = BotUnderTest.Repository(),
            RedirectStandardOutput = true,
        })!;
        await seeding.StandardOutput.ReadToEndAsync();
        await seeding.WaitForExitAsync();
        if (seeding.ExitCode != 0)
        {
            throw new InvalidOperationException("The store was not filled.");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  filled in {Stopwatch.GetElapsedTime(began).TotalSeconds:N0} s, {store.Size >> 20:N0} MiB"));
    }

    private static Task<string> Draft(BotUnderTest bot, string condition, string links) =>
        Draft(bot, new { name = $"news to {condition}", condition, links, messages = Text($"秋の新メニューです https://shop.example/autumn {links}") });

    // Two variants, each with the friend's name, and every tenth friend held out.
    private static Task<string> DraftOfTwo(BotUnderTest bot) => Draft(bot, new
    {
        name = "two for everybody",
        condition = Everybody,
        holdOutPercent = 10,
        variants = new[] { new { messages = Text("{name:さん|お客さま}、新メニューです") }, new { messages = Text("{name:さん|お客さま}、秋の味です") } },
    });

    private static object[] Text(string text) => [new { type = "text", text }];

    private static async Task<string> Draft<T>(BotUnderTest bot, T campaign)
    {
        var draft = await bot.Api.PostAsJsonAsync("/api/campaigns", campaign);
        var text = await draft.Content.ReadAsStringAsync();
        return draft.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()! : throw new InvalidOperationException(text);
    }

    private static async Task<string> Send(BotUnderTest bot, string campaign)
    {
        var began = Stopwatch.GetTimestamp();
        var preview = await bot.Api.PostAsJsonAsync($"/api/campaigns/{campaign}/preview", new { });
        var hash = (await preview.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("hash").GetString();
        (await bot.Api.PostAsJsonAsync($"/api/campaigns/{campaign}/approve", new { hash })).EnsureSuccessStatusCode();
        JsonElement now;
        do
        {
            await Task.Delay(500);
            now = await bot.Api.GetFromJsonAsync<JsonElement>($"/api/campaigns/{campaign}");
        }
        while (now.GetProperty("state").GetString() != "sent" && Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(5));
        Console.WriteLine($"  a campaign is {now.GetProperty("state")}: {now.GetProperty("progress")}");
        return campaign;
    }

    // What is counted from the first look on is counted once; how long that takes is told by itself.
    private static async Task Counted(HttpClient owner, string page)
    {
        var began = Stopwatch.GetTimestamp();
        while ((await owner.GetStringAsync(page)).Contains("id=\"counting\"", StringComparison.Ordinal))
        {
            await Task.Delay(500);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  what {page} shows is counted after {Stopwatch.GetElapsedTime(began).TotalSeconds:N0} s"));
    }

    private static async Task<List<double>> Time(HttpClient owner, string url)
    {
        for (var warm = 0; warm < 10; warm++)
        {
            (await owner.GetAsync(url)).EnsureSuccessStatusCode();
        }

        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            await owner.GetByteArrayAsync(url);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        return times;
    }

    private static async Task<HttpClient> SignIn(BotUnderTest bot)
    {
        var invited = await bot.Api.PostAsJsonAsync("/api/people", new { name = "bench", signInName = "bench", role = "owner" });
        var link = (await invited.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("link").GetString()!;
        var path = new Uri(link, UriKind.RelativeOrAbsolute) is { IsAbsoluteUri: true } whole ? whole.PathAndQuery : link;
        var owner = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = bot.Api.BaseAddress, Timeout = TimeSpan.FromMinutes(2) };
        var token = WebUtility.HtmlDecode(Token().Match(await owner.GetStringAsync(path)).Groups[1].Value);
        var joined = await owner.PostAsync(path, new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("password", "sakura momiji susuki tsubaki ume")]));
        joined.EnsureSuccessStatusCode();
        return owner;
    }

    private static void Tell(string page, List<double> times, List<double> baseline) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  {page,-60} median {times[Rounds / 2],7:N1} ms   p95 {times[Rounds * 95 / 100],7:N1} ms   {times[Rounds / 2] / baseline[Rounds / 2],5:N1} times the baseline{(times[Rounds * 95 / 100] > Aim ? "   OVER" : "")}"));

    [GeneratedRegex("__RequestVerificationToken\" value=\"([^\"]*)\"")]
    private static partial Regex Token();
}
