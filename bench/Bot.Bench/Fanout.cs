using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Bench;

/// <summary>
/// A campaign to everybody, from approval to the last friend: choosing and freezing the audience, then one multicast for
/// 500 friends with its state stored before and after each call. LINE's own limit is 200 multicasts a second.
/// </summary>
internal static class Fanout
{
    private const int Friends = 200_000;
    private const int LinesLimit = 100_000;
    private const int Rounds = 3;

    public static async Task Measure()
    {
        Console.WriteLine($"Campaign to {Friends:N0} friends, identical text, LINE answering at once, friends/s:");
        using var store = new SqliteFolder();
        var (sending, whole, memory) = await Send(store, Friends, Rounds);
        Console.WriteLine($"  sending                 {sending}");
        Console.WriteLine($"  from approval to sent   {whole}");
        Console.WriteLine($"  ratio to LINE's limit   {sending.Median / LinesLimit,12:F2}  (aim ≥ 1.00)");
        Console.WriteLine($"  memory                  {memory,12:N0} MiB");
    }

    /// <summary>Sends to so many friends on this store, again and again: friends a second of the sending, and of the whole from approval on.</summary>
    public static async Task<(Figures Sending, Figures Whole, double Memory)> Send(IStoreUnderTest store, int friends, int rounds)
    {
        await Populate(store, friends);
        await using var line = await InstantLine.Start();
        await using var bot = await BotUnderTest.Start(line, [.. store.Settings, "--Outbox:MulticastsPerSecond=100000"]);
        var (sending, whole) = (new Figures(), new Figures());
        for (var round = 0; round < rounds; round++)
        {
            var (sendSeconds, wholeSeconds) = await Send(bot, line, friends, round);
            sending.Add(friends / sendSeconds);
            whole.Add(friends / wholeSeconds);
        }

        return (sending, whole, bot.Memory());
    }

    private static async Task<(double Sending, double Whole)> Send(BotUnderTest bot, InstantLine line, int friends, int round)
    {
        var draft = await Post(bot, "/api/campaigns", new { name = $"Round {round}", condition = "all", messages = new[] { new { type = "text", text = $"新商品のお知らせ {round}" } } });
        var path = $"/api/campaigns/{draft.GetProperty("id").GetString()}";
        var hash = (await Post(bot, $"{path}/preview", new { })).GetProperty("hash").GetString();
        var before = line.MulticastFriends;
        var started = Stopwatch.GetTimestamp();
        await Post(bot, $"{path}/approve", new { hash });
        long first = 0;
        while (line.MulticastFriends - before < friends)
        {
            if (first == 0 && line.MulticastFriends > before)
            {
                first = Stopwatch.GetTimestamp();
            }

            if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromMinutes(2))
            {
                throw new TimeoutException($"Only {line.MulticastFriends - before:N0} friends were sent to.");
            }

            await Task.Delay(2);
        }

        return (Stopwatch.GetElapsedTime(first).TotalSeconds, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static async Task<JsonElement> Post(BotUnderTest bot, string path, object body)
    {
        using var answer = await bot.Api.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement.Clone() : throw new InvalidOperationException($"{path}: {text}");
    }

    private static async Task Populate(IStoreUnderTest under, int friends)
    {
        using var opened = under.Open([FriendCollections.Friends]);
        var at = new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
        for (var first = 0; first < friends; first += 1_000)
        {
            var commit = new Commit();
            for (var number = first; number < first + 1_000; number++)
            {
                commit.Insert(FriendCollections.Friends, new Friend { Id = $"U{number:x32}", FirstSeenAt = at, FollowedAt = at, Status = FriendStatus.Following });
            }

            await opened.Documents.Commit(commit, default);
        }
    }
}
