using Bot.Calendar;
using Bot.Conditions;
using Bot.Definitions;

namespace Bot.Coupons.Definitions;

/// <summary>The coupons of <c>coupons/*.yaml</c>, one a file.</summary>
public static class CouponDefinitions
{
    /// <summary>The attribute that holds birthdays where a file names no other.</summary>
    public const string Birthday = "誕生日";

    private const string RewardExamples = "Add 'percent-off: 10', 'amount-off: 100', 'free-item: ドリンク', 'gift: 皿' or another reward.";

    private static readonly OpeningSpan AnyTime = new(Enum.GetValues<DayOfWeek>().ToHashSet(), default, default);

    /// <summary>How the files are read. Days are those of the shop's zone.</summary>
    public static DefinitionKind<Coupon> Kind(TimeZoneInfo zone) =>
        new("coupons", (file, problems) => Read(file, problems, zone), coupon => coupon.Id) { CheckTogether = CheckNamedCoupons };

    /// <summary>The JSON schema for editors.</summary>
    public static string Schema() => ShapeSchema.Of<CouponYaml>("Coupon");

    private static Coupon? Read(YamlFile file, Problems problems, TimeZoneInfo zone)
    {
        if (ShapeReader.Read<CouponYaml>(file, problems) is not { } yaml || RewardOf(yaml, problems) is not { } reward)
        {
            return null;
        }

        CheckKeysTogether(yaml, problems);
        var coupon = new Coupon
        {
            Id = yaml.Id,
            Title = yaml.Title.Trim(),
            Reward = reward,
            Value = yaml.Value,
            Terms = yaml.Terms?.Trim(),
            PictureUrl = yaml.PictureUrl,
            ValidFrom = yaml.ValidFrom is { } first ? ShopDay.Start(first, zone) : null,
            ValidUntil = yaml.ValidUntil is { } last && last < DateOnly.MaxValue ? ShopDay.Start(last.AddDays(1), zone) : null,
            ValidHours = yaml.ValidHours,
            ValidDays = yaml.ValidDays,
            ValidMonths = yaml.ValidMonths,
            After = yaml.After?.Trim(),
            BirthdayMonth = yaml.BirthdayMonth == true ? yaml.Birthday?.Trim() ?? Birthday : null,
            Usable = HoursOf(yaml, problems),
            OncePerFriend = yaml.OncePerFriend ?? (yaml.AgainAfter is null && yaml.PerFriend is null or 1),
            PerFriend = yaml.PerFriend,
            AgainAfter = yaml.AgainAfter,
            Limit = yaml.Limit,
            OnlyFor = yaml.OnlyFor?.Trim(),
            Segment = yaml.Segment?.Trim(),
            Remind = yaml.Remind,
            RemindText = yaml.RemindText?.Trim(),
            Line = yaml.Line == true,
            ClosedAt = yaml.Closed == true ? DateTimeOffset.MinValue : null,
        };
        foreach (var problem in CouponRules.Check(coupon))
        {
            problems.Add(PlaceOf(yaml, problem), problem.Rule, problem.Message, problem.Fix);
        }

        return coupon.WithVersion();
    }

    private static Reward? RewardOf(CouponYaml yaml, Problems problems)
    {
        var rewards = yaml.Rewards();
        if (yaml.Lottery is not { } prizes)
        {
            return OneOf(yaml, yaml.Has(nameof(yaml.Lottery)), "The coupon", problems);
        }

        if (rewards.Count > 0)
        {
            problems.Add(yaml.RewardPlace, LintRule.Reward, "A coupon gives one thing: what its lottery draws, or a reward of its own.", "Keep one of them, and make another coupon for the other.");
            return null;
        }

        if (yaml.Has(nameof(yaml.Value)))
        {
            problems.Add(yaml.At(nameof(yaml.Value)), LintRule.Reward, "A lottery has no value of its own.", "Write 'value' under each prize.");
        }

        var drawn = prizes.Select(prize => (prize, Reward: OneOf(prize, saysMore: false, $"The prize '{prize.Prize}'", problems))).ToList();
        return drawn.Exists(prize => prize.Reward is null)
            ? null
            : new Reward.Lottery(
                [.. drawn.Select(one => new Prize(one.prize.Prize.Trim(), one.prize.Odds, one.Reward!) { Most = one.prize.Most, Value = one.prize.Value })],
                yaml.OddsOf ?? 100,
                yaml.NoPrize?.Trim() ?? CouponWords.NothingWon);
    }

