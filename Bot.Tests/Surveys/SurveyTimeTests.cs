using Bot.Outbox;
using Bot.Storage;
using Bot.Surveys;
using Bot.Transcripts;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Surveys;

/// <summary>What time does to surveys, through the reactions, the timekeeper and the store.</summary>
public sealed class SurveyTimeTests : IDisposable
{
    private const string Reminding = """
        id: remind
        title: 試し
        purpose: 試すため
        start: { keywords: [試し], places: [{ code: shibuya, name: 渋谷店 }] }
        time-limit: 10 days
        reminders:
          - { after: 1 day, text: "{name|お客さま}、続きはいかがですか？" }
          - { after: 3 days }
        questions:
          - { id: one, kind: choice, text: 一つ目, options: [はい, いいえ] }
          - { id: two, kind: text, text: 二つ目 }
        finish: { messages: [ありがとう] }
        """;

    private const string Other = """
        id: other
        title: 別の
        purpose: 試すため
        start: { keywords: [別] }
        questions:
          - { id: a, kind: text, text: 別の質問 }
        finish: { messages: [どうも], next: remind }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("survey-time-").FullName;
    private readonly TranscriptStage _stage;
    private readonly TranscriptPlayer _friend;

    public SurveyTimeTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "surveys"));
        Write("remind", Reminding);
        Write("other", Other);
        _stage = new TranscriptStage(_folder, _folder);
        Assert.Empty(_stage.Errors);
        _friend = new TranscriptPlayer(_stage);
    }

    public void Dispose()
    {
        _stage.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Reminders_come_at_their_times_to_who_has_not_finished_and_go_on_where_they_stopped()
    {
        await Play("> 試し\n> はい\n> [はい]");

        Assert.Equal("@ +23h\n", await Play("@ +23h"));
        Assert.Contains("<< お客さま、続きはいかがですか？\n<< 二つ目", await Play("@ +1h"), StringComparison.Ordinal);
        Assert.Contains("<< アンケートの途中です。", await Play("@ +2d"), StringComparison.Ordinal);
        Assert.Equal("@ +2d\n", await Play("@ +2d"));

        // Reminded three days after the last answer; free words are an answer again for a day.
        Assert.Contains("* unanswered text", await Play("> 遅い"), StringComparison.Ordinal);
        Assert.Contains("前回の続きから", await Play("> 試し"), StringComparison.Ordinal);
        Assert.Contains("* survey completed remind", await Play("> おわり"), StringComparison.Ordinal);
        Assert.Equal("@ +9d\n", await Play("@ +9d"));
        Assert.Equal(2, await Pushes());
    }

    [Fact]
    public async Task A_reminder_at_night_waits_for_the_morning_and_is_an_answer_away_from_the_end()
    {
        await Play("@ 2026-11-21 22:30\n> 試し\n> はい\n> [いいえ]");

        Assert.Equal("@ 2026-11-22 22:30\n", await Play("@ 2026-11-22 22:30"));
        Assert.Equal("@ 2026-11-23 08:59\n", await Play("@ 2026-11-23 08:59"));
        Assert.Contains("<< 二つ目", await Play("@ 2026-11-23 09:00"), StringComparison.Ordinal);
        Assert.Contains("* survey completed remind", await Play("@ +20h\n> やっと"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_reminded_who_finished_broke_off_blocked_or_wants_to_hear_nothing()
    {
        await new TranscriptPlayer(_stage, "U1").Play("> 試し\n> はい\n> [はい]\n> おわり", default);
        await new TranscriptPlayer(_stage, "U2").Play("> 試し\n> はい\n> やめる", default);
        await new TranscriptPlayer(_stage, "U3").Play("> (follow)\n> 試し\n> はい\n> (unfollow)", default);
        await new TranscriptPlayer(_stage, "U4").Play("> 試し\n> いいえ", default);
        await new TranscriptPlayer(_stage, "U5").Play("> 試し", default);
        await new TranscriptPlayer(_stage, "U6").Play("> 試し\n> はい\n> 配信停止", default);

        Assert.Equal("@ +4d\n", await Play("@ +4d"));
        Assert.Equal(0, await Pushes());
    }

    [Fact]
    public async Task After_a_long_silence_of_the_bot_one_reminder_comes_not_all_at_once()
    {
        await Play("> 試し\n> はい\n> [はい]");

        Assert.Contains("<< アンケートの途中です。", await Play("@ +4d"), StringComparison.Ordinal);
        Assert.Equal("@ +1d\n", await Play("@ +1d"));
        Assert.Equal(1, await Pushes());
    }

    [Fact]
    public async Task Nobody_is_reminded_of_a_survey_that_has_closed_meanwhile()
    {
        Write("remind", Reminding.Replace("time-limit: 10 days", "open: { until: 2026-11-24 10:30 }", StringComparison.Ordinal));
        _stage.Reload();
        await Play("> 試し\n> はい\n> [はい]\n@ +1d");
        Assert.Equal(1, await Pushes());

        // The second would be due at half past ten: it is over then.
        Assert.Equal("@ 2026-11-24 10:31\n", await Play("@ 2026-11-24 10:31"));
        Assert.Equal("@ +9d\n", await Play("@ +9d"));
    }

    [Fact]
    public async Task Two_timekeepers_remind_once()
    {
        await Play("> 試し\n> はい");
        _stage.Clock.Now += TimeSpan.FromDays(1);
        var keeper = _stage.Services.GetRequiredService<SurveyTimekeeper>();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => keeper.DoDue(default)));

        Assert.Equal(1, await Pushes());
    }

    [Fact]
    public async Task A_survey_set_aside_by_another_goes_on_where_it_stopped_also_after_a_restart()
    {
        await Play("> 試し\n> はい\n> [はい]");
        // The second question takes free words, so the other survey begins by its button.
        await Play("> やめる\n> 別\n> はい");

        _stage.Dispose();
        using var restarted = new TranscriptStage(_folder, _folder);
        var friend = new TranscriptPlayer(restarted);

        // The other survey leads to this one, which goes on at its second question.
        var played = await friend.Play("> ひとこと", default);
        Assert.Contains("* survey completed other", played, StringComparison.Ordinal);
        Assert.Contains("< 前回の続きからおうかがいします。", played, StringComparison.Ordinal);
        Assert.EndsWith("[戻る] [やめる]\n* answered other.a: ひとこと\n* survey completed other\n", played, StringComparison.Ordinal);
        Assert.Contains("* survey completed remind", await friend.Play("> おわり", default), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("試し #shibuya")]
    [InlineData("試し＃shibuya")]
    [InlineData("試し 渋谷店")]
    public async Task A_place_behind_the_keyword_is_kept_as_the_friends_route(string words) =>
        Assert.Contains("= 経路: 渋谷店", await Play($"> {words}"), StringComparison.Ordinal);

    [Fact]
    public async Task A_survey_opens_and_closes_and_ends_for_those_in_it()
    {
        Write("remind", Reminding.Replace("time-limit: 10 days", "open: { from: 2026-11-21 12:00, until: 2026-11-22, hours: [{ from: 9:00, until: 21:00 }] }", StringComparison.Ordinal));
        _stage.Reload();

        Assert.Contains("まだはじまっていません", await Play("> 試し"), StringComparison.Ordinal);
        Assert.Contains("ただいまの時間は受け付けていません", await Play("@ 2026-11-21 21:00\n> 試し"), StringComparison.Ordinal);
        await Play("@ 2026-11-22 20:59\n> 試し\n> はい");
        Assert.Contains("このアンケートは終了しました", await Play("@ 2026-11-23 00:00\n> [はい]"), StringComparison.Ordinal);
        Assert.Contains("このアンケートは終了しました", await Play("> 試し"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_is_once_and_again_after_a_while_is_after_that_while()
    {
        const string Whole = "> 試し\n> はい\n> [はい]\n> おわり";
        Write("remind", Reminding + "\nagain-after: 30 days\n");
        _stage.Reload();
        await Play(Whole);
        Assert.Contains("もうお答えいただいています", await Play("@ +29d\n> 試し"), StringComparison.Ordinal);
        Assert.Contains("* survey completed remind", await Play("@ +1d\n" + Whole), StringComparison.Ordinal);

        Write("remind", Reminding + "\nonce: true\n");
        _stage.Reload();
        Assert.Contains("もうお答えいただいています", await Play("@ +3650d\n> 試し"), StringComparison.Ordinal);
    }

    private Task<string> Play(string transcript) => _friend.Play(transcript, default);

    private Task<long> Pushes() => _stage.Store.Count(OutboxCollections.Messages, Filter.Everything, default);

    private void Write(string id, string yaml)
    {
        var path = Path.Combine(_folder, "surveys", $"{id}.yaml");
        File.WriteAllText(path, yaml);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddSeconds(yaml.Length));
    }
}
