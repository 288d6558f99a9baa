using System.Text.RegularExpressions;
using Bot.Conditions;
using Bot.Definitions;

namespace Bot.Coupons;

/// <summary>What a coupon must keep to, wherever it was written.</summary>
internal static partial class CouponRules
{
    public const int LongestTitle = 60;
    public const int LongestTerms = 500;
    public const int LongestItem = 40;
    public const int LongestPrize = 20;
    public const int LongestWords = 100;
    public const int MostHours = 24 * 365;
    public const int MostDays = 3650;
    public const int MostMonths = 120;
    public const int MostPlaces = 100_000;
    public const int MostPrizes = 20;
    public const int MostYen = 1_000_000;

    private const string InRange = "Write a number in that range.";
    private const string Briefly = "Name it in fewer words; details go into the terms.";

    private static readonly TimeSpan LongestReminder = TimeSpan.FromDays(60);

    /// <summary>Everything wrong with the coupon: the property, what is wrong, and how to mend it.</summary>
    public static IEnumerable<CouponProblem> Check(Coupon coupon) => [.. Card(coupon), .. Validity(coupon), .. Limits(coupon), .. Restrictions(coupon), .. Reminder(coupon), .. Rewards(coupon), .. LinesOwn(coupon)];

    private static IEnumerable<CouponProblem> Card(Coupon coupon)
    {
        if (coupon.Title.Length is 0 or > LongestTitle)
        {
            yield return new(nameof(Coupon.Title), $"The title has {coupon.Title.Length} characters; 1 to {LongestTitle} fit on the card.", "Shorten it; details go into the terms.");
        }

        if (coupon.Terms is { Length: > LongestTerms or 0 })
        {
            yield return new(nameof(Coupon.Terms), $"The terms have {coupon.Terms.Length} characters; 1 to {LongestTerms} fit on the card.", "Shorten them, or leave them out.");
        }

        if (coupon.PictureUrl is { } picture && !(picture.Length <= 2000 && Uri.TryCreate(picture, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps))
        {
            yield return new(nameof(Coupon.PictureUrl), "LINE shows only pictures with an https address of at most 2,000 characters.", "Write an address such as https://shop.example/curry.jpg.");
        }

        if (coupon.Value is < 0 or > MostYen)
        {
            yield return new(nameof(Coupon.Value), $"The value must be from 0 to {MostYen:N0} yen.", "Write what one use costs the shop, or leave it out.");
        }
    }

    private static IEnumerable<CouponProblem> Validity(Coupon coupon)
    {
        if (new[] { coupon.ValidHours, coupon.ValidDays, coupon.ValidMonths }.Count(length => length is not null) > 1)
        {
            yield return new(coupon.ValidHours is null ? nameof(Coupon.ValidDays) : nameof(Coupon.ValidHours), "Only one of hours, days and months after the issue can be given.", "Keep one of them.");
        }

        if (coupon.ValidHours is < 1 or > MostHours)
        {
            yield return new(nameof(Coupon.ValidHours), $"A coupon can be good for 1 to {MostHours:N0} hours.", "Write a number of hours in that range, or use days.");
        }

        if (coupon.ValidDays is < 1 or > MostDays)
        {
            yield return new(nameof(Coupon.ValidDays), $"A coupon can be good for 1 to {MostDays:N0} days.", "Write a number of days in that range, or leave it out.");
        }

        if (coupon.ValidMonths is < 1 or > MostMonths)
        {
            yield return new(nameof(Coupon.ValidMonths), $"A coupon can be good for 1 to {MostMonths} months.", "Write a number of months in that range, or leave it out.");
        }

        if (coupon.ValidUntil <= coupon.ValidFrom)
        {
            yield return new(nameof(Coupon.ValidUntil), "The coupon ends before it begins.", "Let the end come after the beginning.");
        }

        if (coupon.After is not null && coupon.ValidDays is null && coupon.ValidMonths is null)
        {
            yield return new(nameof(Coupon.After), "'after' says from which day to count, but not how long.", "Add 'valid-months: 3' or 'valid-days: 30'.") { Rule = LintRule.CouponDay };
        }

        if (coupon.After is { } after && !IsName(after))
        {
            yield return new(nameof(Coupon.After), "'after' must name an attribute in 1 to 60 characters.", $"Write an attribute such as 最終来店日, or {string.Join(", ", FriendDays.Reserved)}.") { Rule = LintRule.CouponDay };
        }

        if (coupon.BirthdayMonth is { } birthday && !IsName(birthday))
        {
            yield return new(nameof(Coupon.BirthdayMonth), "The birthday's attribute must be named in 1 to 60 characters.", "Write for example 'birthday: 誕生日'.") { Rule = LintRule.CouponDay };
        }

        if (coupon.Usable is { } hours && hours.Spans.All(span => span.Days.Count == 0))
        {
            yield return new(nameof(Coupon.Usable), "There is no hour at which the coupon can be used.", "Name days and times, or leave 'usable' out.");
        }
    }

    private static IEnumerable<CouponProblem> Limits(Coupon coupon)
    {
        if (coupon.Limit is < 1 or > MostPlaces)
        {
            yield return new(nameof(Coupon.Limit), $"The limit must be from 1 to {MostPlaces:N0}.", "Leave it out to give as many as are asked for.") { Rule = LintRule.CouponLimit };
        }

        if (coupon.PerFriend is < 1 or > 1000)
        {
            yield return new(nameof(Coupon.PerFriend), "A friend can get a coupon 1 to 1,000 times.", "Write a number in that range.") { Rule = LintRule.CouponLimit };
        }

        if (coupon.AgainAfter is { } pause && (pause < TimeSpan.FromMinutes(1) || pause > TimeSpan.FromDays(MostDays)))
        {
            yield return new(nameof(Coupon.AgainAfter), $"The time until a friend may get it again must be from a minute to {MostDays:N0} days.", "Write for example 'again-after: 30 days'.") { Rule = LintRule.CouponLimit };
        }

        if (coupon.AgainAfter is not null && coupon.PerFriend == 1)
        {
            yield return new(nameof(Coupon.AgainAfter), "A friend who can get it once never gets it again.", "Raise 'per-friend', or remove it or 'again-after'.") { Rule = LintRule.CouponLimit };
        }
    }

    private static IEnumerable<CouponProblem> Restrictions(Coupon coupon)
    {
        // Who received a campaign cannot be looked up while a coupon is given.
        var parsed = coupon.OnlyFor is { } condition ? ConditionText.Parse(condition, ConditionVocabulary.Anything with { Campaigns = [] }) : null;
        foreach (var problem in parsed?.Problems ?? [])
        {
            yield return new(
                nameof(Coupon.OnlyFor),
                $"The condition is not understood: {LintText.Both(problem.English, problem.Japanese)}",
                problem.Kind == ConditionProblemKind.UnknownCampaign ? (LintText)"Coupons cannot ask who received a campaign; ask for a tag, an attribute or an answer."
                : problem.Suggestions is [var nearest, ..] ? (LintText)$"Write '{nearest}'."
                : "Write for example 'only-for: tag = 会員'.")
            {
                Rule = LintRule.Condition,
            };
        }

        if (coupon.Segment is { } segment && !SegmentId().IsMatch(segment))
        {
            yield return new(nameof(Coupon.Segment), $"'{segment}' cannot be the id of a segment.", "Write the id of a saved segment: small letters, digits and hyphens.") { Rule = LintRule.Condition };
        }
    }

    private static IEnumerable<CouponProblem> Reminder(Coupon coupon)
    {
        if (coupon.RemindText is not null && coupon.Remind is null)
        {
            yield return new(nameof(Coupon.RemindText), "There are words for a reminder, but no reminder.", "Add 'remind: 3 days', or remove 'remind-text'.") { Rule = LintRule.CouponReminder };
        }

        if (coupon.RemindText is { Length: > LongestTerms or 0 })
        {
            yield return new(nameof(Coupon.RemindText), $"The reminder has {coupon.RemindText.Length} characters; 1 to {LongestTerms} are enough.", "Shorten it.") { Rule = LintRule.CouponReminder };
        }

        if (coupon.Remind is not { } remind)
        {
            yield break;
        }

        if (remind < TimeSpan.FromHours(1) || remind > LongestReminder)
        {
            yield return new(nameof(Coupon.Remind), $"A reminder comes an hour to {LongestReminder.Days} days before the end.", "Write for example 'remind: 3 days'.") { Rule = LintRule.CouponReminder };
        }
        else if (Lasts(coupon) is not { } length)
        {
            yield return new(nameof(Coupon.Remind), "A coupon without an end has nothing to remind of.", "Add 'valid-days: 30', or remove 'remind'.") { Rule = LintRule.CouponReminder };
        }
        else if (remind >= length)
        {
            yield return new(nameof(Coupon.Remind), "The reminder would come before the coupon itself.", "Let it come later, or let the coupon last longer.") { Rule = LintRule.CouponReminder };
        }
    }

    // LINE hands its own coupons out and takes them without telling: what must be known per friend cannot be asked of them.
    private static IEnumerable<CouponProblem> LinesOwn(Coupon coupon)
    {
        if (!coupon.Line)
        {
            yield break;
        }

        CouponProblem Of(string property, LintText message, LintText fix) => new(property, message, fix) { Rule = LintRule.LineCoupon };

        if (coupon.ValidUntil is null)
        {
            yield return Of(nameof(Coupon.Line), "A coupon of LINE's own ends for all friends on one day.", "Add 'valid-until: 2026-12-31', or remove 'line'.");
        }

        if ((coupon.ValidHours ?? coupon.ValidDays ?? coupon.ValidMonths) is not null || coupon.BirthdayMonth is not null)
        {
            yield return Of(nameof(Coupon.Line), "A coupon of LINE's own cannot end at another time for each friend.", "Keep 'valid-until' alone, or remove 'line'.");
        }

        if (coupon.Remind is not null)
        {
            yield return Of(nameof(Coupon.Remind), "LINE tells nobody who used its own coupon, so those who did would be reminded too.", "Remove 'remind', or 'line'.");
        }

        if (coupon.Reward is Reward.Lottery)
        {
            yield return Of(nameof(Coupon.Reward), "A coupon of LINE's own cannot be what our lottery draws.", "Make a coupon of one reward, or remove 'line'.");
        }
    }

    // How long it lasts at most; null: it has no end.
    private static TimeSpan? Lasts(Coupon coupon) =>
        coupon.ValidHours is { } hours ? TimeSpan.FromHours(hours)
        : coupon.ValidDays is { } days ? TimeSpan.FromDays((double)days + 1)
        : coupon.ValidMonths is { } months ? TimeSpan.FromDays((31d * months) + 1)
        : coupon.BirthdayMonth is not null || coupon.ValidUntil is not null ? TimeSpan.MaxValue
        : null;

    private static IEnumerable<CouponProblem> Rewards(Coupon coupon)
    {
        if (coupon.Reward is not Reward.Lottery lottery)
        {
            return OfReward(coupon.Reward) is var (problem, fix) ? [new(nameof(Coupon.Reward), problem, fix)] : [];
        }

        return Lottery(lottery);
    }

    private static IEnumerable<CouponProblem> Lottery(Reward.Lottery lottery)
    {
        CouponProblem Of(LintText message, LintText fix, int? prize = null) => new(nameof(Coupon.Reward), message, fix) { Rule = LintRule.LotteryOdds, Prize = prize };

        if (lottery.Prizes.Count is 0 or > MostPrizes)
        {
            yield return Of($"A lottery has 1 to {MostPrizes} prizes, not {lottery.Prizes.Count}.", "Add a prize, or join some.");
        }

        if (lottery.OutOf is not (>= 1 and <= 1_000_000))
        {
            yield return Of("'odds-of' must be from 1 to 1,000,000.", "Leave it out: then the odds are percent.") with { Part = nameof(Reward.Lottery.OutOf) };
        }

        if (lottery.NothingSaid.Length is 0 or > LongestWords)
        {
            yield return Of($"'no-prize' has {lottery.NothingSaid.Length} characters; 1 to {LongestWords} fit on the card.", "Shorten it, or leave it out.") with { Part = nameof(Reward.Lottery.NothingSaid) };
        }

        var names = new HashSet<string>();
        for (var i = 0; i < lottery.Prizes.Count; i++)
        {
            var prize = lottery.Prizes[i];
            if (prize.Name.Length is 0 or > LongestPrize || !names.Add(prize.Name))
            {
                yield return Of($"The prize '{prize.Name}' needs a name of 1 to {LongestPrize} characters that no other has.", "Rename it.", i);
            }

            if (!(prize.Odds > 0 && prize.Odds <= 1_000_000) || Math.Abs((prize.Odds * CouponLottery.Fine) - Math.Round(prize.Odds * CouponLottery.Fine)) > 1e-6)
            {
                yield return Of($"The odds of '{prize.Name}' must be more than 0, with three decimals at most.", "Write for example 'odds: 0.5', or raise 'odds-of'.", i);
            }

            if (prize.Most is < 1 or > MostPlaces)
            {
                yield return Of($"'most' of '{prize.Name}' must be from 1 to {MostPlaces:N0}.", "Leave it out to give it as often as it is drawn.", i);
            }

            if (prize.Value is < 0 or > MostYen)
            {
                yield return Of($"The value of '{prize.Name}' must be from 0 to {MostYen:N0} yen.", "Write what the prize costs the shop, or leave it out.", i);
            }

            if (OfReward(prize.Reward) is var (problem, fix))
            {
                yield return Of($"The prize '{prize.Name}': {problem}", fix, i);
            }
        }

        var odds = lottery.Prizes.Sum(prize => prize.Odds);
        if (odds > lottery.OutOf + 1e-9)
        {
            yield return Of($"The odds of all prizes are {odds:0.###}, more than {lottery.OutOf:0.###}.", "Lower them, or raise 'odds-of'.");
        }
    }

    private static (LintText Problem, LintText Fix)? OfReward(Reward reward) => reward switch
    {
        Reward.PercentOff { Percent: < 1 or > 100 } => ("The percentage must be from 1 to 100.", InRange),
        Reward.AmountOff { Yen: < 1 or > MostYen } => ($"The amount must be from 1 to {MostYen:N0} yen.", InRange),
        Reward.FixedPrice { Yen: < 0 or > MostYen } => ($"The price must be from 0 to {MostYen:N0} yen.", InRange),
        Reward.FreeItem { Item: var item } when !IsItem(item) => ($"The free item needs a name of 1 to {LongestItem} characters.", Briefly),
        Reward.FixedPrice { Item: var item } when !IsItem(item) => ($"What has the fixed price needs a name of 1 to {LongestItem} characters.", Briefly),
        Reward.Gift { Item: var item } when !IsItem(item) => ($"The gift needs a name of 1 to {LongestItem} characters.", Briefly),
        Reward.Novelty { Item: var item } when !IsItem(item) => ($"The novelty needs a name of 1 to {LongestItem} characters.", Briefly),
        Reward.Sample { Item: var item } when !IsItem(item) => ($"The sample needs a name of 1 to {LongestItem} characters.", Briefly),
        Reward.Lottery or Reward.Nothing => ("A prize cannot be a lottery.", "Write what the friend gets."),
        _ => null,
    };

    private static bool IsItem(string item) => !string.IsNullOrWhiteSpace(item) && item.Length <= LongestItem;

    private static bool IsName(string name) => !string.IsNullOrWhiteSpace(name) && name.Length <= 60;

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,59}$")]
    private static partial Regex SegmentId();
}

/// <summary>What is wrong with a coupon: the property, the words, the remedy.</summary>
internal sealed record CouponProblem(string Property, LintText Message, LintText Fix)
{
    public LintRule Rule { get; init; } = LintRule.CouponTerms;

    /// <summary>Which property of the reward it is about; null: all of it.</summary>
    public string? Part { get; init; }

    /// <summary>Which prize of the lottery it is about.</summary>
    public int? Prize { get; init; }
}
