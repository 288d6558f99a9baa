using System.Globalization;
using System.Text.RegularExpressions;
using Bot.Conditions;
using Bot.Line;

namespace Bot.Surveys.Questions;

/// <summary>From one star to <paramref name="Most"/>, kept as a number.</summary>
public sealed partial record StarsQuestion(int Most, string? MinLabel, string? MaxLabel) : Question
{
    // Beyond these they are too small for a thumb.
    private const int FewStars = 5;

    /// <inheritdoc/>
    public override string Kind => "stars";

    /// <summary>Understands 3, 星3つ, 三ツ星 and ★★★ (☆ is one not given).</summary>
    public override Reading Read(string typed, Asking asking) =>
        Count(typed) is { } stars && stars >= 1 && stars <= Most
            ? new Reading.Answered(new AnswerValue { Number = stars })
            : No($"星の数を、1から{Most}でお答えください。");

    /// <summary>One button for each number of stars.</summary>
    public override IEnumerable<LineAction> Buttons(Func<string, string> data, Asking asking) =>
        Enumerable.Range(1, Most).Select(stars => Tapping(stars, data) with { Label = $"★{stars}" });

    /// <summary>The stars in a row under the words; a tap on one gives so many.</summary>
    public override Message Show(string words, Func<string, string> data, Asking asking)
    {
        var stars = Enumerable.Range(1, Most).Select(star => new FlexText
        {
            Text = "☆",
            Size = Most <= FewStars ? "3xl" : "xl",
            Color = "#F0A500",
            Align = "center",
            Flex = 1,
            Action = Tapping(star, data),
        });
        List<FlexComponent> under = [new FlexBox("horizontal", [.. stars])];
        if ((MinLabel, MaxLabel) is not (null, null))
        {
            under.Add(new FlexBox("horizontal", [End(MinLabel, "start"), End(MaxLabel, "end")]));
        }

        return Cards.Of(words, under);
    }

    /// <summary>The stars, filled and empty: ★★★☆☆.</summary>
    public override string Say(AnswerValue answer) =>
        answer.Number is >= 0 and var stars && stars <= Most ? new string('★', (int)stars) + new string('☆', Most - (int)stars) : base.Say(answer);

    /// <inheritdoc/>
    public override IReadOnlyList<KnownName> Expected => [.. Enumerable.Range(1, Most).Select(stars => new KnownName($"{stars}", $"★{stars}"))];

    /// <inheritdoc/>
    public override SurveyInput Example(Asking asking) => new SurveyInput.Typed($"{Most}");

    /// <inheritdoc/>
    public override KnownQuestion Known => new(Id, Text, ValueKind.Number, []);

    private static PostbackAction Tapping(int stars, Func<string, string> data) => new(data($"{stars}")) { DisplayText = $"★{stars}" };

    // LINE takes no empty text.
    private static FlexText End(string? label, string align) => new() { Text = label is { Length: > 0 } ? label : " ", Size = "xs", Color = "#888888", Align = align, Wrap = true };

    private static int? Count(string typed)
    {
        var plain = typed.Length > 100 ? "" : TypedText.WithoutEnding(TypedText.Plain(typed)).Replace("\uFE0F", "", StringComparison.Ordinal).Replace("🌟", "★", StringComparison.Ordinal).Replace('⭐', '★');
        if (plain.Length > 0 && plain.All(character => character is '★' or '☆'))
        {
            return plain.Count(character => character == '★');
        }

        return Said().Match(Numerals.Arabic(plain)) is { Success: true, Groups: var parts }
            ? int.Parse(parts[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
            : null;
    }

    [GeneratedRegex("^[星★]?([0-9]{1,2})(?:つ星|つ|個|点|星|★)?$")]
    private static partial Regex Said();
}
