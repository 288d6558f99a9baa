using Bot.Coupons;
using Bot.Friends;
using Bot.Line;
using Bot.Storage;

namespace Bot.Surveys;

/// <summary>Carries a move of a survey into a turn: what it changes, keeps, records and says.</summary>
internal sealed partial class SurveyConversation(CouponIssuer coupons, ILogger<SurveyConversation> log)
{
    /// <summary>Writes the effects and the conversation into the turn.</summary>
    public async ValueTask Apply(Turn turn, Survey survey, SurveyMove move, Stored<Conversation>? before, CancellationToken ct)
    {
        await Do(turn, survey, move, ct);
        turn.Commit.Put(
            SurveyCollections.Conversations,
            new Conversation
            {
                Id = turn.Friend.Id,
                Survey = survey.Id,
                Version = survey.Version,
                Run = move.Run,
                StartedAt = before?.Value.Run.Id == move.Run.Id ? before.Value.StartedAt : turn.Now,
                At = turn.Now,
            },
            before?.Version ?? 0);
    }

    /// <summary>Writes the effects alone: nothing moved, or another conversation takes the place.</summary>
    public async ValueTask Do(Turn turn, Survey survey, SurveyMove move, CancellationToken ct)
    {
        foreach (var effect in move.Effects)
        {
            await Do(turn, survey, move.Run, effect, ct);
        }
    }

    private async ValueTask Do(Turn turn, Survey survey, SurveyRun run, SurveyEffect effect, CancellationToken ct)
    {
        switch (effect)
        {
            case SurveyEffect.Say(var text):
                turn.Say(new TextMessage(text));
                break;
            case SurveyEffect.Ask:
                turn.Say(new[] { SurveyMessages.Ask(survey, run, Today(turn)) }.OfType<Message>());
                break;
            case SurveyEffect.Started:
                Reach(turn, survey, run, SurveyStanding.Started, TimelineKind.SurveyStarted);
                break;
            case SurveyEffect.Resumed when turn.Friend.Survey(survey.Id) is { } fact:
                turn.Friend = turn.Friend.WithSurvey(fact with { Standing = SurveyStanding.Started });
                break;
            case SurveyEffect.Resumed:
                break;
            case SurveyEffect.Consented:
                turn.Record(TimelineKind.ConsentGiven, survey.Id, survey.Purpose, survey.Source);
                break;
            case SurveyEffect.Declined:
                Reach(turn, survey, run, SurveyStanding.Declined, TimelineKind.ConsentRefused);
                break;
            case SurveyEffect.Stopped:
                Reach(turn, survey, run, SurveyStanding.Stopped, TimelineKind.SurveyStopped);
                break;
            case SurveyEffect.Completed:
                Reach(turn, survey, run, SurveyStanding.Completed, TimelineKind.SurveyCompleted);
                break;
            case SurveyEffect.Keep(var question, var value):
                Keep(turn, survey, run, question, value);
                turn.Friend = effect.On(turn.Friend, survey.Source, turn.Now);
                break;
            case SurveyEffect.LeaveOut:
                turn.Friend = effect.On(turn.Friend, survey.Source, turn.Now);
                break;
            case SurveyEffect.AddTag(var name, var group):
                turn.AddTag(name, group, survey.Source);
                break;
            case SurveyEffect.RemoveTag(var name):
                turn.RemoveTag(name, survey.Source);
                break;
            case SurveyEffect.SetAttribute(var attribute):
                turn.SetAttribute(attribute.ToFact(survey.Source, turn.Now));
                break;
            case SurveyEffect.RemoveAttribute(var name):
                turn.RemoveAttribute(name, survey.Source);
                break;
            case SurveyEffect.GiveCoupon(var couponId):
                await Give(turn, survey, couponId, ct);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static void Keep(Turn turn, Survey survey, SurveyRun run, string question, AnswerValue value)
    {
        turn.Commit.Insert(SurveyCollections.Answers, new Answer
        {
            Id = DocumentId.New(turn.Now),
            FriendId = turn.Friend.Id,
            Survey = survey.Id,
            Version = survey.Version,
            Question = question,
            Run = run.Id,
            At = turn.Now,
            Value = value,
            MessageId = (turn.Event as MessageEvent)?.Message.Id,
        });
        turn.Record(TimelineKind.Answered, $"{survey.Id}.{question}", value.IsSkipped ? SurveyWords.Skip : survey.Find(question)?.Say(value), survey.Source);
    }

    private static void Reach(Turn turn, Survey survey, SurveyRun run, SurveyStanding standing, TimelineKind kind)
    {
        turn.Friend = turn.Friend.Reached(survey.Id, standing, turn.Now);
        turn.Record(kind, survey.Id, survey.Title, survey.Source);
        turn.Commit.Insert(SurveyCollections.Milestones, new Milestone
        {
            Id = DocumentId.New(turn.Now),
            FriendId = turn.Friend.Id,
            Survey = survey.Id,
            Version = survey.Version,
            Run = run.Id,
            Reached = standing,
            At = turn.Now,
        });
    }

    private async ValueTask Give(Turn turn, Survey survey, string couponId, CancellationToken ct)
    {
        switch (await coupons.Issue(turn, couponId, survey.Source, ct))
        {
            case IssueResult.Issued(var issue):
                turn.Say(CouponCard.Sent(issue, turn.Zone));
                break;
            case IssueResult.AlreadyHeld:
                turn.Say(new TextMessage(survey.Finish.CouponHeld));
                break;
            case IssueResult.UnknownCoupon:
                NotGiven(turn, survey, couponId, "そのクーポンは登録されていません。");
                break;
            case IssueResult.NotValidNow { Reason: var reason, Words: var words }:
                turn.Say(words is null ? [] : [new TextMessage(words)]);
                NotGiven(turn, survey, couponId, reason);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    // The friend is thanked all the same; staff see on the timeline why there was no coupon.
    private void NotGiven(Turn turn, Survey survey, string couponId, string reason)
    {
        turn.Record(TimelineKind.Other, couponId, $"クーポンをお渡しできませんでした: {reason}", survey.Source);
        LogNotGiven(log, couponId, survey.Id, reason);
    }

    private static DateOnly Today(Turn turn) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(turn.Now, turn.Zone).DateTime);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Coupon {Coupon} of survey {Survey} was not given: {Reason}")]
    private static partial void LogNotGiven(ILogger log, string coupon, string survey, string reason);
}
