using System.Diagnostics;
using Bot.Line;
using Bot.Links;
using Bot.Outbox;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>Reads campaigns and moves them from state to state, together with the mailing that the outbox sends.</summary>
internal sealed class CampaignStore(IDocumentStore store, CampaignSignal signal, OutboxSignal outbox, LinkBook links, LinkOrigin origin)
{
    private const int Tries = 20;

    public Task<Stored<Campaign>?> Find(string id, CancellationToken ct) => store.Get(CampaignCollections.Campaigns, id, ct);

    /// <summary>Newest first.</summary>
    public Task<Page<Campaign>> List(CampaignState? state, string? after, int limit, CancellationToken ct) => store.Find(
        new Query<Campaign>(CampaignCollections.Campaigns, state is { } wanted ? Filter.Equal("state", FieldValue.Of(wanted)) : Filter.Everything)
        {
            OrderBy = "createdAt",
            Descending = true,
            Limit = limit,
            After = after,
        },
        ct);

    /// <summary>The campaigns with something to do at this time, longest due first.</summary>
    public async Task<IReadOnlyList<Stored<Campaign>>> Due(DateTimeOffset now, CancellationToken ct) => (await store.Find(
        new Query<Campaign>(CampaignCollections.Campaigns, new Filter.Compare("dueAt", Comparison.LessOrEqual, now)) { OrderBy = "dueAt" },
        ct)).Items;

    public async Task Add(Campaign draft, CancellationToken ct)
    {
        if (await store.Commit(new Commit().Insert(CampaignCollections.Campaigns, draft), ct) is CommitResult.Conflict conflict)
        {
            throw new StoreException($"A new campaign's id {conflict.Id} is taken.");
        }
    }

    /// <summary>Keeps what a preview showed; a draft changed meanwhile keeps nothing.</summary>
    public async Task KeepPreview(Stored<Campaign> previewed, PreviewRecord preview, CancellationToken ct) => await store.Commit(
        new Commit().Replace(CampaignCollections.Campaigns, previewed.Value with { Preview = preview }, previewed.Version),
        ct);

    /// <summary>Throws a draft away. False: it is none (any more).</summary>
    public async Task<StepResult> Delete(string id, CancellationToken ct)
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            if (await Find(id, ct) is not { } stored)
            {
                return new StepResult.NotFound();
            }

            if (stored.Value.State != CampaignState.Draft)
            {
                return new StepResult.NotNow(stored.Value);
            }

