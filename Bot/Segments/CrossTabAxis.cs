using System.Globalization;
using System.Text.RegularExpressions;
using Bot.Conditions;
using Bot.Segments.Indexing;
using Bot.Surveys;

namespace Bot.Segments;

/// <summary>One way of sorting friends: parts, each a condition with a label.</summary>
internal sealed record CrossTabAxis(string Text, IReadOnlyList<CrossTabPart> Parts)
{
    /// <summary>Anybody who is in one of the parts.</summary>
    public Condition Anybody => Parts is [var only] ? only.Condition : new Condition.Or([.. Parts.Select(part => part.Condition)]);
}

/// <summary>A row or a column.</summary>
internal sealed record CrossTabPart(string Label, Condition Condition);

/// <summary>
/// Reads how friends are to be sorted: <c>answer(coffee.taste)</c>, <c>attribute(prefecture)</c>, <c>survey(coffee)</c> or
/// <c>group(rank)</c> by each value there is; <c>tag in (A, B)</c> or <c>answer(coffee.taste) in (A, B)</c> by each value listed; any
/// conditions by <c>;</c> between them.
/// </summary>
internal sealed partial class CrossTabAxisReader(SegmentReader segments, SegmentVocabulary vocabulary, SegmentIndex index, SurveyBook? surveys)
{
    /// <summary>More rows or columns than this nobody reads.</summary>
    public const int MostParts = 50;

