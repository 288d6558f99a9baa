using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Bot.Line;
using Bot.Simulator;
using Bot.Simulator.Platform;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Simulator;

/// <summary>A simulated LINE on a free port, a client that calls it as a bot, and one that acts as the phones.</summary>
internal sealed class SimulatedLine : IAsyncDisposable
{
    public static readonly SimulatedChannel Channel = new("1234567890", "8c570fa6dd201bb328f1c1eac23a96d8", "long-lived-token");

    private ServiceProvider? _services;

    private SimulatedLine(SimulatorHost host, SimulatedClock clock)
    {
        (Host, Clock) = (host, clock);
        Api = new HttpClient { BaseAddress = host.Address };
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Channel.AccessToken);
        Sim = new HttpClient { BaseAddress = host.Address };
    }

    public SimulatorHost Host { get; }

    public SimulatedClock Clock { get; }

    public HttpClient Api { get; }

    public HttpClient Sim { get; }

    /// <summary>The bot's own client, calling this LINE by its clock.</summary>
    public LineClient Client => (_services ??= new ServiceCollection()
        .AddLogging()
        .AddSingleton<TimeProvider>(Clock)
        .AddLine(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Line:ApiBaseUrl"] = Host.Address.GetLeftPart(UriPartial.Authority),
            ["Line:DataApiBaseUrl"] = Host.Address.GetLeftPart(UriPartial.Authority),
            ["Line:ChannelSecret"] = Channel.Secret,
            ["Line:ChannelAccessToken"] = Channel.AccessToken,
        }).Build())
        .BuildServiceProvider()).GetRequiredService<LineClient>();

    public static async Task<SimulatedLine> Start(string? journal = null, string? webhook = null, bool people = false)
    {
        var clock = new SimulatedClock();
        var options = new SimulatorOptions { Url = "http://localhost:0", Journal = journal, Webhook = webhook, ReadyMadePeople = people };
        return new SimulatedLine(await SimulatorHost.Start(options, Channel, clock), clock);
    }

    public Task<SimulatedPhone> Phone(string name = "テスト 花子") => SimulatedPhone.Add(Sim, name);

    public async Task<SimulatedPhone> Friend(string name = "テスト 花子")
    {
        var phone = await Phone(name);
        await phone.Follow();
        return phone;
    }

    public Task<Answer> Reply(string token, string text = "はい") => Post("/v2/bot/message/reply", new { replyToken = token, messages = Texts(text) });

    public Task<Answer> Push(string to, string text = "こんにちは", string? retryKey = null) =>
        Post("/v2/bot/message/push", new { to, messages = Texts(text) }, retryKey);

    public Task<Answer> Multicast(IEnumerable<string> to, string text = "みなさんへ", string? retryKey = null) =>
        Post("/v2/bot/message/multicast", new { to, messages = Texts(text) }, retryKey);

    public Task<Answer> Post(string path, object body, string? retryKey = null) => Post(path, JsonSerializer.Serialize(body), retryKey);

    public async Task<Answer> Post(string path, string body, string? retryKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (retryKey is not null)
        {
            request.Headers.Add("X-Line-Retry-Key", retryKey);
        }

        using var response = await Api.SendAsync(request);
        return await Answer.Of(response);
    }

    public async Task<Answer> Put(string path, string? body = null)
    {
        using var response = await Api.PutAsync(path, new StringContent(body ?? "", Encoding.UTF8, "application/json"));
        return await Answer.Of(response);
    }

    public async Task<Answer> Get(string path)
    {
        using var response = await Api.GetAsync(path);
        return await Answer.Of(response);
    }

    public async Task Switch(object settings) => (await Sim.PutAsJsonAsync("/sim/settings", settings)).EnsureSuccessStatusCode();

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        Api.Dispose();
        Sim.Dispose();
        await Host.DisposeAsync();
    }

    public static object[] Texts(params string[] texts) => [.. texts.Select(text => new { type = "text", text })];
}

/// <summary>LINE's answer to a call.</summary>
internal sealed record Answer(int Status, string Body, string? RequestId, string? AcceptedRequestId)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Message => Json.GetProperty("message").GetString()!;

    public static async Task<Answer> Of(HttpResponseMessage response)
    {
        string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), Header("x-line-request-id"), Header("x-line-accepted-request-id"));
    }
}
