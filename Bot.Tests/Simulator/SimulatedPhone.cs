using System.Net.Http.Json;
using System.Text.Json;

namespace Bot.Tests.Simulator;

/// <summary>A message on a phone's screen.</summary>
public sealed record ShownMessage(string Id, long Seq, string Via, JsonElement Json)
{
    /// <summary>LINE's name of the kind.</summary>
    public string Type => Json.GetProperty("type").GetString()!;

    /// <summary>What one reads first: the text, a template's text, or a Flex Message's alternative text.</summary>
    public string Text => Member(Json, "text")
        ?? (Json.TryGetProperty("template", out var template) ? Member(template, "text") : null)
        ?? Member(Json, "altText")
        ?? "";

    private static string? Member(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}

/// <summary>What a phone shows: messages and the quick replies above the keyboard.</summary>
public sealed record PhoneScreen(IReadOnlyList<ShownMessage> Messages, IReadOnlyList<string> QuickReplies)
{
    public IEnumerable<string> BotTexts => Messages.Where(message => message.Via is not ("friend" or "note")).Select(message => message.Text);
}

/// <summary>
/// A person with a phone, for journey tests: follows, speaks and taps through the simulator's own routes, and reads what
/// the bot really sent. Waiting ends when the answer is there.
/// </summary>
public sealed class SimulatedPhone
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient _sim;
    private long _actedAt;

    private SimulatedPhone(HttpClient sim, string userId) => (_sim, UserId) = (sim, userId);

    public string UserId { get; }

    /// <summary>Someone new. The client's base address is the simulator's origin.</summary>
    public static async Task<SimulatedPhone> Add(HttpClient sim, string name = "テスト 花子")
    {
        var answer = await sim.PostAsJsonAsync("/sim/users", new { name });
        answer.EnsureSuccessStatusCode();
        return new SimulatedPhone(sim, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!);
    }

    public static SimulatedPhone Of(HttpClient sim, string userId) => new(sim, userId);

    public Task Follow() => Act("follow");

    public Task Block() => Act("block");

    public Task Unblock() => Act("unblock");

    public Task Say(string text) => Act("message", new { text });

    /// <summary>Taps the button with this label; <paramref name="value"/> is the date or time picked.</summary>
    public Task Tap(string label, string? value = null) => Act("tap", new { label, value });

    /// <summary>Taps a button of a message that may have scrolled away.</summary>
    public Task TapAt(string messageId, string action, string? value = null) => Act("tap", new { messageId, action, value });

    public Task Postback(string data, string? displayText = null) => Act("postback", new { data, displayText });

    public Task Sticker() => Act("sticker", new { });

    public Task Location(double latitude, double longitude) => Act("location", new { latitude, longitude });

    public Task Picture() => Act("image");

    /// <summary>Sends a short film, ready for the bot a moment later.</summary>
    public Task Video() => Act("video");

    public Task Audio() => Act("audio");

    /// <summary>Looks at the chat: what stands there is seen.</summary>
    public Task Look() => Act("read");

    /// <summary>Opens an address that stands in a text of the bot.</summary>
    public Task Open(string messageId, string url) => Act("open", new { messageId, url });

    /// <summary>Sees a video of the bot to its end.</summary>
    public Task Watch(string messageId) => Act("watched", new { messageId });

    public Task ComeNear(string hwid) => Act("beacon", new { hwid });

    public Task Link(string nonce, bool ok = true) => Act("link", new { nonce, ok });

    public Task Edit(string messageId, string text) => Act("edit", new { messageId, text });

    public Task Unsend(string messageId) => Act("unsend", new { messageId });

    /// <summary>What the bot has sent since the last act; waits until there is something.</summary>
    public async Task<IReadOnlyList<ShownMessage>> Answer()
    {
        var screen = await Get($"?after={_actedAt}&wait={Patience.TotalSeconds}");
        var answer = screen.Messages.Where(message => message.Via is not ("friend" or "note")).ToList();
        return answer.Count > 0 ? answer : throw new TimeoutException($"No answer of the bot within {Patience.TotalSeconds} s. The latest calls: {await LatestCalls()}");
    }

    private async Task<string> LatestCalls()
    {
        var calls = (await _sim.GetFromJsonAsync<JsonElement>("/sim/log?limit=1000")).EnumerateArray().TakeLast(12);
        return string.Concat(calls.Select(call => $"{Environment.NewLine}  {call.GetRawText()}"));
    }

    /// <summary>Says it and reads the answer.</summary>
    public async Task<IReadOnlyList<ShownMessage>> Ask(string text)
    {
        await Say(text);
        return await Answer();
    }

    /// <summary>Taps it and reads the answer.</summary>
    public async Task<IReadOnlyList<ShownMessage>> Choose(string label, string? value = null)
    {
        await Tap(label, value);
        return await Answer();
    }

    public Task<PhoneScreen> Screen() => Get("");

    /// <summary>The answer to an act, whatever it is: a phone may refuse.</summary>
    public async Task<HttpResponseMessage> Try(string act, object? body = null)
    {
        _actedAt = (await Screen()).Messages.Select(message => message.Seq).DefaultIfEmpty().Max();
        return body is null
            ? await _sim.PostAsync($"/sim/users/{UserId}/{act}", null)
            : await _sim.PostAsJsonAsync($"/sim/users/{UserId}/{act}", body);
    }

    private async Task Act(string act, object? body = null)
    {
        using var answer = await Try(act, body);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{act}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private async Task<PhoneScreen> Get(string query)
    {
        var json = await _sim.GetFromJsonAsync<JsonElement>($"/sim/users/{UserId}/chat{query}");
        return new PhoneScreen(
            [.. json.GetProperty("entries").EnumerateArray().Select(entry => new ShownMessage(
                entry.GetProperty("id").GetString()!, entry.GetProperty("seq").GetInt64(), entry.GetProperty("via").GetString()!, entry.GetProperty("message").Clone()))],
            [.. json.GetProperty("quickReplies").EnumerateArray().Select(item => item.GetProperty("label").GetString()!)]);
    }
}
