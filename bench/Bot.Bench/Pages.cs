using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bot.Demo;
using Bot.Friends;
using Bot.Surveys;

namespace Bot.Bench;

/// <summary>How long the console's pages take with a million friends, from the request to the last byte, beside the page to sign in.</summary>
internal static partial class Pages
{
    private const int Friends = 1_000_000;
    private const int Rounds = 60;

    private static readonly string[] Addresses =
    [
        "/", "/friends", "/friends?name=%E8%8A%B1", "/friends?condition={condition}", "/friends/{friend}", "/friends/tagging?condition={condition}&tag=VIP", "/inbox", "/jobs",
        "/surveys", "/surveys/spice-level", "/surveys/spice-level/crosstab", "/definitions/surveys/spice-level.yaml", "/dialogs",
        "/segments?condition={condition}", "/segments/some", "/campaigns", "/campaigns/{campaign}", "/campaigns/{campaign}/edit", "/campaigns/calendar",
        "/coupons", "/coupons/first-10off", "/coupons/counter", "/settings/health", "/settings/people", "/settings/audit", "/me",
    ];

    public static async Task Measure()
    {
        using var store = new SqliteFolder();
        var population = new Population(1, new PopulationOptions { TagsAlone = true }, Segments.Now, Segments.Tokyo);
        Console.WriteLine($"The console's pages with {Friends:N0} friends in SQLite, {Rounds} requests each, one after the other:");
        using (var address = store.Open([FriendCollections.Friends, DemoCollections.Seedings, SurveyCollections.Versions]))
        {
            await new Seeder(address.Documents, population, []).Run(Friends, add: false, (_, _) => { }, CancellationToken.None);
        }

        await using var line = await InstantLine.Start();
        await using var bot = await BotUnderTest.Start(line, store.Settings);
        while ((await bot.Api.GetFromJsonAsync<JsonElement>("/api/segments/index")).GetProperty("readiness").GetString() != "ready")
        {
            await Task.Delay(200);
        }

        var (three, _, _) = Segments.Conditions(population);
        var friend = (await bot.Api.GetFromJsonAsync<JsonElement>("/api/friends?limit=1")).GetProperty("items")[0].GetProperty("id").GetString();
        (await bot.Api.PutAsJsonAsync("/api/segments/some", new { name = "some", condition = three })).EnsureSuccessStatusCode();
        var draft = await bot.Api.PostAsJsonAsync("/api/campaigns", new { name = "news", condition = three, messages = new[] { new { type = "text", text = "{name}さん、こんにちは" } } });
        var campaign = (await draft.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        using var owner = await SignIn(bot);

        var baseline = await Time(owner, "/sign-in");
        Tell("/sign-in (nothing of the shop's)", baseline, baseline);
        foreach (var page in Addresses)
        {
            var url = page.Replace("{condition}", Uri.EscapeDataString(three), StringComparison.Ordinal)
                .Replace("{friend}", friend, StringComparison.Ordinal).Replace("{campaign}", campaign, StringComparison.Ordinal);
            Tell(page, await Time(owner, url), baseline);
        }
    }

    private static async Task<List<double>> Time(HttpClient owner, string url)
    {
        for (var warm = 0; warm < 5; warm++)
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
        var owner = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = bot.Api.BaseAddress, Timeout = TimeSpan.FromMinutes(2) };
        var token = WebUtility.HtmlDecode(Token().Match(await owner.GetStringAsync(link)).Groups[1].Value);
        var joined = await owner.PostAsync(link, new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("password", "sakura momiji susuki tsubaki ume")]));
        joined.EnsureSuccessStatusCode();
        return owner;
    }

    private static void Tell(string page, List<double> times, List<double> baseline) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  {page,-55} median {times[Rounds / 2],7:N1} ms   p95 {times[Rounds * 95 / 100],7:N1} ms   {times[Rounds / 2] / baseline[Rounds / 2],5:N1} times the baseline"));

    [GeneratedRegex("__RequestVerificationToken\" value=\"([^\"]*)\"")]
    private static partial Regex Token();
}
