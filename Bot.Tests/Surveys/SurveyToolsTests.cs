using System.Text.Json;
using Bot.Definitions;
using Bot.Surveys;
using Bot.Transcripts;

namespace Bot.Tests.Surveys;

/// <summary>What staff have beside the chat: the linter's report, the tree of ways, the difference of two versions.</summary>
public sealed class SurveyToolsTests : IDisposable
{
    private const string Spice = """
        id: spice
        title: 辛さ
        purpose: 試すため
        start: { keywords: [辛さ] }
        questions:
          - id: hot
            kind: choice
            text: 辛さは？
            options: [{ label: 甘口, tags: 甘口 }, { label: 辛口, tags: 辛口 }]
          - { id: why, kind: text, text: 理由は？, when: answer(hot) = 辛口, optional: true }
          - { id: again, kind: number, text: 何回？, min: 0, max: 9 }
        outcomes: [{ when: answer(again) >= 5, tags: 常連, messages: [いつもありがとうございます。] }]
        finish: { messages: [ありがとう] }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("survey-tools-").FullName;

    public SurveyToolsTests() => Directory.CreateDirectory(Path.Combine(_folder, "surveys"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_tree_has_every_way_that_makes_a_difference_with_its_tags()
    {
        var tree = SurveyTree.Of(SurveyChat.Read(Spice), TranscriptStage.Opening, TranscriptStage.Zone);

        // Mild or hot; with the hot a reason given or skipped counts as one; three sides of five visits and none of the others.
        Assert.Equal(["甘口", "辛口"], tree.Root.Next.Select(step => step.Answer));
        Assert.Equal("why", tree.Root.Next[1].Question);
        Assert.Equal(["4", "5", "6"], tree.Root.Next[0].Next.Select(step => step.Answer));
        Assert.Equal(["甘口", "常連"], tree.Root.Next[0].Next[1].Friend.Tags.Select(tag => tag.Name));
        Assert.True(tree.IsWhole);
        Assert.Equal(6, tree.Ways);
        Assert.Empty(tree.Refused);
    }

    [Fact]
    public void A_ranking_of_all_options_is_a_way_though_nobody_taps_the_last()
    {
        var survey = SurveyChat.Asking("- { id: order, kind: ranking, text: 順番は？, options: [白, 黒] }\n- { id: why, kind: text, text: 理由は？ }");

        Assert.Equal("why", Assert.Single(SurveyTree.Of(survey, TranscriptStage.Opening, TranscriptStage.Zone).Root.Next).Question);
    }

    [Fact]
    public void Every_sample_can_be_walked_whole_without_a_message_LINE_would_refuse()
    {
        using var stage = new TranscriptStage(BotApplication.Repository);
        foreach (var survey in stage.Surveys)
        {
            var tree = SurveyTree.Of(survey, TranscriptStage.Opening, TranscriptStage.Zone);
            Assert.Empty(tree.Refused);
            Assert.True(tree.Ways > 0);
        }
    }

    [Fact]
    public void The_difference_says_what_changes_for_whom()
    {
        var after = Spice
            .Replace("{ label: 甘口, tags: 甘口 }", "{ label: 甘口, tags: まろやか }, 中辛", StringComparison.Ordinal)
            .Replace("  - { id: why, kind: text, text: 理由は？, when: answer(hot) = 辛口, optional: true }\n", "", StringComparison.Ordinal)
            .Replace("keywords: [辛さ]", "keywords: [辛さ, からさ]", StringComparison.Ordinal);

        var changes = SurveyComparison.Between(SurveyChat.Read(Spice), SurveyChat.Read(after)).Changes;

        Assert.Equal(
            [
                (ForWhom.WhoBegins, "Keywords: 辛さ → 辛さ, からさ."),
                (ForWhom.Marketers, "The question 'why' is gone. Its answers stay; segments that ask for answer(spice.why) find those given so far."),
                (ForWhom.WhoBegins, "'hot' has a new option '中辛'."),
                (ForWhom.WhoAnswersAgain, "'hot' sets the tags まろやか, 辛口 instead of 甘口, 辛口; tags friends have stay until they answer again."),
            ],
            changes.Select(change => (change.For, change.What)));
        Assert.Contains("「hot」に選択肢「中辛」が増えます。", changes.Select(change => change.InJapanese));
        Assert.Empty(SurveyComparison.Between(SurveyChat.Read(Spice), SurveyChat.Read(Spice)).Changes);
    }

    [Fact]
    public void Findings_are_told_as_text_as_JSON_and_as_SARIF()
    {
        Write("spice", Spice
            .Replace("when: answer(hot) = 辛口", "when: tag = 辛ロ", StringComparison.Ordinal)
            .Replace("finish: { messages: [ありがとう] }", "finish: { messages: [ありがとう], coupon: off }", StringComparison.Ordinal));
        using var stage = new TranscriptStage(_folder);

        var found = stage.Findings();

        Assert.Equal(
            """
            surveys/spice.yaml:10:46: warning: No survey sets the tag '辛ロ'. Fix: Did you mean '辛口'?
            surveys/spice.yaml:13:38: There is no coupon 'off'. Fix: There is none to choose from.
            1 to mend, and 1 warning.

            """,
            LintReport.Text(found, stage.Files));
        var json = JsonDocument.Parse(LintReport.Json(found)).RootElement;
        Assert.Equal(("tag-misspelt", "warning", 10), (json[0].GetProperty("rule").GetString(), json[0].GetProperty("severity").GetString(), json[0].GetProperty("line").GetInt32()));
        var run = JsonDocument.Parse(LintReport.Sarif(found)).RootElement.GetProperty("runs")[0];
        Assert.Equal(2, run.GetProperty("results").GetArrayLength());
        Assert.Equal("no-such-coupon", run.GetProperty("results")[1].GetProperty("ruleId").GetString());
        Assert.Equal(13, run.GetProperty("results")[1].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32());
    }

    [Fact]
    public void Warnings_let_the_survey_run()
    {
        Write("spice", Spice.Replace("answer(hot) = 辛口", "answer(hot) = 辛口 and answer(hot) = 甘口", StringComparison.Ordinal));
        using var stage = new TranscriptStage(_folder);

        Assert.Empty(stage.Errors);
        Assert.Equal(LintRule.Unreachable, Assert.Single(stage.Findings()).Rule);
        Assert.Single(stage.Surveys);
    }

    private void Write(string id, string yaml) => File.WriteAllText(Path.Combine(_folder, "surveys", $"{id}.yaml"), yaml);
}
