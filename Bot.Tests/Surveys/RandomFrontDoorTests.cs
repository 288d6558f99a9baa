using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Bot.Friends;
using Bot.Outbox;
using Bot.Storage;
using Bot.Surveys;
using Bot.Transcripts;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Surveys;

/// <summary>Random friends in random surveys, through the reactions and the store, and through LINE.</summary>
public sealed class RandomFrontDoorTests : IDisposable
{
    private const string Secret = "ひみつ🍥のことば";

    private static readonly string[] Words =
    [
        Secret, Secret, "r0", "r1", "r2", "r1 #shop", "A", "B", "5", "3", "決定", "戻る", "最初から", "やめる", "スキップ", "そうです", "いいえ", "2028-02-29", "18:30", "090-1234-5678", "a@example.jp", "100-0001", "やまだ", "🍛", "\\n", "{name}",
    ];

    private readonly string _root = Directory.CreateTempSubdirectory("random-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Every_turn_is_written_no_answer_is_lost_and_erasing_leaves_no_words()
    {
        var told = 0;
        for (var seed = 0; seed < 4; seed++)
        {
            var random = new Random(seed);
            var root = Write(random, $"{seed}");
            using (var stage = new TranscriptStage(root, root))
            {
                Assert.Empty(stage.Errors);
                var friends = Enumerable.Range(0, 3).Select(i => new Visitor(stage, $"U{i}", random)).ToList();
                for (var step = 0; step < 90; step++)
                {
                    var friend = friends[random.Next(friends.Count)];
                    await friend.Act();
                    Assert.True(friend.Wrong is null, $"Seed {seed}, step {step}, {friend.Id} {friend.Said}: {friend.Wrong}");
                    if (step % 5 == 0)
                    {
                        await CheckStored(stage, friends, $"Seed {seed}, step {step}, {friend.Id} {friend.Said}");
                    }
                }

                told += Everything(Path.Combine(root, "stage.db")).Contains("ひみつ", StringComparison.Ordinal) ? 1 : 0;
                foreach (var friend in friends)
                {
                    await stage.Services.GetRequiredService<FriendErasure>().Erase(friend.Id, default);
                }

                await CheckPlaces(stage, $"Seed {seed}, erased");
            }

            Assert.DoesNotContain("ひみつ", Everything(Path.Combine(root, "stage.db")), StringComparison.Ordinal);
        }

        Assert.True(told > 0);
    }

    [Fact]
    public async Task Through_LINE_nothing_is_refused_and_nothing_comes_twice()
    {
        var random = new Random(5);
        using var bot = new BotApplication(new() { ["Definitions:Root"] = Write(random, "line") });
        (await bot.Line.PutAsJsonAsync("/sim/settings", new { webhook = new { duplicates = 2, shuffle = true } })).EnsureSuccessStatusCode();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Chat(bot, new Random(i))));
        await Task.Delay(500); // The last copies are still on their way.

