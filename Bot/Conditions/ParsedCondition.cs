using System.Diagnostics.CodeAnalysis;

namespace Bot.Conditions;

/// <summary>A condition that was understood, or everything that is wrong with its text: one of the two.</summary>
public sealed record ParsedCondition
{
    private ParsedCondition()
    {
    }

    /// <summary>Null when there are problems.</summary>
    public Condition? Condition { get; private init; }

    /// <summary>In the order of the text. The first mistake of grammar ends the list; wrong names are all told, up to ten.</summary>
    public IReadOnlyList<ConditionProblem> Problems { get; private init; } = [];

    /// <summary>Whether there is a condition; otherwise <see cref="Problems"/> is not empty.</summary>
    [MemberNotNullWhen(true, nameof(Condition))]
    public bool IsUnderstood => Condition is not null;

    internal static ParsedCondition Understood(Condition condition) => new() { Condition = condition };

    internal static ParsedCondition Refused(IReadOnlyList<ConditionProblem> problems) => new() { Problems = problems };
}
