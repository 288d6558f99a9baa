using System.Diagnostics;

namespace Bot.Campaigns;

/// <summary>The life of a campaign, as a table: what may happen in which state, and what it leads to.</summary>
public static class CampaignMachine
{
    private enum Trigger
    {
        Edit,
        Ask,
        Return,
        Approve,
        Postpone,
        Start,
        Choose,
        Freeze,
        Send,
        Pause,
        Resume,
        Cancel,
        Finish,
    }

    /// <summary>The campaign after this step, or null when the step cannot happen in its state.</summary>
    public static Campaign? After(Campaign campaign, CampaignStep step)
    {
        var (trigger, changed) = Change(campaign, step);
        var machine = Machine(changed, state => changed = changed with { State = state });
        if (!machine.CanFire(trigger))
        {
            return null;
        }

        machine.Fire(trigger);
        return changed.State == CampaignState.Paused ? changed : changed with { Pause = null };
    }

    /// <summary>What a person may do with it now.</summary>
    public static bool Allows(Campaign campaign, CampaignStep step) => After(campaign, step) is not null;

    /// <summary>The table as a Mermaid diagram.</summary>
    public static string Diagram() => MermaidGraph.Format(
        Machine(new Campaign { Id = "", Name = "", Condition = "", Content = new CampaignContent(), CreatedAt = default, UpdatedAt = default }).GetInfo());

    private static StateMachine<CampaignState, Trigger> Machine(Campaign campaign, Action<CampaignState>? moved = null)
    {
        var state = campaign.State;
        var machine = new StateMachine<CampaignState, Trigger>(() => state, next => moved?.Invoke(state = next));

        machine.Configure(CampaignState.Draft)
            .PermitReentry(Trigger.Edit)
            .Permit(Trigger.Ask, CampaignState.AwaitingApproval)
            .Permit(Trigger.Approve, CampaignState.Scheduled);

        machine.Configure(CampaignState.AwaitingApproval)
            .Permit(Trigger.Edit, CampaignState.Draft)
            .Permit(Trigger.Return, CampaignState.Draft)
            .Permit(Trigger.Approve, CampaignState.Scheduled);

        machine.Configure(CampaignState.Scheduled)
            .PermitReentry(Trigger.Postpone)
            .Permit(Trigger.Start, CampaignState.Freezing)
            .Permit(Trigger.Pause, CampaignState.Paused)
            .Permit(Trigger.Cancel, CampaignState.Cancelled);

        machine.Configure(CampaignState.Freezing)
            .PermitReentry(Trigger.Choose)
            .PermitReentry(Trigger.Freeze)
            .Permit(Trigger.Send, CampaignState.Sending)
            .Permit(Trigger.Pause, CampaignState.Paused)
            .Permit(Trigger.Cancel, CampaignState.Cancelled);

        machine.Configure(CampaignState.Sending)
            .PermitDynamic(
                Trigger.Finish,
                () => campaign.Counts is { Failed: > 0, Sent: 0, Uncertain: 0 } ? CampaignState.Failed : CampaignState.Sent,
                possibleDestinationStates: new() { { CampaignState.Sent, "somebody got it" }, { CampaignState.Failed, "nobody got it" } })
            .Permit(Trigger.Pause, CampaignState.Paused)
            .Permit(Trigger.Cancel, CampaignState.Cancelled);

        machine.Configure(CampaignState.Paused)
            .PermitReentry(Trigger.Postpone)
            .PermitReentry(Trigger.Pause)
            .PermitDynamic(
                Trigger.Resume,
                () => campaign.Pause?.From ?? CampaignState.Scheduled,
                possibleDestinationStates: new()
                {
                    { CampaignState.Scheduled, "paused before its time" },
                    { CampaignState.Freezing, "paused while freezing" },
                    { CampaignState.Sending, "paused while sending" },
                })
            .Permit(Trigger.Cancel, CampaignState.Cancelled);

        machine.Configure(CampaignState.Cancelled)
            .PermitReentry(Trigger.Finish);

        machine.Configure(CampaignState.Sent);
        machine.Configure(CampaignState.Failed);
        return machine;
    }

