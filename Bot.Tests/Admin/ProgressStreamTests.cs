using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Bot.Friends;
using Bot.Storage;
using Bot.Tests.Journeys;

namespace Bot.Tests.Admin;

/// <summary>What whoever watches a campaign is told while it goes out: as a browser hears it.</summary>
public sealed class ProgressStreamTests : IDisposable
{
    // Three calls of LINE, one after the other: 500, 500, and the rest.
    private const int Friends = 1_100;

    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly BotApplication _bot = new(new() { ["Bot:QuietHours"] = "none", ["Outbox:MailingCalls"] = "1" });
    private readonly CookieContainer _cookies = new();
    private readonly ConsoleClient _console;
    private readonly Marketer _marketer;

    public ProgressStreamTests() => (_console, _marketer) = (new ConsoleClient(_bot.Address, _cookies), new Marketer(_bot.Api));

    public void Dispose()
    {
        _console.Dispose();
        _bot.Dispose();
    }

    [Theory]
    [InlineData("resume")]
    [InlineData("cancel")]
    public async Task It_is_told_while_it_goes_out_when_it_is_paused_and_how_it_ends(string then)
    {
        // Slow enough to be watched, and to be stopped on the way.
        var id = await Sending(latencyMs: 1_500);
        await using var told = await Watch(id);

        var first = Done(await told.Next("progress"));
        var later = Done(await told.Next("progress", progress => Done(progress) > first));
        Assert.InRange(later, first + 1, Friends - 1);

        await _console.Submit($"/campaigns/{id}", $"/campaigns/{id}/pause");
        await told.Next("changed");
        Assert.Contains("止まっています", (await _console.Open($"/campaigns/{id}")).Text, StringComparison.Ordinal);

        await Line(new { latencyMs = 0 });
        await _console.Submit($"/campaigns/{id}", $"/campaigns/{id}/{then}");
        await told.Next("over");

        var last = Assert.IsType<JsonElement>(told.Latest);
        Assert.Equal(Friends, Done(last));
        var sent = Number(last.GetProperty("texts").GetProperty("sent").GetString()!);
        Assert.True(then == "resume" ? sent == Friends : sent < Friends, $"{sent} were sent it");
        Assert.Null(await told.Rest());
    }

    [Fact]
    public async Task What_is_over_says_so_at_once_in_the_words_of_whoever_watches_and_nothing_is_told_of_what_is_not_there()
    {
        var id = await Sending(latencyMs: 0);
        await _marketer.Until(id, "sent");
        await BotApplication.Until(async () => (await _console.Open($"/campaigns/{id}")).Text.Contains("送信が終わりました", StringComparison.Ordinal), "its books are closed");

        await using var told = await Watch(id, "?lang=en");
        Assert.Equal("1,100 friends", (await told.Next("progress")).GetProperty("texts").GetProperty("sent").GetString());
        await told.Next("over");
        Assert.Null(await told.Rest());

        Assert.Equal(HttpStatusCode.NotFound, (await _console.Open($"/campaigns/{new string('0', 32)}/progress")).Status);
        using var stranger = new ConsoleClient(_bot.Address, isStranger: true);
        Assert.Equal("/sign-in", (await stranger.Open($"/campaigns/{id}/progress")).Path);
    }

    private async Task<string> Sending(int latencyMs)
    {
        await Line(new { latencyMs });
        foreach (var some in Enumerable.Range(1, Friends).Chunk(500))
        {
            var commit = new Commit();
            foreach (var number in some)
            {
                commit.Insert(FriendCollections.Friends, Friend.FirstSeen($"U{number:x32}", Start) with { Status = FriendStatus.Following, FollowedAt = Start });
            }

            await _bot.Store.Commit(commit, CancellationToken.None);
        }

        await BotApplication.Until(async () => await _marketer.Count("all") == Friends, "everybody is known");
        return await _marketer.Send("all", "お知らせです");
    }

    private async Task<Told> Watch(string id, string query = "")
    {
        await _console.Open("/");
        var http = new HttpClient(new HttpClientHandler { CookieContainer = _cookies }) { BaseAddress = _bot.Address };
        var answer = await http.GetAsync($"/campaigns/{id}/progress{query}", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        return new Told(http, await answer.Content.ReadAsStreamAsync());
    }

    private async Task Line(object settings) => (await _bot.Line.PutAsJsonAsync("/sim/settings", settings)).EnsureSuccessStatusCode();

    private static int Done(JsonElement progress) => Number(progress.GetProperty("texts").GetProperty("done").GetString()!);

    private static int Number(string text) => int.Parse(string.Concat(text.Where(char.IsAsciiDigit)), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A stream of events, read one by one.</summary>
    private sealed class Told : IAsyncDisposable
    {
        private readonly HttpClient _http;
        private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(20));
        private readonly IAsyncEnumerator<SseItem<string>> _events;

        public Told(HttpClient http, Stream stream) => (_http, _events) = (http, SseParser.Create(stream).EnumerateAsync(_patience.Token).GetAsyncEnumerator());

        /// <summary>The last progress that was told.</summary>
        public JsonElement? Latest { get; private set; }

        /// <summary>The next event of this name, perhaps one of which this holds.</summary>
        public async Task<JsonElement> Next(string name, Func<JsonElement, bool>? which = null)
        {
            while (await _events.MoveNextAsync())
            {
                var told = JsonElement.Parse(_events.Current.Data);
                Latest = _events.Current.EventType == "progress" ? told : Latest;
                if (_events.Current.EventType == name && which?.Invoke(told) != false)
                {
                    return told;
                }
            }

            throw new EndOfStreamException($"No '{name}' was told.");
        }

        /// <summary>What is told after all; null: nothing.</summary>
        public async Task<string?> Rest() => await _events.MoveNextAsync() ? _events.Current.EventType : null;

        public async ValueTask DisposeAsync()
        {
            await _events.DisposeAsync();
            _patience.Dispose();
            _http.Dispose();
        }
    }
}
