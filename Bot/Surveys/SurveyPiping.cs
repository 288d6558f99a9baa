using Bot.Friends;
using Bot.Line;

namespace Bot.Surveys;

/// <summary>
/// Fills the texts of a survey: a name that is a question's is the answer this run gave to it, in a repeated section that of the same
/// round; <c>{round}</c> counts the rounds; all others are the friend's own.
/// </summary>
internal static class SurveyPiping
{
    public static Message Fill(Message message, Survey survey, SurveyRun run, Friend friend, string? question = null) =>
        Personalisation.Personalise(message, friend, Values(survey, run, question));

    /// <summary>The same for a text that is no message.</summary>
    public static string Fill(string text, Survey survey, SurveyRun run, Friend friend) => Personalisation.Fill(text, friend, Values(survey, run, question: null));

    private static Func<string, PlaceholderValue?> Values(Survey survey, SurveyRun run, string? question)
    {
        var present = question is null ? null : survey.Find(question);
        return ValueOf;

        PlaceholderValue? ValueOf(string key)
        {
            if (key == "round" && present?.Round is { } round)
            {
                return PlaceholderValue.Of(round);
            }

            var id = present?.Names.GetValueOrDefault(key, key) ?? key;
            return survey.Find(id) is { } asked && run.Given(id) is { Value: { IsSkipped: false } value }
                ? value switch
                {
                    { Number: { } number } => PlaceholderValue.Of(number),
                    { Date: { } date, Time: null } => PlaceholderValue.Of(date),
                    _ => PlaceholderValue.Of(asked.Say(value)),
                }
                : null;
        }
    }
}
