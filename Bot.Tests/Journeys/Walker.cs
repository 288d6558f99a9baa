using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Bot.Tests.Journeys;

/// <summary>
/// A friend who answers the curry survey again and again by typing, and goes on only when the phone shows the next question.
/// Keeps what the phone has shown an answer to.
/// </summary>
internal sealed class Walker(HttpClient line, string userId, int number)
{
    // What is killed is killed for up to a minute on a busy machine; nothing waits longer than half a minute after that.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string UserId => userId;

    /// <summary>The survey's rounds whose thanks the phone has shown.</summary>
    public int Rounds { get; private set; }

    /// <summary>The free texts whose answer the phone has shown: each is written once.</summary>
    public List<string> Wishes { get; } = [];

    public async Task Follow()
    {
        (await line.PostAsync($"/sim/users/{userId}/follow", null)).EnsureSuccessStatusCode();
        await Shows("友だち追加ありがとう", times: 1);
    }

    /// <summary>Walks until it is enough, and always to the end of a round.</summary>
    public async Task Walk(Random random, CancellationToken enough)
    {
        do
        {
            var round = Rounds + 1;
            var wish = $"カレーの願い{number}の{round}";
            await Says("辛さ", "お答えを使わせていただきます", round, random);
            await Says("はい", "どれがお好みですか", round, random);
            await Says("甘口", "ご来店は", round, random);
            await Says("はじめて", "食べてみたいカレー", round, random);
            await Says(wish, "ありがとうございました", round, random);
            Wishes.Add(wish);
            Rounds = round;
        }
        while (!enough.IsCancellationRequested);
    }

    /// <summary>Everything on the phone that came from the bot, in short.</summary>
    public async Task<IReadOnlyList<string>> Screen() => [.. await Texts()];

    private async Task Says(string text, string answer, int times, Random random)
    {
        await Task.Delay(random.Next(600));
        (await line.PostAsJsonAsync($"/sim/users/{userId}/message", new { text })).EnsureSuccessStatusCode();
        await Shows(answer, times);
    }

    private async Task Shows(string text, int times)
    {
        for (var since = Stopwatch.GetTimestamp(); ; await Task.Delay(150))
        {
            var texts = await Texts();
            var shown = texts.Count(said => said.Contains(text, StringComparison.Ordinal));
            if (shown == times)
            {
                return;
            }

            Assert.True(shown < times, $"The phone of {userId} shows '{text}' {shown} times: {string.Join(" | ", texts)}");
            Assert.True(Stopwatch.GetElapsedTime(since) < Patience, $"'{text}' did not come to {userId} in round {times}: {string.Join(" | ", texts.TakeLast(5))}");
        }
    }

    private async Task<List<string>> Texts()
    {
        var chat = await line.GetFromJsonAsync<JsonElement>($"/sim/users/{userId}/chat");
        return [.. chat.GetProperty("entries").EnumerateArray()
            .Where(entry => entry.GetProperty("via").GetString() is not ("friend" or "note"))
            .Select(entry => entry.GetProperty("message"))
            .Select(message => message.TryGetProperty("text", out var text) ? text.GetString()! : message.GetProperty("altText").GetString()!)];
    }
}
