using Bot.Friends;
using Bot.Storage;
using Bot.Surveys;
using Bot.Surveys.Results;
using Bot.Transcripts;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Surveys;

/// <summary>Conversations through the reaction and the store.</summary>
public sealed class ConversationTests : IDisposable
{
    private const string Colours = """
        id: colours
        title: 色のアンケート
        purpose: 品ぞろえのため
        start: { keywords: [色], greeting: 色を答える }
        questions:
          - { id: first, kind: choice, text: 一番は？, options: [赤, 青] }
          - { id: second, kind: choice, text: 二番は？, options: [白, 黒] }
        finish: { messages: [ありがとう] }
        """;

    private const string Shapes = """
        id: shapes
        title: 形のアンケート
        purpose: 品ぞろえのため
        start: { keywords: [形] }
        questions:
          - { id: shape, kind: text, text: 好きな形は？ }
          - { id: size, kind: scale, text: 大きさは？, max: 3 }
        finish: { messages: [どうも] }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("surveys-").FullName;
    private readonly TranscriptStage _stage;
    private readonly TranscriptPlayer _friend;

    public ConversationTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "surveys"));
        Write("colours", Colours);
        Write("shapes", Shapes);
        _stage = new TranscriptStage(_folder, _folder);
        _friend = new TranscriptPlayer(_stage);
    }

    public void Dispose()
    {
        _stage.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_conversation_finishes_on_the_version_it_began_with_also_after_a_restart()
    {
        await Say("色", "はい", "赤");
        Write("colours", Colours.Replace("[白, 黒]", "[金, 銀, 銅]", StringComparison.Ordinal));
        _stage.Reload();

        Assert.Contains("次の中からお答えください: 白 / 黒", await Say("金"), StringComparison.Ordinal);

        _stage.Dispose();
        using var restarted = new TranscriptStage(_folder, _folder);
        var friend = new TranscriptPlayer(restarted);
        Assert.Contains("* survey completed colours", await friend.Play("> 黒", default), StringComparison.Ordinal);
        Assert.Contains("[金] [銀] [銅]", await friend.Play("> 色\n> はい\n> 青", default), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removed_survey_is_finished_by_those_who_are_in_it()
    {
        await Say("色", "はい");
        File.Delete(Path.Combine(_folder, "surveys", "colours.yaml"));
        _stage.Reload();

        Assert.Contains("* survey completed colours", await Say("赤", "白"), StringComparison.Ordinal);
        Assert.Contains("* unanswered text", await Say("色"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_remembered_and_the_survey_not_offered_again()
    {
        Assert.Single(Starter.Offers(Friend.FirstSeen("U2", SurveyChat.Noon)));

        await Say("色", "いいえ");

        var friend = await TheFriend();
        Assert.Equal(SurveyStanding.Declined, friend.Survey("colours")!.Standing);
        Assert.Empty(Starter.Offers(friend));
        Assert.Contains("同意", await Say("色"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_survey_sets_the_first_aside_only_where_its_keyword_is_no_answer()
    {
        Assert.Contains("「色のアンケート」はここでお休みします。", await Say("色", "はい", "形"), StringComparison.Ordinal);

        // To a question for free words, a keyword is an answer like any other.
        Assert.Contains("* answered shapes.shape: 色", await Say("はい", "色"), StringComparison.Ordinal);
        Assert.Equal(SurveyStanding.Stopped, (await TheFriend()).Survey("colours")!.Standing);
    }

    [Fact]
    public async Task Every_answer_is_kept_with_its_version_also_those_changed_later()
    {
        await Say("色", "はい", "赤", "戻る", "青", "白", "色", "はい", "赤", "黒");

        var answers = await Answers();
        Assert.Equal(["赤", "青", "白", "赤", "黒"], answers.Select(answer => answer.Value.ToString()));
        Assert.All(answers, answer => Assert.Equal(Version("colours"), answer.Version));
        Assert.Equal(2, answers.Select(answer => answer.Run).Distinct().Count());
        var standing = (await TheFriend()).Survey("colours")!;
        Assert.Equal((SurveyStanding.Completed, 2), (standing.Standing, standing.TimesCompleted));
    }

    [Fact]
    public async Task Old_buttons_write_nothing()
    {
        await Say("色", "はい", "赤");
        var before = await _stage.Store.Get(SurveyCollections.Conversations, TranscriptPlayer.SomeFriend, default);

        Assert.Contains("とお答えいただいています", await Say("[赤]"), StringComparison.Ordinal);

        Assert.Equal(before!.Version, (await _stage.Store.Get(SurveyCollections.Conversations, TranscriptPlayer.SomeFriend, default))!.Version);
        Assert.Single(await Answers());
    }

    [Fact]
    public async Task Results_count_the_latest_answer_of_each_friend()
    {
        await Say("色", "はい", "赤", "戻る", "青", "白");
        await new TranscriptPlayer(_stage, "U2").Play("> 色\n> はい\n> 青\n> やめる", default);
        await new TranscriptPlayer(_stage, "U3").Play("> 色\n> いいえ", default);

        var results = (await Results.Read(Survey("colours"), default))!;

        Assert.Equal((3, 1, 1, 1), (results.Started, results.Completed, results.Declined, results.Stopped));
        Assert.Equal(
            [("赤", 0, 0.0), ("青", 2, 1.0)],
            results.Questions[0].Counts.Select(count => (count.Label, count.Count, count.Share)));
        Assert.Equal(1, results.Questions[1].Answered);
    }

    [Fact]
    public async Task Written_answers_are_listed_newest_first_and_grades_have_a_mean()
    {
        await Say("形", "はい", "まる🍥", "3");
        await new TranscriptPlayer(_stage, "U2").Play("@ +1h\n> 形\n> はい\n> しかく\n> 2", default);

        var (page, next) = await Results.Texts("shapes", "shape", 1, null, default);
        var (rest, _) = await Results.Texts("shapes", "shape", 1, next, default);

        Assert.Equal(["しかく", "まる🍥"], page.Concat(rest).Select(text => text.Text));
        Assert.Equal(2.5, (await Results.Read(Survey("shapes"), default))!.Questions[1].Mean);
    }

    [Fact]
    public async Task An_erased_friend_leaves_counts_and_nothing_personal()
    {
        await Say("形", "はい", "わたしの秘密", "3", "色", "はい", "赤", "戻る", "青", "白");

        var receipt = await _stage.Services.GetRequiredService<FriendErasure>().Erase(TranscriptPlayer.SomeFriend, default);

        Assert.NotNull(receipt);
        Assert.Null(await _stage.Store.Get(SurveyCollections.Conversations, TranscriptPlayer.SomeFriend, default));
        Assert.All(await Answers(), answer => Assert.Equal(("", "", null), (answer.FriendId, answer.Run, answer.Value.Text)));
        var colours = (await Results.Read(Survey("colours"), default))!;
        Assert.Equal(1, colours.Completed);
        Assert.Equal([0, 1], colours.Questions[0].Counts.Select(count => count.Count));
    }

    [Fact]
    public async Task A_place_that_was_taken_back_with_its_message_is_free_once_and_an_erased_friends_too()
    {
        Write("seats", Colours
            .Replace("colours", "seats", StringComparison.Ordinal).Replace("[色], greeting: 色を答える", "[席]", StringComparison.Ordinal)
            .Replace("questions:", "time-limit: 1h\nquestions:", StringComparison.Ordinal)
            .Replace("[赤, 青]", "[{ label: 前, places: 2 }, 後]", StringComparison.Ordinal));
        _stage.Reload();
        Assert.Empty(_stage.Errors);
        await new TranscriptPlayer(_stage, "U2").Play("> 席\n> はい\n> 前\n> 黒", default);
        await Say("席", "はい", "前");

        // Taken back while another survey is present, and then the hour is over.
        await Starter.Begin(TranscriptPlayer.SomeFriend, "colours", FactSource.Staff(), default);
        Assert.Equal(2, await Taken());
        await Say("(unsend)");
        Assert.Equal(1, await Taken());
        await _friend.Play("@ +2h", default);
        Assert.Equal(1, await Taken());

        await _stage.Services.GetRequiredService<FriendErasure>().Erase("U2", default);
        Assert.Equal(0, await Taken());

        async Task<int> Taken() => (await _stage.Store.Get(SurveyCollections.Places, "seats", default))!.Value.Count("first/前");
    }

    [Theory]
    [InlineData("普通", "普通")]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData(" -2", "\"' -2\"")]
    [InlineData("＠SUM", "\"'＠SUM\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("a,\"b\"\n", "\"a,\"\"b\"\"\n\"")]
    [InlineData("", "")]
    public void A_cell_of_the_CSV_is_never_a_formula(string text, string cell) => Assert.Equal(cell, CsvText.Cell(text));

    private SurveyStarter Starter => _stage.Services.GetRequiredService<SurveyStarter>();

    private SurveyResultsReader Results => _stage.Services.GetRequiredService<SurveyResultsReader>();

    private Survey Survey(string id) => _stage.Services.GetRequiredService<SurveyBook>().Find(id)!;

    private string Version(string id) => Survey(id).Version;

    private Task<string> Say(params string[] lines) => _friend.Play(string.Join('\n', lines.Select(line => $"> {line}")), default);

    private async Task<Friend> TheFriend() => (await _stage.Store.Get(FriendCollections.Friends, TranscriptPlayer.SomeFriend, default))!.Value;

    private async Task<IReadOnlyList<Answer>> Answers() =>
        [.. (await _stage.Store.Find(new Query<Answer>(SurveyCollections.Answers, Filter.Everything) { OrderBy = "at" }, default)).Items.Select(stored => stored.Value)];

    private void Write(string id, string yaml) => File.WriteAllText(Path.Combine(_folder, "surveys", $"{id}.yaml"), yaml);
}
