using System.CommandLine;
using System.Text.RegularExpressions;
using Bot.Cli;
using Bot.Definitions;
using Bot.Surveys.Definitions;

namespace Bot.Tests.Surveys;

public sealed partial class SurveyLintTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("lint-").FullName;

    public SurveyLintTests() => Directory.CreateDirectory(Path.Combine(_root, "surveys"));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Everything_wrong_in_a_survey_is_said_at_once()
    {
        var errors = Errors("""
            id: lunch
            title: お昼
            start:
              keywords: [昼, ﾋﾙ, ひる]
              greeting: お昼のことをくわしく答えてクーポンをもらう
            questions:
              - id: what
                kind: choice
                text: 何を？
                options: [カレー, かれー, とてもとてもとてもとてもとても長い名前のそば]
              - id: what
                kind: multi-choice
                text: いくつ？
                at-least: 3
                options: [一, 二]
              - id: completed
                kind: number
                text: いくら？
                min: 5
                max: 1
                when: answer(wat) = カレー
            finish:
              messages: [一, 二, 三, 四]
              cupon: tea
            """);

        Assert.Equal(
            [
                "1:1 The file lacks 'purpose'.",
                "4:21 The keyword 'ひる' is there already (width, kana and case do not count).",
                "5:13 The button 'お昼のことをくわしく答えてクーポンをもらう' has 21 characters; LINE takes 20.",
                "10:20 'かれー' and 'カレー' are the same for a friend who types (width, kana and case do not count).",
                "10:25 The label has 22 characters; a button takes 20.",
                "11:9 A question before is called 'what' too.",
                "14:15 'at-least' is 3, but only 2 can be chosen.",
                "16:9 'completed' is a name of the bot's own.",
                "19:10 'min' (5) is greater than 'max' (1).",
                "21:18 The condition is not understood",
                "23:23 There are 4 messages at the end",
                "24:3 The key 'cupon' is not known here.",
            ],
            errors.Select(error => $"{error.Line}:{error.Column} {error.Message}"),
            (expected, actual) => actual.StartsWith(expected, StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Fix == "Did you mean 'coupon'?");
    }

    [Fact]
    public void More_choices_than_can_stand_beside_each_other_are_an_error()
    {
        var error = Assert.Single(Errors("""
            id: order
            title: 順番
            purpose: 試すため
            questions:
              - { id: a, kind: multi-choice, text: あ, at-least: 2, options: [カレー, { label: とくにない, alone: true }] }
            finish: { messages: [終わり] }
            """));

        Assert.Equal("'at-least' is 2, but only 1 can be chosen.", error.Message);
    }

    [Fact]
    public void A_condition_on_a_later_question_is_an_error()
    {
        var error = Assert.Single(Errors("""
            id: order
            title: 順番
            purpose: 試すため
            questions:
              - { id: a, kind: text, text: あ, when: answered(b) }
              - { id: b, kind: text, text: い }
            finish: { messages: [終わり] }
            """));

        Assert.Equal(5, error.Line);
        Assert.StartsWith("The first question has no answers before it", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void What_LINE_would_refuse_is_an_error()
    {
        var errors = Errors($"""
            id: long
            title: 長い
            purpose: 試すため
            questions:
              - id: a
                kind: text
                text: {new string('長', 5_001)}
            finish:
              messages: [{new string('長', 5_001)}]
            """);

        Assert.Equal([7, 9], errors.Select(error => error.Line));
        Assert.All(errors, error => Assert.Contains("LINE does not take", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_keyword_of_two_surveys_is_an_error_in_the_second()
    {
        Write("a", Good("a"));
        Write("b", Good("b"));

        var set = SurveyDefinition.Kind.Load(_root);

        Assert.Equal("surveys/b.yaml", Assert.Single(set.Errors).File);
    }

    [Fact]
    public async Task The_command_prints_every_error_and_says_by_its_exit_code_whether_there_are_any()
    {
        Write("a", Good("a"));
        Assert.Equal((0, "1 file is fine.\n"), await Run("lint"));

        Write("b", "id: b");
        Write("c", Good("c").Replace("さようなら]", "さようなら]\n  coupon: tea", StringComparison.Ordinal).Replace("言葉", "別", StringComparison.Ordinal));
        var (code, output) = await Run("lint");

        Assert.Equal(1, code);
        Assert.Contains("surveys/b.yaml:1:1: The file lacks 'purpose'. Fix: ", output, StringComparison.Ordinal);
        Assert.Contains("surveys/c.yaml:10:11: There is no coupon 'tea'. Fix: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_diagram_shows_the_ways_and_their_conditions()
    {
        Write("a", Good("a"));

        var (code, output) = await Run("diagram", "a");

        Assert.Equal(0, code);
        Assert.StartsWith("stateDiagram-v2\n", output, StringComparison.Ordinal);
        Assert.Contains("q_one --> q_two_b: answer(a.one) = いい\n", output, StringComparison.Ordinal);
        Assert.Contains("q_one --> completed\n", output, StringComparison.Ordinal);
        Assert.Equal(1, (await Run("diagram", "b")).Code);
    }

    [Fact]
    public async Task A_transcript_that_goes_otherwise_fails_until_it_is_updated()
    {
        Write("a", Good("a"));
        var file = Path.Combine(_root, "talk.txt");
        File.WriteAllText(file, "> 言葉\n< なにか\n");

        var (code, output) = await Run("transcript", file);
        Assert.Equal(1, code);
        Assert.Contains("talk.txt:2: expected '< なにか', but it was '< 題'.", output, StringComparison.Ordinal);

        Assert.Equal(0, (await Run("transcript", file, "--update")).Code);
        Assert.Equal(0, (await Run("transcript", file)).Code);
    }

    [Fact]
    public void Every_example_of_the_guide_is_valid()
    {
        var guide = File.ReadAllText(Path.Combine(BotApplication.Repository, "docs/surveys.md"));
        var examples = YamlBlock().Matches(guide).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            // A part of a survey stands in a survey of its own.
            var yaml = example.StartsWith("id:", StringComparison.Ordinal) ? example
                : "id: guide\ntitle: 題\npurpose: 目的\n" + example
                    + (example.Contains("questions:", StringComparison.Ordinal) ? "" : "questions:\n  - { id: one, kind: text, text: 何か }\n")
                    + (example.Contains("finish:", StringComparison.Ordinal) ? "" : "finish: { messages: [ありがとう] }\n");
            Assert.Equal([], Errors(yaml).Select(error => $"{error}\n{yaml}"));
        }
    }

    [Fact]
    public void The_guide_shows_every_key()
    {
        var guide = string.Concat(new[] { "surveys", "messages", "dialogs" }.Select(page => File.ReadAllText(Path.Combine(BotApplication.Repository, $"docs/{page}.md"))));
        var keys = SchemaKey().Matches(SurveyDefinition.Schema).Select(match => match.Groups[1].Value).Distinct().Except(["properties"]);

        Assert.DoesNotContain(keys, key => !guide.Contains($"{key}:", StringComparison.Ordinal));
    }

    private static IReadOnlyList<DefinitionError> Errors(string yaml)
    {
        var problems = new Problems("surveys/test.yaml");
        SurveyDefinition.Read(new YamlFile("surveys/test.yaml", yaml), problems);
        return problems.Errors;
    }

    private static string Good(string id) => $"""
        id: {id}
        title: 題
        purpose: 目的
        start: {"{"} keywords: [言葉] {"}"}
        questions:
          - {"{"} id: one, kind: choice, text: どう？, options: [いい, わるい] {"}"}
          - {"{"} id: two-b, kind: text, text: なぜ？, when: answer(one) = いい {"}"}
        finish: {"{"} messages: [さようなら] {"}"}
        """.Replace("finish: { messages: [さようなら] }", "finish:\n  messages: [さようなら]", StringComparison.Ordinal);

    private void Write(string id, string yaml) => File.WriteAllText(Path.Combine(_root, "surveys", $"{id}.yaml"), yaml);

    private async Task<(int Code, string Output)> Run(params string[] arguments)
    {
        var output = new StringWriter { NewLine = "\n" };
        var code = await SurveyCommands.Create(_root).Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = output });
        return (code, output.ToString());
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlBlock();

    [GeneratedRegex("^ {6,8}\"([a-z-]+)\": \\{", RegexOptions.Multiline)]
    private static partial Regex SchemaKey();
}