        var calls = (await bot.Line.GetFromJsonAsync<JsonElement>("/sim/log?limit=1000")).EnumerateArray().Where(call => call.GetProperty("path").GetString()!.StartsWith("/v2/bot/message", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(calls);
        Assert.All(calls, call => Assert.True(call.GetProperty("status").GetInt32() < 300, call.GetRawText()));
        var sent = await All(bot.Store, OutboxCollections.Messages);
        Assert.All(sent.Where(message => message.ReplyToken is not null).GroupBy(message => message.ReplyToken), same => Assert.Single(same));
        var answers = await All(bot.Store, SurveyCollections.Answers);
        Assert.NotEmpty(answers);
        Assert.All(answers.Where(answer => answer.MessageId is not null).GroupBy(answer => answer.MessageId), same => Assert.Single(same));
        Assert.All(answers.GroupBy(answer => (answer.Run, answer.Question, answer.At)), same => Assert.Single(same));
        Assert.All((await All(bot.Store, SurveyCollections.Milestones)).Where(milestone => milestone.Reached == SurveyStanding.Completed).GroupBy(milestone => milestone.Run), same => Assert.Single(same));
    }

    // While a survey waits, and to its keyword, there is always an answer.
    private static async Task Chat(BotApplication bot, Random random)
    {
        var phone = await bot.Phone();
        for (var step = 0; step < 14; step++)
        {
            var buttons = (await phone.Screen()).QuickReplies;
            await (buttons.Count == 0 ? phone.Say($"r{random.Next(3)}")
                : random.Next(3) == 0 ? phone.Say(Words[random.Next(3, Words.Length - 2)])
                : buttons[random.Next(buttons.Count)] switch
                {
                    SurveyWords.PickDate => phone.Tap(SurveyWords.PickDate, "2026-12-24"),
                    SurveyWords.PickDateTime => phone.Tap(SurveyWords.PickDateTime, "2026-12-24T18:30"),
                    SurveyWords.PickTime => phone.Tap(SurveyWords.PickTime, "18:30"),
                    SurveyWords.PickPhoto or SurveyWords.TakePhoto => phone.Picture(),
                    SurveyWords.PickPlace => phone.Location(35.68, 139.76),
                    var label => phone.Tap(label),
                });
            await phone.Answer();
        }
    }

    private static async Task CheckStored(TranscriptStage stage, IReadOnlyList<Visitor> friends, string when)
    {
        var answers = (await All(stage.Store, SurveyCollections.Answers)).CountBy(answer => answer.FriendId).ToDictionary();
        foreach (var friend in friends)
        {
            Assert.True(answers.GetValueOrDefault(friend.Id) == friend.Answered, $"{when}: {friend.Id} answered {friend.Answered} times, stored are {answers.GetValueOrDefault(friend.Id)}.");
            var stored = (await stage.Store.Get(FriendCollections.Friends, friend.Id, default))?.Value;
            if ((await stage.Store.Get(SurveyCollections.Conversations, friend.Id, default))?.Value is not { } conversation)
            {
                continue;
            }

            foreach (var given in conversation.Run.Path.Where(given => given.Value is { IsSkipped: false, Photos: null }))
            {
                var fact = stored!.Answers.SingleOrDefault(fact => (fact.Survey, fact.Question) == (conversation.Survey, given.Question));
                Assert.True(fact is not null, $"{when}: {given.Question} is no fact.");
                var expected = given.Value.ToFact(conversation.Survey, given.Question, fact.At);
                Assert.Equal((expected.Text, expected.Number, expected.Date), (fact.Text, fact.Number, fact.Date));
                Assert.Equal(expected.Choices ?? [], fact.Choices ?? []);
            }
        }

        await CheckPlaces(stage, when);
    }

    private static async Task CheckPlaces(TranscriptStage stage, string when)
    {
        var held = (await All(stage.Store, SurveyCollections.Conversations))
            .SelectMany(conversation => conversation.Earlier.Select(run => (run.Survey, run.Run)).Append((conversation.Survey, conversation.Run)))
            .SelectMany(one => one.Run.Holding.Select(key => $"{one.Survey} {key}"))
            .CountBy(key => key);
        var counted = (await All(stage.Store, SurveyCollections.Places)).SelectMany(places => places.Taken.Select(taken => KeyValuePair.Create($"{places.Survey} {taken.Key}", taken.Value))).Where(taken => taken.Value != 0);
        var (expected, actual) = (string.Join(", ", held.Select(one => $"{one}").Order()), string.Join(", ", counted.Select(one => $"{one}").Order()));
        Assert.True(expected == actual, $"{when}: held are {expected}, counted are {actual}.");
    }

    private static async Task<List<T>> All<T>(IDocumentStore store, Collection<T> collection)
        where T : class =>
        [.. (await store.Everything(new Query<T>(collection, Filter.Everything), default).ToListAsync()).Select(stored => stored.Value)];

    // Every word in the database but the outbox, which is not the stage's to erase.
    private static string Everything(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        var all = new StringBuilder();
        foreach (var table in Rows(connection, "select name from sqlite_master where type = 'table'").Select(row => $"{row[0]}").Where(name => !name.Contains("outbox", StringComparison.OrdinalIgnoreCase)))
        {
            foreach (var value in Rows(connection, $"select * from \"{table}\"").Where(row => !row.Any(value => value is "outboxMessages" or "outbox")).SelectMany(row => row))
            {
                all.Append(value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value).Append('\n');
            }
        }

        return System.Text.RegularExpressions.Regex.Unescape(all.Replace("\\\"", "\"").Replace("\\\\", "/").ToString().Replace("\\d", "d", StringComparison.Ordinal));
    }

    private static List<object[]> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    private string Write(Random random, string name)
    {
        var root = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.Combine(root, "surveys"));
        Directory.CreateDirectory(Path.Combine(root, "coupons"));
        string[] all = ["r0", "r1", "r2"];
        foreach (var id in all)
        {
            File.WriteAllText(Path.Combine(root, "surveys", $"{id}.yaml"), RandomSurvey.Yaml(random, id, [.. all.Where(other => other != id)]));
        }

        File.WriteAllText(Path.Combine(root, "coupons", "gift.yaml"), "id: gift\ntitle: 贈り物\namount-off: 100\n");
        return root;
    }

    /// <summary>Does anything by the lines of a transcript.</summary>
    private sealed class Visitor(TranscriptStage stage, string id, Random random)
    {
        private readonly TranscriptPlayer _player = new(stage, id);
        private List<string> _buttons = [];

        public string Id => id;

        public string Said { get; private set; } = "";

        public string? Wrong { get; private set; }

        public int Answered { get; private set; }

        public async Task Act()
        {
            if (random.Next(8) == 0)
            {
                await _player.Play(Said = "@ +" + random.Next(6) switch { 0 => "40d", 1 => "26h", 2 => "2h", 3 => "15m", _ => "1m" }, default);
                return;
            }

            var lines = await _player.Turn(Said = Next(), default);
            Answered += lines.Count(line => line.StartsWith("* answered ", StringComparison.Ordinal));
            Wrong = lines.FirstOrDefault(line => line.StartsWith("! not written", StringComparison.Ordinal) || line.StartsWith("! LINE", StringComparison.Ordinal));
            if (lines.LastOrDefault(line => line.StartsWith("  [", StringComparison.Ordinal)) is { } buttons)
            {
                _buttons = [.. buttons.Trim().Split("] [").Select(label => label.Trim('[', ']'))];
            }
        }

        private string Next() => random.Next(14) switch
        {
            < 8 when _buttons.Count > 0 => _buttons[random.Next(_buttons.Count)] switch
            {
                SurveyWords.PickPhoto or SurveyWords.TakePhoto => "(photo)",
                SurveyWords.PickPlace => "(location 東京都千代田区)",
                SurveyWords.PickDate => "[日付を選ぶ 2026-12-24]",
                SurveyWords.PickDateTime => "2026-12-24 18:30",
                SurveyWords.PickTime => "18:30",
                var label => $"[{label}]",
            },
            8 => "(unsend)",
            9 => "(photo)",
            10 => "(sticker)",
            _ => Words[random.Next(Words.Length)],
        };
    }
}
