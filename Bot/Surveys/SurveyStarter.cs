using Bot.Friends;
using Bot.Line;
using Bot.Outbox;

namespace Bot.Surveys;

/// <summary>Begins surveys with friends: for keywords, greetings, buttons, campaigns, staff, and whoever else wants to.</summary>
public sealed class SurveyStarter
{
    private readonly SurveyBook _surveys;
    private readonly SurveyTalks _talks;
    private readonly FriendStore _friends;

    internal SurveyStarter(SurveyBook surveys, SurveyTalks talks, FriendStore friends) => (_surveys, _talks, _friends) = (surveys, talks, friends);

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

    /// <summary>
    /// Begins the survey, goes on with it where the friend had stopped, or says why not; what is said goes with the change. False: there is
    /// no such survey.
    /// </summary>
    public async ValueTask<bool> Start(FriendChange change, string surveyId, CancellationToken ct)
    {
        if (_surveys.Find(surveyId) is not { } survey)
        {
            return false;
        }

        var talk = await _talks.Open(change, ct);
        await talk.Start(survey, from: null, ct);
        talk.Write();
        return true;
    }

    /// <summary>Begins the survey with a friend who did nothing, by push (LINE counts it). Null: no such friend.</summary>
    public Task<StartResult?> Begin(string friendId, string surveyId, FactSource by, CancellationToken ct) => _friends.Change<StartResult>(
        friendId,
        async (change, token) =>
        {
            if (change.Friend.Status == FriendStatus.Blocked)
            {
                return new StartResult.Blocked();
            }

            if (change.Friend.HasOptedOutOf(topic: null))
            {
                return new StartResult.OptedOut();
            }

            if (!await Start(change, surveyId, token))
            {
                return new StartResult.UnknownSurvey();
            }

            change.Record(TimelineKind.SurveySent, surveyId, source: by);
            change.Push(change.Said);
            return new StartResult.Sent(change.Said.Count);
        },
        ct);
}

/// <summary>What became of beginning a survey with a friend who did nothing.</summary>
public abstract record StartResult
{
    private StartResult()
    {
    }

    /// <summary>So many messages are on their way.</summary>
    public sealed record Sent(int Messages) : StartResult;

    /// <summary>There is no survey of this id.</summary>
    public sealed record UnknownSurvey : StartResult;

    /// <summary>The friend has blocked the account; nothing would arrive.</summary>
    public sealed record Blocked : StartResult;

    /// <summary>The friend asked to be sent nothing.</summary>
    public sealed record OptedOut : StartResult;
}
