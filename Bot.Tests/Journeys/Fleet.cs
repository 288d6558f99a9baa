using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Bot.Tests.Journeys;

/// <summary>A simulated LINE, a load balancer and several instances of the bot on one store, all processes but the balancer.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly LoadBalancer _balancer;
    private readonly BotProcess _line;

    private Fleet(LoadBalancer balancer, BotProcess line, HttpClient sim, IReadOnlyList<Instance> instances) =>
        (_balancer, _line, Line, Instances) = (balancer, line, sim, instances);

    /// <summary>Speaks to the simulated LINE.</summary>
    public HttpClient Line { get; }

    public IReadOnlyList<Instance> Instances { get; }

    /// <summary>LINE runs, the instances do not yet. Arguments: of each instance, the store's among them.</summary>
    public static async Task<Fleet> Create(string folder, int size, IEnumerable<string> arguments)
    {
        var linePort = BotProcess.FreePort();
        var ports = Enumerable.Range(0, size).Select(_ => BotProcess.FreePort()).ToList();
        var balancer = await LoadBalancer.Start(ports.Select(port => new Uri($"http://127.0.0.1:{port}")));
        var line = new BotProcess(folder, BotProcess.Line(linePort, balancer.Webhook));
        var sim = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{linePort}"), Timeout = TimeSpan.FromSeconds(60) };
        var fleet = new Fleet(balancer, line, sim, [.. ports.Select(port => new Instance(new BotProcess(folder, [.. BotProcess.Bot(port, linePort), .. arguments]), Api(port)))]);
        line.Start();
        await line.Answers(sim, "/sim/settings");
        (await sim.PutAsJsonAsync("/sim/settings", new
        {
            latencyMs = 30,
            webhook = new { timeoutMs = 5_000, redelivery = true, redeliverAfterSeconds = Enumerable.Repeat(0.5, 120).ToArray() },
        })).EnsureSuccessStatusCode();
        return fleet;
    }

    /// <summary>Waits until one of these instances has the role.</summary>
    public static async Task<Instance> HolderOf(string role, params IReadOnlyList<Instance> among)
    {
        Instance? holder = null;
        var names = new Dictionary<string, Instance>();
        foreach (var instance in among)
        {
            names[(await instance.Roles()).GetProperty("instance").GetString()!] = instance;
        }

        await BotApplication.Until(
            async () =>
            {
                var roles = (await among[0].Roles()).GetProperty("roles").EnumerateArray();
                var found = roles.FirstOrDefault(one => one.GetProperty("role").GetString() == role);
                holder = found.ValueKind == JsonValueKind.Object && found.GetProperty("holder").GetString() is { } name ? names.GetValueOrDefault(name) : null;
                return holder is not null;
            },
            $"one of {among.Count} instances has the role {role}",
            TimeSpan.FromMinutes(1));
        return holder!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in Instances)
        {
            instance.Process.Dispose();
            instance.Api.Dispose();
        }

        _line.Dispose();
        await _balancer.DisposeAsync();
        Line.Dispose();
    }

    private static HttpClient Api(int port)
    {
        var api = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(60) };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", BotApplication.ApiKey);
        return api;
    }

    /// <summary>One instance, and its REST API.</summary>
    internal sealed record Instance(BotProcess Process, HttpClient Api)
    {
        public Marketer Marketer => new(Api);

        public async Task Start()
        {
            Process.Start();
            await Process.Answers(Api, "/readyz");
        }

        public Task<JsonElement> Roles() => Api.GetFromJsonAsync<JsonElement>("/api/instances");
    }
}
