using System.Text;
using Bot.Definitions;
using Bot.Line;
using Bot.Surveys;
using Bot.Surveys.Definitions;

namespace Bot.Tests.Surveys;

/// <summary>Random friends walk random surveys.</summary>
public class RandomSurveyTests
{
    private static readonly string[] Words =
    [
        "はい", "いいえ", "戻る", "やめる", "最初から", "スキップ", "決定", "1", "２", "③", "-3", "2028-02-29", "2027/2/29", "明日", "5点",
        "A、B", "★★★", "18時半", "12/24 18:00", "090-1234-5678", "a@example.jp", "100-0001", "やまだ", "取り消す", "甘口", "ｱ", "", " ", "🍛", "👨‍👩‍👧‍👦", "\uD83C", "‮", "&a=1&q=", "=1+1", "\0",
    ];

    private static readonly string[] Kinds =
    [
        "choice", "multi-choice", "text", "number", "date", "scale",
        "yes-no", "picture-choice", "nps", "stars", "ranking", "date-time", "time", "photo", "location", "phone", "mail", "postal-code", "kana",
    ];

    private static readonly SurveyInput.Sent[] Sent =
    [
        new(SurveyChat.Sticker),
        new(new ReceivedMedia { Type = "image", Id = "1" }),
        new(new ReceivedMedia { Type = "video", Id = "2" }),
        new(new ReceivedLocation(35.68, 139.76) { Type = "location", Id = "3", Address = "東京都" }),
    ];

    [Fact]
    public void Every_walk_ends_or_waits_in_a_named_state_and_LINE_takes_every_message()
    {
        for (var seed = 0; seed < 120; seed++)
        {
            var random = new Random(seed);
            var chat = new SurveyChat(SurveyChat.Read(Yaml(random))).Begin();
            for (var step = 0; step < 60; step++)
            {
                Act(chat, random);
                Check(chat, seed);
                if (chat.Run.State is SurveyState.Completed or SurveyState.Declined)
                {
                    chat.Begin();
                }
            }
        }
    }

    [Fact]
    public void Fuzzed_survey_files_give_errors_never_exceptions()
    {
        var sample = File.ReadAllBytes(Path.Combine(BotApplication.Repository, "surveys/wedding.yaml"));
        var random = new Random(7);
        for (var i = 0; i < 400; i++)
        {
            var lines = Encoding.UTF8.GetString(sample).Split('\n').ToList();
            for (var edits = random.Next(1, 6); edits > 0; edits--)
            {
                var at = random.Next(lines.Count);
                switch (random.Next(5))
                {
                    case 0:
                        lines.RemoveAt(at);
                        break;
                    case 1:
                        lines.Insert(at, lines[random.Next(lines.Count)]);
                        break;
                    case 2:
                        lines[at] = new string(' ', random.Next(8)) + lines[at].TrimStart();
                        break;
                    case 3:
                        lines[at] = lines[at].Replace(": ", random.Next(2) == 0 ? ": [" : ":", StringComparison.Ordinal);
                        break;
                    default:
                        lines[at] += Words[random.Next(Words.Length)];
                        break;
                }
            }

            var problems = new Problems("fuzz.yaml");
            if (YamlFile.Decode("fuzz.yaml", Encoding.UTF8.GetBytes(string.Join('\n', lines)), problems) is { } file)
            {
                Assert.True(SurveyDefinition.Read(file, problems) is not null || problems.Any);
            }
        }
    }

    private static void Act(SurveyChat chat, Random random)
    {
        switch (random.Next(10))
        {
            case < 5 when chat.LastMessages is [.., { QuickReply.Items: { Count: > 0 } buttons }]:
                Tap(chat, buttons[random.Next(buttons.Count)].Action, random);
                break;
            case 5:
                Tap(chat, chat.Buttons[random.Next(chat.Buttons.Count)], random);
                break;
            case 6:
                chat.Take(Sent[random.Next(Sent.Length)]);
                break;
            case 7 when chat.Run.State is SurveyState.Stopped:
                chat.Take(new SurveyInput.Begin());
                break;
            case 8:
                chat.Say(random.Next(8) == 0 ? new string('長', 5_000) : $"{random.Next(12)}");
                break;
            default:
                chat.Say(Words[random.Next(Words.Length)]);
                break;
        }
    }

