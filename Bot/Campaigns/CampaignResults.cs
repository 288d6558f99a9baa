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
    ReceivedCampaigns received,
    TimeZoneInfo zone,
    TimeProvider clock)
{
    /// <summary>The most days a deed is waited for.</summary>
    public const int MostDays = 90;

    /// <summary>How long it is waited for unless somebody says otherwise.</summary>
    public const int UsualDays = 7;

    private const int ReadAtOnce = 500;

    // Who did something is read friend by friend: of more than this once a minute, whoever looks.
    private const int ManyRead = 1_000;
    private const int MostKept = 100;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly Remembered<string, Counted> _lately = new(MostKept);

    /// <summary>What came of it until now.</summary>
    public async Task<CampaignResult> Of(Campaign campaign, CampaignDeed? deed, int days, CancellationToken ct)
    {
        var reasons = await tally.Reasons(campaign, ct);
        return await Sum(campaign, ct) with
        {
            Skipped = reasons.Skipped,
            Failed = reasons.Failed,
            Deed = deed is null ? null : await Lately($"{campaign.Id} {deed.Kind} {days} {deed.What}", () => Deed(campaign, deed, days, ct)),
        };
    }

    /// <summary>The numbers alone, without reasons and without a deed.</summary>
    public async Task<CampaignResult> Sum(Campaign campaign, CancellationToken ct)
    {
        var counts = await tally.Of(campaign, ct);
        var hours = await clicks.Hours(campaign.Id, ct);
        var redeemed = await Lately($"{campaign.Id} used", () => Redemptions(campaign, ct));
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

    private async Task<ClickResult?> Clicks(Campaign campaign, IReadOnlyList<ClickHour> hours, CancellationToken ct)
    {
        if (await clicks.Links(campaign.Id, ct) is not { } links)
        {
            return null;
        }

        var knowsPeople = campaign.Links == LinkTracking.People;
        return new ClickResult(
            campaign.Links,
            knowsPeople ? await Lately($"{campaign.Id} tapped", () => People(campaign, ct)) : null,
            hours.Sum(hour => hour.Count),
            [
                .. links.Links.Select((link, number) => new LinkResult(
                    link.Address,
                    link.Part,
                    knowsPeople ? hours.Where(hour => hour.Link == number).Sum(hour => hour.First) : null,
                    hours.Where(hour => hour.Link == number).Sum(hour => hour.Count))),
            ]);
    }

    private async Task<(int People, int Read)> People(Campaign campaign, CancellationToken ct)
    {
        var people = await clicks.CountMessages(campaign.Id, ct);
        return (people, people);
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
    private async Task<(IReadOnlyList<DateTimeOffset> At, int Read)> Redemptions(Campaign campaign, CancellationToken ct)
    {
        if (campaign.StartedAt is not { } started)
        {
            return ([], 0);
        }

        var (used, read) = (new List<DateTimeOffset>(), 0);
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
                read += friends.Count;
            }
        }

        return (used, read);
    }

    private async Task<T> Lately<T>(string key, Func<Task<(T Result, int Read)>> count)
    {
        if (_lately.Find(key) is { } kept && TimeProvider.System.GetElapsedTime(kept.At) < Kept)
        {
            return (T)kept.Result;
        }

        var (result, read) = await count();
        if (read > ManyRead)
        {
            _lately.Keep(key, new(TimeProvider.System.GetTimestamp(), result!));
        }

        return result;
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

    private async Task<(DeedResult? Result, int Read)> Deed(Campaign campaign, CampaignDeed deed, int days, CancellationToken ct)
    {
        if (campaign is not { SendingAt: { } from, Freeze: { } frozen })
        {
            return (null, 0);
        }

        var until = from.AddDays(days);
        var (did, read) = (new int[campaign.Split.Shares.Count + 1], 0);
        if (deed is CampaignDeed.Clicked)
        {
            await foreach (var message in clicks.Tapped(campaign.Id, from, until, ct))
            {
                did[VariantOf(campaign, message)]++;
                read++;
            }
        }
        else
        {
            var members = frozen.Personal ? null : await received.Audience(campaign.Id, ct);
            await foreach (var friends in Whoever(deed, from, ct))
            {
                var those = friends.Where(friend => deed.Times(friend).Any(at => at >= from && at < until)).Select(friend => friend.Id);
                foreach (var friend in members is null ? await Members(campaign, those, ct) : those.Where(members.Contains))
                {
                    var part = campaign.Split.PartOf(campaign.Id, friend);
                    did[part == AudienceSplit.HeldOut ? ^1 : part]++;
                }

                read += friends.Count;
            }
        }

        var sizes = frozen.Variants ?? [frozen.Friends];
        List<DeedGroup> groups = [.. sizes.Select((size, variant) => DeedGroup.Of(AudienceSplit.NameOf(variant), size, did[variant]))];
        if (frozen.HeldOut > 0 && deed is not CampaignDeed.Clicked)
        {
            groups.Add(DeedGroup.Of(DeedGroup.HeldOut, frozen.HeldOut, did[^1]));
        }

        return (new DeedResult { Kind = deed.Kind, What = deed.What, Days = days, From = from, Until = until, Groups = groups, Lifts = DeedLift.Of(groups) }, read);
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

    // Of one message a friend, its recipient is its last one: only those asked about are read, not everybody.
    private async Task<IReadOnlyList<string>> Members(Campaign campaign, IEnumerable<string> friends, CancellationToken ct)
    {
        var theirs = Filter.Equal("mailingId", campaign.Id) & Filter.In("lastTo", friends.Select(friend => (FieldValue)friend));
        return await store.Everything(new Query<OutboxMessage>(OutboxCollections.Messages, theirs) { Limit = ReadAtOnce }, ct)
            .Select(message => message.Value.To[0])
            .ToListAsync(ct);
    }

    private sealed record Counted(long At, object Result);
}
