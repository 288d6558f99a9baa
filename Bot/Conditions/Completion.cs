namespace Bot.Conditions;

/// <summary>What may be typed at one place of a condition, likeliest first.</summary>
/// <param name="Suggestions">What can be put in by choosing it.</param>
/// <param name="FreeValues">The kinds of values that can be typed there besides: none where only names and words do.</param>
public sealed record Completion(IReadOnlyList<Suggestion> Suggestions, IReadOnlyList<ValueKind> FreeValues);

/// <summary>
/// Something that may be typed: <paramref name="Text"/> goes to the place of <paramref name="Length"/> UTF-16 units from
/// <paramref name="Start"/> on.
/// </summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How much of what is there it takes the place of.</param>
/// <param name="Text">As it is written in a condition, with the signs that follow it.</param>
/// <param name="Label">What it is called: a word of the language, a name.</param>
/// <param name="English">What it means, where the label does not say it.</param>
/// <param name="Japanese">The same in Japanese.</param>
/// <param name="Kind">What sort of thing it is.</param>
public sealed record Suggestion(int Start, int Length, string Text, string Label, string English, string Japanese, SuggestionKind Kind)
{
    /// <summary>The condition it would make by itself: <c>tag = 甘口</c>. Null where it makes none.</summary>
    public Condition? Alone { get; init; }

    /// <summary>How many friends <see cref="Alone"/> means; null where nobody has counted.</summary>
    public long? Count { get; init; }
}

/// <summary>What a suggestion is.</summary>
public enum SuggestionKind
{
    /// <summary>A word or sign of the language.</summary>
    Word,

    /// <summary>A tag.</summary>
    Tag,

    /// <summary>An attribute.</summary>
    Attribute,

    /// <summary>A survey.</summary>
    Survey,

    /// <summary>A question of a survey.</summary>
    Question,

    /// <summary>An option of a question.</summary>
    Option,

    /// <summary>A coupon.</summary>
    Coupon,

    /// <summary>A campaign.</summary>
    Campaign,

    /// <summary>A value that is no name: true, a point of time.</summary>
    Value,
}
