namespace Bot.Conditions;

/// <summary>
/// What is wrong at one place of a condition's text (in UTF-16 units), with names that may have been meant, nearest first.
/// </summary>
public sealed record ConditionProblem(ConditionProblemKind Kind, int Start, int Length, string English, string Japanese)
{
    public IReadOnlyList<string> Suggestions { get; init; } = [];
}

/// <summary>The sorts of problems, stable names for programs.</summary>
public enum ConditionProblemKind
{
    Empty,
}
