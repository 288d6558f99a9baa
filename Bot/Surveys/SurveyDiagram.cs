using System.Text;
using Bot.Surveys.Questions;

namespace Bot.Surveys;

/// <summary>A survey's machine as a Mermaid state diagram: every way forward with its condition, and the ends.</summary>
public static class SurveyDiagram
{
    /// <summary>The diagram as Mermaid text; the same survey always gives the same.</summary>
    public static string Of(Survey survey)
    {
        var diagram = new StringBuilder("stateDiagram-v2\n");
        Line("    state \"同意をうかがう\" as consent");
        Line("    state \"完了\" as completed");
        Line("    state \"お休み\" as stopped");
        Line("    state \"同意なし\" as declined");
        if (HasEnd(survey))
        {
            Line("    state \"時間切れ・満席\" as ended");
        }

        Line("    state \"質問\" as questions {");
        foreach (var question in survey.Questions)
        {
            Line($"        state \"{Words(question.Text)}\" as {Name(question)}");
        }

        for (var i = 0; i < survey.Questions.Count; i++)
        {
            foreach (var (to, label) in After(survey, i).Where(way => way.To is not null))
            {
                Line($"        {Name(survey.Questions[i])} --> {Name(to!)}{label}");
            }
        }

        Line("    }");
        Line("    [*] --> consent");
        Line("    consent --> declined: 同意しない");
        foreach (var (to, label) in After(survey, -1))
        {
            Line($"    consent --> {(to is null ? "completed" : Name(to))}{(label.Length > 0 ? label : ": 同意する")}");
        }

        for (var i = 0; i < survey.Questions.Count; i++)
        {
            foreach (var (_, label) in After(survey, i).Where(way => way.To is null))
            {
                Line($"    {Name(survey.Questions[i])} --> completed{label}");
            }
        }

        Line("    questions --> stopped: やめる");
        Line("    stopped --> questions: 続きから");
        if (HasEnd(survey))
        {
            Line("    questions --> ended");
            Line("    ended --> [*]");
        }

        Line("    completed --> [*]");
        Line("    declined --> [*]");
        return diagram.ToString();

        void Line(string line) => diagram.Append(line).Append('\n');
    }

    private static bool HasEnd(Survey survey) => survey.CountsPlaces || survey.TimeLimit is not null || survey.Availability.Until is not null;

    // As Mermaid writes what a way depends on.
    private static IEnumerable<(Question? To, string Label)> After(Survey survey, int index) =>
        SurveyGraph.After(survey, index).Select(way => (way.To, way.Label is { } label ? $": {Words(label)}" : ""));

    // Mermaid reads no hyphens in names, and some words are its own.
    private static string Name(Question question) => "q_" + question.Id.Replace('-', '_');

    private static string Words(string text)
    {
        var line = text.ReplaceLineEndings(" ").Replace('"', '”').Replace(':', '：').Replace(';', '；').Replace('#', '＃').Replace('{', '｛').Replace('}', '｝');
        return line.Length <= 60 ? line : string.Concat(line.EnumerateRunes().Take(58)) + "…";
    }
}
