using Bot.Calendar;
using Bot.Instances;
using Bot.Outbox;
using Bot.Preferences;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>
/// Moves approved campaigns on by themselves: starts them when due, chooses their audience and writes it down, follows the outbox, keeps
/// quiet hours, and ends them. Everything it knows is in the store, so after a restart it goes on where it was.
/// </summary>
internal sealed partial class CampaignRunner(
    IDocumentStore store,
    CampaignStore campaigns,
    CampaignPreviewer previewer,
    CampaignAudience audience,
    CampaignFreezer freezer,
    CampaignTally tally,
    CampaignPace pace,
    CampaignCleanUp cleanUp,
    CampaignSignal signal,
    Leases leases,
    PreferenceStore preferences,
    TimeZoneInfo zone,
    TimeProvider clock,
    ILogger<CampaignRunner> log) : BackgroundService
{
    // Of real time, whatever the clock says: a simulated one may jump.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, Task> _underWay = [];

    // Two runners would do no harm, since each step is a write over the version it was decided on; only twice the work.
    private readonly Lease _lease = leases.Of(Roles.Campaigns);

    private DateTimeOffset Now => StoredTime.Truncate(clock.GetUtcNow());

    /// <summary>Takes every campaign that has something to do as far as it goes now.</summary>
    public async Task RunDue(CancellationToken ct)
    {
        foreach (var campaign in await campaigns.Due(Now, ct))
        {
            await Advance(campaign, ct);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _lease.UntilHeld(stoppingToken);
                await StartDue(stoppingToken);
                await signal.Wait(Look, stoppingToken);
            }
            catch (StoreException outage)
            {
                StoreFailed(outage);
                await Task.Delay(Look, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
        }

        await Task.WhenAll(_underWay.Values);
    }

    // Each campaign is a task of its own, so that writing down a million friends does not keep another from pausing.
    private async Task StartDue(CancellationToken ct)
    {
        foreach (var campaign in await campaigns.Due(Now, ct))
        {
            if (!_underWay.TryGetValue(campaign.Value.Id, out var task) || task.IsCompleted)
            {
                _underWay[campaign.Value.Id] = Task.Run(() => AdvanceOrLog(campaign, ct), CancellationToken.None);
            }
        }

        foreach (var (id, _) in _underWay.Where(entry => entry.Value.IsCompleted).ToList())
        {
            _underWay.Remove(id);
        }
    }

    private async Task AdvanceOrLog(Stored<Campaign> campaign, CancellationToken ct)
    {
        try
        {
            await Advance(campaign, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopping; the store knows how far it came.
        }
#pragma warning disable CA1031 // Whatever stopped one campaign must not stop the others; it is tried again at the next look.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            CampaignFailed(campaign.Value.Id, failure);
        }
    }

    private Task Advance(Stored<Campaign> campaign, CancellationToken ct) => campaign.Value.State switch
    {
        CampaignState.Scheduled => Start(campaign, ct),
        CampaignState.Freezing => Freeze(campaign, ct),
        CampaignState.Sending => Follow(campaign, ct),
        CampaignState.Paused => GoOn(campaign, ct),
        CampaignState.Cancelled => cleanUp.Finish(campaign.Value, ct),
        _ => Task.CompletedTask,
    };

    private async Task Start(Stored<Campaign> campaign, CancellationToken ct)
    {
        var quiet = await Quiet(ct);
        if (quiet.Include(Now, zone))
        {
            await Take(campaign, CampaignQuiet.Postpone(quiet, Now, zone), ct);
        }
        else
        {
            await Choose(campaign, ct);
        }
    }

    private async Task Freeze(Stored<Campaign> campaign, CancellationToken ct)
    {
        if (campaign.Value.Freeze is { Chosen: not null })
        {
            await freezer.Freeze(campaign, ct);
        }
        else if (await audience.BeginAgain(campaign, ct) is { } empty)
        {
            await Choose(empty, ct);
        }
    }

    // The audience is decided here and nowhere else, by one look. Whatever keeps it from being stored whole means another look.
    private async Task Choose(Stored<Campaign> campaign, CancellationToken ct)
    {
        var gate = await audience.Gate(ct);
        var (look, problems) = await previewer.Look(campaign.Value, Now, ct);
        var stop = look switch
        {
            null => Stop(PauseCause.CannotStart, new($"送る相手の条件が使えなくなりました。{problems[0].Japanese}", $"Its condition cannot be used any more. {problems[0].English}")),
            { CouponProblem: { } problem } => Stop(PauseCause.CannotStart, problem),
            { Audience.Count: var now } when campaign.Value.Approval is { Audience: var approved } && AudienceChange.IsWild(approved, now) =>
                Stop(
                    PauseCause.AudienceGrew,
                    new(
                        $"承認のときは{approved:N0}人でしたが、いまは{now:N0}人が条件に合います。よければ再開してください。",
                        $"{approved:N0} matched when it was approved, and {now:N0} do now. Resume it if that is right.")),
            _ => null,
        };
        if (stop is not null)
        {
            await Take(campaign, stop, ct);
            return;
        }

        var started = campaign.Value.State == CampaignState.Freezing
            ? campaign
            : await Take(campaign, new CampaignStep.Start(campaign.Value.IsPersonal(), Now), ct);
        if (started is not null && await audience.Keep(started, look!.Audience, CampaignFreezer.FriendsInCommit(started.Value), gate, ct) is { } chosen)
        {
            await freezer.Freeze(chosen, ct);
        }
    }

    private async Task Follow(Stored<Campaign> campaign, CancellationToken ct)
    {
        if (await store.Get(OutboxCollections.Mailings, campaign.Value.Id, ct) is { Value: { Held: true, HeldBecause: var why } })
        {
            await Take(campaign, Stop(PauseCause.Outbox, why ?? new("送信が止められています。", "Its sending is held.")), ct);
        }
        else if (await tally.OpenMessages(campaign.Value.Id, ct) is var open and > 0)
        {
            if (await Quiet(ct) is var quiet && quiet.Include(Now, zone))
            {
                await Take(campaign, CampaignQuiet.Pause(quiet, Now, zone), ct);
            }
            else if (campaign.Value.Freeze is { Messages: > 0 } frozen)
            {
                pace.Note(campaign.Value.Id, frozen.Friends * (1 - ((double)open / frozen.Messages)), Now);
            }
        }
        else
        {
            var end = await tally.End(campaign.Value, Now, ct);
            if (await Take(campaign, end, ct) is not null)
            {
                tally.Forget(campaign.Value.Id);
                pace.Forget(campaign.Value.Id);
                Finished(campaign.Value.Id, end.Counts.Sent, end.Counts.Skipped, end.Counts.Failed);
            }
        }
    }

    // Only quiet hours end by themselves; any other pause has no due time.
    private async Task GoOn(Stored<Campaign> campaign, CancellationToken ct)
    {
        var quiet = await Quiet(ct);
        await Take(campaign, quiet.Include(Now, zone) ? CampaignQuiet.Postpone(quiet, Now, zone) : new CampaignStep.Resume(Now), ct);
    }

    private async Task<QuietHours> Quiet(CancellationToken ct) => (await preferences.Read(ct)).QuietHours;

    private CampaignStep.Pause Stop(PauseCause cause, Words reason) => new(cause, reason, Now);

    private async Task<Stored<Campaign>?> Take(Stored<Campaign> campaign, CampaignStep step, CancellationToken ct) =>
        CampaignMachine.After(campaign.Value, step) is { } next && await campaigns.Write(campaign, next, new Commit(), ct)
            ? new(next, campaign.Version + 1)
            : null;

    [LoggerMessage(LogLevel.Information, "Campaign {CampaignId} is over: {Sent} sent, {Skipped} skipped, {Failed} failed")]
    private partial void Finished(string campaignId, int sent, int skipped, int failed);

    [LoggerMessage(LogLevel.Error, "Campaign {CampaignId} could not go on; trying again")]
    private partial void CampaignFailed(string campaignId, Exception failure);

    [LoggerMessage(LogLevel.Error, "Due campaigns could not be read; trying again")]
    private partial void StoreFailed(Exception failure);
}
