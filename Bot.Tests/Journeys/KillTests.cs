using System.Net.Http.Headers;
using System.Net.Http.Json;
using Xunit.Abstractions;

namespace Bot.Tests.Journeys;

/// <summary>
/// The bot and LINE as processes of their own; the bot is killed again and again while friends answer a survey and two
/// campaigns go out. Nothing is lost, and nobody gets anything twice.
/// </summary>
public abstract class KillTests : IDisposable
{
    private const int Kills = 8;

    private readonly TestStore _store;
    private readonly ITestOutputHelper _output;
    private readonly List<IDisposable> _open = [];

    private protected KillTests(TestStore store, ITestOutputHelper output) => (_store, _output) = (store, output);

    public void Dispose()
    {
        _open.ForEach(one => one.Dispose());
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Killed_at_random_moments_it_loses_no_answer_and_sends_nothing_twice()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("KILL_SEED"), out var given) ? given : Random.Shared.Next(1_000_000);
        _output.WriteLine($"KILL_SEED={seed}");
        var random = new Random(seed);
        var (linePort, botPort) = (BotProcess.FreePort(), BotProcess.FreePort());
        var line = Process(BotProcess.Line(linePort, new Uri($"http://127.0.0.1:{botPort}/webhook")));
        var bot = Process(
        [
            .. BotProcess.Bot(botPort, linePort), .. _store.Settings.Select(setting => $"--{setting.Key}={setting.Value}"),
            "--Outbox:MulticastsPerSecond=3", "--Outbox:PushesPerSecond=150", "--Outbox:MailingCalls=4",
        ]);
        var sim = Client(linePort);
        var api = Client(botPort);
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", BotApplication.ApiKey);

        line.Start();
        await line.Answers(sim, "/sim/settings");
        (await sim.PutAsJsonAsync("/sim/settings", new
        {
            latencyMs = 30,
            webhook = new { redelivery = true, redeliverAfterSeconds = Enumerable.Repeat(0.5, 400).ToArray() }, // Longer than the killing takes on any machine.
        })).EnsureSuccessStatusCode();
        var rush = new RushHour(sim, crowd: 20_000, walking: 40, likesItMild: 13);
        using (var store = _store.Open(RushHour.Collections))
        {
            await rush.Gather(store.Documents);
        }

        bot.Start();
        await bot.Answers(api, "/healthz");
        var marketer = new Marketer(api);
        await rush.Begin(marketer, seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(100, 1_800));
            bot.Kill();
            await Task.Delay(random.Next(300));
            bot.Start();
            await bot.Answers(api, "/healthz");
        }

        _output.WriteLine(await rush.End(marketer));
        bot.Kill();
        using (var store = _store.Open(RushHour.Collections))
        {
            await rush.NothingIsLostAndNothingTwice(store.Documents);
        }
    }

    private BotProcess Process(params string[] arguments)
    {
        var process = new BotProcess(_store.Folder, arguments);
        _open.Add(process);
        return process;
    }

    private HttpClient Client(int port)
    {
        var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(60) };
        _open.Add(client);
        return client;
    }
}
