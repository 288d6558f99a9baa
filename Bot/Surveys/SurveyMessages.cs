using Bot.Line;
using Bot.Surveys.Questions;

namespace Bot.Surveys;

/// <summary>What the bot says in a survey, as LINE messages.</summary>
public static class SurveyMessages
{
    /// <summary>LINE's limit of quick reply buttons.</summary>
    public const int MostButtons = 13;

    /// <summary>Asks what the run waits for; nothing when it waits for nothing.</summary>
    public static Message? Ask(Survey survey, SurveyRun run, Occasion occasion) => run.State switch
    {
        SurveyState.AskingConsent => Consent(survey, run),
        SurveyState.Asking asking when survey.Find(asking.Question) is { } question => Question(survey, run, question, Circumstances(survey, asking, occasion)),
        _ => null,
    };

    /// <summary>The circumstances in which the present question is asked and its answer read.</summary>
    internal static Asking Circumstances(Survey survey, SurveyState.Asking state, Occasion occasion) => new(occasion.Local)
    {
        Chosen = state.Chosen,
        Text = state.Text,
        Seed = Lot.Seed(survey.Id, state.Question, occasion.Friend.Id),
    };

    private static TextMessage Consent(Survey survey, SurveyRun run) => new($"{survey.Title}\n\n{survey.Purpose}\n\n{survey.Consent.Text}")
    {
        QuickReply = new QuickReply(
        [
            Button(SurveyPostback.ToAnswer(survey, run, SurveyPostback.ConsentQuestion, "yes"), survey.Consent.Yes),
            Button(SurveyPostback.ToAnswer(survey, run, SurveyPostback.ConsentQuestion, "no"), survey.Consent.No),
        ]),
    };

    private static Message Question(Survey survey, SurveyRun run, Question question, Asking asking)
    {
        var buttons = question.Buttons(Data, asking).Select(action => new QuickReplyItem(action)).ToList();
        string?[] steering =
        [
            question.Optional ? SurveyWords.Skip : null,
            run.Path.Count > 0 ? SurveyWords.Back : null,
            SurveyWords.Stop,
        ];

        // The words work whether or not there is room for their buttons.
        buttons.AddRange(steering.OfType<string>().Select(word => Button(Data(word), word)).Take(Math.Max(0, MostButtons - buttons.Count)));
        var words = question.Hint(asking) is { } hint ? $"{question.Text}\n{hint}" : question.Text;
        return question.Show(words, Data, asking) with { QuickReply = new QuickReply(buttons) };

        string Data(string answer) => SurveyPostback.ToAnswer(survey, run, question.Id, answer);
    }

    private static QuickReplyItem Button(string data, string label) => new(new PostbackAction(data) { Label = label, DisplayText = label });
}
