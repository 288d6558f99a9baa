using System.Globalization;
using System.Text;
using Bot.Calendar;
using Bot.Conditions;
using Bot.Coupons;

namespace Bot.Admin.Coupons;

/// <summary>A coupon as it stands in the console's form: what was typed, right or wrong, by the names of the fields.</summary>
public sealed class CouponForm
{
    /// <summary>The most rows of hours a form has.</summary>
    public const int Spans = 3;

    private const string Day = "yyyy-MM-dd";
    private const string Moment = "yyyy-MM-dd'T'HH:mm";

    private readonly Dictionary<string, string> _typed;

    private CouponForm(Dictionary<string, string> typed) => _typed = typed;

    /// <summary>What a new coupon begins with.</summary>
    public static CouponForm New { get; } = new(new() { ["kind"] = "percent", ["number"] = "10", ["often"] = "once", ["lengthUnit"] = "days", ["length"] = "30" });

    /// <summary>What was typed into a field; empty where nothing was.</summary>
    public string this[string field] => _typed.GetValueOrDefault(field, "");

    /// <summary>How many prizes the form shows: those that are named, and one more.</summary>
    public int Prizes { get; private init; } = 2;

    /// <summary>What a browser sent.</summary>
    public static CouponForm Sent(IFormCollection form)
    {
        // Browsers send line breaks as two characters; LINE counts each.
        var typed = form.ToDictionary(field => field.Key, field => string.Join(',', field.Value.AsEnumerable()).ReplaceLineEndings("\n"));
        var sent = new CouponForm(typed);
        var last = sent.PrizeRows().LastOrDefault(0);
        return new(typed) { Prizes = Math.Min(CouponRules.MostPrizes, Math.Max(2, last + (typed.ContainsKey("more") ? 3 : 1))) };
    }

    /// <summary>The rows that name a prize: one left empty is none, so the third prize may stand in the fifth row.</summary>
    public IEnumerable<int> PrizeRows() => Enumerable.Range(0, CouponRules.MostPrizes).Where(HasPrize);

    /// <summary>The form that would write this coupon.</summary>
    public static CouponForm Of(Coupon coupon, TimeZoneInfo zone)
    {
        var typed = new Dictionary<string, string>
        {
            ["title"] = coupon.Title,
            ["terms"] = coupon.Terms ?? "",
            ["picture"] = coupon.PictureUrl ?? "",
            ["value"] = Text(coupon.Value),
            ["validFrom"] = coupon.ValidFrom is { } from ? Said(from, zone) : "",
            ["validUntil"] = coupon.ValidUntil is { } until ? SaidEnd(until, zone) : "",
            ["length"] = Text(coupon.ValidHours ?? coupon.ValidDays ?? coupon.ValidMonths),
            ["lengthUnit"] = coupon.ValidHours is not null ? "hours" : coupon.ValidMonths is not null ? "months" : "days",
            ["after"] = coupon.After ?? "",
            ["birthday"] = coupon.BirthdayMonth ?? "",
            ["often"] = coupon.PerFriend is > 1 ? "times" : coupon.OncePerFriend || coupon.PerFriend == 1 ? "once" : "always",
            ["times"] = coupon.PerFriend is > 1 ? Text(coupon.PerFriend) : "",
            ["again"] = Text((int?)coupon.AgainAfter?.TotalDays),
            ["limit"] = Text(coupon.Limit),
            ["condition"] = coupon.OnlyFor ?? "",
            ["segment"] = coupon.Segment ?? "",
            ["remind"] = Text((int?)coupon.Remind?.TotalDays),
            ["remindText"] = coupon.RemindText ?? "",
            ["line"] = coupon.Line ? "on" : "",
            ["version"] = coupon.Version,
        };
        Write(typed, "", coupon.Reward);
        Write(typed, coupon.Usable);
        return new(typed) { Prizes = coupon.Reward is Reward.Lottery lottery ? Math.Max(2, lottery.Prizes.Count) : 2 };
    }

    /// <summary>The same with another version to start from, after somebody has seen what another changed.</summary>
    public CouponForm From(string version) => new(new(_typed) { ["version"] = version }) { Prizes = Prizes };