    private static Reward? OneOf(RewardYaml yaml, bool saysMore, LintText what, Problems problems)
    {
        switch (yaml.Rewards())
        {
            case [var only]:
                return only;
            case []:
                if (!yaml.SaysReward && !saysMore)
                {
                    problems.Add(yaml.Place, LintRule.Reward, $"{what} does not say what the friend gets.", RewardExamples);
                }

                return null;
            default:
                problems.Add(yaml.RewardPlace, LintRule.Reward, $"{what} gives several things; one of percent-off, amount-off or free-item, or of the other rewards, is enough.", "Keep one of them, and make another coupon for the other.");
                return null;
        }
    }

    private static void CheckKeysTogether(CouponYaml yaml, Problems problems)
    {
        void Alone(string property, string key, string with)
        {
            if (yaml.Has(property))
            {
                problems.Add(yaml.At(property), LintRule.CouponTerms, $"'{key}' means nothing without '{with}'.", $"Add '{with}', or remove '{key}'.");
            }
        }

        if (!yaml.Has(nameof(yaml.Lottery)))
        {
            Alone(nameof(yaml.OddsOf), "odds-of", "lottery");
            Alone(nameof(yaml.NoPrize), "no-prize", "lottery");
        }

        if (yaml.BirthdayMonth != true)
        {
            Alone(nameof(yaml.Birthday), "birthday", "birthday-month: true");
        }

        if (yaml.OncePerFriend is not null && (yaml.PerFriend ?? (object?)yaml.AgainAfter) is not null)
        {
            problems.Add(
                yaml.At(nameof(yaml.OncePerFriend)),
                LintRule.CouponLimit,
                "'once-per-friend' says the same as 'per-friend' and 'again-after', or the contrary.",
                "Remove 'once-per-friend'.");
        }
    }

    private static OpeningHours? HoursOf(CouponYaml yaml, Problems problems) =>
        OpeningHoursYaml.ToHours(yaml.Usable, problems) switch
        {
            // Only days to leave out: all others are meant.
            { Spans.Count: 0 } closed => closed with { Spans = [AnyTime] },
            var hours => hours,
        };

    // Coupons made by staff are not known here, so a coupon that no file has is doubtful, not wrong.
    private static void CheckNamedCoupons(IReadOnlyList<Defined<Coupon>> all)
    {
        var known = ConditionVocabulary.Anything with { Coupons = [.. all.Select(defined => new KnownName(defined.Value.Id, defined.Value.Title))], Campaigns = [] };
        foreach (var defined in all)
        {
            foreach (var problem in defined.Value.OnlyFor is { } condition ? ConditionText.Parse(condition, known).Problems : [])
            {
                defined.Problems.Warn(defined.File.PlaceOf("only-for"), LintRule.NoSuchCoupon, $"'only-for': {LintText.Both(problem.English, problem.Japanese)}", problem.Suggestions is [var nearest, ..] ? (LintText)$"Write '{nearest}'." : "Ignore this if the coupon was made in the console or by the API.");
            }
        }
    }

    private static Place PlaceOf(CouponYaml yaml, CouponProblem problem) => problem switch
    {
        { Prize: { } index } when yaml.Lottery is { } prizes && index < prizes.Count => prizes[index].Place,
        { Part: nameof(Reward.Lottery.OutOf) } => yaml.At(nameof(yaml.OddsOf)),
        { Part: nameof(Reward.Lottery.NothingSaid) } => yaml.At(nameof(yaml.NoPrize)),
        { Property: nameof(Coupon.Reward) } => yaml.SaysReward ? yaml.RewardPlace : yaml.At(nameof(yaml.Lottery)),
        _ => yaml.At(problem.Property),
    };
}
