using System.Buffers;
using System.Globalization;
using System.Text;
using Bot.Conditions.Language;
using Bot.Friends;

namespace Bot.Conditions.Rows;

/// <summary>
/// Between conditions and rows, without loss: the rows of a condition make the same condition again. A test that rows could not
/// say stays a row of text.
/// </summary>
public static class ConditionRows
{
    private static readonly SearchValues<char> ListSigns = SearchValues.Create(",、，\"“「『");

    /// <summary>The condition as a group of rows.</summary>
    public static ConditionRow Of(Condition condition) =>
        RowOf(condition) is { What: ConditionRow.Group } group ? group : new() { What = ConditionRow.Group, Parts = [RowOf(condition)] };

    /// <summary>The condition the rows say; null while a row is unfinished. A group without rows says nothing.</summary>
    public static Condition? Read(ConditionRow row)
    {
        if (Problems(row).Count > 0)
        {
            return null;
        }

        return Meant(row);
    }

    /// <summary>The rows that are unfinished or wrong, by their paths (<c>parts[0].parts[1]</c>; empty: the row itself).</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<ConditionProblem>> Problems(ConditionRow row, ConditionVocabulary? known = null)
    {
        var problems = new Dictionary<string, IReadOnlyList<ConditionProblem>>();
        Examine(row, "", known, problems);
        return problems;
    }

    private static void Examine(ConditionRow row, string at, ConditionVocabulary? known, Dictionary<string, IReadOnlyList<ConditionProblem>> problems)
    {
        if (row.What == ConditionRow.Group)
        {
            foreach (var (index, part) in row.Parts.Index())
            {
                Examine(part, at.Length == 0 ? $"parts[{index}]" : $"{at}.parts[{index}]", known, problems);
            }
        }
        else if (TestOf(row) is not { } test)
        {
            problems[at] = row.What == ConditionRow.Written && ConditionText.Parse(row.Value) is { IsUnderstood: false, Problems: var found }
                ? found
                : [new(ConditionProblemKind.ExpectedValue, 0, 0, "Fill in this row.", "この行を最後まで入力してください。")];
        }
        else if (known is not null && ConditionText.Parse(ConditionText.Print(test), known) is { IsUnderstood: false, Problems: var unknown })
        {
            problems[at] = unknown;
        }
    }

    private static ConditionRow RowOf(Condition condition) => condition switch
    {
        Condition.And(var parts) => new() { What = ConditionRow.Group, Parts = [.. parts.Select(RowOf)] },
        Condition.Or(var parts) => new() { What = ConditionRow.Group, Any = true, Parts = [.. parts.Select(RowOf)] },
        Condition.Not(var inner) => RowOf(inner) is { Not: false } row ? row with { Not = true } : new() { What = ConditionRow.Group, Not = true, Parts = [RowOf(inner)] },
        _ => Filled(condition) is { } row && TestOf(row) == condition ? row : new() { What = ConditionRow.Written, Value = ConditionText.Print(condition) },
    };

    private static Condition? Meant(ConditionRow row)
    {
        var meant = row.What != ConditionRow.Group ? TestOf(row) : row.Parts.Select(Meant).OfType<Condition>().ToList() switch
        {
            [] => null,
            [var only] => only,
            var parts => row.Any ? new Condition.Or([.. parts]) : new Condition.And([.. parts]),
        };
        return meant is not null && row.Not ? new Condition.Not(meant) : meant;
    }

    // A test in the fields of a row.
    private static ConditionRow? Filled(Condition test) => test switch
    {
        Condition.All => new() { What = "all" },
        Condition.StatusIs(var status) => new() { What = "status", Value = Word(status) },
        Condition.OptedOut(var topic) => new() { What = "opted_out", Name = topic ?? "" },
        Condition.Tag(var names, var added) => Timed(new() { What = "tag", Name = string.Join(", ", names.Select(Printer.Name)) }, added),
        Condition.Attribute(var name, var value) => Compared(new() { What = "attribute", Name = name }, test, value),
        Condition.Answer(var survey, var question, var value) => Compared(new() { What = "answer", Name = Printer.Path(survey, question) }, test, value),
        Condition.Answered(var survey, var question, var at) => Timed(new() { What = "answered", Name = Printer.Path(survey, question) }, at),
        Condition.SurveyIs(var survey, var progress) => new() { What = "survey", Name = survey, Value = Word(progress) },
        Condition.CouponIs(var coupon, var use) => new() { What = "coupon", Name = coupon, Value = Word(use) },
        Condition.Received(var campaign) => new() { What = "received", Name = campaign },
        Condition.Clicked(var campaign) => new() { What = "clicked", Name = campaign },
        Condition.Date(var fact, var when) => Timed(Fact(fact), when),
        Condition.Known(var fact) => Fact(fact) with { How = "known" },
        Condition.Never(var fact) => Fact(fact) with { How = "never" },
        _ => null,
    };