    /// <summary>What the feature checks; and the fields whose numbers and days cannot be read.</summary>
    public (CouponRequest Request, IReadOnlyList<string> Unreadable) ToRequest(TimeZoneInfo zone)
    {
        var unreadable = new List<string>();
        var (percent, amount, free, priced, gift, novelty, sample) = RewardOf("", unreadable);
        var length = Number("length", unreadable);
        var often = this["often"];
        var request = new CouponRequest(Words("id"), this["title"], percent, amount, free)
        {
            FixedPrice = priced,
            Gift = gift,
            Novelty = novelty,
            Sample = sample,
            Value = this["kind"] == "lottery" ? null : Number("value", unreadable),
            Lottery = this["kind"] == "lottery" ? LotteryOf(unreadable) : null,
            OddsOf = this["kind"] == "lottery" && this["oddsOf"].Length > 0 ? Fraction("oddsOf", unreadable) : null,
            NoPrize = Words("noPrize"),
            Terms = Words("terms"),
            PictureUrl = Words("picture"),
            ValidFrom = At("validFrom", zone, end: false, unreadable),
            ValidUntil = At("validUntil", zone, end: true, unreadable),
            ValidHours = this["lengthUnit"] == "hours" ? length : null,
            ValidDays = this["lengthUnit"] is "days" or "" ? length : null,
            ValidMonths = this["lengthUnit"] == "months" ? length : null,
            After = Words("after"),
            BirthdayMonth = Words("birthday"),
            Usable = UsableOf(unreadable),
            OncePerFriend = often is not ("times" or "always"),
            PerFriend = often == "times" ? Number("times", unreadable) : null,
            AgainAfterDays = often is "times" or "always" ? Number("again", unreadable) : null,
            Limit = Number("limit", unreadable),
            OnlyFor = Words("condition"),
            Segment = Words("segment"),
            RemindDays = Number("remind", unreadable),
            RemindText = Words("remindText"),
            Line = this["line"].Length > 0,
            Version = _typed.GetValueOrDefault("version"),
        };
        return (request, unreadable);
    }

    /// <summary>The fields in which two forms differ, each with what one and the other has.</summary>
    public IReadOnlyList<(string Field, string Mine, string Theirs)> DifferencesTo(CouponForm other) =>
    [
        .. _typed.Keys.Union(other._typed.Keys).Where(field => CouponFormWords.Label(field) is not null && this[field].Trim() != other[field].Trim())
            .Select(field => (field, this[field], other[field])),
    ];

    /// <summary>What was typed as a condition, for its own answer under the field.</summary>
    internal IReadOnlyList<ConditionProblem> ConditionProblems() =>
        Words("condition") is { } condition ? ConditionText.Parse(condition, ConditionVocabulary.Anything with { Campaigns = [] }).Problems : [];

    private static void Write(Dictionary<string, string> typed, string at, Reward reward)
    {
        typed[$"{at}kind"] = reward switch
        {
            Reward.PercentOff => "percent",
            Reward.AmountOff => "amount",
            Reward.FreeItem => "freeItem",
            Reward.FixedPrice => "fixedPrice",
            Reward.Gift => "gift",
            Reward.Novelty => "novelty",
            Reward.Sample => "sample",
            _ => "lottery",
        };
        typed[$"{at}number"] = reward switch
        {
            Reward.PercentOff { Percent: var percent } => Text(percent),
            Reward.AmountOff { Yen: var yen } => Text(yen),
            Reward.FixedPrice { Yen: var price } => Text(price),
            _ => "",
        };
        typed[$"{at}item"] = reward switch
        {
            Reward.FreeItem { Item: var item } => item,
            Reward.FixedPrice { Item: var item } => item,
            Reward.Gift { Item: var item } => item,
            Reward.Novelty { Item: var item } => item,
            Reward.Sample { Item: var item } => item,
            _ => "",
        };
        if (reward is not Reward.Lottery lottery)
        {
            return;
        }

        typed["oddsOf"] = lottery.OutOf == 100 ? "" : lottery.OutOf.ToString(CultureInfo.InvariantCulture);
        typed["noPrize"] = lottery.NothingSaid;
        for (var i = 0; i < lottery.Prizes.Count; i++)
        {
            var prize = lottery.Prizes[i];
            Write(typed, $"prize{i}-", prize.Reward);
            typed[$"prize{i}-name"] = prize.Name;
            typed[$"prize{i}-odds"] = prize.Odds.ToString(CultureInfo.InvariantCulture);
            typed[$"prize{i}-most"] = Text(prize.Most);
            typed[$"prize{i}-value"] = Text(prize.Value);
        }
    }

    private static void Write(Dictionary<string, string> typed, OpeningHours? hours)
    {
        for (var i = 0; hours is not null && i < hours.Spans.Count; i++)
        {
            var span = hours.Spans[i];
            var whole = span.From == TimeOnly.MinValue && span.Until == TimeOnly.MinValue;
            typed[$"usable{i}-days"] = string.Join(',', span.Days.Order());
            typed[$"usable{i}-from"] = whole ? "" : span.From.ToString("HH:mm", CultureInfo.InvariantCulture);
            typed[$"usable{i}-until"] = whole ? "" : span.Until.ToString("HH:mm", CultureInfo.InvariantCulture);
        }

        typed["closedOn"] = string.Join('\n', hours?.ClosedDays.Select(day => day.ToString(Day, CultureInfo.InvariantCulture)) ?? []);
    }