    /// <summary>The axis, or what is wrong with it.</summary>
    public async Task<(CrossTabAxis? Axis, IReadOnlyList<string> Problems)> Read(string text, CancellationToken ct)
    {
        text = text.Trim();
        var known = await vocabulary.Recent(ct);
        var (parts, problems) = Group().Match(text) is { Success: true } group ? (OfGroup(group.Groups[1].Value.Trim()), [])
            : text.Contains(';', StringComparison.Ordinal) && !(await segments.Parse(text, ct)).IsUnderstood ? await Listed(text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), known, ct)
            : SurveyOf().IsMatch(text) ? await Split($"{text} is started", known, ct)
            : Subject().IsMatch(text) ? await Split($"{text} is known", known, ct)
            : await Split(text, known, ct);
        return problems.Count > 0 ? (null, problems)
            : parts.Count == 0 ? (null, [$"'{text}' has no values that could be told apart. List conditions with ; between them, e.g. answer(visit.age) < 20; answer(visit.age) >= 20."])
            : parts.Count > MostParts ? (null, [$"'{text}' has {parts.Count} values; at most {MostParts} can be shown. List those you want: … in (A, B)."])
            : (new CrossTabAxis(text, parts), []);
    }

    private async Task<(IReadOnlyList<CrossTabPart> Parts, IReadOnlyList<string> Problems)> Listed(string[] texts, ConditionVocabulary known, CancellationToken ct)
    {
        var parts = new List<CrossTabPart>();
        foreach (var text in texts)
        {
            var parsed = await segments.Parse(text, ct);
            if (!parsed.IsUnderstood)
            {
                return ([], [.. parsed.Problems.Select(problem => problem.English)]);
            }

            parts.Add(new(LabelOf(parsed.Condition, known), parsed.Condition));
        }

        return (parts, []);
    }

    private async Task<(IReadOnlyList<CrossTabPart> Parts, IReadOnlyList<string> Problems)> Split(string text, ConditionVocabulary known, CancellationToken ct)
    {
        var parsed = await segments.Parse(text, ct);
        return parsed.IsUnderstood
            ? ([.. Values(parsed.Condition, known).Select(part => new CrossTabPart(LabelOf(part, known), part))], [])
            : ([], [.. parsed.Problems.Select(problem => problem.English)]);
    }

    private IEnumerable<Condition> Values(Condition axis, ConditionVocabulary known) => axis switch
    {
        Condition.Tag { Names: { Count: > 1 } names, Added: var added } => names.Select(name => new Condition.Tag([name], added)),
        Condition.Answer(var survey, var question, ValueTest.In(var values)) => values.Select(value => new Condition.Answer(survey, question, new ValueTest.Is(value))),
        Condition.Attribute(var name, ValueTest.In(var values)) => values.Select(value => new Condition.Attribute(name, new ValueTest.Is(value))),
        Condition.Answer(var survey, var question, ValueTest.Known) => AnswersTo(survey, question, known).Select(value => new Condition.Answer(survey, question, new ValueTest.Is(value))),
        Condition.Attribute(var name, ValueTest.Known) => AttributeValues(name).Select(value => new Condition.Attribute(name, new ValueTest.Is(value))),
        Condition.SurveyIs(var survey, SurveyProgress.Started) => Standings(survey),
        _ => [axis, new Condition.Not(axis)],
    };

    // Options as the survey has them; grades; else what friends answered.
    private List<Value> AnswersTo(string survey, string question, ConditionVocabulary known)
    {
        var expected = surveys?.Find(survey)?.Find(question) is { CountsAnswers: true } asked ? asked.Expected : [];
        if (expected.Count > 0 && QuestionOf(survey, question, known)?.Kind == ValueKind.Number)
        {
            return [.. expected.Select(grade => new Value.Number(double.Parse(grade.Id, CultureInfo.InvariantCulture)))];
        }

        // In the survey's order; those of earlier versions that somebody still has come behind.
        var options = expected.Concat(QuestionOf(survey, question, known)?.Options ?? []).DistinctBy(option => option.Id).ToList();
        return options.Count > 0
            ? [.. options.Select(option => new Value.Text(option.Id))]
            : Texts(FactKind.AnswerText, survey, question);
    }

    private List<Value> AttributeValues(string name) =>
    [
        .. Texts(FactKind.AttributeText, name, ""),
        .. index.Read(now => now.Fields.Family(FactKind.AttributeFlag, name).Any(field => field.Members.Count > 0)) ? new[] { new Value.Flag(true), new Value.Flag(false) } : [],
    ];

    private List<Value> Texts(FactKind kind, string subject, string part) => index.Read(now => now.Fields.Family(kind, subject, part)
        .Where(field => field.Members.Count > 0)
        .OrderByDescending(field => field.Members.Count).ThenBy(field => field.Key.Value, StringComparer.Ordinal)
        .Select(field => (Value)new Value.Text(field.Key.Value))
        .ToList());

    // Each friend stands at one of these; whoever answers again has completed it before.
    private static IEnumerable<Condition> Standings(string survey)
    {
        var completed = new Condition.SurveyIs(survey, SurveyProgress.Completed);
        yield return completed;
        foreach (var progress in new[] { SurveyProgress.Ongoing, SurveyProgress.Stopped, SurveyProgress.Declined })
        {
            yield return new Condition.And([new Condition.SurveyIs(survey, progress), new Condition.Not(completed)]);
        }

        yield return new Condition.Not(new Condition.SurveyIs(survey, SurveyProgress.Started));
    }

    // Exclusive groups are known from the surveys that put their tags on.
    private List<CrossTabPart> OfGroup(string group) =>
    [
        .. (surveys?.Current ?? []).SelectMany(survey => survey.EveryOutcome).SelectMany(outcome => outcome.Tags)
            .Where(tag => tag.Group == group)
            .Select(tag => tag.Name)
            .Distinct()
            .Select(tag => new CrossTabPart(tag, new Condition.Tag([tag]))),
    ];

    private static string LabelOf(Condition part, ConditionVocabulary known) => part switch
    {
        Condition.Tag { Names: [var only], Added: null } => only,
        Condition.Answer(var survey, var question, ValueTest.Is(Value.Text(var option))) =>
            QuestionOf(survey, question, known)?.Options.FirstOrDefault(name => name.Id == option)?.Name ?? option,
        Condition.Answer(_, _, ValueTest.Is(Value.Number(var number))) => number.ToString(CultureInfo.InvariantCulture),
        Condition.Attribute(_, ValueTest.Is(Value.Text(var text))) => text,
        Condition.SurveyIs(_, var progress) => progress.ToString().ToLowerInvariant(),
        Condition.And { Parts: [Condition.SurveyIs(var survey, var progress), Condition.Not(Condition.SurveyIs(var same, SurveyProgress.Completed))] } when survey == same => progress.ToString().ToLowerInvariant(),
        Condition.Not(Condition.SurveyIs(_, SurveyProgress.Started)) => "not started",
        _ => part.ToString(),
    };

    private static KnownQuestion? QuestionOf(string survey, string question, ConditionVocabulary known) =>
        known.Surveys?.FirstOrDefault(one => one.Id == survey)?.Questions.FirstOrDefault(one => one.Id == question);

    [GeneratedRegex(@"^group\s*\(\s*(.+?)\s*\)$")]
    private static partial Regex Group();

    [GeneratedRegex(@"^survey\s*\([^()]*\)$")]
    private static partial Regex SurveyOf();

    [GeneratedRegex(@"^(?:answer|attribute)\s*\([^()]*\)$")]
    private static partial Regex Subject();
}
