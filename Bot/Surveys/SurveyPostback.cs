using Microsoft.AspNetCore.WebUtilities;

namespace Bot.Surveys;

/// <summary>What the buttons of surveys send. LINE takes 300 characters; ids are short enough.</summary>
public abstract record SurveyPostback
{
    private const int LongestRead = 1_000;

    private SurveyPostback()
    {
    }

    /// <summary><c>start=spice-level</c>: begin this survey.</summary>
    public sealed record Start(string SurveyId) : SurveyPostback;

    /// <summary><c>s=spice-level&amp;v=…&amp;q=spice&amp;n=…&amp;a=1</c>: an answer.</summary>
    public sealed record Answer(string SurveyId, SurveyInput.Tapped Tap) : SurveyPostback;

    /// <summary>The data of a button that begins this survey.</summary>
    public static string ToStart(string surveyId) => $"start={surveyId}";

    /// <summary>The data of a button that gives this answer to what is asked now.</summary>
    public static string ToAnswer(Survey survey, SurveyRun run, string question, string answer) =>
        $"s={survey.Id}&v={survey.Version}&q={question}&n={run.Nonce}&a={answer}";

    /// <summary>The name of the consent among the questions of postbacks.</summary>
    public const string ConsentQuestion = "consent";

    /// <summary>Null when the data is not a survey's. Missing parts are empty, and so match nothing.</summary>
    public static SurveyPostback? Read(string data)
    {
        if (data.Length > LongestRead)
        {
            return null;
        }

        var values = QueryHelpers.ParseQuery(data);
        if (Value("start") is { Length: > 0 } start)
        {
            return new Start(start);
        }

        return Value("s") is { Length: > 0 } survey
            ? new Answer(survey, new SurveyInput.Tapped(Value("v"), Value("q"), Value("n"), Value("a")))
            : null;

        string Value(string key) => values.TryGetValue(key, out var all) ? all[0] ?? "" : "";
    }
}
