using Bot.Coupons;
using Bot.Friends;
using Bot.Inbox;
using Bot.Line;
using Bot.Storage;
using Bot.Surveys.Photos;
using Bot.Surveys.Questions;

namespace Bot.Surveys;

/// <summary>Does what a survey's effects say to a friend's facts, history and documents.</summary>
internal sealed partial class SurveyDeeds(CouponIssuer coupons, Inquiries inquiries, IDocumentStore store, PlaceGates gates, TimeZoneInfo zone, ILogger<SurveyDeeds> log)
{
    /// <summary>The places taken, read behind the survey's gate, which the change leaves when it is written.</summary>
    public async ValueTask<Stored<PlacesTaken>?> PlacesOf(Survey survey, FriendChange change, CancellationToken ct)
    {
        change.HoldUntilWritten(await gates.Enter(survey.Id, ct));
        return await store.Get(SurveyCollections.Places, survey.Id, ct);
    }

    /// <summary>Writes one effect into the change; saying, asking and starting are the talk's own.</summary>
    public async ValueTask Do(FriendChange change, Survey survey, SurveyRun run, SurveyEffect effect, CancellationToken ct)
    {
        switch (effect)
        {
            case SurveyEffect.Started:
                Reach(change, survey, run, SurveyStanding.Started, TimelineKind.SurveyStarted);
                break;
            case SurveyEffect.Resumed:
                if (change.Friend.Survey(survey.Id) is { } fact)
                {
                    change.Friend = change.Friend.WithSurvey(fact with { Standing = SurveyStanding.Started });
                }

                break;
            case SurveyEffect.Consented:
                change.Record(TimelineKind.ConsentGiven, survey.Id, survey.Purpose, survey.Source);
                break;
            case SurveyEffect.Declined:
                Reach(change, survey, run, SurveyStanding.Declined, TimelineKind.ConsentRefused);
                break;
            case SurveyEffect.Stopped:
                Reach(change, survey, run, SurveyStanding.Stopped, TimelineKind.SurveyStopped);
                break;
            case SurveyEffect.Completed:
                Reach(change, survey, run, SurveyStanding.Completed, TimelineKind.SurveyCompleted);
                break;
            case SurveyEffect.Reminded:
                change.Record(TimelineKind.SurveyReminded, survey.Id, source: survey.Source);
                break;
            case SurveyEffect.Keep(var question, var value):
                Keep(change, survey, run, question, value);
                change.Friend = effect.On(change.Friend, survey.Source, change.Now);
                break;
            case SurveyEffect.LeaveOut:
                change.Friend = effect.On(change.Friend, survey.Source, change.Now);
                break;
            case SurveyEffect.AddTag(var name, var group):
                change.AddTag(name, group, survey.Source);
                break;
            case SurveyEffect.RemoveTag(var name):
                change.RemoveTag(name, survey.Source);
                break;
            case SurveyEffect.SetAttribute(var attribute):
                change.SetAttribute(attribute.ToFact(survey.Source, change.Now));
                break;
            case SurveyEffect.RemoveAttribute(var name):
                change.RemoveAttribute(name, survey.Source);
                break;
            case SurveyEffect.GiveCoupon(var couponId, var ifHeld):
                await Give(change, survey, couponId, ifHeld, ct);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Tells staff what the survey has to say of the friend.</summary>
    public async ValueTask TellStaff(FriendChange change, Survey survey, string notice, CancellationToken ct)
    {
        change.Record(TimelineKind.StaffTold, survey.Id, notice, survey.Source);
        await inquiries.Note(change, notice, ct);
    }

    private static void Keep(FriendChange change, Survey survey, SurveyRun run, string questionId, AnswerValue value)
    {
        var question = survey.Find(questionId);
        var answer = new Answer
        {
            Id = DocumentId.New(change.Now),
            FriendId = change.Friend.Id,
            Survey = survey.Id,
            Version = survey.Version,
            Question = questionId,
            Run = run.Id,
            At = change.Now,
            Value = value,
            Wording = question is { Variants.Count: > 0 } ? SurveyMessages.WordingOf(survey, question, change.Friend.Id)?.Id ?? Wording.First : null,
            MessageId = change.CausedBy,
        };
        change.Commit.Insert(SurveyCollections.Answers, answer);
        AnswerPhotos.Note(change.Commit, answer, question);
        change.Record(TimelineKind.Answered, $"{survey.Id}.{questionId}", value.IsSkipped ? SurveyWords.Skip : question?.Say(value), survey.Source);
    }

    private static void Reach(FriendChange change, Survey survey, SurveyRun run, SurveyStanding standing, TimelineKind kind)
    {
        change.Friend = change.Friend.Reached(survey.Id, standing, change.Now);
        change.Record(kind, survey.Id, survey.Title, survey.Source);
        change.Commit.Insert(SurveyCollections.Milestones, new Milestone
        {
            Id = DocumentId.New(change.Now),
            FriendId = change.Friend.Id,
            Survey = survey.Id,
            Version = survey.Version,
            Run = run.Id,
            Reached = standing,
            At = change.Now,
            Question = run.State is SurveyState.Stopped { Before: SurveyState.Asking(var question) } ? question : null,
        });
    }

    private async ValueTask Give(FriendChange change, Survey survey, string couponId, string ifHeld, CancellationToken ct)
    {
        switch (await coupons.Issue(change, couponId, survey.Source, ct))
        {
            case IssueResult.Issued(var issue):
                change.Say(CouponCard.Sent(issue, zone));
                break;
            case IssueResult.AlreadyHeld:
                change.Say(new TextMessage(ifHeld));
                break;
            case IssueResult.UnknownCoupon:
                NotGiven(change, survey, couponId, new("そのクーポンは登録されていません。", "There is no such coupon."));
                break;
            case IssueResult.NotValidNow { Reason: var reason, Words: var words }:
                change.Say(words is null ? [] : [new TextMessage(words)]);
                NotGiven(change, survey, couponId, reason);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    // The friend is thanked all the same; staff see on the timeline why there was no coupon.
    private void NotGiven(FriendChange change, Survey survey, string couponId, Words reason)
    {
        change.Record(TimelineKind.CouponNotGiven, couponId, source: survey.Source, reason: reason);
        LogNotGiven(log, couponId, survey.Id, reason);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Coupon {Coupon} of survey {Survey} was not given: {Reason}")]
    private static partial void LogNotGiven(ILogger log, string coupon, string survey, Words reason);
}
