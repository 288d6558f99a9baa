using Bot.Conditions;
using Bot.Coupons;
using Bot.Friends;
using Bot.Line;
using Bot.Links;
using Bot.Outbox;
using Bot.Preferences;
using Bot.Segments;
using Bot.Storage;
using Microsoft.Extensions.Options;

namespace Bot.Campaigns;

/// <summary>Exactly who and what a campaign would be, with the digest an approval is bound to.</summary>
/// <param name="Hash">What an approval names.</param>
/// <param name="ContentDigest">Of all that is said.</param>
/// <param name="Audience">The friends, those held out among them.</param>
/// <param name="Matched">All whom the condition matches, followers or not.</param>
/// <param name="Coupons">The coupon of each variant; null for one without.</param>
/// <param name="CouponProblem">Why one of the coupons cannot be given; null: all can.</param>
public sealed record CampaignLook(string Hash, string ContentDigest, FriendIds Audience, int Matched, IReadOnlyList<Coupon?> Coupons, Words? CouponProblem)
{
    /// <summary>How many friends are in each part: the variants in order, then those held out.</summary>
    public required IReadOnlyList<int> Sizes { get; init; }

    /// <summary>How many friends get nothing, so that the others can be compared with them.</summary>
    public int HeldOut => Sizes[^1];

    /// <summary>How many friends are sent to.</summary>
    public int Messages => Audience.Count - HeldOut;
}