    private static ConditionRow Compared(ConditionRow row, Condition test, ValueTest value) => value switch
    {
        ValueTest.Is => row with { How = "is", Value = Behind(test, " = ") },
        ValueTest.IsNot => row with { How = "isNot", Value = Behind(test, " != ") },
        ValueTest.In => row with { How = "in", Value = Behind(test, " in (")[..^1] },
        ValueTest.NotIn => row with { How = "notIn", Value = Behind(test, " not in (")[..^1] },
        ValueTest.Number(var order, var than) => row with { How = Camel(order), Value = Number(than) },
        ValueTest.Between(var low, var high) => row with { How = "between", Value = Number(low), To = Number(high) },
        ValueTest.Contains(var text) => row with { How = "contains", Value = text },
        ValueTest.Day(var when) => Timed(row, when),
        ValueTest.Known => row with { How = "known" },
        _ => row with { How = "unknown" },
    };

    // What the canonical text says behind the subject.
    private static string Behind(Condition test, string sign)
    {
        var subject = ConditionText.Print(test switch
        {
            Condition.Attribute attribute => attribute with { Test = new ValueTest.Known() },
            Condition.Answer answer => answer with { Test = new ValueTest.Known() },
            _ => test,
        });
        return ConditionText.Print(test)[(subject.Length - " is known".Length + sign.Length)..];
    }

    private static ConditionRow Timed(ConditionRow row, When? when) => when switch
    {
        When.Compare(var order, var than) => Point(than) is var (value, unit) ? row with { How = Camel(order), Value = value, Unit = unit } : row,
        When.Between(var from, var to) => (Point(from), Point(to)) is var ((value, unit), (until, untilUnit))
            ? row with { How = "betweenDays", Value = value, Unit = unit, To = until, ToUnit = untilUnit }
            : row,
        _ => row,
    };

    private static (string Value, string Unit) Point(Moment moment) => moment switch
    {
        Moment.Day(var date) => (date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "date"),
        Moment.Ago(var count, var unit) => (count.ToString(CultureInfo.InvariantCulture), Word(unit) + "sAgo"),
        Moment.FromNow(var count, var unit) => (count.ToString(CultureInfo.InvariantCulture), Word(unit) + "sFromNow"),
        _ => ("", "today"),
    };

    private static ConditionRow Fact(DateFact fact) => fact switch
    {
        DateFact.FirstSeen => new() { What = "first_seen" },
        DateFact.Followed => new() { What = "followed" },
        DateFact.BlockedAt => new() { What = "blocked_at" },
        DateFact.LastMessage => new() { What = "last_message" },
        DateFact.Started(var survey) => new() { What = "started", Name = survey },
        DateFact.Completed(var survey) => new() { What = "completed", Name = survey },
        DateFact.Issued(var coupon) => new() { What = "issued", Name = coupon },
        DateFact.Redeemed(var coupon) => new() { What = "redeemed", Name = coupon },
        DateFact.Expires(var coupon) => new() { What = "expires", Name = coupon },
        _ => new(),
    };

    // The test a row says; null: it is unfinished.
    private static Condition? TestOf(ConditionRow row) => row.What switch
    {
        ConditionRow.Written => ConditionText.Parse(row.Value).Condition,
        "all" => new Condition.All(),
        "status" => Word<FriendStatus>(row.Value) is { } status ? new Condition.StatusIs(status) : null,
        "opted_out" => new Condition.OptedOut(row.Name.Length == 0 ? null : row.Name),
        "tag" => ConditionText.Parse($"tag in ({Listed(row.Name)})").Condition is Condition.Tag tag && IsTimed(row, out var added) ? tag with { Added = added } : null,
        "attribute" => row.Name.Length > 0 && ValueTestOf(row) is { } test ? new Condition.Attribute(row.Name, test) : null,
        "answer" => Path(row.Name) is (var survey, { } question) && ValueTestOf(row) is { } test ? new Condition.Answer(survey, question, test) : null,
        "answered" => Path(row.Name) is var (survey, question) && IsTimed(row, out var at) ? new Condition.Answered(survey, question, at) : null,
        "survey" => row.Name.Length > 0 && Word<SurveyProgress>(row.Value) is { } progress ? new Condition.SurveyIs(row.Name, progress) : null,
        "coupon" => row.Name.Length > 0 && Word<CouponUse>(row.Value) is { } use ? new Condition.CouponIs(row.Name, use) : null,
        "received" => row.Name.Length > 0 ? new Condition.Received(row.Name) : null,
        "clicked" => row.Name.Length > 0 ? new Condition.Clicked(row.Name) : null,
        _ => FactOf(row) is not { } fact ? null
            : row.How == "known" ? new Condition.Known(fact)
            : row.How == "never" ? new Condition.Never(fact)
            : WhenOf(row) is { } when ? new Condition.Date(fact, when) : null,
    };

