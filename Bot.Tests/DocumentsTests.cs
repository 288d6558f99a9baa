using System.Text;
using System.Text.RegularExpressions;
using Bot.Surveys.Definitions;

namespace Bot.Tests;

/// <summary>What the README files show works, and no link of the documents leads nowhere.</summary>
public partial class DocumentsTests
{
    public static TheoryData<string> Documents =>
    [
        .. Directory.EnumerateFiles(BotApplication.Repository, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(BotApplication.Repository, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(BotApplication.Repository, file)),
    ];

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.ja.md")]
    public void The_first_survey_is_good(string readme)
    {
        var survey = Assert.Single(Yaml().Matches(Read(readme))).Groups[1].Value;
        var read = SurveyDefinition.Kind.Of([("surveys/coffee.yaml", Encoding.UTF8.GetBytes(survey))]);

        Assert.Empty(read.Errors);
        Assert.Equal("first-10off", read.Find("coffee")?.Finish.Coupon);
        Assert.True(File.Exists(Path.Combine(BotApplication.Repository, "coupons", "first-10off.yaml")));
    }

    [Fact]
    public void Both_languages_show_the_same_commands()
    {
        Assert.Equal(Commands("README.md"), Commands("README.ja.md"));
        Assert.NotEmpty(Commands("README.md"));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_leads_to_a_file(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(BotApplication.Repository, document))!;
        var targets = Link().Matches(Read(document)).Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'));

        Assert.All(targets, target => Assert.True(Path.Exists(Path.Combine(folder, target.Split('#')[0])), $"{document}: {target}"));
    }

    private static string Read(string document) => File.ReadAllText(Path.Combine(BotApplication.Repository, document));

    private static List<string> Commands(string readme) =>
        [.. Command().Matches(Read(readme)).Select(match => match.Value.Split('#')[0].TrimEnd())];

    [GeneratedRegex("^```yaml\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Yaml();

    [GeneratedRegex(@"(?<!`)\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^ *(dotnet|curl|export|\\$ curl) .*$", RegexOptions.Multiline)]
    private static partial Regex Command();
}
