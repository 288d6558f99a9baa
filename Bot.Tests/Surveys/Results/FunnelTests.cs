using Bot.Surveys;
using Bot.Surveys.Results;
using Bot.Transcripts;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Surveys.Results;

/// <summary>How far friends come, told by friends who come so far.</summary>
public sealed class FunnelTests : IDisposable
{
    private const string Curry = """
        id: curry
        title: カレーのアンケート
        purpose: 品ぞろえのため
        start: { keywords: [カレー] }
        questions:
          - { id: hot, kind: choice, text: 辛さは？, options: [甘口, 辛口] }
          - { id: how, kind: scale, text: どのくらい？, max: 5, when: answer(hot) = 辛口 }
          - { id: words, kind: text, text: ひとこと, optional: true }
        finish: { messages: [ありがとう] }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("funnel-").FullName;
    private readonly TranscriptStage _stage;

    public FunnelTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "surveys"));
        File.WriteAllText(Path.Combine(_folder, "surveys", "curry.yaml"), Curry);
        _stage = new TranscriptStage(_folder, _folder);
    }

    public void Dispose()
    {
        _stage.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Those_who_were_not_asked_are_not_lost()
    {
        await Friend("U1", "> カレー", "> はい", "> 甘口", "> おいしい");
        await Friend("U2", "> カレー", "> はい", "> 辛口", "> 5", "> スキップ");
        await Friend("U3", "> カレー", "> はい", "> 辛口", "> やめる");
        await Friend("U4", "> カレー", "> いいえ");
        await Friend("U5", "> カレー", "> はい", "> 辛口");
        await Friend("U6", "> カレー");

        var funnel = (await Read()).Funnel;

        Assert.Equal((6, 0, 2), (funnel.Begun, funnel.Erased, funnel.Completed));
        Assert.Equal(new FunnelStep("consent", 6, 4, 1, 0, 0, 1), funnel.Consent);
        Assert.Equal(
            [("hot", 4, 4, 0, 0, 0, 0), ("how", 3, 1, 0, 1, 0, 1), ("words", 2, 1, 1, 0, 0, 0)],
            funnel.Questions.Select(step => (step.Id, step.Asked, step.Answered, step.Skipped, step.Stopped, step.Silent, step.Waiting)));
    }

    [Fact]
    public async Task After_a_day_who_waits_is_silent_until_they_go_on()
    {
        await Friend("U1", "> カレー", "> はい");
        _stage.Clock.Now += TimeSpan.FromHours(25);
        var silent = (await Read()).Funnel.Questions[0];
        await Friend("U1", "> カレー");
        var waiting = (await Read()).Funnel.Questions[0];

        Assert.Equal((1, 1, 0, 1.0), (silent.Asked, silent.Silent, silent.Waiting, silent.LostShare));
        Assert.Equal((1, 0, 1, 0.0), (waiting.Asked, waiting.Silent, waiting.Waiting, waiting.LostShare));
    }

    [Fact]
    public async Task Who_stopped_and_went_on_is_counted_where_they_are_now()
    {
        await Friend("U1", "> カレー", "> はい", "> やめる");
        Assert.Equal(1, (await Read()).Funnel.Questions[0].Stopped);

        await Friend("U1", "> カレー");
        Assert.Equal((0, 1), ((await Read()).Funnel.Questions[0].Stopped, (await Read()).Funnel.Questions[0].Waiting));

        await Friend("U1", "> 甘口", "> 戻る");
        var back = (await Read()).Funnel;
        Assert.Equal((1, 0, 1), (back.Questions[0].Asked, back.Questions[0].Answered, back.Questions[0].Waiting));

        await Friend("U1", "> 辛口", "> 3", "> よい");
        var done = (await Read()).Funnel;
        Assert.Equal((1, 1, 0), (done.Completed, done.Questions[0].Answered, done.Questions[0].Stopped));
    }

    [Fact]
    public async Task Each_time_is_counted_and_the_time_it_took()
    {
        await Friend("U1", "> カレー", "@ +1m", "> はい", "> 甘口", "@ +2m", "> おいしい");
        await Friend("U1", "> カレー", "> はい", "> 甘口", "@ +4m", "> おいしいです");

        var funnel = (await Read()).Funnel;

        Assert.Equal((2, 2), (funnel.Begun, funnel.Completed));
        Assert.Equal(2, funnel.Questions[2].Time!.Count);
        Assert.InRange(funnel.Questions[2].Time!.Median, 175, 200);
        Assert.InRange(funnel.Time!.P90, funnel.Time.Median, 260);
    }

    [Fact]
    public async Task An_erased_friend_is_left_out_of_the_funnel_and_stays_in_the_counts()
    {
        await Friend("U1", "> カレー", "> はい", "> 甘口", "> おいしい");
        await _stage.Services.GetRequiredService<Bot.Friends.FriendErasure>().Erase("U1", default);

        var results = await Read();

        Assert.Equal((1, 1, 0, 1), (results.Started, results.Completed, results.Funnel.Begun, results.Funnel.Erased));
        Assert.Equal((1, 0), (results.Questions[0].Answered, results.Questions[0].Erased));
        Assert.Equal((0, 1), (results.Questions[2].Answered, results.Questions[2].Erased));
    }

    [Fact]
    public async Task Versions_are_counted_apart()
    {
        await Friend("U1", "> カレー", "> はい", "> 甘口", "> おいしい");
        var first = (await Read()).Versions.Single().Version;
        File.WriteAllText(Path.Combine(_folder, "surveys", "curry.yaml"), Curry.Replace("[甘口, 辛口]", "[甘口, 中辛, 辛口]", StringComparison.Ordinal));
        _stage.Reload();
        await Friend("U2", "> カレー", "> はい", "> 中辛", "> スキップ");

        var old = await Read(first);
        var all = await Read();

        Assert.Equal([(false, first), (true, Survey.Version)], all.Versions.Select(version => (version.IsCurrent, version.Version)).OrderBy(version => version.IsCurrent));
        Assert.Equal([1, 1, 0], all.Questions[0].Counts.Select(count => count.Count));
        Assert.Equal([1, 0, 0], old.Questions[0].Counts.Select(count => count.Count));
        Assert.Equal((1, 1), (old.Started, old.Funnel.Begun));
    }

    private Survey Survey => _stage.Services.GetRequiredService<SurveyBook>().Find("curry")!;

    private async Task<SurveyResults> Read(string? version = null) =>
        (await _stage.Services.GetRequiredService<SurveyResultsReader>().Read(Survey, default, version))!;

    private Task<string> Friend(string id, params string[] lines) => new TranscriptPlayer(_stage, id).Play(string.Join('\n', lines), default);
}
