using Bot.Surveys.Definitions;
using Bot.Transcripts;

namespace Bot.Tests.Surveys;

public class SampleTests
{
    public static TheoryData<string> Transcripts =>
        [.. Directory.EnumerateFiles(Path.Combine(BotApplication.Repository, "surveys/transcripts"), "*.txt").Select(path => Path.GetFileName(path)).Order()];

    [Fact]
    public void The_samples_are_valid()
    {
        using var stage = new TranscriptStage(BotApplication.Repository);

        Assert.Empty(stage.Findings());
        Assert.Superset(new HashSet<string> { "spice-level", "wedding" }, SurveyDefinition.Kind.Load(BotApplication.Repository).ById.Keys.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Transcripts))]
    public async Task The_golden_transcripts_go_as_written(string name)
    {
        var path = Path.Combine(BotApplication.Repository, $"surveys/transcripts/{name}");
        var written = await File.ReadAllTextAsync(path);
        using var stage = new TranscriptStage(BotApplication.Repository);

        var played = await new TranscriptPlayer(stage).Play(written, CancellationToken.None);
        if (Environment.GetEnvironmentVariable("UPDATE_TRANSCRIPTS") is not null)
        {
            await File.WriteAllTextAsync(path, played);
        }

        Assert.Null(TranscriptDifference.Between(written, played));
    }

    [Fact]
    public void The_schema_in_the_repository_is_current()
    {
        var path = Path.Combine(BotApplication.Repository, "schemas/survey.json");
        if (Environment.GetEnvironmentVariable("UPDATE_SCHEMAS") is not null)
        {
            File.WriteAllText(path, SurveyDefinition.Schema);
        }

        Assert.Equal(SurveyDefinition.Schema, File.ReadAllText(path));
    }
}
