using Bot.Friends;
using Bot.Preferences;
using Bot.Surveys;

namespace Bot.Dialogs;

/// <summary>
/// Who asks what becomes of their data while a survey asks for their consent is told, and then asked again; a survey alone would take it for
/// an answer it cannot read.
/// </summary>
internal sealed class TellPrivacyAtConsent(CurrentDialogs dialogs, AnswerWriter writer, PreferenceStore preferences, SurveyTalks talks) : IReaction
{
    public async ValueTask<bool> React(Turn turn, CancellationToken ct)
    {
        if (turn.Text is not { } text || !PrivacyWords.AskAbout(text))
        {
            return false;
        }

        var talk = await talks.Open(turn, ct);
        if (talk.Now is not { Run.State: SurveyState.AskingConsent } conversation || !conversation.IsListening(turn.Now) || await talk.Present(ct) is not { } survey)
        {
            return false;
        }

        await Tell(turn, text, ct);
        await talk.Take(survey, new SurveyInput.Begin(), ct);
        talk.Write();
        return true;
    }

    // The shop's own answer goes before, as it does outside of surveys; but not into another survey.
    private async ValueTask Tell(Turn turn, string text, CancellationToken ct)
    {
        if (dialogs.Book.Meant(text, keyword => AnswerWriter.Applies(keyword.Answer, turn)) is [{ Answer: { Does.Survey: null } own }])
        {
            await writer.Write(turn, own, [], ct);
        }
        else
        {
            turn.Say(DialogWords.Privacy(await preferences.Read(ct)));
        }
    }
}
