using System.Text;
using Bot.Coupons.Definitions;
using Bot.Definitions;
using Bot.Dialogs.Definitions;
using Bot.Surveys.Definitions;
using Bot.Tests.Surveys;

namespace Bot.Tests.Definitions;

/// <summary>Files as people break them, of all kinds: each is used or refused with a place, and none makes the bot fall.</summary>
public class FuzzedFilesTests
{
    private static readonly string[] Scraps =
    [
        "はい", "-3", "2028-02-29", "2028-02-30", "today - 999 years", "24:00", "99999999999999999999", "1e400", "-.inf", "NaN", "null", "~", "true", "|", ">-", "&a *a", "<<: *a", "!!binary x", "[", "]", "{", "}", ",",
        "'", "\"", "#", "- ", ": ", "? ", "%YAML 1.2", "---", "...", "\t", "\u00A0", "\uFEFF", "\u2028", "🍛", "👨‍👩‍👧‍👦", "\uD83C", "\0", "‮", "{name|{name}}", "{round:0}", "{a:b:c|d}", "answer(", "not not not tag = a",
        "((((((((((tag = a))))))))))", "answer(a) in (", "tag = \"", "repeat: { more: あ, most: 20 }", "repeat: { times: children, most: 20 }", "then: end", "when: answered(visits)", "random-order: true", "optional: true", "time-limit: 99999999 days", "places: 0", "at-least: 12",
    ];

    [Fact]
    public void Fuzzed_surveys_give_errors_never_exceptions() => Fuzz("surveys", 250, SurveyDefinition.Kind);

    [Fact]
    public void Fuzzed_dialogs_give_errors_never_exceptions() => Fuzz("dialogs", 250, DialogDefinitions.Kind(() => ["spice-level"], () => ["first-10off"]));

    [Fact]
    public void Fuzzed_coupons_give_errors_never_exceptions() => Fuzz("coupons", 250, CouponDefinitions.Kind(SurveyChat.Tokyo));

    [Fact]
    public void Fuzzed_surveys_written_by_chance_give_errors_never_exceptions()
    {
        var random = new Random(3);
        for (var i = 0; i < 200; i++)
        {
            Check(SurveyDefinition.Kind, "surveys/random.yaml", Broken(RandomSurvey.Draft(random), random), $"Round {i}");
        }
    }

    private static void Fuzz<T>(string folder, int rounds, DefinitionKind<T> kind)
        where T : class
    {
        var random = new Random(7);
        var samples = Directory.GetFiles(Path.Combine(BotApplication.Repository, folder), "*.yaml").Order().Select(File.ReadAllText).ToList();
        for (var i = 0; i < rounds; i++)
        {
            Check(kind, $"{folder}/fuzz.yaml", Broken(samples[i % samples.Count], random), $"Round {i}");
        }
    }

    private static void Check<T>(DefinitionKind<T> kind, string path, string text, string round)
        where T : class
    {
        try
        {
            var set = kind.Of([(path, Encoding.UTF8.GetBytes(text))]);
            var lines = text.Split('\n').Length;
            Assert.True(set.All.Any() || set.Errors.Count > 0, "Neither used nor refused.");
            Assert.All(set.Errors.Concat(set.Warnings), error =>
            {
                Assert.InRange(error.Line, 1, lines + 1);
                Assert.True(error.Column >= 1);
                Assert.NotEmpty(error.Message);
                Assert.NotEmpty(error.Fix);
                Assert.Equal(path, error.File);
            });
        }
        catch (Exception problem)
        {
            throw new InvalidOperationException($"{round}: {problem.Message}\n{text}", problem);
        }
    }

    private static string Broken(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        for (var edits = random.Next(1, 5); edits > 0; edits--)
        {
            var at = random.Next(lines.Count);
            var scrap = Scraps[random.Next(Scraps.Length)];
            switch (random.Next(9))
            {
                case 0 when lines.Count > 1:
                    lines.RemoveAt(at);
                    break;
                case 1:
                    lines.Insert(at, lines[random.Next(lines.Count)]);
                    break;
                case 2:
                    lines[at] = new string(' ', random.Next(10)) + lines[at].TrimStart();
                    break;
                case 3:
                    lines[at] = lines[at].Replace(": ", random.Next(2) == 0 ? ": [" : ":", StringComparison.Ordinal);
                    break;
                case 4:
                    lines[at] = lines[at].Split(':')[0] + ": " + scrap;
                    break;
                case 5:
                    var cut = random.Next(lines[at].Length + 1);
                    lines[at] = lines[at][..cut] + scrap + lines[at][cut..];
                    break;
                case 6:
                    lines.Insert(at, new string(' ', 2 * random.Next(4)) + scrap);
                    break;
                case 7:
                    lines.RemoveRange(at, Math.Min(random.Next(6), lines.Count - at - 1));
                    break;
                default:
                    lines[at] += scrap;
                    break;
            }
        }

        return string.Join('\n', lines);
    }
}
