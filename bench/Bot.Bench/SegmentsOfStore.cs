using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Bot.Conditions;
using Bot.Demo;
using Bot.Friends;
using Bot.Segments;
using Bot.Storage;
using Bot.Surveys;

namespace Bot.Bench;

/// <summary>The same questions asked of SQLite, the index's way from there into memory, and the bot's answers over HTTP.</summary>
internal static class SegmentsOfStore
{
    private const int Callers = 32;
    private static readonly TimeSpan Asking = TimeSpan.FromSeconds(10);

    private const int Friends = 1_000_000;

    public static async Task Measure()
    {
        using var store = new SqliteFolder();
        var population = new Population(1, new PopulationOptions { TagsAlone = true }, Segments.Now, Segments.Tokyo);
        Console.WriteLine($"{Friends:N0} friends in SQLite:");
        using (var address = store.Open([FriendCollections.Friends, DemoCollections.Seedings, SurveyCollections.Versions]))
        {
            var filling = Stopwatch.GetTimestamp();
            await new Seeder(address.Documents, population, []).Run(Friends, add: false, (_, _) => { }, CancellationToken.None);
            Tell("fill the store (s)", Stopwatch.GetElapsedTime(filling).TotalSeconds);
            Tell("the store on disk (MB)", store.Size / 1e6);
            await AskStore(address.Documents, population);
            await Rebuild(address.Documents, Path.Combine(Path.GetTempPath(), $"bench-{Environment.ProcessId}.snapshot"));
        }

        await AskBot(store, population);
    }

    private static async Task AskStore(IDocumentStore store, Population population)
    {
        var (three, ranked, five) = Segments.Conditions(population);
        foreach (var (what, condition) in new[] { ("three tags, and/or/not", three), ("rank and date range", ranked), ("any of five tags", five) })
        {
            var meant = ConditionText.Parse(condition).Condition!.AmongFollowing();
            var filter = ConditionFilter.For(meant, new ConditionContext(Segments.Now, Segments.Tokyo));
            var figures = new Figures();
            for (var round = 0; round < 3; round++)
            {
                var began = Stopwatch.GetTimestamp();
                await store.Count(FriendCollections.Friends, filter, CancellationToken.None);
                figures.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            Tell($"{what}: count by SQLite (ms)", figures.Median);
        }
    }

    private static async Task Rebuild(IDocumentStore store, string snapshot)
    {
        using var index = new SegmentIndex(store, TimeProvider.System);
        var began = Stopwatch.GetTimestamp();
        while (!await index.Feed.GoOn(20, CancellationToken.None))
        {
        }

        Tell("index built from the store (s)", Stopwatch.GetElapsedTime(began).TotalSeconds);
        await index.Save(snapshot, CancellationToken.None);
        using var next = new SegmentIndex(store, TimeProvider.System);
        began = Stopwatch.GetTimestamp();
        await next.Load(snapshot, CancellationToken.None);
        await next.Feed.CatchUp(CancellationToken.None);
        Tell("index from its snapshot (s)", Stopwatch.GetElapsedTime(began).TotalSeconds);
        var state = next.State();
        Tell("index in memory (MB)", state.Bytes / 1e6);
        foreach (var (part, bytes) in state.Parts)
        {
            Tell($"  {part} (MB)", bytes / 1e6);
        }

        File.Delete(snapshot);
    }

    // The first start reads every friend; the second begins with the snapshot the first one left.
    private static async Task AskBot(SqliteFolder store, Population population)
    {
        await using var line = await InstantLine.Start();
        await using (var first = await BotUnderTest.Start(line, store.Settings))
        {
            Tell("bot ready with an index, first start (s)", await UntilIndexed(first));
            await first.Stop();
        }

        await using var bot = await BotUnderTest.Start(line, store.Settings);
        Tell("bot ready with an index, from the snapshot (s)", await UntilIndexed(bot));
        Tell("the bot's memory (MB)", bot.Memory() * 1.048576);
        var (three, ranked, five) = Segments.Conditions(population);
        var requests = new[] { three, ranked, five }
            .Select(condition => HttpLoad.Request("/api/segments/count", JsonSerializer.SerializeToUtf8Bytes(new { condition }), ("Authorization", $"Bearer {BotUnderTest.ApiKey}")))
            .ToArray();
        await Ask(bot, requests, TimeSpan.FromSeconds(5)); // Until the code is compiled as well as it gets.
        var times = await Ask(bot, requests, Asking);
        Tell($"count over HTTP, {Callers} callers: a second", times.Count / Asking.TotalSeconds);
        Tell("  p50 (ms)", times[times.Count / 2]);
        Tell("  p99 (ms)", times[times.Count * 99 / 100]);
    }

    private static async Task<double> UntilIndexed(BotUnderTest bot)
    {
        while ((await bot.Api.GetFromJsonAsync<JsonElement>("/api/segments/index")).GetProperty("readiness").GetString() != "ready")
        {
            await Task.Delay(20);
        }

        return bot.Age.TotalSeconds;
    }

    // The milliseconds each answer took, ascending.
    private static async Task<List<double>> Ask(BotUnderTest bot, byte[][] requests, TimeSpan howLong)
    {
        var began = Stopwatch.GetTimestamp();
        var all = await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            var times = new List<double>();
            await using var connection = await HttpLoad.Connect(bot.Port, CancellationToken.None);
            for (var i = caller; Stopwatch.GetElapsedTime(began) < howLong; i++)
            {
                var asked = Stopwatch.GetTimestamp();
                if (await connection.Send(requests[i % requests.Length], CancellationToken.None) != 200)
                {
                    throw new InvalidOperationException("The bot did not count.");
                }

                times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }

            return times;
        }));
        return [.. all.SelectMany(times => times).Order()];
    }

    private static void Tell(string what, double figure) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-52}{figure,12:G4}"));
}
