using Bot.Friends;
using Bot.Line;
using Bot.Storage;

namespace Bot.Surveys;

/// <summary>What a friend taps or writes, when it belongs to a survey: answers it, steers it, or starts it.</summary>
internal sealed class AnswerSurvey(SurveyBook surveys, SurveyStarter starter, SurveyConversation conversation, IDocumentStore store) : IReaction
{
    public async ValueTask<bool> React(Turn turn, CancellationToken ct) => turn.Event switch
    {
        PostbackEvent { Postback: var postback } => SurveyPostback.Read(postback.Data) switch
        {
            SurveyPostback.Start(var surveyId) => await Begin(turn, surveyId, ct),
            SurveyPostback.Answer(var surveyId, var tap) => await Tap(turn, surveyId, tap with { Picked = postback.Params }, ct),
            _ => false,
        },
        MessageEvent { Message: ReceivedText { Text: var text } } => await Hear(turn, new SurveyInput.Typed(text), surveys.StartedBy(text), ct),
        MessageEvent { Message: var message } => await Hear(turn, new SurveyInput.Sent(message), starts: null, ct),
        _ => false,
    };

    private async ValueTask<bool> Begin(Turn turn, string surveyId, CancellationToken ct)
    {
        if (!await starter.Start(turn, surveyId, ct))
        {
            turn.Say(new TextMessage(SurveyWords.ButtonUnknown));
        }

        return true;
    }

    private async ValueTask<bool> Tap(Turn turn, string surveyId, SurveyInput.Tapped tap, CancellationToken ct)
    {
        var stored = await store.Get(SurveyCollections.Conversations, turn.Friend.Id, ct);
        if (stored is null || await surveys.Find(stored.Value.Survey, stored.Value.Version, ct) is not { } survey)
        {
            turn.Say(new TextMessage(SurveyWords.ButtonUnknown));
            return true;
        }

        // A button of another survey matches no question here: an impossible version makes it old.
        var move = SurveyMachine.Take(survey, stored.Value.Run, surveyId == survey.Id ? tap : tap with { Version = "" }, new Occasion(turn.Friend, turn.Now, turn.Zone));
        await Apply(turn, survey, move, stored, ct);
        return true;
    }

    private async ValueTask<bool> Hear(Turn turn, SurveyInput input, Survey? starts, CancellationToken ct)
    {
        var stored = await store.Get(SurveyCollections.Conversations, turn.Friend.Id, ct);
        if (stored?.Value is { } last && last.IsListening(turn.Now) && await surveys.Find(last.Survey, last.Version, ct) is { } survey)
        {
            var move = SurveyMachine.Take(survey, last.Run, input, new Occasion(turn.Friend, turn.Now, turn.Zone));
            if (move.Understood || starts is null)
            {
                await Apply(turn, survey, move, stored, ct);
                return true;
            }
        }

        return starts is not null && await starter.Start(turn, starts, stored, ct);
    }

    // What was not understood leaves the conversation as it is, also on the disk.
    private async ValueTask Apply(Turn turn, Survey survey, SurveyMove move, Stored<Conversation> stored, CancellationToken ct)
    {
        if (move.Understood)
        {
            await conversation.Apply(turn, survey, move, stored, ct);
        }
        else
        {
            await conversation.Do(turn, survey, move, ct);
        }
    }
}
