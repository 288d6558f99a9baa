using Bot.Friends;
using Bot.Line;

namespace Bot.Surveys;

/// <summary>What a friend taps or writes, when it belongs to a survey: answers it, steers it, or starts it.</summary>
internal sealed class AnswerSurvey(SurveyBook surveys, SurveyTalks talks) : IReaction
{
    public async ValueTask<bool> React(Turn turn, CancellationToken ct)
    {
        if (turn.Event is not (PostbackEvent or MessageEvent))
        {
            return false;
        }

        var talk = await talks.Open(turn, ct);
        var answered = turn.Event switch
        {
            PostbackEvent { Postback: var postback } => SurveyPostback.Read(postback.Data) switch
            {
                SurveyPostback.Start(var surveyId) => await Begin(turn, talk, surveyId, ct),
                SurveyPostback.Answer(var surveyId, var tap) => await Tap(turn, talk, surveyId, tap with { Picked = postback.Params }, ct),
                _ => false,
            },
            MessageEvent { Message: ReceivedText { Text: var text } } => await Hear(turn, talk, new SurveyInput.Typed(text), surveys.StartedBy(text), ct),
            MessageEvent { Message: var message } => await Hear(turn, talk, new SurveyInput.Sent(message), starts: null, ct),
            _ => false,
        };
        talk.Write();
        return answered;
    }

    private async ValueTask<bool> Begin(Turn turn, SurveyTalk talk, string surveyId, CancellationToken ct)
    {
        if (surveys.Find(surveyId) is { } survey)
        {
            await talk.Start(survey, from: null, ct);
        }
        else
        {
            turn.Say(new TextMessage(SurveyWords.ButtonUnknown));
        }

        return true;
    }

    private static async ValueTask<bool> Tap(Turn turn, SurveyTalk talk, string surveyId, SurveyInput.Tapped tap, CancellationToken ct)
    {
        if (await talk.Present(ct) is not { } survey)
        {
            turn.Say(new TextMessage(SurveyWords.ButtonUnknown));
            return true;
        }

        // A button of another survey matches no question here: an impossible version makes it old.
        await talk.Take(survey, surveyId == survey.Id ? tap : tap with { Version = "" }, ct);
        return true;
    }

    private static async ValueTask<bool> Hear(Turn turn, SurveyTalk talk, SurveyInput input, SurveyStart? starts, CancellationToken ct)
    {
        if (talk.Now?.IsListening(turn.Now) == true
            && await talk.Present(ct) is { } survey
            && (await talk.Take(survey, input, ct, onlyIfUnderstood: starts is not null) || starts is null))
        {
            return true;
        }

        if (starts is null)
        {
            return false;
        }

        await talk.Start(starts.Survey, starts.From, ct);
        return true;
    }
}
