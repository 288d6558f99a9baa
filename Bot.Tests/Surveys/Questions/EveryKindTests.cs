using System.Reflection;
using Bot.Definitions;
using Bot.Line;
using Bot.Surveys;
using Bot.Surveys.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Tests.Surveys.Questions;

/// <summary>What holds of every kind of question, whatever a friend does.</summary>
public class EveryKindTests
{
    private static readonly string[] Yaml =
    [
        "kind: choice, options: [甘口, 辛口, { label: その他, other: true }], random-order: true, attribute: a",
        "kind: multi-choice, at-least: 0, options: [甘口, 辛口, { label: その他, other: true }, { label: なし, alone: true }]",
        "kind: picture-choice, options: [{ label: 甘口, picture: 'https://example.com/1.png' }, { label: 辛口, picture: 'https://example.com/2.png' }, { label: 激辛, picture: 'https://example.com/3.png' }]",
        "kind: yes-no, yes: { label: あります, tags: t }, no: ありません, attribute: a",
        "kind: text, max-length: 30",
        "kind: number, min: -5, max: 1000000, fractions: true, unit: 円",
        "kind: scale, max: 7, min: 0",
        "kind: nps",
        "kind: stars, max: 10, min-label: いまひとつ",
        "kind: date",
        "kind: date, from: today, until: today + 3 days",
        "kind: date, until: today - 18 years",
        "kind: date-time, from: today, until: today + 2 months",
        "kind: time, from: '10:00', until: '20:00', step: 30",
        "kind: time",
        "kind: photo",
        "kind: photo, most: 3",
        "kind: location, typed: true",
        "kind: location",
        "kind: ranking, options: [カレー, うどん, 寿司, ラーメン], top: 3",
        "kind: ranking, options: [カレー, うどん, 寿司]",
        "kind: phone",
        "kind: phone, international: true, mobile-only: true",
        "kind: mail",
        "kind: postal-code, area-attribute: 都道府県, attribute: 郵便番号",
        "kind: kana",
    ];

    private static readonly string[] Words =
    [
        "はい", "いいえ", "あります", "決定", "取り消す", "その他", "甘口", "１", "2位", "1位 カレー、2位 うどん", "カレー→寿司", "-3.5", "★★★", "星三つ", "三", "二〇二六年四月一日",
        "令和8年4月1日", "R8.4.1", "平成元年1月7日", "昭和64年1月8日", "来週の土曜", "3日後", "9999年後", "9999か月前", "月末", "2/29", "2/30", "12/24 18:00", "明日の夜7時",
        "24:00", "正午", "18時半", "25時", "090-1234-5678", "＋８１ ９０ １２３４ ５６７８", "0120-444-444", "03(1234)5678", "110", "a@b.jp", "ａ＠ｂ．ｊｐ", "a@b@c.jp", "a\u0001@b.jp",
        "〒100-0001", "１０００００１", "999-9999", "000-0000", "やまだ　はなこ", "ﾔﾏﾀﾞ ﾊﾅｺ", "山田花子", "ー", "・", "", " ", "　", "🍛", "👨‍👩‍👧‍👦", "\uD83C", "\uDF5B", "‮", "&a=1", "=1+1", "\0", "\n",
        "〇〇〇〇〇〇〇〇〇〇", "千千千千千千千千千千", "九千九百九十九年後", "00000000", "99999999", "r00.1.1", "令和999年12月31日", "(", ")", "(水)", "4/1(水)", "日曜日", "日",
    ];

    private static readonly PostbackParams?[] Picks =
    [
        null, new(), new() { Date = "2026-11-22" }, new() { Date = "1899-12-31" }, new() { Date = "2026-11-22T10:00" }, new() { Time = "18:30" }, new() { Time = "24:00" },
        new() { Datetime = "2026-11-22T18:30" }, new() { Datetime = "2026-11-22" }, new() { Date = "🍛", Time = "", Datetime = "\uD83C" },
    ];

    private static readonly ReceivedMessage[] Sent =
    [
        SurveyChat.Sticker,
        new ReceivedMedia { Type = "image", Id = "1", ContentProvider = new ContentProvider("line") },
        new ReceivedMedia { Type = "image", Id = "2" },
        new ReceivedMedia { Type = "image", Id = "3", ContentProvider = new ContentProvider("external", "https://example.com") },
        new ReceivedMedia { Type = "video", Id = "4" },
        new ReceivedMedia { Type = "audio", Id = "5" },
        new ReceivedFile("写真.heic", 1) { Type = "file", Id = "6" },
        new ReceivedLocation(35, 139) { Type = "location", Id = "7" },
        new ReceivedLocation(double.NaN, 999) { Type = "location", Id = "8", Address = new string('長', 100) },
        new UnknownReceivedMessage { Type = "hologram", Id = "9" },
    ];

    public static TheoryData<string> Kinds => [.. Yaml];

