using System.Diagnostics;
using Bot.Calendar;
using Bot.Conditions;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>What people do with campaigns: write, preview, approve, pause, resume, cancel.</summary>
internal sealed class CampaignDesk(
    CampaignStore campaigns,
    CampaignPreviewer previewer,
    PreviewedAudiences audiences,
    MonthlyQuota quota,
    QuietHours quiet,
    TimeZoneInfo zone,
    TimeProvider clock)
{
    private const int Tries = 20;

    private DateTimeOffset Now => StoredTime.Truncate(clock.GetUtcNow());

    public async Task<Campaign> Add(CampaignDraft draft, CancellationToken ct)
    {
        var now = Now;
        var campaign = new Campaign
        {
            Id = DocumentId.New(now),
            Name = draft.Name,
            Condition = draft.Condition,
            SegmentId = draft.SegmentId,
            Content = draft.Content,
            CreatedAt = now,
            UpdatedAt = now,
        };
        await campaigns.Add(campaign, ct);
        return campaign;
    }

    /// <summary>Writes the draft anew. Who says what they have <paramref name="seen"/> (<see cref="DraftDigest"/>) overwrites nothing else.</summary>
    public async Task<StepResult> Edit(string id, CampaignDraft draft, string? seen, CancellationToken ct)
    {
        Campaign? other = null;
        var result = await campaigns.Take(
            id,
            campaign => (other = seen is null || DraftDigest.Of(campaign) == seen ? null : campaign) is null ? [new CampaignStep.Edit(draft, Now)] : [],
            ct);
        return other is null ? result : new StepResult.Changed(other);
    }

    /// <summary>Shows what would happen; a draft remembers that it was shown.</summary>
    public async Task<PreviewResult> Preview(string id, CancellationToken ct)
    {
        if (await campaigns.Find(id, ct) is not { } stored)
        {
            return new PreviewResult.NotFound();
        }

        var (preview, look, problems) = await previewer.Preview(stored.Value, ct);
        if (preview is null || look is null)
        {
            return new PreviewResult.ConditionRefused(problems);
        }

        if (stored.Value.State == CampaignState.Draft)
        {
            await campaigns.KeepPreview(stored, new PreviewRecord(look.Hash, look.ContentDigest, stored.Value.Condition, preview.Matched, Now), ct);
        }

        return new PreviewResult.Shown(preview);
    }

    /// <summary>
    /// Approves what the preview with this hash showed, to go out now (no time) or at a time of the shop's zone. Approving the
    /// same twice is approving once.
    /// </summary>
    public async Task<ApproveResult> Approve(string id, string hash, string? sendAt, string by, CancellationToken ct)
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            if (await campaigns.Find(id, ct) is not { } stored)
            {
                return new ApproveResult.NotFound();
            }

            var decided = await Decide(stored.Value, hash, sendAt, by, ct);
            if (decided is not ApproveResult.Approved { IsNew: true } approved || await campaigns.Write(stored, approved.Campaign, new Commit(), ct))
            {
                return decided;
            }
        }

        throw new StoreException($"Campaign {id} changed {Tries} times while it was approved. Try again.");
    }

    public async Task<StepResult> Pause(string id, CancellationToken ct) =>
        await campaigns.Take(id, campaign => [new CampaignStep.Pause(PauseCause.Person, "一時停止しています。", Now)], ct);

    /// <summary>
    /// Lets it go on. In quiet hours that is when they end. Who resumes a campaign whose audience has grown accepts that.
    /// </summary>
    public async Task<StepResult> Resume(string id, CancellationToken ct)
    {
        if (await campaigns.Find(id, ct) is not { } stored)
        {
            return new StepResult.NotFound();
        }

        var grown = stored.Value.Pause is { Cause: PauseCause.AudienceGrew }
            ? (await previewer.Look(stored.Value, Now, ct)).Look?.Audience.Count
            : null;
        return await campaigns.Take(
            id,
            campaign => campaign.Pause is { From: CampaignState.Sending } && quiet.Include(Now, zone)
                ? [CampaignQuiet.Postpone(quiet, Now, zone)]
                : [new CampaignStep.Resume(Now, grown)],
            ct);
    }

    public Task<StepResult> Cancel(string id, CancellationToken ct) => campaigns.Take(id, _ => [new CampaignStep.Cancel(Now)], ct);

    private async Task<ApproveResult> Decide(Campaign campaign, string hash, string? sendAt, string by, CancellationToken ct)
    {
        var now = Now;
        var askedFor = sendAt is null ? null : ShopTime.Parse(sendAt, zone);
        if (sendAt is not null && askedFor is null)
        {
            return new ApproveResult.BadTime($"時刻「{sendAt}」が読めません。2026-11-22T10:00 のように書いてください。");
        }

        if (campaign.State != CampaignState.Draft)
        {
            return campaign.Approval is { } earlier && earlier.Hash == hash && earlier.AskedFor == askedFor
                ? new ApproveResult.Approved(campaign, IsNew: false, Note(campaign))
                : new ApproveResult.NotNow(campaign);
        }

        if (askedFor < now)
        {
            return new ApproveResult.BadTime("その時刻はもう過ぎています。すぐに送るときは時刻を指定しないでください。");
        }

        var at = StoredTime.Truncate(quiet.NextOpening(askedFor ?? now, zone));
        var (look, problems) = await previewer.Look(campaign, at, ct);
        if (look is null)
        {
            return new ApproveResult.ConditionRefused(problems);
        }

        if (look.Hash != hash)
        {
            return PreviewAgain(campaign, hash, look);
        }

        if (look.Audience.Count == 0)
        {
            return new ApproveResult.Nobody();
        }

        if (look.CouponProblem is { } couponProblem)
        {
            return new ApproveResult.CouponUnavailable(couponProblem);
        }

        var month = await quota.Read(campaign.Id, ct);
        if (month.Left < look.Audience.Count && IsSameMonth(now, at))
        {
            return new ApproveResult.QuotaShort(look.Audience.Count, month.Left.Value);
        }

        var approval = new CampaignApproval(by, now, hash, look.Audience.Count, askedFor) { Coupon = look.Coupon };
        var approved = CampaignMachine.After(campaign, new CampaignStep.Approve(approval, at)) ?? throw new UnreachableException();
        return new ApproveResult.Approved(approved, IsNew: true, Note(approved));
    }

    private ApproveResult.PreviewAgain PreviewAgain(Campaign campaign, string hash, CampaignLook look)
    {
        var change = audiences.Of(hash) is { } before ? AudienceChange.Between(before, look.Audience) : null;
        var sameDefinition = campaign.Preview is { } preview
            && preview.Hash == hash
            && preview.ContentDigest == look.ContentDigest
            && preview.Condition == campaign.Condition
            && change is not { Added: 0, Removed: 0 };
        return new ApproveResult.PreviewAgain(look.Hash, !sameDefinition, change, look.Audience.Count);
    }

    // What a person should know when it does not go out at the time asked for.
    private string? Note(Campaign campaign) =>
        campaign is { Approval: { } approval, SendAt: { } sendAt } && sendAt > (approval.AskedFor ?? approval.At)
            ? CampaignQuiet.Reason(quiet, approval.AskedFor ?? approval.At, zone)
            : null;

    private bool IsSameMonth(DateTimeOffset one, DateTimeOffset other)
    {
        var (first, second) = (TimeZoneInfo.ConvertTime(one, zone), TimeZoneInfo.ConvertTime(other, zone));
        return (first.Year, first.Month) == (second.Year, second.Month);
    }
}

