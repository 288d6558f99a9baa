using System.Text.RegularExpressions;
using Bot.Conditions;

namespace Bot.Surveys.Questions;

/// <summary>A Japanese telephone number, kept as 090-1234-5678 or, where <paramref name="International"/>, as +819012345678.</summary>
public sealed partial record PhoneQuestion(bool MobileOnly, bool International) : Question
{
    // Area codes that no longer code begins with; the others are told apart only by tables of local exchanges.
    private static readonly string[] SureAreas = ["03", "06", "011", "044", "045", "052", "075", "078"];

    /// <inheritdoc/>
    public override string Kind => "phone";

    /// <summary>Takes a number of a mobile, landline or IP telephone, in any width, with or without hyphens, from 0 or +81.</summary>
    public override Reading Read(string typed, Asking asking)
    {
        var written = Written(typed);
        if (Digits(written) is not { } digits)
        {
            return No($"電話番号が読み取れませんでした。「{ExampleNumber}」のように、市外局番からお送りください。");
        }

        if (Problem(digits) is { } problem)
        {
            return No(problem);
        }

        return MobileOnly && !Mobile().IsMatch(digits) ? No($"携帯電話の番号でお願いします。例: {ExampleNumber}")
            : new Reading.Answered(new AnswerValue { Text = International ? $"+81{digits[1..]}" : Hyphenated(digits, written) });
    }

    // A number names its friend as good as a name does: it is not counted.
    /// <inheritdoc/>
    public override SurveyInput Example(Asking asking) => new SurveyInput.Typed(ExampleNumber);

    /// <inheritdoc/>
    public override KnownQuestion Known => new(Id, Text, ValueKind.Text, []);

    private static string ExampleNumber => "090-1234-5678";

    // Every look of a hyphen is one; words around the number go.
    private static string Written(string typed)
    {
        var plain = typed.Length > 100 ? "" : TypedText.WithoutEnding(TypedText.Plain(typed));
        return Hyphens().Replace(JustBefore().Replace(plain, ""), "-");
    }

    private static string? Digits(string written)
    {
        var digits = written.Replace("(0)", "", StringComparison.Ordinal)
            .Replace("-", "", StringComparison.Ordinal).Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        digits = digits.StartsWith("+81", StringComparison.Ordinal) ? "0" + digits[3..].TrimStart('0') : digits;
        return digits.Length > 0 && digits.All(char.IsAsciiDigit) ? digits : null;
    }

    private static string? Problem(string digits) =>
        !digits.StartsWith('0') ? "0からはじまる番号を、市外局番からお送りください。"
        : Mobile().IsMatch(digits) || Ip().IsMatch(digits) || Landline().IsMatch(digits) || Free().IsMatch(digits) ? null
        : MobileLike().IsMatch(digits) ? $"桁数が合わないようです（今は{digits.Length}桁、携帯電話は11桁）。もう一度お確かめください。"
        : digits.Length != 10 ? $"桁数が合わないようです（今は{digits.Length}桁）。もう一度お確かめください。"
        : "その番号は使われていない形のようです。もう一度お確かめください。";

    private static string Hyphenated(string digits, string written)
    {
        if (digits.Length == 11)
        {
            return digits.StartsWith("0800", StringComparison.Ordinal) ? $"{digits[..4]}-{digits[4..7]}-{digits[7..]}" : $"{digits[..3]}-{digits[3..7]}-{digits[7..]}";
        }

        if (Free().IsMatch(digits))
        {
            return $"{digits[..4]}-{digits[4..7]}-{digits[7..]}";
        }

        if (Array.Find(SureAreas, area => digits.StartsWith(area, StringComparison.Ordinal)) is { } area)
        {
            return $"{area}-{digits[area.Length..6]}-{digits[6..]}";
        }

        // How the friend groups their own number is right more often than a guess; nothing is guessed.
        return Grouped().Match(written.Replace('(', '-').Replace(')', '-').Trim('-').Replace("--", "-", StringComparison.Ordinal)) is { Success: true, Value: var own } ? own : digits;
    }

    [GeneratedRegex("[−‐‑–—―ー－.]")]
    private static partial Regex Hyphens();

    [GeneratedRegex("^(?:tel|電話番号|電話|携帯番号|携帯電話|携帯|けいたい|でんわ)?[はが:]?")]
    private static partial Regex JustBefore();

    [GeneratedRegex("^0[6789]0[1-9][0-9]{7}$")]
    private static partial Regex Mobile();

    [GeneratedRegex("^0[6789]0")]
    private static partial Regex MobileLike();

    [GeneratedRegex("^050[1-9][0-9]{7}$")]
    private static partial Regex Ip();

    // 0120 is free to call and has its own look; 0570 and 0990 are services, not a friend's telephone.
    [GeneratedRegex("^0(?!120|570|990)[1-9][1-9][0-9]{7}$")]
    private static partial Regex Landline();

    [GeneratedRegex("^(?:0120[0-9]{6}|0800[0-9]{7})$")]
    private static partial Regex Free();

    [GeneratedRegex("^0[0-9]{1,4}-[0-9]{1,4}-[0-9]{4}$")]
    private static partial Regex Grouped();
}
