namespace Bot.Conditions;

/// <summary>
/// What is wrong at one place of a condition's text (in UTF-16 units), in both languages.
/// </summary>
public sealed record ConditionProblem(ConditionProblemKind Kind, int Start, int Length, string English, string Japanese)
{
    /// <summary>The name that is not known, without quotes; null where the problem is another.</summary>
    public string? Name { get; init; }

    /// <summary>What may have been meant, nearest first, as it would be written in that place.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];
}

/// <summary>The sorts of problems: stable names for programs.</summary>
public enum ConditionProblemKind
{
    /// <summary>There is no text at all.</summary>
    Empty,

    /// <summary>The text is longer than <see cref="ConditionText.MaxLength"/>.</summary>
    TooLong,

    /// <summary>Parentheses and nots stand inside one another deeper than <see cref="ConditionText.MaxDepth"/>.</summary>
    TooDeep,

    /// <summary>More single tests than <see cref="ConditionText.MaxTests"/>.</summary>
    TooManyTests,

    /// <summary>A character that means nothing in a condition.</summary>
    BadCharacter,

    /// <summary>A quoted text without its closing quote.</summary>
    UnclosedQuote,

    /// <summary>A parenthesis that nothing closes.</summary>
    UnclosedParenthesis,

    /// <summary>Where a test should begin, something else stands.</summary>
    ExpectedTest,

    /// <summary>After a test something other than <c>and</c>, <c>or</c> or the end stands.</summary>
    ExpectedJoin,

    /// <summary>After a name no comparison follows, such as <c>=</c> or <c>in</c>.</summary>
    ExpectedOperator,

    /// <summary>A name in parentheses is missing, as in <c>attribute(prefecture)</c>.</summary>
    ExpectedName,

    /// <summary>A value to compare with is missing.</summary>
    ExpectedValue,

    /// <summary>One of a few fixed words is missing, as after <c>is</c>.</summary>
    ExpectedWord,

    /// <summary>Greater and less are asked of a value that is neither a number nor a day.</summary>
    NeedsNumberOrDay,

    /// <summary>Where a day must stand, something else does.</summary>
    NeedsDay,

    /// <summary>The value, or the test, does not fit the kind of the values that are tested.</summary>
    WrongKind,

    /// <summary>One list holds values of several kinds.</summary>
    MixedKinds,

    /// <summary>A day that is not in the calendar between 1900 and 2999.</summary>
    BadDay,

    /// <summary>A number that is too large for its place.</summary>
    BadNumber,

    /// <summary>A range whose end is before its beginning.</summary>
    ImpossibleRange,

    /// <summary>No friend has this tag and no feature gives it.</summary>
    UnknownTag,

    /// <summary>No friend has this attribute and no feature sets it.</summary>
    UnknownAttribute,

    /// <summary>No survey has this id.</summary>
    UnknownSurvey,

    /// <summary>The survey has no such question.</summary>
    UnknownQuestion,

    /// <summary>The question has no such option.</summary>
    UnknownOption,

    /// <summary>No coupon has this id.</summary>
    UnknownCoupon,

    /// <summary>No campaign has this id.</summary>
    UnknownCampaign,
}