    // The camera and the map send a message of their own.
    private static void Tap(SurveyChat chat, LineAction button, Random random)
    {
        switch (button)
        {
            case PostbackAction:
                chat.Tap(button);
                break;
            case DatetimePickerAction { Mode: "time" }:
                chat.Tap(button, random.Next(2) == 0 ? "18:30" : "24:00");
                break;
            case DatetimePickerAction { Mode: "datetime" }:
                chat.Tap(button, random.Next(2) == 0 ? "2028-02-29T18:30" : "1899-01-01T00:00");
                break;
            case DatetimePickerAction:
                chat.Tap(button, random.Next(2) == 0 ? "2028-02-29" : "1899-01-01");
                break;
            default:
                chat.Take(Sent[random.Next(Sent.Length)]);
                break;
        }
    }

    private static void Check(SurveyChat chat, int seed)
    {
        Assert.True(
            chat.Run.State is not SurveyState.Asking asking || chat.Survey.Find(asking.Question) is not null,
            $"Seed {seed}: waiting nowhere.");
        if (chat.LastMessages.Count > 0)
        {
            Assert.Empty(LineLimits.Check(chat.LastMessages));
        }

        // What the friend did is answered while the bot waits for them.
        Assert.True(chat.LastMessages.Count > 0 || !chat.Run.State.IsWaiting || !chat.Understood, $"Seed {seed}: silence.");
        if (chat.Run.State is SurveyState.Completed && chat.Understood)
        {
            // What a question of an earlier run said stays where this run did not ask it.
            var due = Outcome.Of(chat.Run.Path.Select(given => chat.Survey.Find(given.Question)!.OutcomeOf(given.Value))).Settled();
            var asked = chat.Run.Path.SelectMany(given => chat.Survey.Find(given.Question)!.EveryOutcome.Tags).Select(tag => tag.Name).ToHashSet();
            Assert.Equal(due.Tags.Select(tag => tag.Name).Order(), chat.Tags.Where(asked.Contains).Order());
            Assert.Equal(
                chat.Run.Path.Where(given => !given.Value.IsSkipped).Select(given => given.Question).Order(),
                chat.Friend.Answers.Select(fact => fact.Question).Where(question => chat.Run.Given(question) is not null).Order());
        }
    }

    internal static string Yaml(Random random)
    {
        var yaml = "id: random\ntitle: くじ引き\npurpose: 試すため\nquestions:\n";
        var asked = new List<(string Id, string Kind)>();
        for (var i = 0; i < random.Next(1, 7); i++)
        {
            var kind = Kinds[random.Next(Kinds.Length)];
            yaml += $"  - id: q{i}\n    kind: {kind}\n    text: 質問{i}{new string('問', random.Next(3) * 100)}\n    optional: {(random.Next(3) == 0 ? "true" : "false")}\n";
            var before = asked.Where(question => question.Kind is "choice" or "multi-choice" or "picture-choice" or "ranking").ToList();
            if (before.Count > 0 && random.Next(2) == 0)
            {
                yaml += $"    when: answer({before[random.Next(before.Count)].Id}) in (A, B) or tag = t{random.Next(4)}\n";
            }

            yaml += kind switch
            {
                "choice" => Choice(random, random.Next(2)),
                "multi-choice" => $"    at-least: {random.Next(2)}\n" + Options(random, 12, "t"),
                "text" => $"    max-length: {random.Next(1, 5_000)}\n",
                "number" => $"    min: {random.Next(-5, 5)}\n    unit: 個\n",
                "date" => random.Next(2) == 0 ? "    from: today\n" : "    until: 2028-02-29\n",
                "scale" => $"    max: {random.Next(2, 10)}\n",
                "yes-no" => "    yes: { tags: [t1] }\n    no: { tags: [t2] }\n",
                "ranking" => Options(random, 10, "t"),
                "picture-choice" => Options(random, 10, "t").Replace(" tags:", " picture: \"https://example.com/p.png\", tags:", StringComparison.Ordinal),
                "photo" => $"    most: {random.Next(1, 10)}\n",
                "location" => random.Next(2) == 0 ? "    typed: true\n" : "",
                _ => "",
            };
            asked.Add(($"q{i}", kind));
        }

        return yaml + "finish:\n  messages: [ありがとう, またね]\n";
    }

    private static string Choice(Random random, int group) => $"    tag-group: g{group}\n" + Options(random, 13, $"g{group}t");

    private static string Options(Random random, int most, string tag) => "    options:\n" + string.Concat(Enumerable.Range(0, random.Next(2, most + 1)).Select(i =>
        $"      - {{ label: {(char)('A' + i)}, tags: [{tag}{random.Next(6)}] }}\n"));
}
