namespace Bot.Conditions;

/// <summary>
/// The names a condition may use. A list that is null is not known, and then any name of its sort is taken.
/// </summary>
public sealed record ConditionVocabulary
{
    /// <summary>Nothing is known, so anything goes.</summary>
    public static ConditionVocabulary Anything { get; } = new();

    public IReadOnlyCollection<string>? Tags { get; init; }

    public IReadOnlyCollection<KnownAttribute>? Attributes { get; init; }

    public IReadOnlyCollection<KnownSurvey>? Surveys { get; init; }

    public IReadOnlyCollection<KnownName>? Coupons { get; init; }

    /// <summary>Empty where <c>received(…)</c> has no meaning, as in a survey's <c>when:</c>.</summary>
    public IReadOnlyCollection<KnownName>? Campaigns { get; init; }

    /// <summary>The survey meant by <c>answer(spice)</c> and <c>answered(spice)</c>, for conditions inside a survey.</summary>
    public string? CurrentSurvey { get; init; }
}

/// <summary>An id with the name people know it by.</summary>
public sealed record KnownName(string Id, string? Name = null);

/// <summary>An attribute and, where it is known, what its values are.</summary>
public sealed record KnownAttribute(string Name, ValueKind? Kind = null);

/// <summary>A survey and its questions.</summary>
public sealed record KnownSurvey(string Id, string? Title, IReadOnlyCollection<KnownQuestion> Questions);

/// <summary>A question, what its answers are, and the options of a choice (several questions of old versions may share an id: list all options).</summary>
public sealed record KnownQuestion(string Id, string? Text, ValueKind? Kind, IReadOnlyCollection<KnownName> Options);

/// <summary>What an attribute's or answer's values are.</summary>
public enum ValueKind
{
    Text,
    Number,
    Flag,
    Day,

    /// <summary>One or several options.</summary>
    Choice,
}

/// <summary>A feature that knows names conditions may use.</summary>
public interface IVocabularySource
{
    Task<ConditionVocabulary> Read(CancellationToken ct);
}
