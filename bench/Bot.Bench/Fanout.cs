using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Bot.Friends;
using Bot.Storage;
using Bot.Storage.Sqlite;

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
        var folder = Directory.CreateTempSubdirectory("botapp-bench-").FullName;
        try
        {
            await Populate(Path.Combine(folder, "botapp.db"));
            await using var line = await InstantLine.Start();
            await using var bot = await BotUnderTest.Start(line, folder, "--Outbox:MulticastsPerSecond=100000");
            var (sending, whole) = (new Figures(), new Figures());
            for (var round = 0; round < Rounds; round++)
            {
                var (sendSeconds, wholeSeconds) = await Send(bot, line, round);
                sending.Add(Friends / sendSeconds);
                whole.Add(Friends / wholeSeconds);
            }

            Console.WriteLine($"  sending                 {sending}");
            Console.WriteLine($"  from approval to sent   {whole}");
            Console.WriteLine($"  ratio to LINE's limit   {sending.Median / LinesLimit,12:F2}  (aim ≥ 1.00)");
            Console.WriteLine($"  memory                  {bot.Memory(),12:N0} MiB");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double Sending, double Whole)> Send(BotUnderTest bot, InstantLine line, int round)
    {
        var draft = await Post(bot, "/api/campaigns", new { name = $"Round {round}", condition = "all", messages = new[] { new { type = "text", text = $"新商品のお知らせ {round}" } } });
        var path = $"/api/campaigns/{draft.GetProperty("id").GetString()}";
        var hash = (await Post(bot, $"{path}/preview", new { })).GetProperty("hash").GetString();
        var before = line.MulticastFriends;
        var started = Stopwatch.GetTimestamp();
        await Post(bot, $"{path}/approve", new { hash });
        long first = 0;
        while (line.MulticastFriends - before < Friends)
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

    private static async Task Populate(string file)
    {
        using var store = SqliteStore.Open($"Data Source={file}", [FriendCollections.Friends]);
        var at = new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
        for (var first = 0; first < Friends; first += 2_000)
        {
            var commit = new Commit();
            for (var number = first; number < first + 2_000; number++)
            {
                commit.Insert(FriendCollections.Friends, new Friend { Id = $"U{number:x32}", FirstSeenAt = at, FollowedAt = at, Status = FriendStatus.Following });
            }

            await store.Commit(commit, default);
        }
    }
}