/// <summary>Looks at what a campaign would do if it were sent now, and changes nothing.</summary>
internal sealed class CampaignPreviewer(
    IDocumentStore store,
    SegmentReader segments,
    CouponCatalog coupons,
    MonthlyQuota quota,
    PreviewedAudiences audiences,
    IOptions<CampaignOptions> options,
    PreferenceStore preferences,
    IOptions<OutboxOptions> outbox,
    LinkOrigin links,
    CampaignFatigue fatigue,
    TimeZoneInfo zone,
    TimeProvider clock)
{
    private const int SamplesShown = 5;
    private const int FriendsRead = 500;
    private const int FriendsLookedAt = 20_000;
    private const int EarlierMessagesRead = 1_000;
    private const int EarlierFriendsRead = 20_000;

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
        var given = new List<Coupon?>();
        foreach (var content in campaign.Contents())
        {
            given.Add(content.CouponId is { } couponId ? await coupons.Find(couponId, ct) : null);
        }

        var look = new CampaignLook(
            ContentDigest.OfPreview(campaign, given, audience),
            ContentDigest.OfAll(campaign),
            audience,
            (int)await segments.Count(parsed.Condition, now, ct),
            given,
            campaign.Contents().Zip(given, (content, coupon) => CouponProblem(content.CouponId, coupon, sendAt)).FirstOrDefault(problem => problem is not null))
        {
            Sizes = campaign.Split.Sizes(campaign.Id, audience),
        };
        audiences.Remember(look.Hash, audience);
        return (look, []);
    }

    /// <summary>Everything a person should see before approving.</summary>
    public async Task<(CampaignPreview? Preview, CampaignLook? Look, IReadOnlyList<ConditionProblem> Problems)> Preview(Campaign campaign, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var shop = await preferences.Read(ct);
        var sendsAt = shop.QuietHours.NextOpening(now, zone);
        var (look, problems) = await Look(campaign, sendsAt, ct);
        if (look is null)
        {
            return (null, null, problems);
        }

        var followers = (int)await segments.Count(new Condition.All(), now, ct);
        var month = await quota.Read(campaign.Id, ct);
        var preview = new CampaignPreview
        {
            Hash = look.Hash,
            Condition = campaign.Condition,
            Matched = look.Matched,
            Messages = look.Messages,
            HeldOut = look.HeldOut,
            Followers = followers,
            Cost = PreviewCost.For(month, options.Value.ChosenPlan, look.Messages, followers),
            Variants = [.. Variants(campaign, look, month, followers)],
            Delivery = PreviewDelivery.For(campaign, look.Sizes, outbox.Value),
            Links = Links(campaign),
            SendsAt = sendsAt,
            NeedsSecondPerson = shop.NeedSecondPerson(look.Messages),
            Samples = await Samples(campaign, look, ct),
            Warnings = [],
        };
        var findings = await Examine(campaign, look, shop.MostPerWeek, now, ct);
        return (preview with { Warnings = [.. PreviewWarnings.For(preview, findings, options.Value, shop, now, zone)] }, look, []);
    }

    private IEnumerable<PreviewVariant> Variants(Campaign campaign, CampaignLook look, MonthlyMessages month, int followers)
    {
        for (var variant = 0; variant < campaign.Split.Shares.Count; variant++)
        {
            var size = look.Sizes[variant];
            yield return new PreviewVariant(
                AudienceSplit.NameOf(variant), campaign.Split.Shares[variant], size, PreviewCost.For(month, options.Value.ChosenPlan, size, followers).Yen);
        }
    }

    private PreviewLinks Links(Campaign campaign) => new(
        links.IsKnown ? campaign.Links : LinkTracking.Off,
        [.. campaign.Contents().SelectMany(content => LinkedMessages.Addresses(content.Messages)).Distinct()]);

    private async Task<IReadOnlyList<PreviewSample>> Samples(Campaign campaign, CampaignLook look, CancellationToken ct)
    {
        // Spread over the audience, so that the samples differ as the friends do; of each variant there are some.
        var sent = look.Audience.Take(campaign.Split.IsWhole() ? 0 : FriendsLookedAt).ToLookup(friend => campaign.Split.PartOf(campaign.Id, friend));
        var samples = new List<PreviewSample>();
        for (var variant = 0; variant < campaign.Split.Shares.Count; variant++)
        {
            var friends = campaign.Split.IsWhole() ? look.Audience : FriendIds.Of(sent[variant]);
            var count = Math.Min(Math.Max(1, SamplesShown / campaign.Split.Shares.Count), friends.Count);
            var ids = Enumerable.Range(0, count).Select(sample => friends[(int)((long)sample * friends.Count / count)]).ToList();
            samples.AddRange((await store.GetMany(FriendCollections.Friends, ids, ct)).Select(friend => new PreviewSample(
                friend.Value.Id,
                friend.Value.DisplayName,
                LineJson.ToElement(CampaignMessages.Sample(campaign.Contents()[variant], look.Coupons[variant], friend.Value, clock.GetUtcNow(), zone)))
            {
                Variant = campaign.Split.Shares.Count == 1 ? null : AudienceSplit.NameOf(variant),
            }));
        }

        return samples;
    }

    private async Task<PreviewFindings> Examine(Campaign campaign, CampaignLook look, int mostPerWeek, DateTimeOffset now, CancellationToken ct)
    {
        var placeholders = Personalisation.Placeholders(campaign.Contents().SelectMany(content => content.Messages));
        var oncePerFriend = look.Coupons.Any(coupon => coupon is { OncePerFriend: true });
        var missing = new int[placeholders.Count];
        var (examined, holders) = (0, 0);
        if (placeholders.Count > 0 || oncePerFriend)
        {
            foreach (var friend in await store.GetMany(FriendCollections.Friends, [.. look.Audience.Take(FriendsRead)], ct))
            {
                var part = campaign.Split.PartOf(campaign.Id, friend.Value.Id);
                if (part == AudienceSplit.HeldOut)
                {
                    continue;
                }

                examined++;
                holders += look.Coupons[part] is { OncePerFriend: true } coupon && friend.Value.Coupons.Any(fact => fact.Coupon == coupon.Id) ? 1 : 0;
                for (var i = 0; i < missing.Length; i++)
                {
                    missing[i] += Personalisation.HasValue(friend.Value, placeholders[i]) ? 0 : 1;
                }
            }
        }

        var recent = await fatigue.Before(campaign.Id, now, mostPerWeek, ct);
        var asked = recent.Count == 0 ? [] : look.Audience.Where(friend => campaign.Split.PartOf(campaign.Id, friend) != AudienceSplit.HeldOut).Take(FriendsLookedAt).ToList();
        var (repetitions, areAll) = await Repetitions(campaign, look, now, ct);
        return new PreviewFindings
        {
            Capped = asked.Count(recent.AreTheMost),
            Tired = asked.Count(friend => recent.AreAtLeast(options.Value.WarnAfterPerWeek, friend) && !recent.AreTheMost(friend)),
            AskedAboutCampaigns = asked.Count,
            MissingValues = [.. placeholders.Zip(missing)],
            Examined = examined,
            CouponHolders = holders,
            CouponProblem = look.CouponProblem,
            Repetitions = repetitions,
            AreRepetitionsAll = areAll,
        };
    }

    private async Task<(int Friends, bool AreAll)> Repetitions(Campaign campaign, CampaignLook look, DateTimeOffset now, CancellationToken ct)
    {
        var (repeats, areAll) = (0, true);
        var contents = campaign.Contents();
        for (var variant = 0; variant < contents.Count; variant++)
        {
            var (friends, all) = await Repetitions(campaign, ContentDigest.Of(contents[variant]), IsSentTo, now, ct);
            (repeats, areAll) = (repeats + friends, areAll && all);

            bool IsSentTo(string friend) => look.Audience.Contains(friend) && campaign.Split.PartOf(campaign.Id, friend) == variant;
        }

        return (repeats, areAll);
    }

    // A batch holds 500 friends, a message of its own one: either number alone would let one of the two take long.
    private async Task<(int Friends, bool AreAll)> Repetitions(Campaign campaign, string digest, Func<string, bool> isSentTo, DateTimeOffset now, CancellationToken ct)
    {
        var since = now.AddHours(-outbox.Value.RepeatHours);
        var query = new Query<OutboxMessage>(OutboxCollections.Messages, Filter.Equal("contentDigest", digest)) { OrderBy = "lastTo", Limit = 40 };
        var repeats = new HashSet<string>();
        for (var (messages, friends) = (0, 0); messages < EarlierMessagesRead && friends < EarlierFriendsRead;)
        {
            var page = await store.Find(query, ct);
            var earlier = page.Items.Select(item => item.Value).Where(message => message.MailingId != campaign.Id);
            repeats.UnionWith(Breaker.Repeats(digest, isSentTo, earlier, since));
            if (page.Next is null)
            {
                return (repeats.Count, true);
            }

            query = query with { After = page.Next };
            (messages, friends) = (messages + page.Items.Count, friends + page.Items.Sum(item => item.Value.To.Count));
        }

        return (repeats.Count, false);
    }

    private Words? CouponProblem(string? couponId, Coupon? coupon, DateTimeOffset sendAt) => (couponId, coupon) switch
    {
        (null, _) => null,
        (_, null) => CouponRefusals.Unknown(couponId),
        _ => CouponIssuer.ProblemAt(coupon, sendAt, zone),
    };
}
