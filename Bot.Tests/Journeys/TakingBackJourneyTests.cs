using System.Text;

namespace Bot.Tests.Journeys;

/// <summary>Friends who change or take back what they said, and what LINE notices of them.</summary>
public abstract class TakingBackJourneyTests : Journey
{
    private const string Secret = "隠し味はチョコレートでした";

    private protected TakingBackJourneyTests(TestStore store)
        : base(store, own => Visit.AtNoon(store: own))
    {
    }

    [Fact]
    public async Task Words_that_are_taken_back_are_nowhere_any_more_and_that_they_were_is_known()
    {
        var phone = await _bot.Friend();
        await phone.Ask(Secret);
        Assert.NotEmpty(await Traces(Secret));

        await TakesBack(phone, Secret);

        Assert.Empty(await Traces(Secret));
        Assert.Contains("messageUnsent", (await _marketer.Timeline(phone.UserId)).Select(entry => entry.Kind));
        Assert.DoesNotContain(Secret, (await _marketer.Get($"friends/{phone.UserId}/export")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_taken_back_says_nothing_of_the_friend_any_more_and_the_others_go_on_saying_it()
    {
        var phone = await _bot.Friend();
        await phone.Takes("辛さ");
        await phone.Ask("カラクチ");
        await phone.Ask("ちーず");
        await phone.Choose("はじめて");
        await phone.Ask(Secret);
        Assert.Equal(1, await _marketer.Count("tag = 辛口 and attribute(トッピング) = チーズ and answered(spice-level.request)"));

        await TakesBack(phone, Secret);
        Assert.Empty(await Traces(Secret));
        Assert.Equal((0, 1), (await _marketer.Count("answered(spice-level.request)"), await _marketer.Count("tag = 辛口 and attribute(トッピング) = チーズ")));

        await TakesBack(phone, "カラクチ");
        Assert.Empty(await _marketer.TagsOf(phone.UserId));
        Assert.Equal((0, 1), (await _marketer.Count("answered(spice-level.spice)"), await _marketer.Count("attribute(トッピング) = チーズ and completed(spice-level)")));
        Assert.Empty(await Traces("カラクチ"));

        // What finishing the survey gave stays, and that something was said there, nobody knows what.
        Assert.Single(await _marketer.Issues("first-10off"), issue => issue.GetProperty("userId").GetString() == phone.UserId);
        var questions = (await _marketer.Get("surveys/spice-level/results")).GetProperty("questions").EnumerateArray()
            .Select(question => (question.GetProperty("answered").GetInt32(), question.GetProperty("erased").GetInt32()));
        Assert.Equal([(0, 1), (1, 0), (1, 0), (0, 1)], questions);
    }

    [Fact]
    public async Task In_the_middle_of_a_survey_the_friend_goes_on_where_they_are()
    {
        var phone = await _bot.Friend();
        await phone.Takes("辛さ");
        await phone.Ask("カラクチ");

        await TakesBack(phone, "カラクチ");
        Assert.Empty(await _marketer.TagsOf(phone.UserId));

        Assert.Contains("ご来店", (await phone.Choose("チーズ"))[0].Text, StringComparison.Ordinal);
        await phone.Choose("はじめて");
        Assert.Contains("ありがとうございました", (await phone.Choose("スキップ"))[0].Text, StringComparison.Ordinal);
        Assert.Equal(1, await _marketer.Count("completed(spice-level) and not answered(spice-level.spice)"));
    }

    [Fact]
    public async Task An_answer_given_anew_stays_when_the_old_one_is_taken_back()
    {
        var phone = await _bot.Friend();
        await phone.Takes("辛さ");
        await phone.Ask("アマクチ");
        await phone.Choose("はじめて");
        await phone.Ask(Secret);
        await phone.Takes("辛さ", "中辛", "年に数回", "スキップ");

        await TakesBack(phone, "アマクチ");
        await TakesBack(phone, Secret);

        Assert.Equal(["中辛"], await _marketer.TagsOf(phone.UserId));
        Assert.Equal(1, await _marketer.Count("answer(spice-level.spice) = 中辛 and attribute(来店頻度) = 年に数回"));
        Assert.Empty(await Traces("アマクチ", Secret));
    }

    [Fact]
    public async Task An_edited_text_takes_the_place_of_the_old_one()
    {
        var phone = await _bot.Friend();
        await phone.Ask(Secret);
        await phone.Edit(await MessageOf(phone, Secret), "隠し味はりんごでした");

        await BotApplication.Until(async () => (await _marketer.Timeline(phone.UserId)).Any(entry => entry.Kind == "messageEdited"), "the edit is on the timeline");
        Assert.Empty(await Traces(Secret));
        Assert.NotEmpty(await Traces("隠し味はりんごでした"));
    }

    [Fact]
    public async Task Films_watched_beacons_heard_and_accounts_linked_are_on_the_timeline_and_nothing_is_said()
    {
        var phone = await _bot.Friend();
        await _bot.Line.PostAsync("/sim/users/" + phone.UserId + "/read", null);
        var shown = (await phone.Screen()).Messages.Count;
        await phone.ComeNear("d41d8cd98f");
        await phone.Link("nonce-1");
        await phone.Link("nonce-2", ok: false);
        await phone.ComeNear("d41d8cd98e");

        await BotApplication.Until(async () => (await _marketer.Timeline(phone.UserId)).Contains(("beaconHeard", "d41d8cd98e")), "the last is on the timeline");
        Assert.Single(await _marketer.Timeline(phone.UserId), entry => entry.Kind == "accountLinked");
        Assert.Equal(shown, (await phone.Screen()).Messages.Count);
    }

    private async Task TakesBack(Bot.Tests.Simulator.SimulatedPhone phone, string words)
    {
        var before = (await _marketer.Timeline(phone.UserId)).Count(entry => entry.Kind == "messageUnsent");
        await phone.Unsend(await MessageOf(phone, words));
        await BotApplication.Until(
            async () => (await _marketer.Timeline(phone.UserId)).Count(entry => entry.Kind == "messageUnsent") > before,
            "the message that was taken back is on the timeline");
    }

    private static async Task<string> MessageOf(Bot.Tests.Simulator.SimulatedPhone phone, string words) =>
        (await phone.Screen()).Messages.Last(message => message.Via == "friend" && message.Text == words).Id;

    private async Task<IReadOnlyList<string>> Traces(params string[] texts)
    {
        var file = await _store.Everything();
        return [.. texts.Where(text => file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0)];
    }
}
