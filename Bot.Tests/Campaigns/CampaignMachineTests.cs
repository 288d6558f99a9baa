using Bot.Campaigns;

namespace Bot.Tests.Campaigns;

public class CampaignMachineTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);
    private static readonly Words Why = new("止めます", "Stopped");

    private static readonly Dictionary<string, CampaignStep> Steps = new()
    {
        ["edit"] = new CampaignStep.Edit(new CampaignDraft("新しい名前", "all", null, new CampaignContent()), Noon),
        ["ask"] = new CampaignStep.Ask(new ApprovalRequest("店員", Noon, "hash", 10)),
        ["return"] = new CampaignStep.Return(Noon),
        ["approve"] = new CampaignStep.Approve(new CampaignApproval("店長", Noon, "hash", 10, null), Noon),
        ["postpone"] = new CampaignStep.Postpone(Why, Noon),
        ["start"] = new CampaignStep.Start(Personal: false, Noon),
        ["choose"] = new CampaignStep.Choose(500),
        ["freeze"] = new CampaignStep.Freeze(new CampaignFreeze(false, 1, 500)),
        ["send"] = new CampaignStep.Send(new CampaignFreeze(false, 1, 500), Noon),
        ["pause"] = new CampaignStep.Pause(PauseCause.Person, Why, Noon),
        ["resume"] = new CampaignStep.Resume(Noon),
        ["cancel"] = new CampaignStep.Cancel(Noon),
        ["finish"] = new CampaignStep.Finish(new CampaignCounts(10, 0, 0, 0, 0), CampaignReasons.None, Noon),
    };

    private static readonly Dictionary<CampaignState, string[]> Possible = new()
    {
        [CampaignState.Draft] = ["edit→Draft", "ask→AwaitingApproval", "approve→Scheduled"],
        [CampaignState.AwaitingApproval] = ["edit→Draft", "return→Draft", "approve→Scheduled"],
        [CampaignState.Scheduled] = ["postpone→Scheduled", "start→Freezing", "pause→Paused", "cancel→Cancelled"],
        [CampaignState.Freezing] = ["choose→Freezing", "freeze→Freezing", "send→Sending", "pause→Paused", "cancel→Cancelled"],
        [CampaignState.Sending] = ["pause→Paused", "cancel→Cancelled", "finish→Sent"],
        [CampaignState.Paused] = ["postpone→Paused", "pause→Paused", "resume→Sending", "cancel→Cancelled"],
        [CampaignState.Sent] = [],
        [CampaignState.Cancelled] = ["finish→Cancelled"],
        [CampaignState.Failed] = [],
    };

    [Theory]
    [InlineData(CampaignState.Draft)]
    [InlineData(CampaignState.AwaitingApproval)]
    [InlineData(CampaignState.Scheduled)]
    [InlineData(CampaignState.Freezing)]
    [InlineData(CampaignState.Sending)]
    [InlineData(CampaignState.Paused)]
    [InlineData(CampaignState.Sent)]
    [InlineData(CampaignState.Cancelled)]
    [InlineData(CampaignState.Failed)]
    public void In_each_state_exactly_the_steps_of_the_table_can_happen(CampaignState state)
    {
        var campaign = In(state);

        var happened = Steps
            .Select(step => (step.Key, After: CampaignMachine.After(campaign, step.Value)))
            .Where(step => step.After is not null)
            .Select(step => $"{step.Key}→{step.After!.State}");

        Assert.Equal(Possible[state], happened);
    }

    [Theory]
    [InlineData(CampaignState.Scheduled)]
    [InlineData(CampaignState.Freezing)]
    [InlineData(CampaignState.Sending)]
    public void A_pause_goes_on_where_it_began(CampaignState from)
    {
        var paused = CampaignMachine.After(In(from), Steps["pause"])!;
        var again = CampaignMachine.After(paused, new CampaignStep.Pause(PauseCause.Person, new("もう一度", "Once more"), Noon))!;

        var resumed = CampaignMachine.After(again, Steps["resume"])!;

        Assert.Equal(from, resumed.State);
        Assert.Null(resumed.Pause);
    }

    [Fact]
    public void A_paused_schedule_that_is_resumed_early_still_waits_for_its_time()
    {
        var scheduled = In(CampaignState.Scheduled) with { SendAt = Noon.AddHours(5), DueAt = Noon.AddHours(5) };

        var resumed = CampaignMachine.After(CampaignMachine.After(scheduled, Steps["pause"])!, Steps["resume"])!;

        Assert.Equal(Noon.AddHours(5), resumed.DueAt);
    }

    [Fact]
    public void A_person_who_pauses_at_night_keeps_it_from_going_on_in_the_morning()
    {
        var night = CampaignMachine.After(In(CampaignState.Sending), new CampaignStep.Pause(PauseCause.QuietHours, Why, Noon, Noon.AddHours(12)))!;
        Assert.Equal(Noon.AddHours(12), night.DueAt);

        var held = CampaignMachine.After(night, Steps["pause"])!;

        Assert.Null(held.DueAt);
        Assert.Equal(PauseCause.Person, held.Pause!.Cause);
        Assert.Equal(CampaignState.Sending, held.Pause.From);
    }

    [Theory]
    [InlineData(10, 0, 0, CampaignState.Sent)]
    [InlineData(1, 9, 0, CampaignState.Sent)]
    [InlineData(0, 10, 0, CampaignState.Failed)]
    [InlineData(0, 9, 1, CampaignState.Sent)]
    [InlineData(0, 0, 0, CampaignState.Sent)]
    public void It_failed_when_LINE_refused_it_for_everybody(int sent, int failed, int uncertain, CampaignState expected)
    {
        var over = CampaignMachine.After(In(CampaignState.Sending), new CampaignStep.Finish(new CampaignCounts(sent, 0, failed, uncertain, 0), CampaignReasons.None, Noon))!;

        Assert.Equal(expected, over.State);
        Assert.Null(over.DueAt);
    }

    [Fact]
    public void Editing_forgets_the_preview()
    {
        var previewed = In(CampaignState.Draft) with { Preview = new PreviewRecord("hash", "digest", "all", 10, Noon) };

        Assert.Null(CampaignMachine.After(previewed, Steps["edit"])!.Preview);
    }

    [Fact]
    public void A_cancelled_campaign_keeps_no_friend()
    {
        var freezing = In(CampaignState.Freezing) with { Freeze = new CampaignFreeze(false, 1, 500) { LastFriend = "U1" } };

        var cancelled = CampaignMachine.After(freezing, Steps["cancel"])!;

        Assert.Null(cancelled.Freeze!.LastFriend);
        Assert.Equal(Noon, cancelled.DueAt);
    }

    [Fact]
    public void The_diagram_of_the_documentation_is_that_of_the_machine()
    {
        Assert.Contains(CampaignMachine.Diagram(), File.ReadAllText(Path.Combine(BotApplication.Repository, "docs", "campaigns.md")), StringComparison.Ordinal);
    }

    private static Campaign In(CampaignState state) => new()
    {
        Id = "c1",
        Name = "新商品のお知らせ",
        Condition = "all",
        Content = new CampaignContent(),
        State = state,
        CreatedAt = Noon,
        UpdatedAt = Noon,
        Pause = state == CampaignState.Paused ? new CampaignPause(PauseCause.Person, Why, Noon, CampaignState.Sending) : null,
    };
}
