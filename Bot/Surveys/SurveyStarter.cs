using Bot.Friends;
using Bot.Line;
using Bot.Storage;

namespace Bot.Surveys;

/// <summary>Begins surveys with friends: for keywords, greetings, buttons, and whoever else wants to.</summary>
public sealed class SurveyStarter
{
    private readonly SurveyBook _surveys;
    private readonly IDocumentStore _store;
    private readonly SurveyConversation _conversation;

    internal SurveyStarter(SurveyBook surveys, IDocumentStore store, SurveyConversation conversation) =>
        (_surveys, _store, _conversation) = (surveys, store, conversation);

    /// <summary>The surveys a greeting may offer this friend, as buttons: not those refused or completed before.</summary>
    public IReadOnlyList<QuickReplyItem> Offers(Friend friend) =>
    [
        .. from survey in _surveys.Current
           where survey.GreetingOffer is not null && MayOffer(friend, survey.Id)
           select new QuickReplyItem(new PostbackAction(SurveyPostback.ToStart(survey.Id)) { Label = survey.GreetingOffer, DisplayText = survey.GreetingOffer }),
    ];

    /// <summary>Whether the bot may bring the survey up by itself. A friend who starts it is always welcome.</summary>
    public static bool MayOffer(Friend friend, string surveyId) =>
        friend.Survey(surveyId) is not ({ Standing: SurveyStanding.Declined or SurveyStanding.Completed } or { TimesCompleted: > 0 });

    /// <summary>Begins the survey, or goes on with it where the friend had stopped. False: there is no such survey.</summary>
    public async ValueTask<bool> Start(Turn turn, string surveyId, CancellationToken ct) =>
        _surveys.Find(surveyId) is { } survey && await Start(turn, survey, await _store.Get(SurveyCollections.Conversations, turn.Friend.Id, ct), ct);

    internal async ValueTask<bool> Start(Turn turn, Survey survey, Stored<Conversation>? stored, CancellationToken ct)
    {
        if (stored is { Value: { Run.State: SurveyState.AskingConsent or SurveyState.Asking or SurveyState.Stopped } last }
            && await _surveys.Find(last.Survey, last.Version, ct) is { } begun)
        {
            if (begun.Id == survey.Id)
            {
                await _conversation.Apply(turn, begun, SurveyMachine.Take(begun, last.Run, new SurveyInput.Begin(), new Occasion(turn.Friend, turn.Now, turn.Zone)), stored, ct);
                return true;
            }

            var set = SurveyMachine.Take(begun, last.Run, new SurveyInput.Interrupted(), new Occasion(turn.Friend, turn.Now, turn.Zone));
            if (set.Understood)
            {
                await _conversation.Do(turn, begun, set, ct);
                turn.Say(new TextMessage(SurveyWords.SetAside(begun.Title)));
            }
        }

        await _surveys.Keep(survey, turn, ct);
        var runId = DocumentId.New(turn.Now)[^10..];
        await _conversation.Apply(turn, survey, SurveyMachine.Begin(survey, runId, new Occasion(turn.Friend, turn.Now, turn.Zone)), stored, ct);
        return true;
    }
}
