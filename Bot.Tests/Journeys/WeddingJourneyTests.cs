using Bot.Tests.Simulator;

namespace Bot.Tests.Journeys;

/// <summary>The wedding company: several tags at once, and questions only where they apply.</summary>
public abstract class WeddingJourneyTests : Journey
{
    private protected WeddingJourneyTests(TestStore store)
        : base(store, own => new BotApplication(store: own))
    {
    }

    [Fact]
    public async Task Each_couple_is_asked_what_applies_to_them_and_gets_the_tags_of_their_answers()
    {
        await Couple(["婚約中", "いる", "検討している", "費用", "決定"], ["婚約中", "子供あり", "結婚式検討"]);
        await Couple(["婚約中", "いない", "日取りが決まっている", "スキップ", "お料理", "ドレスと和装", "決定"], ["婚約中", "子供なし", "結婚式予定"]);
        await Couple(["結婚している", "1年未満", "いない", "もう挙げた", "5"], ["結婚1年未満", "子供なし", "結婚式済"]);
        await Couple(["結婚している", "3年以上", "いる", "もう挙げた", "3"], ["結婚3年以上", "子供あり", "結婚式済"]);
        await Couple(["結婚している", "1年以上3年未満", "いない", "検討している", "とくにない", "決定"], ["子供なし", "結婚式検討"]);
        await Couple(["どちらでもない", "考えていない"], []);

        Assert.Equal(1, await _marketer.Count("tag = 婚約中 and tag = 結婚式検討 and tag = 子供あり"));
        Assert.Equal(2, await _marketer.Count("tag = 婚約中"));
        Assert.Equal(2, await _marketer.Count("tag = 結婚式済 and not tag = 婚約中"));
        Assert.Equal(3, await _marketer.Count("completed(wedding) and tag = 子供なし"));
        Assert.Equal(6, await _marketer.Count("completed(wedding)"));
        Assert.Equal(6, (await _marketer.Issues("fair-welcome-drink")).Select(issue => issue.GetProperty("code").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task A_new_answer_moves_the_couple_within_a_group_and_keeps_the_history()
    {
        var couple = await Couple(["婚約中", "いない", "日取りが決まっている", "スキップ", "とくにない", "決定"], ["婚約中", "子供なし", "結婚式予定"]);

        await couple.Takes("結婚式", "結婚している", "1年未満", "いない", "もう挙げた", "5");

        Assert.Equal(["子供なし", "結婚1年未満", "結婚式済"], (await _marketer.TagsOf(couple.UserId)).Order(StringComparer.Ordinal));
        var history = (await _marketer.Timeline(couple.UserId)).Where(entry => entry.Kind is "tagAdded" or "tagRemoved").ToList();
        Assert.Equal(
            ["tagAdded 婚約中", "tagRemoved 婚約中", "tagAdded 結婚1年未満"],
            history.Where(entry => entry.About is "婚約中" or "結婚1年未満").Select(entry => $"{entry.Kind} {entry.About}").OrderBy(text => text.Contains("結婚1年未満", StringComparison.Ordinal)));
        Assert.Contains(("tagRemoved", "結婚式予定"), history);
        Assert.Contains(("tagAdded", "結婚式済"), history);
    }

    [Fact]
    public async Task The_wedding_day_is_picked_on_a_calendar_and_can_be_asked_for()
    {
        var couple = await _bot.Friend();
        await couple.Takes("ウェディング", "婚約中", "いない", "日取りが決まっている");
        var answer = await couple.Choose("日付を選ぶ", "2028-02-29");

        Assert.Contains("気になること", answer[0].Text, StringComparison.Ordinal);
        Assert.Equal(1, await _marketer.Count("attribute(挙式予定日) on 2028-02-29"));
        Assert.Equal(0, await _marketer.Count("attribute(挙式予定日) before 2028-02-29"));
    }

    private async Task<SimulatedPhone> Couple(string[] answers, string[] tags)
    {
        var couple = await _bot.Friend();
        var last = await couple.Takes("結婚式", answers);
        Assert.Equal("flex", last[^1].Type);
        Assert.Equal(tags, await _marketer.TagsOf(couple.UserId));
        return couple;
    }
}
