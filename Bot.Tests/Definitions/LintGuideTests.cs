using System.Text;
using System.Text.RegularExpressions;
using Bot.Definitions;
using Bot.Transcripts;

namespace Bot.Tests.Definitions;

/// <summary>
/// Every example of <c>docs/lint.md</c> gives just the lines shown below it, and every text of the linter is shown by one.
/// With UPDATE_LINT_GUIDE set the lines are written anew.
/// </summary>
public partial class LintGuideTests
{
    private static readonly string Guide = Path.Combine(BotApplication.Repository, "docs/lint.md");

    // What the examples give now, made once: each is read on a stage of its own.
    private static readonly Lazy<(List<string> Guide, List<DefinitionError> Found)> Now = new(() => WithFindings(File.ReadAllLines(Guide)));

    [Fact]
    public void Every_example_gives_the_lines_shown()
    {
        var current = Now.Value.Guide;
        if (Environment.GetEnvironmentVariable("UPDATE_LINT_GUIDE") is not null)
        {
            File.WriteAllLines(Guide, current);
        }

        Assert.Equal(current, File.ReadAllLines(Guide));
    }

    [Fact]
    public void Every_example_is_told_of_in_Japanese_too_with_the_same_names()
    {
        Assert.True(Now.Value.Found.Count > 150, $"Only {Now.Value.Found.Count} findings.");
        Assert.All(Now.Value.Found, found =>
        {
            SaysTheSame(found.Message, found.MessageInJapanese);
            SaysTheSame(found.Fix, found.FixInJapanese);
        });

        static void SaysTheSame(string english, string japanese)
        {
            Assert.True(Kana().IsMatch(Named().Replace(japanese, "")), $"'{english}' is no Japanese: '{japanese}'");
            Assert.All(Named().Matches(english), name => Assert.Contains(name.Groups[1].Value, japanese, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_rule_has_a_section_and_every_section_is_a_rule_in_the_order_of_the_enum_within_its_topic()
    {
        var rules = Enum.GetValues<LintRule>().Select(LintReport.NameOf).ToList();
        var topics = File.ReadAllText(Guide).Split("\n## ").Select(topic => Section().Matches(topic).Select(match => match.Groups[1].Value).ToList()).ToList();

        Assert.Equal(rules.Order(), topics.SelectMany(topic => topic).Order());
        Assert.All(topics, topic => Assert.Equal(topic.OrderBy(rules.IndexOf), topic));
    }

    [Fact]
    public void Every_text_of_the_source_is_shown_under_its_rule()
    {
        var lines = Shown(File.ReadAllLines(Guide)).ToList();
        var shown = lines.ToLookup(one => one.Rule, one => one.Text);

        var texts = SourceTexts().ToList();

        Assert.True(texts.Count > 150, $"Only {texts.Count} texts were found in the source.");
        Assert.All(texts, text => Assert.True(
            (text.Rule is { } rule ? shown[rule] : lines.Select(one => one.Text)).Any(line => Regex.IsMatch(line, text.Pattern)),
            $"docs/lint.md shows no line such as '{text.Pattern}' ({text.Rule}, {text.File})."));
        Assert.All(lines, line => Assert.Contains(texts, text => Regex.IsMatch(line.Text, text.Pattern)));
    }

    // The guide with what the linter finds now below each example: what the section is about, and nothing else.
    private static (List<string> Guide, List<DefinitionError> Found) WithFindings(string[] guide)
    {
        var (written, all, files, rule) = (new List<string>(), new List<DefinitionError>(), new List<(string Name, string Text)>(), "");
        for (var i = 0; i < guide.Length; i++)
        {
            if (files.Count > 0 && guide[i].StartsWith("    ", StringComparison.Ordinal))
            {
                var found = Findings(files, rule);
                all.AddRange(found);
                written.AddRange(found.Select(one => $"    {one}").DefaultIfEmpty("    Nothing is found."));
                files.Clear();
                while (i + 1 < guide.Length && guide[i + 1].StartsWith("    ", StringComparison.Ordinal))
                {
                    i++;
                }

                continue;
            }

            written.Add(guide[i]);
            rule = Section().Match(guide[i]) is { Success: true, Groups: var heading } ? heading[1].Value : rule;
            if (FileStart().Match(guide[i]) is { Success: true, Groups: var start })
            {
                var end = Array.IndexOf(guide, "```", i + 1);
                files.Add((start[1].Value, string.Concat(guide[(i + 1)..end].Select(line => line + "\n"))));
                written.AddRange(guide[(i + 1)..(end + 1)]);
                i = end;
            }
        }

        Assert.True(files.Count == 0, $"An example of '{rule}' has no lines below it.");
        return (written, all);
    }

    private static List<DefinitionError> Findings(IReadOnlyList<(string Name, string Text)> files, string rule)
    {
        var root = Directory.CreateTempSubdirectory("guide-").FullName;
        try
        {
            foreach (var (name, text) in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, name))!);
                File.WriteAllText(Path.Combine(root, name), text);
            }

            using var stage = new TranscriptStage(root);
            return [.. stage.Findings().Where(one => LintReport.NameOf(one.Rule) == rule)];
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    // The lines below examples and in the table of what no example shows, each with the rule it is of and without its place.
    private static IEnumerable<(string Rule, string Text)> Shown(string[] guide)
    {
        var rule = "";
        foreach (var line in guide)
        {
            rule = Section().Match(line) is { Success: true, Groups: var heading } ? heading[1].Value : rule;
            if (ShownLine().Match(line) is { Success: true, Groups: var said })
            {
                yield return (rule, said[1].Value);
            }
            else if (TableRow().Match(line) is { Success: true, Groups: var cells })
            {
                yield return (cells[1].Value, cells[2].Value);
            }
        }
    }

    // A message is what follows the rule among the arguments; the rules of coupons name it after the property, or leave it to a helper.
    private static IEnumerable<(string File, string? Rule, string Pattern)> SourceTexts()
    {
        var bot = Path.Combine(BotApplication.Repository, "Bot");
        var sources = Directory.EnumerateDirectories(bot).Where(folder => Path.GetFileName(folder) is not ("bin" or "obj" or "wwwroot" or "node_modules"))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories));
        foreach (var file in sources)
        {
            var source = File.ReadAllText(file);
            var calls = !source.Contains("LintRule.", StringComparison.Ordinal) ? [] : AfterRule().Matches(source).Concat(file.EndsWith("CouponRules.cs", StringComparison.Ordinal) ? OfCoupons().Matches(source) : []);
            foreach (var call in calls)
            {
                foreach (var literal in Literals(source, call.Index + call.Length))
                {
                    yield return (Path.GetRelativePath(bot, file), call.Groups["rule"] is { Success: true, Value: var rule } ? ShapeValue.Word(rule) : null, literal);
                }
            }
        }
    }

    // The strings of one argument, as patterns: what is filled in may be anything.
    private static IEnumerable<string> Literals(string source, int at)
    {
        for (var depth = 0; depth > 0 || source[at] is not (',' or ')' or ']' or '}' or ';'); at++)
        {
            depth += source[at] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            if (source[at] == '"')
            {
                yield return Pattern(source, ref at);
            }
        }
    }

    // From the quote that opens to the one that closes.
    private static string Pattern(string source, ref int at)
    {
        var (pattern, filledIn) = (new StringBuilder("^"), source[at - 1] == '$');
        for (at++; source[at] != '"'; at++)
        {
            switch (source[at])
            {
                case '{' when filledIn && source[at + 1] != '{':
                    SkipHole(source, ref at);
                    pattern.Append(".*");
                    break;
                case '{' or '}' when filledIn:
                case '\\':
                    at++;
                    goto default;
                default:
                    pattern.Append(Regex.Escape(source[at].ToString()));
                    break;
            }
        }

        return pattern.Append('$').ToString();
    }

    private static void SkipHole(string source, ref int at)
    {
        for (var depth = 1; depth > 0;)
        {
            at++;
            depth += source[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (source[at] == '"')
            {
                Pattern(source, ref at);
            }
        }
    }

    // Between single quotes that are no apostrophes.
    [GeneratedRegex(@"(?<![\p{L}\p{P}])'([^']+)'(?!\p{L})")]
    private static partial Regex Named();

    [GeneratedRegex(@"[\u3041-\u30ff]")]
    private static partial Regex Kana();

    [GeneratedRegex("^### ([a-z0-9-]+)$", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^```yaml (\S+)$")]
    private static partial Regex FileStart();

    [GeneratedRegex(@"^    \S+?:\d+:\d+: (?:warning: )?(.+?) Fix: .+$")]
    private static partial Regex ShownLine();

    [GeneratedRegex(@"^\| `([a-z0-9-]+)` \| (.+?) \|")]
    private static partial Regex TableRow();

    [GeneratedRegex(@"LintRule\.(?<rule>\w+),\s*")]
    private static partial Regex AfterRule();

    [GeneratedRegex("""nameof\(Coupon\.\w+\),\s*|\bOf\((?=\$?")|=> \(?(?=\$?")""")]
    private static partial Regex OfCoupons();
}