    // Who saves it as it was has written nothing: the words are still those of whoever did.
    private static Campaign WrittenBy(string? writer, Campaign before, Campaign after) =>
        writer is null || DraftDigest.Of(after with { State = before.State, Request = before.Request }) == DraftDigest.Of(before) ? after : after with { Writers = [writer] };

    // What each step writes into the campaign, whatever the state: the table above says whether it may.
    private static (Trigger Trigger, Campaign Changed) Change(Campaign campaign, CampaignStep step) => step switch
    {
        CampaignStep.Edit(var draft, var at, var writer) => (Trigger.Edit, WrittenBy(writer, campaign, campaign with
        {
            Name = draft.Name,
            Condition = draft.Condition,
            SegmentId = draft.SegmentId,
            Content = draft.Content,
            OtherContents = draft.OtherContents,
            Split = draft.Split,
            Links = draft.Links,
            Preview = null,
            Request = null,
            UpdatedAt = at,
        })),
        CampaignStep.Ask(var request) => (Trigger.Ask, campaign with { Request = request, UpdatedAt = request.At }),
        CampaignStep.Return(var at) => (Trigger.Return, campaign with { Request = null, UpdatedAt = at }),
        CampaignStep.Approve(var approval, var sendAt) => (Trigger.Approve, campaign with
        {
            Approval = approval,
            SendAt = sendAt,
            DueAt = sendAt,
            UpdatedAt = approval.At,
        }),
        CampaignStep.Postpone(var reason, var until) => (Trigger.Postpone, campaign with
        {
            SendAt = campaign.State == CampaignState.Scheduled ? until : campaign.SendAt,
            Pause = campaign.Pause is { } pause ? pause with { Cause = PauseCause.QuietHours, Reason = reason } : null,
            DueAt = until,
        }),
        CampaignStep.Start(var personal, var at) => (Trigger.Start, campaign with
        {
            StartedAt = at,
            Freeze = new CampaignFreeze(personal, Messages: 0, Friends: 0),
            DueAt = at,
        }),
        CampaignStep.Choose(var complete) => (Trigger.Choose, campaign with
        {
            Freeze = complete is { } left && campaign.Freeze is { } begun
                ? begun with { Chosen = begun.Friends + left, LastFriend = null }
                : campaign.Freeze,
        }),
        CampaignStep.Freeze(var progress) => (Trigger.Freeze, campaign with { Freeze = progress }),
        CampaignStep.Send(var progress, var at) => (Trigger.Send, campaign with
        {
            Freeze = progress with { Complete = true },
            SendingAt = at,
            DueAt = at,
        }),
        CampaignStep.Pause(var cause, var reason, var at, var until) => (Trigger.Pause, campaign with
        {
            Pause = new CampaignPause(cause, reason, at, campaign.Pause?.From ?? campaign.State),
            DueAt = until,
            UpdatedAt = at,
        }),
        CampaignStep.Resume(var at, var accepted) => (Trigger.Resume, campaign with
        {
            Approval = accepted is { } audience && campaign.Approval is { } approval ? approval with { Audience = audience } : campaign.Approval,
            DueAt = campaign.Pause?.From == CampaignState.Scheduled && campaign.SendAt > at ? campaign.SendAt : at,
            UpdatedAt = at,
        }),
        CampaignStep.Cancel(var at) => (Trigger.Cancel, campaign with
        {
            FinishedAt = at,
            Freeze = campaign.Freeze is { } freeze ? freeze with { LastFriend = null } : null,
            Counts = campaign.Freeze is null ? CampaignCounts.None : null,
            DueAt = campaign.Freeze is null ? null : at,
            UpdatedAt = at,
        }),
        CampaignStep.Finish(var counts, var reasons, var at) => (Trigger.Finish, campaign with
        {
            Counts = counts,
            Reasons = reasons,
            FinishedAt = campaign.FinishedAt ?? at,
            DueAt = null,
        }),
        _ => throw new UnreachableException(),
    };
}
