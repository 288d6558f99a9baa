using Bot.Statistics;

namespace Bot.Campaigns;

/// <summary>What came of a campaign.</summary>
public sealed record CampaignResult
{
    /// <summary>The campaign's id.</summary>
    public required string Id { get; init; }

    /// <summary>What staff call it.</summary>
    public required string Name { get; init; }

    /// <summary>What became of the friends.</summary>
    public required CampaignProgress Friends { get; init; }

    /// <summary>Why friends were skipped, the most frequent reason first.</summary>
    public required IReadOnlyList<ReasonCount> Skipped { get; init; }

    /// <summary>Why it failed for friends, the most frequent reason first.</summary>
    public required IReadOnlyList<ReasonCount> Failed { get; init; }

    /// <summary>The taps on its links; null: they are not tracked.</summary>
    public ClickResult? Clicks { get; init; }

    /// <summary>The use of its coupons; null: it gives none.</summary>
    public CouponResult? Coupons { get; init; }

    /// <summary>Taps and uses of coupons hour by hour; hours without any are left out.</summary>
    public required IReadOnlyList<ResultHour> Hours { get; init; }

    /// <summary>How many friends of each part did what is measured, and whether that differs; null: nothing is measured.</summary>
    public DeedResult? Deed { get; init; }

    /// <summary>What the send added to the month's bill at most; null: not known.</summary>
    public long? Yen { get; init; }

    /// <summary>What it cost for each use of a coupon; null: none was used, or the cost is not known.</summary>
    public double? YenPerRedemption => Yen is { } yen && Coupons is { Redeemed: > 0 and var redeemed } ? Math.Round((double)yen / redeemed, 1) : null;
}

/// <summary>A reason, and for how many friends.</summary>
public sealed record ReasonCount(Words Reason, int Friends);

/// <summary>The taps on a campaign's links. People are known where each friend has links of their own, else null.</summary>
public sealed record ClickResult(LinkTracking Tracking, int? People, int Taps, IReadOnlyList<LinkResult> Links);

/// <summary>The taps on one link of one variant.</summary>
public sealed record LinkResult(string Address, string? Variant, int? People, int Taps);

/// <summary>How many of the campaign's own issues of its coupons were given and used.</summary>
public sealed record CouponResult(int Given, int Redeemed);

/// <summary>What happened in one hour: taps, how many of these were a friend's first on that link, and coupons used.</summary>
public sealed record ResultHour(DateTimeOffset Hour, int Taps, int FirstTaps, int Redeemed);

/// <summary>Who did what the campaign was to move them to, in the days after it began to be sent.</summary>
public sealed record DeedResult
{
    /// <summary>What is measured: <c>clicked</c>, <c>redeemed</c>, <c>completed</c> or <c>tagged</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The coupon, survey or tag; null: none is needed.</summary>
    public string? What { get; init; }

    /// <summary>For so many days.</summary>
    public required int Days { get; init; }

    /// <summary>From when on.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Until when; later than now: the numbers will still grow.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The variants, A first, then those held out where there are some and the deed can be theirs.</summary>
    public required IReadOnlyList<DeedGroup> Groups { get; init; }

    /// <summary>Each group against those held out; without them, each other variant against A. Empty: there is nothing to compare.</summary>
    public required IReadOnlyList<DeedLift> Lifts { get; init; }
}

/// <summary>One part of the audience: how many friends it has, how many of them did it, and the interval that holds the true share in 95 cases of 100.</summary>
public sealed record DeedGroup(string Part, int Friends, int Did, double Low, double High)
{
    /// <summary>The part of those who get nothing.</summary>
    public const string HeldOut = "heldOut";

    /// <summary>All who were to get something, whichever variant.</summary>
    public const string Everybody = "sent";

    /// <summary>The share of those who did it; null: the part is empty.</summary>
    public double? Share => Friends == 0 ? null : (double)Did / Friends;

    /// <summary>The group with its interval.</summary>
    public static DeedGroup Of(string part, int friends, int did)
    {
        var (low, high) = friends == 0 ? (0, 1) : Differences.Wilson(did, friends);
        return new DeedGroup(part, friends, did, low, high);
    }
}

/// <summary>
/// By how much a group's share is above another's (in parts of one), with the interval that holds the true difference in 95 cases
/// of 100. Clear: the interval leaves zero out.
/// </summary>
public sealed record DeedLift(string Part, string Against, double Difference, double Low, double High, bool IsClear)
{
    /// <summary>How the groups compare; null where one of them is empty.</summary>
    public static DeedLift? Between(DeedGroup one, DeedGroup other) =>
        Differences.OfShares(one.Did, one.Friends, other.Did, other.Friends) is { } difference
            ? new DeedLift(one.Part, other.Part, difference.Value, difference.Low, difference.High, difference.IsSignificant)
            : null;

    /// <summary>Each group against those held out; where there are none, each other against the first.</summary>
    public static IReadOnlyList<DeedLift> Of(IReadOnlyList<DeedGroup> groups)
    {
        if (groups is not [.., { Part: DeedGroup.HeldOut } heldOut])
        {
            return [.. groups.Skip(1).Select(group => Between(group, groups[0])).OfType<DeedLift>()];
        }

        var sent = groups.SkipLast(1).ToList();
        var everybody = DeedGroup.Of(DeedGroup.Everybody, sent.Sum(group => group.Friends), sent.Sum(group => group.Did));
        IEnumerable<DeedGroup> compared = sent.Count == 1 ? sent : [everybody, .. sent];
        return [.. compared.Select(group => Between(group, heldOut)).OfType<DeedLift>()];
    }
}