    private static DateFact? FactOf(ConditionRow row) => (row.What, row.Name.Length > 0) switch
    {
        ("first_seen", _) => new DateFact.FirstSeen(),
        ("followed", _) => new DateFact.Followed(),
        ("blocked_at", _) => new DateFact.BlockedAt(),
        ("last_message", _) => new DateFact.LastMessage(),
        ("started", true) => new DateFact.Started(row.Name),
        ("completed", true) => new DateFact.Completed(row.Name),
        ("issued", true) => new DateFact.Issued(row.Name),
        ("redeemed", true) => new DateFact.Redeemed(row.Name),
        ("expires", true) => new DateFact.Expires(row.Name),
        _ => null,
    };

    private static ValueTest? ValueTestOf(ConditionRow row) => row.How switch
    {
        "is" => Tested($"= {Single(row.Value)}"),
        "isNot" => Tested($"!= {Single(row.Value)}"),
        "in" => Tested($"in ({Listed(row.Value)})"),
        "notIn" => Tested($"not in ({Listed(row.Value)})"),
        "contains" => row.Value.Length > 0 ? new ValueTest.Contains(row.Value) : null,
        "known" => new ValueTest.Known(),
        "unknown" => new ValueTest.Unknown(),
        "between" => Number(row.Value) is { } low && Number(row.To) is { } high && low <= high ? new ValueTest.Between(low, high) : null,
        _ when Word<NumberOrder>(row.How) is { } order => Number(row.Value) is { } than ? new ValueTest.Number(order, than) : null,
        _ => WhenOf(row) is { } when ? new ValueTest.Day(when) : null,
    };

    private static ValueTest? Tested(string test) => (ConditionText.Parse($"attribute(x) {test}").Condition as Condition.Attribute)?.Test;

    private static bool IsTimed(ConditionRow row, out When? when)
    {
        when = row.How.Length == 0 ? null : WhenOf(row);
        return row.How.Length == 0 || when is not null;
    }

    private static When? WhenOf(ConditionRow row) => row.How == "betweenDays"
        ? PointOf(row.Value, row.Unit) is { } from && PointOf(row.To, row.ToUnit) is { } to && !(from is Moment.Day(var first) && to is Moment.Day(var last) && first > last) ? new When.Between(from, to) : null
        : Word<DayOrder>(row.How) is { } order && PointOf(row.Value, row.Unit) is { } than ? new When.Compare(order, than) : null;

    private static Moment? PointOf(string value, string unit)
    {
        if (unit is "today")
        {
            return new Moment.Today();
        }

        if (unit is "date" or "")
        {
            return DateOnly.TryParseExact(value.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 1900 and <= 2999 ? new Moment.Day(date) : null;
        }

        var (counted, ago) = unit.EndsWith("sAgo", StringComparison.Ordinal) ? (unit[..^"sAgo".Length], true)
            : unit.EndsWith("sFromNow", StringComparison.Ordinal) ? (unit[..^"sFromNow".Length], false)
            : ("", false);
        return Word<TimeUnit>(counted) is { } of
            && int.TryParse(value.Normalize(NormalizationForm.FormKC).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            // As much as the language takes.
            && ConditionText.Parse($"first_seen > {count} {counted} ago").IsUnderstood
                ? ago ? new Moment.Ago(count, of) : new Moment.FromNow(count, of)
                : null;
    }

    private static (string Survey, string? Question)? Path(string written) =>
        written.Length > 0 && ConditionText.Parse($"answered({written})").Condition is Condition.Answered(var survey, var question, null) ? (survey, question) : null;

    // Several values as they are written in a condition; a single one that could not stand there bare is meant as it is.
    private static string Listed(string written) =>
        written.Trim().Length > 0 && !ConditionText.Parse($"tag in ({written})").IsUnderstood && !written.AsSpan().ContainsAny(ListSigns) ? Quoted(written.Trim()) : written;

    private static string Single(string written) =>
        written.Trim().Length > 0 && Tested($"= {written}") is null && !written.Contains('"', StringComparison.Ordinal) ? Quoted(written.Trim()) : written;

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static double? Number(string typed) =>
        double.TryParse(typed.Normalize(NormalizationForm.FormKC).Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Word<T>(T word) where T : struct, Enum => word.ToString().ToLowerInvariant();

    private static string Camel<T>(T word) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(word.ToString());

    private static T? Word<T>(string word) where T : struct, Enum =>
        word.Length > 0 && char.IsAsciiLetterLower(word[0]) && Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
}
