using Bot.Friends;
using Bot.Line;
using Bot.Storage;
using Bot.Surveys.Photos;

namespace Bot.Surveys;

/// <summary>
/// Takes out what a friend answered in a message that they then took back: of the answer only that it was given is kept, and
/// what it said of the friend (facts, tags, attributes) goes. They are not asked again, and what a finished survey gave them stays.
/// </summary>
internal sealed class ForgetUnsentAnswer(SurveyBook surveys, SurveyTalks talks, AnswerPhotos photos, IDocumentStore store) : IReaction
{
    public async ValueTask<bool> React(Turn turn, CancellationToken ct)
    {
        if (turn.Event is UnsendEvent { Unsend.MessageId: var messageId })
        {
            var all = await AnswersOf(turn.Friend.Id, ct);
            var talk = await talks.Open(turn, ct);
            foreach (var (answer, version) in all.Where(stored => stored.Value.MessageId == messageId || stored.Value.Value.Photos?.Contains(messageId) == true))
            {
                var left = Without(answer.Value, messageId);
                turn.Commit.Replace(SurveyCollections.Answers, answer with { Value = left }, version);
                await photos.Forget(turn, answer, messageId, ct);
                if (!IsLatest(answer, all))
                {
                    continue;
                }

                if (left.Erased)
                {
                    await Withdraw(turn, talk, answer, all, ct);
                }
                else
                {
                    turn.Friend = new SurveyEffect.Keep(answer.Question, left).On(turn.Friend, FactSource.Survey(answer.Survey), turn.Now);
                }
            }

            talk.ForgetChosen(messageId);
            talk.Write();
        }

        return false;
    }

    // Of several pictures the others stay.
    private static AnswerValue Without(AnswerValue value, string messageId) =>
        value.Photos is { Count: > 1 } photos ? value with { Photos = [.. photos.Where(id => id != messageId)] } : AnswerValue.Gone;

    private async Task Withdraw(Turn turn, SurveyTalk talk, Answer answer, IReadOnlyList<Stored<Answer>> all, CancellationToken ct)
    {
        if (await surveys.Find(answer.Survey, answer.Version, ct) is not { } survey)
        {
            turn.Friend = new SurveyEffect.LeaveOut(answer.Question).On(turn.Friend, FactSource.Survey(answer.Survey), turn.Now);
            return;
        }

        var run = talk.Now?.LastRun(survey.Id)?.Run is { } last && last.Id == answer.Run ? last : Past(answer.Run, all);
        await talk.Withdraw(survey, run, answer.Question, ct);
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
