using System.Text.Json;
using System.Text.RegularExpressions;
using Bot.Hosting;
using Microsoft.Extensions.Configuration;

namespace Bot.Tests.Hosting;

/// <summary>appsettings.sample.json names every setting, with its default and a word about it.</summary>
public partial class SampleSettingsTests
{
    private static readonly string Sample = Path.Combine(BotApplication.Repository, "appsettings.sample.json");
    private static readonly IConfiguration Configuration = new ConfigurationBuilder().AddJsonFile(Sample).Build();

    public static TheoryData<string> Sections => [.. ConfigurationCheck.Sections.Keys];

    [Theory]
    [MemberData(nameof(Sections))]
    public void Every_setting_is_there_and_no_other(string section)
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Sample), new() { CommentHandling = JsonCommentHandling.Skip });

        Assert.Equal(
            SectionCheck.SettingsOf(ConfigurationCheck.Sections[section]).Select(setting => setting.Name).Order(),
            sample.RootElement.GetProperty(section).EnumerateObject().Select(setting => setting.Name).Order());
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void Every_value_is_the_default(string section)
    {
        var type = ConfigurationCheck.Sections[section];
        var sample = Configuration.GetSection(section).Get(type) ?? Activator.CreateInstance(type);
        var defaults = Activator.CreateInstance(type);

        Assert.All(SectionCheck.SettingsOf(type), setting => Assert.Equal(setting.GetValue(defaults), setting.GetValue(sample)));
    }

    [Fact]
    public void It_has_the_sections_of_the_bot_and_is_valid()
    {
        Assert.Equal(
            ConfigurationCheck.Sections.Keys.Append("Urls").Order(), Configuration.GetChildren().Select(section => section.Key).Order());
        Assert.Empty(ConfigurationCheck.Problems(Configuration));
    }

    [Fact]
    public void Every_setting_is_explained()
    {
        var lines = File.ReadAllLines(Sample);

        Assert.All(
            lines.Index().Where(line => Setting().IsMatch(line.Item)),
            line => Assert.StartsWith("//", lines[line.Index - 1].TrimStart(), StringComparison.Ordinal));
    }

    [GeneratedRegex("^ *\"\\w+\": [^{]")]
    private static partial Regex Setting();
}
