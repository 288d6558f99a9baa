using System.Diagnostics;
using Bot.Access;
using Bot.Calendar;
using Bot.Conditions;
using Bot.Links;
using Bot.Preferences;
using Bot.Storage;
using Microsoft.Extensions.Options;

namespace Bot.Campaigns;

/// <summary>What people do with campaigns: write, preview, ask for approval, approve, pause, resume, cancel.</summary>
internal sealed class CampaignDesk(
    CampaignStore campaigns,
    CampaignPreviewer previewer,
    PreviewedAudiences audiences,
    MonthlyQuota quota,
    LinkBook links,
    LinkOrigin origin,
    IOptions<CampaignOptions> options,
    PreferenceStore preferences,
    TimeZoneInfo zone,
    TimeProvider clock)
{
    private const int Tries = 20;

    private DateTimeOffset Now => StoredTime.Truncate(clock.GetUtcNow());

    public async Task<Campaign> Add(CampaignDraft draft, CancellationToken ct, string? by = null)
    {
        var now = Now;
        var campaign = new Campaign
        {
            Id = DocumentId.New(now),
            Name = draft.Name,
            Condition = draft.Condition,
            SegmentId = draft.SegmentId,
            Content = draft.Content,
            OtherContents = draft.OtherContents,
            Split = draft.Split,
            Links = draft.Links,
            Writers = [Signer(by)],
            CreatedAt = now,
            UpdatedAt = now,
        };
        await campaigns.Add(campaign, ct);
        return campaign;
    }

    /// <summary>Writes the draft anew. Who says what they have <paramref name="seen"/> (<see cref="DraftDigest"/>) overwrites nothing else.</summary>
    public async Task<StepResult> Edit(string id, CampaignDraft draft, string? seen, CancellationToken ct, string? by = null)
    {
        Campaign? other = null;
        var result = await campaigns.Take(
            id,
            campaign => (other = seen is null || DraftDigest.Of(campaign) == seen ? null : campaign) is null ? [new CampaignStep.Edit(draft, Now, Signer(by))] : [],
            ct);
        return other is null ? result : new StepResult.Changed(other);
    }

    /// <summary>A new draft with all that this campaign says, to send something like it again. Null: there is no such campaign.</summary>
    public async Task<Campaign?> Duplicate(string id, CancellationToken ct, string? by = null)
    {
        if (await campaigns.Find(id, ct) is not { Value: var campaign })
        {
            return null;
        }

        const string Copy = "のコピー";
        var name = campaign.Name.Length + Copy.Length <= CampaignDrafting.LongestName ? campaign.Name + Copy : campaign.Name;
        return await Add(
            new CampaignDraft(name, campaign.Condition, campaign.SegmentId, campaign.Content)
            {
                OtherContents = campaign.OtherContents,
                Split = campaign.Split,
                Links = campaign.Links,
            },
            ct,
            by);
    }

    /// <summary>
    /// Whether whoever is signed in (else: this name) wrote it as it stands or asked for its approval, and so cannot be its second person. Who
    /// wrote an earlier version can: they see what was made of their words, and whoever changed them and asked has seen them too.
    /// </summary>
    public static bool IsOwn(Campaign campaign, string? by = null) => IsOf(campaign, Signer(by));

    /// <summary>Whether this person wrote it as it stands or asked for its approval.</summary>
    public static bool IsOf(Campaign campaign, string personId) => campaign.Writers.Contains(personId) || campaign.Request?.Signer == personId;

    /// <summary>Asks a second person to approve what the preview with this hash showed. Asking the same twice is asking once.</summary>
    public async Task<ApproveResult> Ask(string id, string hash, string? sendAt, string? by, CancellationToken ct)
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            if (await campaigns.Find(id, ct) is not { } stored)
            {
                return new ApproveResult.NotFound();
            }

            if (stored.Value.State != CampaignState.Draft)
            {
                return stored.Value.Request is { } earlier && earlier.Hash == hash ? new ApproveResult.Asked(stored.Value) : new ApproveResult.NotNow(stored.Value);
            }

            var checkedNow = await Check(stored.Value, hash, sendAt, (await preferences.Read(ct)).QuietHours, ct);
            if (checkedNow is not Checked.Fit(var look, _, var askedFor, _))
            {
                return ((Checked.Unfit)checkedNow).Why;
            }

            var request = new ApprovalRequest(NameOf(by), Now, hash, look.Audience.Count, askedFor) { Signer = Signer(by) };
            var asked = CampaignMachine.After(stored.Value, new CampaignStep.Ask(request)) ?? throw new UnreachableException();
            if (await campaigns.Write(stored, asked, new Commit(), ct))
            {
                return new ApproveResult.Asked(asked);
            }
        }

        throw new StoreException($"Campaign {id} changed {Tries} times while its approval was asked for. Try again.");
    }

    /// <summary>Makes a request for approval a draft again.</summary>
    public Task<StepResult> Return(string id, CancellationToken ct) => campaigns.Take(id, _ => [new CampaignStep.Return(Now)], ct);

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

        if (stored.Value.State is CampaignState.Draft or CampaignState.AwaitingApproval)
        {
            await campaigns.KeepPreview(stored, new PreviewRecord(look.Hash, look.ContentDigest, stored.Value.Condition, preview.Matched, Now), ct);
        }

        return new PreviewResult.Shown(preview);
    }

    /// <summary>
    /// Approves what the preview with this hash showed, to go out now (no time) or at a time of the shop's zone. Approving the
    /// same twice is approving once.
    /// </summary>
    public async Task<ApproveResult> Approve(string id, string hash, string? sendAt, string? by, CancellationToken ct)
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            if (await campaigns.Find(id, ct) is not { } stored)
            {
                return new ApproveResult.NotFound();
            }

            var decided = await Decide(stored.Value, hash, sendAt, by, ct);
            if (decided is not ApproveResult.Approved { IsNew: true } approved || await campaigns.Write(stored, approved.Campaign, await WithLinks(approved.Campaign, ct), ct))
            {
                return decided;
            }
        }

        throw new StoreException($"Campaign {id} changed {Tries} times while it was approved. Try again.");
    }

    public async Task<StepResult> Pause(string id, CancellationToken ct) =>
        await campaigns.Take(id, campaign => [new CampaignStep.Pause(PauseCause.Person, new("一時停止しています。", "Somebody paused it."), Now)], ct);

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
        var quiet = (await preferences.Read(ct)).QuietHours;
        return await campaigns.Take(
            id,
            campaign => campaign.Pause is { From: CampaignState.Sending } && quiet.Include(Now, zone)
                ? [CampaignQuiet.Postpone(quiet, Now, zone)]
                : [new CampaignStep.Resume(Now, grown)],
            ct);
    }

    public Task<StepResult> Cancel(string id, CancellationToken ct) => campaigns.Take(id, _ => [new CampaignStep.Cancel(Now)], ct);

    // Who is signed in, whatever name they write. Where nobody is, all who write no name are one.
    private static string Signer(string? by) =>
        Acting.Now?.Actor.PersonId ?? (string.IsNullOrWhiteSpace(by) || by is "api" or "console" ? "" : by.Trim());

    // What people read later.
    private static string NameOf(string? by) =>
        Acting.Now?.Actor is { PersonId: not null, Name: var name } ? name : string.IsNullOrWhiteSpace(by) ? Acting.Now?.Actor.Name ?? "api" : by.Trim();

    private async Task<ApproveResult> Decide(Campaign campaign, string hash, string? sendAt, string? by, CancellationToken ct)
    {
        var shop = await preferences.Read(ct);
        if (campaign.State is not (CampaignState.Draft or CampaignState.AwaitingApproval))
        {
            return ReadTime(sendAt) is { Problem: null, At: var again } && campaign.Approval is { } earlier && earlier.Hash == hash && earlier.AskedFor == again
                ? new ApproveResult.Approved(campaign, IsNew: false, Note(campaign, shop.QuietHours))
                : new ApproveResult.NotNow(campaign);
        }

        var checkedNow = await Check(campaign, hash, sendAt, shop.QuietHours, ct);
        if (checkedNow is not Checked.Fit(var look, var at, var askedFor, var month))
        {
            return ((Checked.Unfit)checkedNow).Why;
        }

        if (shop.NeedSecondPerson(look.Messages))
        {
            if (campaign.State == CampaignState.Draft)
            {
                return new ApproveResult.SecondPersonNeeded(shop.SecondApprovalAbove);
            }

            if (IsOwn(campaign, by))
            {
                return new ApproveResult.SamePerson(shop.SecondApprovalAbove);
            }
        }

        var approval = new CampaignApproval(NameOf(by), Now, hash, look.Audience.Count, askedFor)
        {
            Coupon = look.Coupons[0],
            OtherCoupons = [.. look.Coupons.Skip(1)],
            HeldOut = look.HeldOut,
            Yen = PreviewCost.For(month, options.Value.ChosenPlan, look.Messages, followers: 0).Yen,
        };
        var approved = CampaignMachine.After(campaign, new CampaignStep.Approve(approval, at)) ?? throw new UnreachableException();
        return new ApproveResult.Approved(approved, IsNew: true, Note(approved, shop.QuietHours));
    }

    // What stands in the way of sending exactly what this hash showed at that time; the same for who asks and for who approves.
    private async Task<Checked> Check(Campaign campaign, string hash, string? sendAt, QuietHours quiet, CancellationToken ct)
    {
        var now = Now;
        var (written, problem) = ReadTime(sendAt);
        var askedFor = sendAt is null ? campaign.Request?.AskedFor : written;
        if (problem is not null || askedFor < now)
        {
            return new Checked.Unfit(new ApproveResult.BadTime(problem ?? new("その時刻はもう過ぎています。すぐに送るときは時刻を指定しないでください。", "That time is past. To send at once, give no time.")));
        }

        var at = StoredTime.Truncate(quiet.NextOpening(askedFor ?? now, zone));
        var (look, problems) = await previewer.Look(campaign, at, ct);
        if (look is null)
        {
            return new Checked.Unfit(new ApproveResult.ConditionRefused(problems));
        }

        if (look.Hash != hash)
        {
            return new Checked.Unfit(PreviewAgain(campaign, hash, look));
        }

        if (look.Messages == 0)
        {
            return new Checked.Unfit(new ApproveResult.Nobody());
        }

        if (look.CouponProblem is { } couponProblem)
        {
            return new Checked.Unfit(new ApproveResult.CouponUnavailable(couponProblem));
        }

        var month = await quota.Read(campaign.Id, ct);
        return month.Left < look.Messages && IsSameMonth(now, at)
            ? new Checked.Unfit(new ApproveResult.QuotaShort(look.Messages, month.Left.Value))
            : new Checked.Fit(look, at, askedFor, month);
    }

    private (DateTimeOffset? At, Words? Problem) ReadTime(string? sendAt) =>
        sendAt is null ? (null, null)
        : ShopTime.Parse(sendAt, zone) is { } at ? (at, null)
        : (null, new($"時刻「{sendAt}」が読めません。2026-11-22T10:00 のように書いてください。", $"The time \"{sendAt}\" cannot be read. Write it like 2026-11-22T10:00."));

    // Where the links lead is settled with the approval, before the first code is made.
    private async Task<Commit> WithLinks(Campaign campaign, CancellationToken ct)
    {
        var commit = new Commit();
        if (campaign.Links == LinkTracking.Off || !origin.IsKnown)
        {
            return commit;
        }

        await links.Key(ct);
        var addresses = campaign.Contents()
            .SelectMany((content, variant) => LinkedMessages.Addresses(content.Messages).Select(address => new TrackedLink(address, campaign.PartName(variant))))
            .Take(TrackedLinks.Most)
            .ToList();
        return addresses.Count == 0 ? commit : commit.Insert(LinkCollections.Links, new TrackedLinks { Id = campaign.Id, Links = addresses });
    }

    private abstract record Checked
    {
        public sealed record Fit(CampaignLook Look, DateTimeOffset At, DateTimeOffset? AskedFor, MonthlyMessages Month) : Checked;

        public sealed record Unfit(ApproveResult Why) : Checked;
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
    private Words? Note(Campaign campaign, QuietHours quiet) =>
        campaign is { Approval: { } approval, SendAt: { } sendAt } && sendAt > (approval.AskedFor ?? approval.At) && quiet.Include(approval.AskedFor ?? approval.At, zone)
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
    public sealed record Approved(Campaign Campaign, bool IsNew, Words? Note) : ApproveResult;

    /// <summary>A second person is asked to approve it.</summary>
    public sealed record Asked(Campaign Campaign) : ApproveResult;

    /// <summary>It goes to more friends than this, so somebody has to ask a second person first.</summary>
    public sealed record SecondPersonNeeded(int Above) : ApproveResult;

    /// <summary>It goes to more friends than this, and who approves wrote it or asked for it themselves.</summary>
    public sealed record SamePerson(int Above) : ApproveResult;

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

    /// <summary>The coupon cannot be given at that time.</summary>
    public sealed record CouponUnavailable(Words Reason) : ApproveResult;

    /// <summary>The condition names something that is no more.</summary>
    public sealed record ConditionRefused(IReadOnlyList<ConditionProblem> Problems) : ApproveResult;

    /// <summary>Nobody matches who could be sent to.</summary>
    public sealed record Nobody : ApproveResult;

    /// <summary>The time cannot be read or is past.</summary>
    public sealed record BadTime(Words Message) : ApproveResult;
}