    [Fact]
    public void Every_kind_is_here() => Assert.Equal(
        typeof(StepYaml).GetCustomAttributes<CaseAttribute>().Where(one => one.Shape.IsSubclassOf(typeof(QuestionYaml))).Select(one => one.Value).Order(),
        Yaml.Select(yaml => yaml.Split(',')[0]["kind: ".Length..]).Distinct().Order());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Whatever_a_friend_does_is_understood_or_answered_with_a_reason_and_LINE_takes_the_question_again(string yaml)
    {
        var question = Read(yaml);
        var random = new Random(1);
        for (var walk = 0; walk < 40; walk++)
        {
            var asking = new Asking(new DateTime(2024, 1, 1).AddMinutes(random.Next(3 * 366 * 24 * 60))) { Seed = (ulong)random.NextInt64() };
            for (var step = 0; step < 12; step++)
            {
                Assert.Empty(LineLimits.Check([Shown(question, asking)]));
                var reading = random.Next(4) switch
                {
                    0 => question.Tap(random.Next(3) == 0 ? Text(random) : $"{random.Next(-1, 12)}", Picks[random.Next(Picks.Length)], asking),
                    1 => question.Take(Sent[random.Next(Sent.Length)], asking),
                    2 => Act(question, asking),
                    _ => question.Read(Text(random), asking),
                };
                switch (reading)
                {
                    case Reading.Choosing(var chosen, var words):
                        asking = asking with { Chosen = chosen, Text = words };
                        break;
                    case Reading.NotUnderstood(var reason):
                        Assert.NotEmpty(reason);
                        Assert.Empty(LineLimits.Check([new TextMessage(reason)]));
                        break;
                    case Reading.Answered(var value):
                        Check(question, value, asking);
                        asking = asking with { Chosen = [], Text = null };
                        break;
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_example_is_understood_until_the_answer_is_whole(string yaml)
    {
        var question = Read(yaml);
        foreach (var now in new[] { new DateTime(2024, 2, 29), new DateTime(2026, 12, 31, 23, 59, 59), new DateTime(2100, 12, 31) })
        {
            var asking = new Asking(now);
            var steps = 0;
            while (Act(question, asking) is var reading && reading is not Reading.Answered)
            {
                var choosing = Assert.IsType<Reading.Choosing>(reading);
                asking = asking with { Chosen = choosing.Options, Text = choosing.Text };
                Assert.True(++steps < 20);
            }
        }
    }

    // What was answered says itself, and typed it says the same again.
    private static void Check(Question question, AnswerValue value, Asking asking)
    {
        var said = question.Say(value);
        Assert.False(value.IsSkipped);
        Assert.NotEmpty(said);
        Assert.All(question.CountedAs(value), name => Assert.NotEmpty(name.Id));
        var attributes = question.OutcomeOf(value).Attributes.Select(attribute => attribute.Name).ToList();
        Assert.Subset(question.EveryOutcome.Attributes.Select(attribute => attribute.Name).ToHashSet(), attributes.ToHashSet());
        if (question is not (PhotoQuestion or MultiChoiceQuestion) && value is { Place: null } and not { Choices: not null, Text: not null })
        {
            Assert.Equal(value, Assert.IsType<Reading.Answered>(question.Read(said, asking with { Chosen = [], Text = null })).Value);
        }
    }

    private static Reading Act(Question question, Asking asking) => question.Example(asking) switch
    {
        SurveyInput.Typed(var text) => question.Read(text, asking),
        SurveyInput.Sent(var message) => question.Take(message, asking),
        var other => throw new InvalidOperationException($"{other}"),
    };

    private static Message Shown(Question question, Asking asking)
    {
        var buttons = question.Buttons(Data, asking).Select(button => new QuickReplyItem(button)).ToList();
        var words = question.Hint(asking) is { } hint ? $"{question.Text}\n{hint}" : question.Text;
        return question.Show(words, Data, asking) with { QuickReply = buttons.Count > 0 ? new QuickReply(buttons) : null };

        static string Data(string answer) => $"s={new string('s', 40)}&v=0123456789abcdef&q={new string('q', 40)}&n=12345678&a={answer}";
    }

    private static string Text(Random random) => random.Next(12) switch
    {
        0 => new string('長', 5_000),
        1 => $"{random.Next(0, 100_000_000)}",
        2 => $"{random.Next(0, 3_000)}/{random.Next(0, 14)}/{random.Next(0, 33)}",
        3 => $"{random.Next(0, 14)}月{random.Next(0, 33)}日{random.Next(0, 26)}時{random.Next(0, 61)}分",
        4 => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Words[random.Next(Words.Length)])),
        5 => new string([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => (char)random.Next(0x20, 0x10000))]),
        6 => Words[random.Next(Words.Length)] + "です。",
        _ => Words[random.Next(Words.Length)],
    };

    internal static Question Read(string yaml) => SurveyChat.Asking($"- {{ id: q, text: おうかがいします, {yaml} }}").Questions.Single();
}
