using Bot.Friends;
using Bot.Line;
using Bot.Surveys.Questions;

namespace Bot.Surveys;

/// <summary>What the bot says in a survey, as LINE messages.</summary>
public static class SurveyMessages
{
    /// <summary>LINE's limit of quick reply buttons.</summary>
    public const int MostButtons = 13;

    /// <summary>Asks what the run waits for; nothing when it waits for nothing.</summary>
    public static Message? Ask(Survey survey, SurveyRun run, Occasion occasion) =>
        Draft(survey, run, occasion) is { } draft ? SurveyPiping.Fill(draft, survey, run, occasion.Friend, (run.State as SurveyState.Asking)?.Question) : null;

    /// <summary>The same with its placeholders as they are written.</summary>
    internal static Message? Draft(Survey survey, SurveyRun run, Occasion occasion) => run.State switch
    {
        SurveyState.AskingConsent => Consent(survey, run, occasion.PrivacyPolicy),
        SurveyState.Asking asking when survey.Find(asking.Question) is { } question => Question(survey, run, question, Circumstances(survey, run, asking, occasion), occasion.Friend),
        _ => null,
    };

    /// <summary>The circumstances in which the present question is asked and its answer read.</summary>
    internal static Asking Circumstances(Survey survey, SurveyRun run, SurveyState.Asking state, Occasion occasion) => new(occasion.Local)
    {
        Chosen = state.Chosen,
        Text = state.Text,
        Seed = Lot.Seed(survey.Id, state.Question, occasion.Friend.Id),
        Full = survey.Find(state.Question) is { } question
            ? question.Choosable.Where(option => IsFull(question, option, run, occasion.Places)).Select(option => option.Id).ToHashSet()
            : new HashSet<string>(),
    };

    /// <summary>Whether an option has no place left; one the friend holds is theirs, however many others there are.</summary>
    internal static bool IsFull(Question question, Option option, SurveyRun run, PlacesTaken places) =>
        option.Places <= places.Count(PlacesTaken.Of(question.Id, option.Id)) && !run.Holding.Contains(PlacesTaken.Of(question.Id, option.Id));

    /// <summary>Offers the survey with a button that begins it.</summary>
    public static Message Invite(Survey survey)
    {
        var label = survey.GreetingOffer ?? SurveyWords.Invitation;
        return new TemplateMessage(survey.Title, new ButtonsTemplate(
            survey.Title,
            [new PostbackAction(SurveyPostback.ToStart(survey.Id)) { Label = label, DisplayText = label }]));
    }

    /// <summary>Which of several wordings the friend gets; null: the one in <c>text</c>.</summary>
    internal static Wording? WordingOf(Survey survey, Question question, string friendId)
    {
        var drawn = (int)(Lot.Seed(survey.Id, question.Id, friendId, "wording") % (ulong)(100 + question.Variants.Sum(variant => variant.Weight))) - 100;
        foreach (var variant in question.Variants)
        {
            if (drawn < 0)
            {
                break;
            }

            if ((drawn -= variant.Weight) < 0)
            {
                return variant;
            }
        }

        return null;
    }

    // The policy stands in the text, not on a third button: LINE takes the buttons away when one is tapped, and with it yes and no.
    private static TextMessage Consent(Survey survey, SurveyRun run, string? policy)
    {
        var text = $"{survey.Title}\n\n{survey.Purpose}\n\n{survey.Consent.Text}";
        var whole = policy is null ? text : $"{text}\n\n{SurveyWords.Policy(policy)}";
        return new(whole.Length <= LineLimits.Text ? whole : text)
        {
            QuickReply = new QuickReply(
            [
                Button(SurveyPostback.ToAnswer(survey, run, SurveyPostback.ConsentQuestion, "yes"), survey.Consent.Yes),
                Button(SurveyPostback.ToAnswer(survey, run, SurveyPostback.ConsentQuestion, "no"), survey.Consent.No),
            ]),
        };
    }

    private static Message Question(Survey survey, SurveyRun run, Question question, Asking asking, Friend friend)
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
        var text = WordingOf(survey, question, friend.Id)?.Text ?? question.Text;
        var words = question.Hint(asking) is { } hint ? $"{text}\n{hint}" : text;
        return question.Show(words, Data, asking) with { QuickReply = new QuickReply(buttons) };

        string Data(string answer) => SurveyPostback.ToAnswer(survey, run, question.Id, answer);
    }

    private static QuickReplyItem Button(string data, string label) => new(new PostbackAction(data) { Label = label, DisplayText = label });
}
