using System.Globalization;
using System.Text;

namespace Bot.Conditions.Language;

/// <summary>Writes a condition in its one canonical form.</summary>
internal static class Printer
{
    public static string Print(Condition condition) => condition switch
    {
        Condition.All => "all",
        Condition.And(var parts) => string.Join(" and ", parts.Select(part => part is Condition.And or Condition.Or ? $"({Print(part)})" : Print(part))),
        Condition.Or(var parts) => string.Join(" or ", parts.Select(part => part is Condition.Or ? $"({Print(part)})" : Print(part))),
        Condition.Not(var inner) => inner is Condition.And or Condition.Or ? $"not ({Print(inner)})" : $"not {Print(inner)}",
        Condition.StatusIs(var status) => Word(status),
        Condition.OptedOut(var topic) => topic is null ? "opted_out" : $"opted_out({Name(topic)})",
        Condition.Tag(var names, var added) => Tag(names) + (added is null ? "" : $" added {Print(added)}"),
        Condition.Attribute(var name, var test) => $"attribute({Name(name)}) {Print(test)}",
        Condition.Answer(var survey, var question, var test) => $"answer({Path(survey, question)}) {Print(test)}",
        Condition.Answered(var survey, var question, var at) => $"answered({Path(survey, question)})" + (at is null ? "" : $" {Print(at)}"),
        Condition.SurveyIs(var survey, var progress) => $"survey({Name(survey)}) is {Word(progress)}",
        Condition.CouponIs(var coupon, var use) => $"coupon({Name(coupon)}) is {Word(use)}",
        Condition.Received(var campaign) => $"received({Name(campaign)})",
        Condition.Clicked(var campaign) => $"clicked({Name(campaign)})",
        Condition.Date(var fact, var when) => $"{Print(fact)} {Print(when)}",
        Condition.Known(var fact) => IsEvent(fact) ? Print(fact) : $"{Print(fact)} is known",
        Condition.Never(var fact) => $"{Print(fact)} is never",
        _ => throw new ArgumentException($"{condition.GetType().Name} has no text form.", nameof(condition)),
    };

    /// <summary>A name or text as it is written: bare where it can be, else in quotes.</summary>
    public static string Name(string name) => Lexer.IsOneWord(name) && !Reserved.Joining.Contains(Width.FoldWord(name)) ? name : Quoted(name);

    /// <summary>A text as a value: in quotes where it would be read as something else.</summary>
    public static string Text(string text) => Literals.IsPlainText(text) ? Name(text) : Quoted(text);

    private static string Tag(ValueList<string> names) => names is [var only] ? $"tag = {Name(only)}" : $"tag in ({string.Join(", ", names.Select(Name))})";

    /// <summary>A survey, or a question of it, as it stands in parentheses.</summary>
    public static string Path(string survey, string? question)
    {
        var dotted = survey.Contains('.', StringComparison.Ordinal) || survey.Contains('．', StringComparison.Ordinal);
        return question is null ? dotted ? Quoted(survey) : Name(survey)
            : dotted || Name(survey) != survey || Name(question) != question ? $"{Quoted(survey)}, {Quoted(question)}"
            : $"{survey}.{question}";
    }

    private static string Print(ValueTest test) => test switch
    {
        ValueTest.Is(var value) => $"= {Print(value)}",
        ValueTest.IsNot(var value) => $"!= {Print(value)}",
        ValueTest.In(var values) => $"in ({string.Join(", ", values.Select(Print))})",
        ValueTest.NotIn(var values) => $"not in ({string.Join(", ", values.Select(Print))})",
        ValueTest.Number(var order, var than) => $"{Sign(order)} {Print(than)}",
        ValueTest.Between(var low, var high) => $"between {Print(low)} and {Print(high)}",
        ValueTest.Contains(var text) => $"contains {Quoted(text)}",
        ValueTest.Day(When.Compare(DayOrder.On, var day)) => $"= {Print(day)}",
        ValueTest.Day(var when) => Print(when),
        ValueTest.Known => "is known",
        _ => "is unknown",
    };

    private static string Print(Value value) => value switch
    {
        Value.Text(var text) => Text(text),
        Value.Number(var number) => Print(number),
        Value.Flag(var flag) => flag ? "true" : "false",
        Value.Day(var date) => Print(date),
        _ => throw new ArgumentException($"{value.GetType().Name} has no text form.", nameof(value)),
    };

    private static string Print(When when) => when switch
    {
        When.Compare(var order, Moment.Ago ago) => $"{Sign(order, earlier: ">", later: "<")} {Print(ago)}",
        When.Compare(DayOrder.NotOn, var than) => $"!= {Print(than)}",
        When.Compare(var order, var than) => $"{Reserved.DayWords.First(word => word.Value == order).Key} {Print(than)}",
        When.Between(var from, var to) => $"between {Print(from)} and {Print(to)}",
        _ => throw new ArgumentException($"{when.GetType().Name} has no text form.", nameof(when)),
    };

    private static string Print(Moment moment) => moment switch
    {
        Moment.Day(var date) => Print(date),
        Moment.Today => "today",
        Moment.Ago(var count, var unit) => $"{Print(count, unit)} ago",
        Moment.FromNow(var count, var unit) => $"{Print(count, unit)} from now",
        _ => throw new ArgumentException($"{moment.GetType().Name} has no text form.", nameof(moment)),
    };

    private static string Print(DateFact fact) => fact switch
    {
        DateFact.FirstSeen => "first_seen",
        DateFact.Followed => "followed",
        DateFact.BlockedAt => "blocked_at",
        DateFact.LastMessage => "last_message",
        DateFact.Started(var survey) => $"started({Name(survey)})",
        DateFact.Completed(var survey) => $"completed({Name(survey)})",
        DateFact.Issued(var coupon) => $"issued({Name(coupon)})",
        DateFact.Redeemed(var coupon) => $"redeemed({Name(coupon)})",
        DateFact.Expires(var coupon) => $"expires({Name(coupon)})",
        _ => throw new ArgumentException($"{fact.GetType().Name} has no text form.", nameof(fact)),
    };

    private static bool IsEvent(DateFact fact) => fact is not (DateFact.FirstSeen or DateFact.Followed or DateFact.BlockedAt or DateFact.LastMessage);

    private static string Print(int count, TimeUnit unit) => string.Create(CultureInfo.InvariantCulture, $"{count} {Word(unit)}{(count == 1 ? "" : "s")}");

    private static string Print(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Print(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Word<TWord>(TWord word) where TWord : struct, Enum => word.ToString().ToLowerInvariant();

    private static string Sign(DayOrder order, string earlier, string later) => order switch
    {
        DayOrder.Before => earlier,
        DayOrder.OnOrBefore => $"{earlier}=",
        DayOrder.On => "on",
        DayOrder.NotOn => "!=",
        DayOrder.OnOrAfter => $"{later}=",
        _ => later,
    };

    private static string Sign(NumberOrder order) => order switch
    {
        NumberOrder.Less => "<",
        NumberOrder.LessOrEqual => "<=",
        NumberOrder.Greater => ">",
        _ => ">=",
    };

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        foreach (var c in text)
        {
            if (Width.Fold(c) is '"' or '\\')
            {
                quoted.Append('\\');
            }

            quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }
}
