namespace Bot.Conditions;

/// <summary>
/// The names a condition may use. A list that is null is not known, and then any name of its sort is taken.
/// </summary>
public sealed record ConditionVocabulary
{
    /// <summary>Nothing is known, so anything goes.</summary>
    public static ConditionVocabulary Anything { get; } = new();

    /// <summary>The tags that friends have or may get; null: any.</summary>
    public IReadOnlyCollection<string>? Tags { get; init; }

    /// <summary>The attributes that friends have or may get; null: any.</summary>
    public IReadOnlyCollection<KnownAttribute>? Attributes { get; init; }

    /// <summary>The surveys with their questions; null: any.</summary>
    public IReadOnlyCollection<KnownSurvey>? Surveys { get; init; }

    /// <summary>The coupons by id; null: any.</summary>
    public IReadOnlyCollection<KnownName>? Coupons { get; init; }

    /// <summary>Empty where <c>received(…)</c> has no meaning, as in a survey's <c>when:</c>.</summary>
    public IReadOnlyCollection<KnownName>? Campaigns { get; init; }

    /// <summary>The survey meant by <c>answer(spice)</c> and <c>answered(spice)</c>, for conditions inside a survey.</summary>
    public string? CurrentSurvey { get; init; }

    /// <summary>What several sources know together. A sort of names is unknown only where no source knows it.</summary>
    public static ConditionVocabulary Merge(IReadOnlyCollection<ConditionVocabulary> sources) => new()
    {
        Tags = Together(sources, source => source.Tags)?.ToHashSet(StringComparer.Ordinal),
        Attributes = Together(sources, source => source.Attributes)?
            .GroupBy(attribute => attribute.Name)
            .Select(same => new KnownAttribute(same.Key, Only(same.Select(attribute => attribute.Kind))))
            .ToList(),
        Surveys = Together(sources, source => source.Surveys)?
            .GroupBy(survey => survey.Id)
            .Select(same => new KnownSurvey(same.Key, FirstKnown(same, survey => survey.Title), Questions(same.SelectMany(survey => survey.Questions))))
            .ToList(),
        Coupons = Named(Together(sources, source => source.Coupons)),
        Campaigns = Named(Together(sources, source => source.Campaigns)),
        CurrentSurvey = FirstKnown(sources, source => source.CurrentSurvey),
    };

    private static List<T>? Together<T>(IReadOnlyCollection<ConditionVocabulary> sources, Func<ConditionVocabulary, IReadOnlyCollection<T>?> read) =>
        sources.Any(source => read(source) is not null) ? [.. sources.SelectMany(source => read(source) ?? [])] : null;

    private static List<KnownName>? Named(IEnumerable<KnownName>? names) =>
        names?.GroupBy(name => name.Id).Select(same => new KnownName(same.Key, FirstKnown(same, name => name.Name))).ToList();

    private static List<KnownQuestion> Questions(IEnumerable<KnownQuestion> questions) =>
    [
        .. questions.GroupBy(question => question.Id).Select(same => new KnownQuestion(
            same.Key,
            FirstKnown(same, question => question.Text),
            Only(same.Select(question => question.Kind)),
            Named(same.SelectMany(question => question.Options))!)),
    ];

    // Where sources differ about the kind of values, any kind may come.
    private static ValueKind? Only(IEnumerable<ValueKind?> kinds) =>
        kinds.Where(kind => kind is not null).Distinct().ToList() is [var only] ? only : null;

    private static TValue? FirstKnown<T, TValue>(IEnumerable<T> items, Func<T, TValue?> read) where TValue : class =>
        items.Select(read).FirstOrDefault(value => value is not null);
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
    /// <summary>A text in the friend's or staff's own words.</summary>
    Text,

    /// <summary>A number, whole or not.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A calendar day.</summary>
    Day,

    /// <summary>One or several options.</summary>
    Choice,
}

/// <summary>A feature that knows names conditions may use.</summary>
public interface IVocabularySource
{
    /// <summary>The names known now; a sort of names this feature knows nothing of is null.</summary>
    Task<ConditionVocabulary> Read(CancellationToken ct);
}