    private (int? Percent, int? Amount, string? Free, FixedPriceRequest? Priced, string? Gift, string? Novelty, string? Sample) RewardOf(string at, List<string> unreadable)
    {
        var (kind, item) = (this[$"{at}kind"], this[$"{at}item"]);
        var number = kind is "percent" or "amount" or "fixedPrice" ? Number($"{at}number", unreadable) ?? (kind == "fixedPrice" ? -1 : 0) : 0;
        return (
            kind == "percent" ? number : null,
            kind == "amount" ? number : null,
            kind == "freeItem" ? item : null,
            kind == "fixedPrice" ? new FixedPriceRequest(item, number) : null,
            kind == "gift" ? item : null,
            kind == "novelty" ? item : null,
            kind == "sample" ? item : null);
    }

    private bool HasPrize(int row) => !string.IsNullOrWhiteSpace(this[$"prize{row}-name"]) || !string.IsNullOrWhiteSpace(this[$"prize{row}-odds"]);

    private List<PrizeRequest> LotteryOf(List<string> unreadable)
    {
        var prizes = new List<PrizeRequest>();
        foreach (var i in PrizeRows())
        {
            var at = $"prize{i}-";
            var (percent, amount, free, priced, gift, novelty, sample) = RewardOf(at, unreadable);
            prizes.Add(new PrizeRequest(this[$"{at}name"], Fraction($"{at}odds", unreadable) ?? 0, percent, amount, free)
            {
                FixedPrice = priced,
                Gift = gift,
                Novelty = novelty,
                Sample = sample,
                Most = Number($"{at}most", unreadable),
                Value = Number($"{at}value", unreadable),
            });
        }

        return prizes;
    }

    private List<UsableRequest>? UsableOf(List<string> unreadable)
    {
        var spans = new List<UsableRequest>();
        for (var i = 0; i < Spans; i++)
        {
            var days = this[$"usable{i}-days"].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(day => Enum.TryParse<DayOfWeek>(day, out var known) ? known : DayOfWeek.Sunday).ToList();
            var (from, until) = (Time($"usable{i}-from", unreadable), Time($"usable{i}-until", unreadable));
            if (days.Count > 0 || from is not null || until is not null)
            {
                spans.Add(new UsableRequest(days.Count == 0 ? null : days, from, until));
            }
        }

        if (ClosedDays(unreadable) is { Count: > 0 } closed)
        {
            spans.Add(new UsableRequest(null, null, null) { ClosedOn = closed });
        }

        return spans.Count == 0 ? null : spans;
    }

    private List<DateOnly> ClosedDays(List<string> unreadable)
    {
        var days = new List<DateOnly>();
        foreach (var typed in Plain(this["closedOn"]).Split([',', '、', '\n', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (DateOnly.TryParseExact(typed, [Day, "yyyy/MM/dd", "yyyy/M/d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                days.Add(day);
            }
            else
            {
                unreadable.Add("closedOn");
            }
        }

        return days;
    }

    private int? Number(string field, List<string> unreadable)
    {
        var typed = Plain(this[field]).Replace(",", "", StringComparison.Ordinal);
        if (typed.Length == 0)
        {
            return null;
        }

        if (int.TryParse(typed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        unreadable.Add(field);
        return null;
    }

    private double? Fraction(string field, List<string> unreadable)
    {
        var typed = Plain(this[field]).TrimEnd('%');
        if (typed.Length > 0 && double.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        unreadable.Add(field);
        return null;
    }

    private TimeOnly? Time(string field, List<string> unreadable)
    {
        var typed = Plain(this[field]);
        if (typed.Length == 0)
        {
            return null;
        }

        if (TimeOnly.TryParseExact(typed, ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        unreadable.Add(field);
        return null;
    }

    // The last day counts whole: its end is the first moment of the next.
    private DateTimeOffset? At(string field, TimeZoneInfo zone, bool end, List<string> unreadable)
    {
        var typed = Plain(this[field]);
        if (typed.Length == 0)
        {
            return null;
        }

        if (DateOnly.TryParseExact(typed, [Day, "yyyy/MM/dd", "yyyy/M/d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue && day > DateOnly.MinValue)
        {
            return ShopDay.Start(end ? day.AddDays(1) : day, zone);
        }

        if (ShopTime.Parse(typed, zone) is { } moment)
        {
            return moment;
        }

        unreadable.Add(field);
        return null;
    }

    private string? Words(string field) => string.IsNullOrWhiteSpace(this[field]) ? null : this[field].Trim();

    // Digits typed with a Japanese keyboard are digits. Normalize throws on half of a surrogate pair, which no number holds.
    private static string Plain(string typed) => typed.Any(char.IsSurrogate) ? typed : typed.Normalize(NormalizationForm.FormKC).Trim();

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Said(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        return local.ToString(ShopDay.Start(DateOnly.FromDateTime(local.DateTime), zone) == moment ? Day : Moment, CultureInfo.InvariantCulture);
    }

    private static string SaidEnd(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        var day = DateOnly.FromDateTime(local.DateTime);
        return ShopDay.Start(day, zone) == moment ? day.AddDays(-1).ToString(Day, CultureInfo.InvariantCulture) : local.ToString(Moment, CultureInfo.InvariantCulture);
    }
}
