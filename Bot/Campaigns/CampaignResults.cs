using Bot.Coupons;
using Bot.Friends;
using Bot.Links;
using Bot.Outbox;
using Bot.Segments;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>Finds out what came of campaigns: from the messages, taps and coupons there are, nothing of it kept twice.</summary>
internal sealed class CampaignResults(
    IDocumentStore store,
    CampaignTally tally,
    CampaignPace pace,
    ClickReader clicks,
    SegmentReader segments,
    TimeZoneInfo zone,
    TimeProvider clock)
{
    /// <summary>The most days a deed is waited for.</summary>
    public const int MostDays = 90;

    /// <summary>How long it is waited for unless somebody says otherwise.</summary>
    public const int UsualDays = 7;

    // Reasons of more messages than this are those of the first so many: the page is to answer while somebody waits.
    private const int MessagesRead = 20_000;
    private const int ReadAtOnce = 500;

    /// <summary>What came of it until now.</summary>
    public async Task<CampaignResult> Of(Campaign campaign, CampaignDeed? deed, int days, CancellationToken ct)
    {
        var (skipped, failed, members) = await Reasons(campaign, ct);
        return await Sum(campaign, ct) with
        {
            Skipped = skipped,
            Failed = failed,
            Deed = deed is null ? null : await Deed(campaign, deed, days, members, ct),
        };
    }

    /// <summary>The numbers alone: without reasons, for which the messages that were not sent are read, and without a deed.</summary>
    public async Task<CampaignResult> Sum(Campaign campaign, CancellationToken ct)
    {
        var counts = await tally.Of(campaign, ct);
        var hours = await clicks.Hours(campaign.Id, ct);
        var redeemed = await Redemptions(campaign, ct);
        return new CampaignResult
        {
            Id = campaign.Id,
            Name = campaign.Name,
            Friends = pace.Progress(campaign, counts, clock.GetUtcNow()),
            Skipped = [],
            Failed = [],
            Clicks = await Clicks(campaign, hours, ct),
            Coupons = HasCoupon(campaign) ? new CouponResult(await Given(campaign, counts, ct), redeemed.Count) : null,
            Hours = HourByHour(hours, redeemed),
            Yen = campaign.Approval?.Yen,
        };
    }

    private static bool HasCoupon(Campaign campaign) => campaign.Contents().Any(content => content.CouponId is not null);

    // Of one message a friend, only those that were not sent are read; of batches all, and with them who belongs to the campaign.
    private async Task<(IReadOnlyList<ReasonCount> Skipped, IReadOnlyList<ReasonCount> Failed, HashSet<string>? Members)> Reasons(Campaign campaign, CancellationToken ct)
    {
        var personal = campaign.Freeze is { Personal: true };
        var unsent = Filter.In("state", new[] { OutboxState.Dropped, OutboxState.Failed, OutboxState.Uncertain }.Select(FieldValue.Of));
        var query = new Query<OutboxMessage>(
            OutboxCollections.Messages,
            personal ? Filter.Equal("mailingId", campaign.Id) & unsent : Filter.Equal("mailingId", campaign.Id))
        {
            Limit = personal ? ReadAtOnce : 100,
        };
        var members = personal ? null : new HashSet<string>(StringComparer.Ordinal);
        var (skipped, failed) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        await foreach (var (message, _) in store.Everything(query, ct).Take(MessagesRead))
        {
            members?.UnionWith(message.To);
            foreach (var recipient in CampaignRecipients.Of(message))
            {
                var reasons = recipient.State switch
                {
                    RecipientState.Skipped => skipped,
                    RecipientState.Failed or RecipientState.Uncertain => failed,
                    _ => null,
                };
                if (reasons is not null)
                {
                    var why = recipient.Reason ?? "理由は記録されていません。";
                    reasons[why] = reasons.GetValueOrDefault(why) + 1;
                }
            }
        }

        return (Sorted(skipped), Sorted(failed), members);

        static IReadOnlyList<ReasonCount> Sorted(Dictionary<string, int> reasons) =>
            [.. reasons.Select(reason => new ReasonCount(reason.Key, reason.Value)).OrderByDescending(reason => reason.Friends)];
    }

    private async Task<ClickResult?> Clicks(Campaign campaign, IReadOnlyList<ClickHour> hours, CancellationToken ct)
    {
        if (await clicks.Links(campaign.Id, ct) is not { } links)
        {
            return null;
        }

        var knowsPeople = campaign.Links == LinkTracking.People;
        return new ClickResult(
            campaign.Links,
            knowsPeople ? (await clicks.Messages(campaign.Id, ct)).Count : null,
            hours.Sum(hour => hour.Count),
            [
                .. links.Links.Select((link, number) => new LinkResult(
                    link.Address,
                    link.Part,
                    knowsPeople ? hours.Where(hour => hour.Link == number).Sum(hour => hour.First) : null,
                    hours.Where(hour => hour.Link == number).Sum(hour => hour.Count))),
            ]);
    }

    private async Task<int> Given(Campaign campaign, CampaignCounts counts, CancellationToken ct)
    {
        if (campaign.OtherContents.Count == 0)
        {
            return counts.Sent;
        }

        var given = 0;
        for (var variant = 0; variant < campaign.Contents().Count; variant++)
        {
            if (campaign.Contents()[variant].CouponId is not null)
            {
                var sent = Filter.Equal("mailingId", campaign.Id) & Filter.Equal("state", FieldValue.Of(OutboxState.Sent)) & Filter.Equal("variant", campaign.PartName(variant));
                given += (int)await store.Count(OutboxCollections.Messages, sent, ct);
            }
        }

        return given;
    }

    // When each of the campaign's own issues was used. Who redeemed the coupon since is found by the index, then asked.
    private async Task<IReadOnlyList<DateTimeOffset>> Redemptions(Campaign campaign, CancellationToken ct)
    {
        if (campaign.StartedAt is not { } started)
        {
            return [];
        }

        var used = new List<DateTimeOffset>();
        foreach (var couponId in campaign.Contents().Select(content => content.CouponId).OfType<string>().Distinct())
        {
            await foreach (var friends in Whoever(new CampaignDeed.Redeemed(couponId), started, ct))
            {
                var issues = friends.SelectMany(friend => friend.Coupons)
                    .Where(fact => fact.Coupon == couponId && fact.RedeemedAt >= started)
                    .Select(fact => fact.Issue)
                    .ToList();
                used.AddRange((await store.GetMany(CouponCollections.Issues, issues, ct))
                    .Where(issue => issue.Value.Source == FactSource.Campaign(campaign.Id))
                    .Select(issue => issue.Value.Redemption?.At)
                    .OfType<DateTimeOffset>());
            }
        }

        return used;
    }

    private static IReadOnlyList<ResultHour> HourByHour(IReadOnlyList<ClickHour> taps, IReadOnlyList<DateTimeOffset> redeemed)
    {
        var uses = redeemed.GroupBy(ClickHour.HourOf).ToDictionary(hour => hour.Key, hour => hour.Count());
        var tapped = taps.GroupBy(hour => hour.Hour).ToDictionary(hour => hour.Key, hour => (Taps: hour.Sum(some => some.Count), First: hour.Sum(some => some.First)));
        return
        [
            .. uses.Keys.Union(tapped.Keys).Order().Select(hour =>
                new ResultHour(hour, tapped.GetValueOrDefault(hour).Taps, tapped.GetValueOrDefault(hour).First, uses.GetValueOrDefault(hour))),
        ];
    }

    private async Task<DeedResult?> Deed(Campaign campaign, CampaignDeed deed, int days, HashSet<string>? members, CancellationToken ct)
    {
        if (campaign is not { SendingAt: { } from, Freeze: { } frozen })
        {
            return null;
        }

        var until = from.AddDays(days);
        var did = new int[campaign.Split.Shares.Count + 1];
        if (deed is CampaignDeed.Clicked)
        {
            await foreach (var message in clicks.Tapped(campaign.Id, from, until, ct))
            {
                did[VariantOf(campaign, message)]++;
            }
        }
        else
        {
            await foreach (var friends in Whoever(deed, from, ct))
            {
                var those = friends.Where(friend => deed.Times(friend).Any(at => at >= from && at < until)).Select(friend => friend.Id);
                foreach (var friend in members is null ? await Members(campaign, those, ct) : those.Where(members.Contains))
                {
                    var part = campaign.Split.PartOf(campaign.Id, friend);
                    did[part == AudienceSplit.HeldOut ? ^1 : part]++;
                }
            }
        }

        var sizes = frozen.Variants ?? [frozen.Friends];
        List<DeedGroup> groups = [.. sizes.Select((size, variant) => DeedGroup.Of(AudienceSplit.NameOf(variant), size, did[variant]))];
        if (frozen.HeldOut > 0 && deed is not CampaignDeed.Clicked)
        {
            groups.Add(DeedGroup.Of(DeedGroup.HeldOut, frozen.HeldOut, did[^1]));
        }

        return new DeedResult { Kind = deed.Kind, What = deed.What, Days = days, From = from, Until = until, Groups = groups, Lifts = DeedLift.Of(groups) };
    }

    private static int VariantOf(Campaign campaign, OutboxMessage message) =>
        Math.Max(0, Enumerable.Range(0, campaign.Contents().Count).FirstOrDefault(variant => campaign.PartName(variant) == message.Variant));

    private async IAsyncEnumerable<IReadOnlyList<Friend>> Whoever(
        CampaignDeed deed, DateTimeOffset from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, zone).DateTime);
        if (deed.SinceDay(day) is not { } condition)
        {
            yield break;
        }

        foreach (var ids in (await segments.Whoever(condition, clock.GetUtcNow(), ct)).Chunk(ReadAtOnce))
        {
            yield return [.. (await store.GetMany(FriendCollections.Friends, ids, ct)).Select(friend => friend.Value)];
        }
    }

    // Of one message a friend, its recipient is its last one.
    private async Task<IReadOnlyList<string>> Members(Campaign campaign, IEnumerable<string> friends, CancellationToken ct)
    {
        var theirs = Filter.Equal("mailingId", campaign.Id) & Filter.In("lastTo", friends.Select(friend => (FieldValue)friend));
        return await store.Everything(new Query<OutboxMessage>(OutboxCollections.Messages, theirs) { Limit = ReadAtOnce }, ct)
            .Select(message => message.Value.To[0])
            .ToListAsync(ct);
    }
}
