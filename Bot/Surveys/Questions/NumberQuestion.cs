using System.Globalization;
using Bot.Conditions;

namespace Bot.Surveys.Questions;

/// <summary>A number in a range, whole unless fractions are allowed.</summary>
public sealed record NumberQuestion(double? Min, double? Max, bool Whole, string? Unit) : Question
{
    // Whole numbers beyond this are not exact any more.
    private const double MaxSize = 9_007_199_254_740_991;

    /// <inheritdoc/>
    public override string Kind => "number";

    /// <summary>Understands full and half width, thousands, and the unit behind the number.</summary>
    public override Reading Read(string typed, Asking asking)
    {
        if (Parse(typed, Unit) is not { } number || Math.Abs(number) > MaxSize)
        {
            return No(SurveyWords.NotANumber + Wanted);
        }

        return number < Min || number > Max || (Whole && number != Math.Floor(number))
            ? No(Wanted)
            : new Reading.Answered(new AnswerValue { Number = number });
    }

    /// <summary>The number with its unit.</summary>
    public override string Say(AnswerValue answer) => base.Say(answer) + Unit;

    /// <inheritdoc/>
    public override SurveyInput Example(Asking asking) => new SurveyInput.Typed((Min ?? Max ?? 1).ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override KnownQuestion Known => new(Id, Text, ValueKind.Number, []);

    private string Wanted => string.Create(CultureInfo.InvariantCulture, $"{(Min, Max) switch
    {
        ({ } min, { } max) => string.Create(CultureInfo.InvariantCulture, $"{min}〜{max}の"),
        ({ } min, null) => string.Create(CultureInfo.InvariantCulture, $"{min}以上の"),
        (null, { } max) => string.Create(CultureInfo.InvariantCulture, $"{max}以下の"),
        _ => "",
    }}{(Whole ? "整数" : "数字")}でお答えください。");

    /// <summary>A typed number in full or half width, with or without thousands and its unit; null when it is none.</summary>
    internal static double? Parse(string typed, string? unit)
    {
        if (typed.Length > 100)
        {
            return null;
        }

        var plain = TypedText.WithoutEnding(TypedText.Plain(typed)).Replace(",", "", StringComparison.Ordinal);
        string[] units = [TypedText.Plain(unit ?? ""), "円", "歳", "才", "人", "名", "回", "個", "点", "つ", "年", "か月", "日"];
        if (units.FirstOrDefault(word => word.Length > 0 && plain.EndsWith(word, StringComparison.Ordinal)) is { } said)
        {
            plain = plain[..^said.Length];
        }

        // The minus sign has several looks.
        plain = plain.Replace('−', '-').Replace('‐', '-').Replace('ー', '-');
        return double.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;
    }
}
