using System.Text.Json.Nodes;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Surveys;

/// <summary>
/// What surveys keep of a friend who is erased: counts without a person. Chosen options and grades stay as answers of
/// nobody; of what was written, dated or counted freely only that it was answered.
/// </summary>
internal static class Erased
{
    /// <summary>Stands where the friend's id was.</summary>
    public const string Nobody = "";

    // A greater number may be a year or a telephone.
    private const int HighestGrade = 10;

    /// <summary>With the conversation the places go back that it holds: nobody comes on them.</summary>
    internal sealed class Conversations(IDocumentStore store) : IPersonalData
    {
        private readonly PersonalDocuments<Conversation> _documents = new(store, SurveyCollections.Conversations, "id");

        public string Name => _documents.Name;

        public Task<JsonArray> Export(string friendId, CancellationToken ct) => _documents.Export(friendId, ct);

        public async Task<int> Erase(string friendId, Commit commit, CancellationToken ct)
        {
            if (await store.Get(SurveyCollections.Conversations, friendId, ct) is { Value: var conversation })
            {
                foreach (var (survey, held) in conversation.Holding)
                {
                    if (await store.Get(SurveyCollections.Places, survey, ct) is { } places)
                    {
                        commit.Put(SurveyCollections.Places, held.Aggregate(places.Value, (left, key) => left.With(key, -1)), places.Version);
                    }
                }
            }

            return await _documents.Erase(friendId, commit, ct);
        }
    }

    internal sealed class Answers(IDocumentStore store) : IPersonalData
    {
        private readonly PersonalDocuments<Answer> _documents = new(store, SurveyCollections.Answers);

        public string Name => _documents.Name;

        public Task<JsonArray> Export(string friendId, CancellationToken ct) => _documents.Export(friendId, ct);

        public async Task<int> Erase(string friendId, Commit commit, CancellationToken ct)
        {
            var all = new List<Stored<Answer>>();
            await foreach (var stored in _documents.Of(friendId, ct))
            {
                all.Add(stored);
            }

            // Results count the latest answer of each question; earlier ones go whole.
            var latest = all.GroupBy(stored => (stored.Value.Survey, stored.Value.Question))
                .Select(same => same.MaxBy(stored => (stored.Value.At, stored.Value.Id)))
                .ToHashSet();
            foreach (var stored in all)
            {
                if (latest.Contains(stored))
                {
                    commit.Replace(SurveyCollections.Answers, stored.Value with { FriendId = Nobody, Run = Nobody, Value = WithoutWords(stored.Value.Value) }, stored.Version);
                }
                else
                {
                    commit.Delete(SurveyCollections.Answers, stored.Value.Id);
                }
            }

            return all.Count;
        }

        private static AnswerValue WithoutWords(AnswerValue value) => value switch
        {
            { Choices: { } choices } => AnswerValue.Chose(choices),
            { Date: null, Number: >= 0 and <= HighestGrade and var grade } when double.IsInteger(grade) => new AnswerValue { Number = grade },
            { IsSkipped: true } => AnswerValue.Skipped,
            _ => AnswerValue.Gone,
        };
    }

    internal sealed class Milestones(IDocumentStore store) : IPersonalData
    {
        private readonly PersonalDocuments<Milestone> _documents = new(store, SurveyCollections.Milestones);

        public string Name => _documents.Name;

        public Task<JsonArray> Export(string friendId, CancellationToken ct) => _documents.Export(friendId, ct);

        public async Task<int> Erase(string friendId, Commit commit, CancellationToken ct)
        {
            var count = 0;
            await foreach (var stored in _documents.Of(friendId, ct))
            {
                commit.Replace(SurveyCollections.Milestones, stored.Value with { FriendId = Nobody, Run = Nobody }, stored.Version);
                count++;
            }

            return count;
        }
    }
}
