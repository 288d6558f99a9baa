using Bot.Calendar;
using Bot.Conditions;
using Bot.Coupons;
using Bot.Friends;
using Bot.Line;
using Bot.Outbox;
using Bot.Segments;
using Bot.Storage;
using Microsoft.Extensions.Options;

namespace Bot.Campaigns;

/// <summary>Exactly who and what a campaign would be, with the digest an approval is bound to.</summary>
public sealed record CampaignLook(string Hash, string ContentDigest, FriendIds Audience, int Matched, Coupon? Coupon, string? CouponProblem);

/// <summary>Looks at what a campaign would do if it were sent now, and changes nothing.</summary>
internal sealed class CampaignPreviewer(
    IDocumentStore store,
    SegmentReader segments,
    CouponCatalog coupons,
    MonthlyQuota quota,
    PreviewedAudiences audiences,
    IOptions<CampaignOptions> options,
    QuietHours quiet,
    IOptions<OutboxOptions> outbox,
    TimeZoneInfo zone,
    TimeProvider clock)
{
    private const int SamplesShown = 5;
    private const int FriendsExamined = 20_000;
    private const int EarlierMessagesRead = 20_000;

    /// <summary>Who would get it if it were sent at this time, and under what digest; or why the condition cannot be used.</summary>
    public async Task<(CampaignLook? Look, IReadOnlyList<ConditionProblem> Problems)> Look(Campaign campaign, DateTimeOffset sendAt, CancellationToken ct)
    {
        // Names were settled when the draft was written; a tag that nobody bears any more is no mistake now.
        var parsed = ConditionText.Parse(campaign.Condition);
        if (!parsed.IsUnderstood)
        {
            return (null, parsed.Problems);
        }

        var now = clock.GetUtcNow();
        var audience = await segments.Audience(parsed.Condition, now, ct);
        var coupon = campaign.Content.CouponId is { } couponId ? await coupons.Find(couponId, ct) : null;
        var look = new CampaignLook(
            ContentDigest.OfPreview(campaign.Condition, campaign.Content, coupon, audience),
            ContentDigest.Of(campaign.Content),
            audience,
            (int)await segments.Count(parsed.Condition, now, ct),
            coupon,
            CouponProblem(campaign.Content.CouponId, coupon, sendAt));
        audiences.Remember(look.Hash, audience);
        return (look, []);
    }

    /// <summary>Everything a person should see before approving.</summary>
    public async Task<(CampaignPreview? Preview, CampaignLook? Look, IReadOnlyList<ConditionProblem> Problems)> Preview(Campaign campaign, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var sendsAt = quiet.NextOpening(now, zone);
        var (look, problems) = await Look(campaign, sendsAt, ct);
        if (look is null)
        {
            return (null, null, problems);
        }

        var followers = (int)await segments.Count(new Condition.All(), now, ct);
        var preview = new CampaignPreview
        {
            Hash = look.Hash,
            Condition = campaign.Condition,
            Matched = look.Matched,
            Messages = look.Audience.Count,
            Followers = followers,
            Cost = PreviewCost.For(await quota.Read(campaign.Id, ct), options.Value.ChosenPlan, look.Audience.Count, followers),
            SendsAt = sendsAt,
            Samples = await Samples(campaign, look, ct),
            Warnings = [],
        };
        var findings = await Examine(campaign, look, now, ct);
        return (preview with { Warnings = [.. PreviewWarnings.For(preview, findings, options.Value, quiet, now, zone)] }, look, []);
    }

    private async Task<IReadOnlyList<PreviewSample>> Samples(Campaign campaign, CampaignLook look, CancellationToken ct)
    {
        // Spread over the audience, so that the samples differ as the friends do.
        var count = Math.Min(SamplesShown, look.Audience.Count);
        var ids = Enumerable.Range(0, count).Select(sample => look.Audience[(int)((long)sample * look.Audience.Count / count)]).ToList();
        return
        [
            .. (await store.GetMany(FriendCollections.Friends, ids, ct)).Select(friend => new PreviewSample(
                friend.Value.Id,
                friend.Value.DisplayName,
                LineJson.ToElement(CampaignMessages.Sample(campaign.Content, look.Coupon, friend.Value, clock.GetUtcNow(), zone)))),
        ];
    }

    private async Task<PreviewFindings> Examine(Campaign campaign, CampaignLook look, DateTimeOffset now, CancellationToken ct)
    {
        var placeholders = Personalisation.Placeholders(campaign.Content.Messages);
        var missing = new int[placeholders.Count];
        var (examined, holders) = (0, 0);
        if (placeholders.Count > 0 || look.Coupon is { OncePerFriend: true })
        {
            foreach (var ids in look.Audience.Take(FriendsExamined).Chunk(500))
            {
                foreach (var friend in await store.GetMany(FriendCollections.Friends, ids, ct))
                {
                    examined++;
                    holders += look.Coupon is { OncePerFriend: true } coupon && friend.Value.Coupons.Any(fact => fact.Coupon == coupon.Id) ? 1 : 0;
                    for (var i = 0; i < missing.Length; i++)
                    {
                        missing[i] += Personalisation.HasValue(friend.Value, placeholders[i]) ? 0 : 1;
                    }
                }
            }
        }

        return new PreviewFindings
        {
            MissingValues = [.. placeholders.Zip(missing)],
            Examined = examined,
            CouponHolders = holders,
            CouponProblem = look.CouponProblem,
            Repetitions = await Repetitions(campaign, look, now, ct),
        };
    }

    private async Task<int> Repetitions(Campaign campaign, CampaignLook look, DateTimeOffset now, CancellationToken ct)
    {
        var since = now.AddHours(-outbox.Value.RepeatHours);
        var query = new Query<OutboxMessage>(OutboxCollections.Messages, Filter.Equal("contentDigest", look.ContentDigest)) { OrderBy = "lastTo", Limit = 500 };
        var repeats = new HashSet<string>();
        for (var read = 0; read < EarlierMessagesRead; read += query.Limit)
        {
            var page = await store.Find(query, ct);
            var earlier = page.Items.Select(item => item.Value).Where(message => message.MailingId != campaign.Id);
            repeats.UnionWith(Breaker.Repeats(look.ContentDigest, look.Audience.Contains, earlier, since));
            if (page.Next is null)
            {
                break;
            }

            query = query with { After = page.Next };
        }

        return repeats.Count;
    }

    private string? CouponProblem(string? couponId, Coupon? coupon, DateTimeOffset sendAt) => (couponId, coupon) switch
    {
        (null, _) => null,
        (_, null) => $"クーポン「{couponId}」がありません。",
        _ => CouponIssuer.ProblemAt(coupon, sendAt, zone),
    };
}
