using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bot.Calendar;
using Bot.Definitions;

namespace Bot.Coupons;

/// <summary>What a coupon or a prize gives: exactly one of these.</summary>
public record RewardRequest(int? PercentOff, int? AmountOff, string? FreeItem)
{
    /// <summary>One thing at a price of its own.</summary>
    public FixedPriceRequest? FixedPrice { get; init; }

    /// <summary>A present that is handed over.</summary>
    public string? Gift { get; init; }

    /// <summary>Something with the shop's name on it.</summary>
    public string? Novelty { get; init; }

    /// <summary>A little of something to try.</summary>
    public string? Sample { get; init; }

    /// <summary>What one use costs the shop in yen.</summary>
    public int? Value { get; init; }

    internal IReadOnlyList<Reward> Rewards() =>
    [
        .. new Reward?[]
        {
            PercentOff is { } percent ? new Reward.PercentOff(percent) : null,
            AmountOff is { } yen ? new Reward.AmountOff(yen) : null,
            FreeItem is { } free ? new Reward.FreeItem(free.Trim()) : null,
            FixedPrice is { } priced ? new Reward.FixedPrice(priced.Item?.Trim() ?? "", priced.Price) : null,
            Gift is { } gift ? new Reward.Gift(gift.Trim()) : null,
            Novelty is { } novelty ? new Reward.Novelty(novelty.Trim()) : null,
            Sample is { } sample ? new Reward.Sample(sample.Trim()) : null,
        }.OfType<Reward>(),
    ];
}

/// <summary>One thing and its price in yen.</summary>
public sealed record FixedPriceRequest(string? Item, int Price);

/// <summary>A prize of a lottery; its odds are so many of <c>oddsOf</c>.</summary>
public sealed record PrizeRequest(string? Prize, double Odds, int? PercentOff, int? AmountOff, string? FreeItem)
    : RewardRequest(PercentOff, AmountOff, FreeItem)
{
    /// <summary>How often it can be won in all.</summary>
    public int? Most { get; init; }
}

/// <summary>Hours of the week at which a coupon can be used. Without days they are every day's, without times the whole day.</summary>
public sealed record UsableRequest(IReadOnlyList<DayOfWeek>? Days, TimeOnly? From, TimeOnly? Until)
{
    /// <summary>Days at which it cannot be used all the same.</summary>
    public IReadOnlyList<DateOnly>? ClosedOn { get; init; }
}

