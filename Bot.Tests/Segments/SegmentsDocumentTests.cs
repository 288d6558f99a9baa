using System.Text.RegularExpressions;
using Bot.Conditions;

namespace Bot.Tests.Segments;

public partial class SegmentsDocumentTests
{
    [Fact]
    public void Every_example_of_the_document_is_understood()
    {
        var examples = Example().Matches(File.ReadAllText(Path.Combine(BotApplication.Repository, "docs", "segments.md"))).Select(match => match.Groups[1].Value.Trim()).ToList();

        Assert.True(examples.Count > 40);
        Assert.All(examples, example =>
        {
            var parsed = ConditionText.Parse(example);
            Assert.True(parsed.IsUnderstood, $"{example}: {string.Join("; ", parsed.Problems.Select(problem => problem.English))}");
            Assert.Equal(parsed.Condition, ConditionText.Parse(ConditionText.Print(parsed.Condition)).Condition);
        });
    }

    [GeneratedRegex("```condition\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