            if (await store.Commit(new Commit().Delete(CampaignCollections.Campaigns, id, stored.Version), ct) is CommitResult.Committed)
            {
                return new StepResult.Taken(stored.Value);
            }
        }

        throw Busy(id);
    }

    /// <summary>Takes the steps one after the other, all in one commit; what changed meanwhile is looked at again.</summary>
    public async Task<StepResult> Take(string id, Func<Campaign, IReadOnlyList<CampaignStep>> steps, CancellationToken ct)
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            if (await Find(id, ct) is not { } stored)
            {
                return new StepResult.NotFound();
            }

            if (After(stored.Value, steps(stored.Value)) is not { } next)
            {
                return new StepResult.NotNow(stored.Value);
            }

            if (ReferenceEquals(next, stored.Value) || await Write(stored, next, new Commit(), ct))
            {
                return new StepResult.Taken(next);
            }
        }

        throw Busy(id);
    }

    /// <summary>
    /// Writes the campaign with its mailing and these other documents. False: something changed meanwhile, and nothing is
    /// written.
    /// </summary>
    public async Task<bool> Write(Stored<Campaign> before, Campaign next, Commit with, CancellationToken ct)
    {
        with.Replace(CampaignCollections.Campaigns, next, before.Version);
        if (next.StartedAt is not null)
        {
            var mailing = await store.Get(OutboxCollections.Mailings, next.Id, ct);
            var follows = Following(mailing?.Value ?? await MailingOf(next, ct), next);
            if (follows != mailing?.Value)
            {
                with.Put(OutboxCollections.Mailings, follows, mailing?.Version ?? 0);
            }
        }

        if (await store.Commit(with, ct) is not CommitResult.Committed)
        {
            return false;
        }

        signal.Wake();
        outbox.Wake();
        return true;
    }

    /// <summary>
    /// Writes the campaign after a step that leaves it in its state, and so its mailing as it is, with these other documents.
    /// </summary>
    public async Task<GoneOn> GoOn(Stored<Campaign> before, CampaignStep step, Commit with, CancellationToken ct)
    {
        var next = CampaignMachine.After(before.Value, step) ?? throw new UnreachableException();
        with.Replace(CampaignCollections.Campaigns, next, before.Version);
        return await store.Commit(with, ct) is CommitResult.Conflict conflict
            ? new GoneOn.NotWritten(conflict)
            : new GoneOn.Written(new Stored<Campaign>(next, before.Version + 1));
    }

    /// <summary>The campaign after all of the steps, or null when one of them cannot happen.</summary>
    public static Campaign? After(Campaign campaign, IEnumerable<CampaignStep> steps) =>
        steps.Aggregate((Campaign?)campaign, (current, step) => current is null ? null : CampaignMachine.After(current, step));

    private async Task<Mailing> MailingOf(Campaign campaign, CancellationToken ct)
    {
        var mailing = new Mailing { Id = campaign.Id, ContentDigest = ContentDigest.Of(campaign.Content), Topic = campaign.Content.Topic };
        if (campaign.Freeze is { Personal: true })
        {
            return mailing;
        }

        var writer = await links.Writer(campaign.Id, origin, ct);
        IReadOnlyList<Message> Said(int variant) => writer is null
            ? campaign.Contents()[variant].Messages
            : writer.In(campaign.Contents()[variant].Messages, campaign.PartName(variant), message: 0);
        return campaign.OtherContents.Count == 0
            ? mailing with { Messages = Said(0) }
            : mailing with { Variants = Enumerable.Range(0, campaign.Contents().Count).ToDictionary(variant => campaign.PartName(variant)!, Said) };
    }

    // What the outbox may do is decided by the state alone, so that the two cannot differ.
    private static Mailing Following(Mailing mailing, Campaign campaign) =>
        mailing with
        {
            Held = campaign.State is CampaignState.Freezing or CampaignState.Paused,
            HeldBecause = campaign.State switch
            {
                CampaignState.Freezing => new("送信先を確定しています。", "Its audience is being written down."),
                CampaignState.Paused => campaign.Pause?.Reason,
                _ => null,
            },
            Cancelled = campaign.State == CampaignState.Cancelled,
        };

    private static StoreException Busy(string id) => new($"Campaign {id} changed {Tries} times while one change of it was tried. Try again.");
}

/// <summary>What became of a campaign's step within its state.</summary>
internal abstract record GoneOn
{
    private GoneOn()
    {
    }

    /// <summary>Done; the campaign as it is now.</summary>
    public sealed record Written(Stored<Campaign> Campaign) : GoneOn;

    /// <summary>The campaign or a document beside it changed meanwhile.</summary>
    public sealed record NotWritten(CommitResult.Conflict Conflict) : GoneOn;
}

/// <summary>What became of a wish to move a campaign on.</summary>
public abstract record StepResult
{
    private StepResult()
    {
    }

    /// <summary>Done; the campaign as it is now.</summary>
    public sealed record Taken(Campaign Campaign) : StepResult;

    /// <summary>There is no such campaign.</summary>
    public sealed record NotFound : StepResult;

    /// <summary>It cannot happen in the state the campaign is in.</summary>
    public sealed record NotNow(Campaign Campaign) : StepResult;

    /// <summary>Somebody else changed it since it was looked at; the campaign as it is now.</summary>
    public sealed record Changed(Campaign Campaign) : StepResult;
}
