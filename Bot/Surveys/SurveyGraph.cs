using Bot.Conditions;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys;

/// <summary>A survey's machine as what can be drawn: where a friend may be, and every way forward with what it depends on.</summary>
/// <param name="Nodes">Consent, the questions in the order of the file, the ends.</param>
/// <param name="Ways">From node to node. That one may stop at any question and go on later is not among them.</param>
public sealed record SurveyGraph(IReadOnlyList<SurveyNode> Nodes, IReadOnlyList<SurveyWay> Ways)
{
    /// <summary>The node where consent is asked for.</summary>
    public const string Consent = "consent";

    /// <summary>The node of those who did not consent.</summary>
    public const string Declined = "declined";

    /// <summary>The node of those who came to the end.</summary>
    public const string Completed = "completed";

    /// <summary>The graph of a survey; the same survey always gives the same.</summary>
    public static SurveyGraph Of(Survey survey)
    {
        var lines = YamlOutline.LinesOfIds(new YamlFile(survey.Path, survey.Yaml));
        return new(
            [
                new(Consent, SurveyNodeKind.Consent, survey.Consent.Text, null),
                .. survey.Questions.Select(question => new SurveyNode(NodeOf(question), SurveyNodeKind.Question, question.Text, LineOf(question, lines))),
                new(Completed, SurveyNodeKind.End, "", null),
                new(Declined, SurveyNodeKind.End, "", null),
            ],
            [
                new(Consent, Declined, survey.Consent.No),
                .. After(survey, -1).Select(way => new SurveyWay(Consent, NodeOf(way.To), Said(way.Label) ?? survey.Consent.Yes)),
                .. survey.Questions.SelectMany((question, i) => After(survey, i).Select(way => new SurveyWay(NodeOf(question), NodeOf(way.To), Said(way.Label)))),
            ]);

        // As the file writes conditions: its own questions need no survey.
        string? Said(string? label) => label?.Replace($"answer({survey.Id}.", "answer(", StringComparison.Ordinal).Replace($"answered({survey.Id}.", "answered(", StringComparison.Ordinal);
    }

    /// <summary>The node where a friend is who stands there; null: at none of them.</summary>
    public static string? NodeOf(SurveyState state) => state switch
    {
        SurveyState.AskingConsent => Consent,
        SurveyState.Asking(var question) => $"question:{question}",
        SurveyState.Completed => Completed,
        SurveyState.Declined => Declined,
        SurveyState.Stopped(var before) => NodeOf(before),
        _ => null,
    };

    // Where the answers lead: by their jumps, else to the questions that may come next, until one that always applies; null is the end.
    internal static IEnumerable<(Question? To, string? Label)> After(Survey survey, int index)
    {
        var from = index < 0 ? null : survey.Questions[index];
        foreach (var jump in (from?.Choosable ?? []).Where(option => option.Then is not null).GroupBy(option => option.Then))
        {
            yield return (Target(survey, jump.Key!), string.Join("・", jump.Select(option => option.Label)));
        }

        if (from is { Choosable: { Count: > 0 } options } && options.All(option => option.Then is not null))
        {
            yield break;
        }

        if (from?.Then is { } then)
        {
            yield return (Target(survey, then), null);
            yield break;
        }

        foreach (var next in survey.Questions.Skip(index + 1))
        {
            yield return (next, next.When is { } when ? ConditionText.Print(when) : null);
            if (next.When is null)
            {
                yield break;
            }
        }

        yield return (null, null);
    }

    private static Question? Target(Survey survey, Jump jump) => jump.Question is { } id ? survey.Find(id) : null;

    private static string NodeOf(Question? question) => question is null ? Completed : $"question:{question.Id}";

    // A question of a later round stands where that of the first does: its id is that one's and the round's number.
    private static int? LineOf(Question question, IReadOnlyDictionary<string, int> lines) =>
        lines.TryGetValue(question.Id, out var line)
        || (question.Round is > 1 && lines.TryGetValue(question.Id[..Math.Max(0, question.Id.LastIndexOf('-'))], out line))
            ? line
            : null;
}

/// <summary>Where a friend may be: what is asked there, and in which line of the file (null: the file does not write it).</summary>
public sealed record SurveyNode(string Id, SurveyNodeKind Kind, string Text, int? Line);

/// <summary>What sort of place it is.</summary>
public enum SurveyNodeKind
{
    /// <summary>Consent is asked for.</summary>
    Consent,

    /// <summary>A question is asked.</summary>
    Question,

    /// <summary>It is over.</summary>
    End,
}

/// <summary>A way from node to node, and what it depends on: answers, or a condition; null: nothing.</summary>
public sealed record SurveyWay(string From, string To, string? Label);