/// <summary>What became of looking at a campaign.</summary>
public abstract record PreviewResult
{
    private PreviewResult()
    {
    }

    /// <summary>Here is what it would do now.</summary>
    public sealed record Shown(CampaignPreview Preview) : PreviewResult;

    /// <summary>There is no such campaign.</summary>
    public sealed record NotFound : PreviewResult;

    /// <summary>The condition names something that is no more.</summary>
    public sealed record ConditionRefused(IReadOnlyList<ConditionProblem> Problems) : PreviewResult;
}

/// <summary>What became of approving a campaign.</summary>
public abstract record ApproveResult
{
    private ApproveResult()
    {
    }

    /// <summary>It is approved; with a note when it goes out later than asked for.</summary>
    public sealed record Approved(Campaign Campaign, bool IsNew, string? Note) : ApproveResult;

    /// <summary>There is no such campaign.</summary>
    public sealed record NotFound : ApproveResult;

    /// <summary>It is no draft, and was approved for something else or never.</summary>
    public sealed record NotNow(Campaign Campaign) : ApproveResult;

    /// <summary>What would be sent is not what was previewed. The change is null where the earlier audience is not known any more.</summary>
    public sealed record PreviewAgain(string Hash, bool DefinitionChanged, AudienceChange? Change, int Matched) : ApproveResult;

    /// <summary>The send needs more messages than the month has left.</summary>
    /// <param name="Messages">How many it needs.</param>
    /// <param name="Left">How many are left, other approved campaigns taken off.</param>
    public sealed record QuotaShort(int Messages, long Left) : ApproveResult;

    /// <summary>The coupon cannot be given at that time, in words for staff.</summary>
    public sealed record CouponUnavailable(string Reason) : ApproveResult;

    /// <summary>The condition names something that is no more.</summary>
    public sealed record ConditionRefused(IReadOnlyList<ConditionProblem> Problems) : ApproveResult;

    /// <summary>Nobody matches who could be sent to.</summary>
    public sealed record Nobody : ApproveResult;

    /// <summary>The time cannot be read or is past, in words for staff.</summary>
    public sealed record BadTime(string Message) : ApproveResult;
}
