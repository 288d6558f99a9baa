using Bot.Friends;
using Bot.Line;
using Bot.Storage;
using Bot.Surveys.Photos;

namespace Bot.Surveys;

/// <summary>
/// Takes out what a friend answered in a message that they then took back: of the answer only that it was given is kept, and
/// what it said of the friend (facts, tags, attributes) goes. They are not asked again, and what a finished survey gave them stays.
/// </summary>
internal sealed class ForgetUnsentAnswer(SurveyBook surveys, SurveyConversation conversation, AnswerPhotos photos, IDocumentStore store) : IReaction
{
    public async ValueTask<bool> React(Turn turn, CancellationToken ct)
    {
        if (turn.Event is UnsendEvent { Unsend.MessageId: var messageId })
        {
            var all = await AnswersOf(turn.Friend.Id, ct);
            foreach (var (answer, version) in all.Where(stored => stored.Value.MessageId == messageId || stored.Value.Value.Photos?.Contains(messageId) == true))
            {
                var left = Without(answer.Value, messageId);
                turn.Commit.Replace(SurveyCollections.Answers, answer with { Value = left }, version);
                await photos.Forget(turn, answer, messageId, ct);
                if (IsLatest(answer, all))
                {
                    await Withdraw(turn, answer, left, all, ct);
                }
            }

            await ForgetChosen(turn, messageId, ct);
        }

        return false;
    }

    // Of several pictures the others stay.
    private static AnswerValue Without(AnswerValue value, string messageId) =>
        value.Photos is { Count: > 1 } photos ? value with { Photos = [.. photos.Where(id => id != messageId)] } : AnswerValue.Gone;

    // A picture that is not part of an answer yet.
    private async Task ForgetChosen(Turn turn, string messageId, CancellationToken ct)
    {
        if (await store.Get(SurveyCollections.Conversations, turn.Friend.Id, ct) is { Value: { Run.State: SurveyState.Asking asking } present, Version: var version }
            && asking.Chosen.Contains(messageId))
        {
            var run = present.Run with { State = asking with { Chosen = [.. asking.Chosen.Where(id => id != messageId)] } };
            turn.Commit.Replace(SurveyCollections.Conversations, present with { Run = run }, version);
        }
    }

    private async Task Withdraw(Turn turn, Answer answer, AnswerValue left, IReadOnlyList<Stored<Answer>> all, CancellationToken ct)
    {
        if (!left.Erased)
        {
            turn.Friend = new SurveyEffect.Keep(answer.Question, left).On(turn.Friend, FactSource.Survey(answer.Survey), turn.Now);
            return;
        }

        if (await surveys.Find(answer.Survey, answer.Version, ct) is not { } survey)
        {
            turn.Friend = new SurveyEffect.LeaveOut(answer.Question).On(turn.Friend, FactSource.Survey(answer.Survey), turn.Now);
            return;
        }

        var stored = await store.Get(SurveyCollections.Conversations, turn.Friend.Id, ct);
        var isPresent = stored?.Value.Run.Id == answer.Run;
        var run = isPresent ? stored!.Value.Run : Past(answer.Run, all);
        var move = SurveyMachine.Withdraw(survey, run, answer.Question, new Occasion(turn.Friend, turn.Now, turn.Zone));
        await conversation.Do(turn, survey, move, ct);
        if (isPresent)
        {
            turn.Commit.Replace(SurveyCollections.Conversations, stored!.Value with { Run = move.Run }, stored.Version);
        }
    }

    // A run that another one has taken the place of is over; its answers tell what it was.
    private static SurveyRun Past(string run, IReadOnlyList<Stored<Answer>> all) => new()
    {
        Id = run,
        State = new SurveyState.Completed(),
        Path =
        [
            .. all.Select(stored => stored.Value)
                .Where(answer => answer.Run == run && IsLatest(answer, all))
                .Select(answer => new GivenAnswer(answer.Question, answer.Value)),
        ],
    };

    // What was answered anew says no longer anything of the friend.
    private static bool IsLatest(Answer answer, IReadOnlyList<Stored<Answer>> all) => all.Select(stored => stored.Value)
        .Where(other => (other.Survey, other.Question) == (answer.Survey, answer.Question))
        .MaxBy(other => (other.At, other.Id)) == answer;

    private async Task<IReadOnlyList<Stored<Answer>>> AnswersOf(string friendId, CancellationToken ct) =>
        await store.Everything(new Query<Answer>(SurveyCollections.Answers, Filter.Equal("friendId", friendId)) { OrderBy = "at" }, ct).ToListAsync(ct);
}