/// <summary>A new coupon, or new terms of one: exactly one reward or a lottery; without an id it gets one.</summary>
public sealed record CouponRequest(string? Id, string? Title, int? PercentOff, int? AmountOff, string? FreeItem)
    : RewardRequest(PercentOff, AmountOff, FreeItem)
{
    // Words that mean something else in the console's addresses.
    private static readonly string[] Taken = ["new", "counter", "sketch", "report"];

    /// <summary>Prizes one of which is drawn, in place of a reward.</summary>
    public IReadOnlyList<PrizeRequest>? Lottery { get; init; }

    /// <summary>Of how many the odds are; 100 where nothing is said.</summary>
    public double? OddsOf { get; init; }

    /// <summary>What the card says to who wins nothing.</summary>
    public string? NoPrize { get; init; }

    /// <summary>Conditions of use in the shop's words.</summary>
    public string? Terms { get; init; }

    /// <summary>An https address.</summary>
    public string? PictureUrl { get; init; }

    /// <summary>From when it can be used.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Until when (not including) it can be given and used.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>How many hours after it was given it ends.</summary>
    public int? ValidHours { get; init; }

    /// <summary>How many days after it was given it ends; the last one counts whole.</summary>
    public int? ValidDays { get; init; }

    /// <summary>How many months after it was given it ends; the last day counts whole.</summary>
    public int? ValidMonths { get; init; }

    /// <summary>The day of the friend's from which days and months count: an attribute, or followed, first_seen, last_message.</summary>
    public string? After { get; init; }

    /// <summary>The attribute with the friend's birthday, for a coupon of that month.</summary>
    public string? BirthdayMonth { get; init; }

    /// <summary>The hours of the week at which it can be used; without: at any.</summary>
    public IReadOnlyList<UsableRequest>? Usable { get; init; }

    /// <summary>Whether a friend can get it only once.</summary>
    public bool? OncePerFriend { get; init; }

    /// <summary>How many times a friend can get it.</summary>
    public int? PerFriend { get; init; }

    /// <summary>How many days must lie between one and the next of a friend.</summary>
    public int? AgainAfterDays { get; init; }

    /// <summary>How many are given in all.</summary>
    public int? Limit { get; init; }

    /// <summary>A condition the friend must match.</summary>
    public string? OnlyFor { get; init; }

    /// <summary>A saved segment the friend must be in.</summary>
    public string? Segment { get; init; }

    /// <summary>How many days before the end those who did not use it are reminded.</summary>
    public int? RemindDays { get; init; }

    /// <summary>What the reminder says.</summary>
    public string? RemindText { get; init; }

    /// <summary>Sent as a coupon of LINE's own, of whose use LINE tells nobody.</summary>
    public bool? Line { get; init; }

    /// <summary>Of new terms: the version they were made from. If that is not the present one any more, nothing is changed.</summary>
    public string? Version { get; init; }

    /// <summary>The coupon, and everything that is wrong with it; where something is wrong, what stands in its place is of no use but to be looked at.</summary>
    internal ReadCoupon Read()
    {
        var problems = new List<CouponProblem>();
        var id = Id ?? $"coupon-{RandomNumberGenerator.GetString("23456789abcdefghjkmnpqrstuvwxyz", 8)}";
        if (!Regex.IsMatch(id, PatternAttribute.Id, RegexOptions.None, TimeSpan.FromSeconds(1)) || Taken.Contains(id))
        {
            problems.Add(new(nameof(Coupon.Id), $"The id must be {LintText.Quoting(PatternAttribute.IdWords)}.", Taken.Contains(id) ? (LintText)$"'{id}' is taken by the console; choose another." : ""));
        }

        var reward = ToReward();
        if (reward is null)
        {
            problems.Add(new(nameof(Coupon.Reward), "Give exactly one of percentOff, amountOff, freeItem, fixedPrice, gift, novelty, sample and lottery; each prize gives one of them too.", ""));
        }

        if (Usable?.Any(span => span.From is { } from && from == span.Until && from != TimeOnly.MinValue) == true)
        {
            problems.Add(new(nameof(Coupon.Usable), "A span of hours ends when it begins.", "Leave both out for the whole day."));
        }

        var coupon = new Coupon
        {
            Id = id,
            Title = Title?.Trim() ?? "",
            Reward = reward ?? new Reward.PercentOff(1),
            Terms = Words(Terms),
            PictureUrl = PictureUrl,
            ValidFrom = ValidFrom,
            ValidUntil = ValidUntil,
            ValidHours = ValidHours,
            ValidDays = ValidDays,
            OncePerFriend = OncePerFriend ?? (AgainAfterDays is null && PerFriend is null or 1),
            Value = Value,
            ValidMonths = ValidMonths,
            After = Words(After),
            BirthdayMonth = Words(BirthdayMonth),
            Usable = Hours(),
            PerFriend = PerFriend,
            AgainAfter = Days(AgainAfterDays),
            Limit = Limit,
            OnlyFor = Words(OnlyFor),
            Segment = Words(Segment),
            Remind = Days(RemindDays),
            RemindText = Words(RemindText),
            Line = Line == true,
        };
        return new(coupon, [.. problems, .. CouponRules.Check(coupon).Where(problem => reward is not null || problem.Property != nameof(Coupon.Reward))]);
    }

    private Reward? ToReward() => (Lottery, Rewards()) switch
    {
        (null, [var only]) => only,
        ({ } prizes, []) when prizes.All(prize => prize is not null && prize.Rewards().Count == 1) => new Reward.Lottery(
            [.. prizes.Select(prize => new Prize(prize.Prize?.Trim() ?? "", prize.Odds, prize.Rewards()[0]) { Most = prize.Most, Value = prize.Value })],
            OddsOf ?? 100,
            NoPrize?.Trim() ?? CouponWords.NothingWon),
        _ => null,
    };

    // Only days to leave out: all others are meant.
    private OpeningHours? Hours()
    {
        if (Usable is not { Count: > 0 } usable)
        {
            return null;
        }

        var spans = usable.Where(span => span is not { Days: null, From: null, Until: null }).ToList();
        return new OpeningHours(
            [.. (spans.Count == 0 ? [new UsableRequest(null, null, null)] : spans).Select(span => new OpeningSpan(
                (span.Days ?? Enum.GetValues<DayOfWeek>()).ToHashSet(), span.From ?? TimeOnly.MinValue, span.Until ?? TimeOnly.MinValue))],
            [.. usable.SelectMany(span => span.ClosedOn ?? [])]);
    }

    private static string? Words(string? said) => string.IsNullOrWhiteSpace(said) ? null : said.Trim();

    // A number beyond the longest is told of as one, not as an overflow.
    private static TimeSpan? Days(int? days) => days is { } count ? TimeSpan.FromDays(Math.Clamp(count, -1, 100_000)) : null;
}

/// <summary>A coupon as it was asked for, and what is wrong with it.</summary>
internal sealed record ReadCoupon(Coupon Coupon, IReadOnlyList<CouponProblem> Problems)
{
    /// <summary>The problems in words, by the names the API has for them.</summary>
    public (Coupon Coupon, Dictionary<string, string[]> Wrong) ByName() => (Coupon, Problems
        .GroupBy(problem => JsonNamingPolicy.CamelCase.ConvertName(problem.Property))
        .ToDictionary(field => field.Key, field => field.Select(problem => $"{problem.Message} {problem.Fix}".TrimEnd()).ToArray()));
}
