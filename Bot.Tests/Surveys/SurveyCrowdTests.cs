using System.Net.Http.Json;
using System.Text.Json;
using Bot.Definitions;
using Bot.Friends;
using Bot.Storage;
using Bot.Surveys;
using Bot.Surveys.Definitions;
using Bot.Webhook;


namespace Bot.Tests.Surveys;

/// <summary>Many friends at once, through LINE's webhooks.</summary>
public sealed class SurveyCrowdTests : IDisposable
{
    private const string Tasting = """
        id: tasting
        title: 試食会
        purpose: お席の確保のため
        start: { keywords: [試食会] }
        time-limit: 1h
        questions:
          - id: session
            kind: choice
            text: どちらの回に？
            options: [{ label: 土曜, places: 100, tags: [土曜の回] }, キャンセル待ち]
        finish: { messages: [お待ちしています。] }
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("crowd-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Of_500_friends_racing_for_100_places_exactly_100_get_one()
    {
        Write(Tasting);
        using var bot = new BotApplication(new() { ["Definitions:Root"] = _root });
        var crowd = await Crowd(bot, 500);

        await Task.WhenAll(crowd.Select(async id =>
        {
            foreach (var words in new[] { "試食会", "はい", "土曜" })
            {
                await Say(bot, id, words);
            }
        }));

        await BotApplication.Until(
            async () => await bot.Store.Count(SurveyCollections.Milestones, Filter.Equal("reached", FieldValue.Of(SurveyStanding.Completed)), default) == 100
                && await bot.Store.Count(InboxCollections.Inbox, new Filter.Exists("dueAt"), default) == 0,
            "all events are taken",
            TimeSpan.FromSeconds(90));
        Assert.Equal(100, (await bot.Store.Get(SurveyCollections.Places, "tasting", default))!.Value.Count("session/土曜"));
        Assert.Equal(100, await bot.Store.Count(FriendCollections.Friends, Filter.Equal("tags.name", "土曜の回"), default));
        Assert.Equal(100, await bot.Store.Count(SurveyCollections.Answers, Filter.Equal("survey", "tasting"), default));

        // A place that is given back is free for the next.
        var lucky = (await bot.Store.Find(new Query<Friend>(FriendCollections.Friends, Filter.Equal("tags.name", "土曜の回")) { Limit = 1 }, default)).Items[0].Value.Id;
        await Say(bot, lucky, "試食会");
        await Say(bot, lucky, "はい");
        await Say(bot, lucky, "キャンセル待ち");
        await BotApplication.Until(async () => (await bot.Store.Get(SurveyCollections.Places, "tasting", default))!.Value.Count("session/土曜") == 99, "the place is free");
    }

    [Fact]
    public async Task A_definition_edited_under_2000_conversations_lets_each_finish_on_its_version()
    {
        Write(Tasting);
        using var bot = new BotApplication(new() { ["Definitions:Root"] = _root });
        var crowd = await Crowd(bot, 2_000);
        var survey = SurveyDefinition.Read(new YamlFile("surveys/tasting.yaml", Tasting), new Problems("surveys/tasting.yaml"))!;
        await Begun(bot, survey, crowd);

        Write(Tasting.Replace("[{ label: 土曜, places: 100, tags: [土曜の回] }, キャンセル待ち]", "[日曜, 月曜]", StringComparison.Ordinal));
        await BotApplication.Until(
            async () => !(await bot.Api.GetStringAsync("/api/surveys/tasting")).Contains("キャンセル待ち", StringComparison.Ordinal),
            "the edit is live");
        await Task.WhenAll(crowd.Select(id => Say(bot, id, "キャンセル待ち")));

        await BotApplication.Until(
            async () => await bot.Store.Count(SurveyCollections.Milestones, Filter.Equal("reached", FieldValue.Of(SurveyStanding.Completed)), default) == crowd.Count,
            "everybody has finished",
            TimeSpan.FromSeconds(90));
        var answers = await bot.Store.Everything(new Query<Answer>(SurveyCollections.Answers, Filter.Everything) { Limit = 1_000 }, default).ToListAsync();
        Assert.Equal(crowd.Count, answers.Select(answer => answer.Value.FriendId).Distinct().Count());
        Assert.All(answers, answer => Assert.Equal((survey.Version, "キャンセル待ち"), (answer.Value.Version, answer.Value.Value.ToString())));
    }

    // As though each had written the keyword and agreed.
    private static async Task Begun(BotApplication bot, Survey survey, IReadOnlyList<string> crowd)
    {
        var now = StoredTime.Truncate(bot.Clock.GetUtcNow());
        var commit = new Commit().Insert(SurveyCollections.Versions, new SurveyVersion(survey.Id, survey.Version, survey.Path, survey.Yaml));
        foreach (var id in crowd)
        {
            var occasion = new Occasion(Friend.FirstSeen(id, now), now, SurveyChat.Tokyo);
            var begun = SurveyMachine.Begin(survey, id[^10..], occasion).Run;
            var agreed = SurveyMachine.Take(survey, begun, new SurveyInput.Typed("はい"), occasion).Run;
            commit.Insert(SurveyCollections.Conversations, new Conversation { Id = id, Survey = survey.Id, Version = survey.Version, Run = agreed, StartedAt = now, At = now });
        }

        Assert.IsType<CommitResult.Committed>(await bot.Store.Commit(commit, default));
    }

    private static async Task<IReadOnlyList<string>> Crowd(BotApplication bot, int count)
    {
        var bulk = await (await bot.Line.PostAsJsonAsync("/sim/users/bulk", new { count, follow = false })).Content.ReadFromJsonAsync<JsonElement>();
        return [.. bulk.GetProperty("ids").EnumerateArray().Select(id => id.GetString()!)];
    }

    private static async Task Say(BotApplication bot, string id, string words) =>
        (await bot.Line.PostAsJsonAsync($"/sim/users/{id}/message", new { text = words })).EnsureSuccessStatusCode();

    private void Write(string yaml)
    {
        Directory.CreateDirectory(Path.Combine(_root, "surveys"));
        File.WriteAllText(Path.Combine(_root, "surveys", "tasting.yaml"), yaml);
    }
}
