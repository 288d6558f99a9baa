using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Bot.Simulator;
using Bot.Storage;
using Bot.Tests.Simulator;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bot.Tests;

/// <summary>
/// The whole product as <c>dotnet run</c> starts it, with the simulated LINE, on free ports and in a folder of its own:
/// what a test does to it, it does over HTTP, as a friend on a phone or a marketer with a key.
/// </summary>
internal sealed class BotApplication : WebApplicationFactory<Program>
{
    public const string ApiKey = "bot_test_0123456789abcdef";

    private readonly Dictionary<string, string> _settings;
    private readonly TestStore? _ownStore;
    private readonly List<HttpClient> _clients = [];

    /// <summary>Starts it. A store that is given is kept, so that the product can be started again on it.</summary>
    public BotApplication(Dictionary<string, string>? settings = null, TestStore? store = null)
    {
        _ownStore = store is null ? TestStore.OnSqlite() : null;
        _settings = new Dictionary<string, string>((store ?? _ownStore!).Settings)
        {
            ["Simulator:Enabled"] = "true",
            ["Simulator:Url"] = "http://127.0.0.1:0",
            ["Simulator:Journal"] = "",
            ["Segments:Snapshot"] = Path.Combine((store ?? _ownStore!).Folder, "segments.snapshot"),
            ["Simulator:ReadyMadePeople"] = "false",
            ["Definitions:Root"] = Repository,
            ["Api:Key"] = ApiKey,
        };
        foreach (var (name, value) in settings ?? [])
        {
            _settings[name] = value;
        }

        UseKestrel(0);
        StartServer();
        Address = ClientOptions.BaseAddress;
        SimulatorAddress = new Uri(Services.GetRequiredService<SimulatorOptions>().Url);
        Line = Client(SimulatorAddress);

        // A busy machine must not make LINE give a webhook up: it would not send it again.
        Line.PutAsJsonAsync("/sim/settings", new { webhook = new { timeoutMs = 30_000 } }).GetAwaiter().GetResult().EnsureSuccessStatusCode();
        Api = Client(Address);
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
    }

    /// <summary>The folder with the sample surveys, dialogs and coupons.</summary>
    public static string Repository { get; } = FindRepository();

    public Uri Address { get; }

    public Uri SimulatorAddress { get; }

    /// <summary>Speaks to the simulated LINE, also as the people on its phones.</summary>
    public HttpClient Line { get; }

    /// <summary>Speaks to the REST API with a key.</summary>
    public HttpClient Api { get; }

    /// <summary>The clock that the product and the simulated LINE share.</summary>
    public SimulatedClock Clock => Services.GetRequiredService<SimulatedClock>();

    public IDocumentStore Store => Services.GetRequiredService<IDocumentStore>();

    /// <summary>Someone with a phone, who does not follow the account yet.</summary>
    public Task<SimulatedPhone> Phone(string name = "テスト 花子") => SimulatedPhone.Add(Line, name);

    /// <summary>Someone who follows the account and was greeted.</summary>
    public async Task<SimulatedPhone> Friend(string name = "テスト 花子")
    {
        var phone = await Phone(name);
        await phone.Follow();
        await phone.Answer();
        return phone;
    }

    public HttpClient Client(Uri address)
    {
        var client = new HttpClient { BaseAddress = address };
        _clients.Add(client);
        return client;
    }

    /// <summary>Waits until it is so; fails after half a minute, or after this long.</summary>
    public static async Task Until(Func<Task<bool>> so, string what, TimeSpan? atMost = null)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < (atMost ?? TimeSpan.FromSeconds(30)))
        {
            if (await so())
            {
                return;
            }

            await Task.Delay(20);
        }

        Assert.Fail($"Waited in vain: {what}");
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (name, value) in _settings)
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders());
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
        {
            return;
        }

        _clients.ForEach(client => client.Dispose());
        _ownStore?.Dispose();
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "BotApp.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
