namespace Bot.Conditions;

/// <summary>
/// What is wrong at one place of a condition's text (in UTF-16 units), in both languages.
/// </summary>
public sealed record ConditionProblem(ConditionProblemKind Kind, int Start, int Length, string English, string Japanese)
{
    /// <summary>What may have been meant, nearest first, as it would be written in that place.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];
}

/// <summary>The sorts of problems: stable names for programs.</summary>
public enum ConditionProblemKind
{
    Empty,
    TooLong,
    TooDeep,
    TooManyTests,
    BadCharacter,
    UnclosedQuote,
    UnclosedParenthesis,
    ExpectedTest,
    ExpectedJoin,
    ExpectedOperator,
    ExpectedName,
    ExpectedValue,
    ExpectedWord,
    NeedsNumberOrDay,
    NeedsDay,
    WrongKind,
    MixedKinds,
    BadDay,
    BadNumber,
    ImpossibleRange,
    UnknownTag,
    UnknownAttribute,
    UnknownSurvey,
    UnknownQuestion,
    UnknownOption,
    UnknownCoupon,
    UnknownCampaign,
}
