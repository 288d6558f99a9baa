using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Work;

/// <summary>That a friend was part of long work, and what it kept of them: given out with the friend's data, taken out without a trace.</summary>
internal sealed class JobPersonalData(IDocumentStore store) : IPersonalData
{
    public string Name => JobCollections.Parts.Name;

    public async Task<JsonArray> Export(string friendId, CancellationToken ct)
    {
        var parts = new JsonArray();
        foreach (var (part, _) in await Of(friendId, ct))
        {
            if (part.Given.Count == 0 && part.Kept.Count == 0)
            {
                continue; // Says nothing of anybody in it.
            }

            parts.Add(new JsonObject
            {
                ["jobId"] = part.JobId,
                ["given"] = Notes(part.Given, friendId),
                ["kept"] = Notes(part.Kept, friendId),
            });
        }

        return parts;
    }

    public async Task<int> Erase(string friendId, Commit commit, CancellationToken ct)
    {
        var parts = await Of(friendId, ct);
        foreach (var (part, version) in parts)
        {
            commit.Replace(JobCollections.Parts, part.Without(friendId), version);
        }

        return parts.Count;
    }

    private static JsonArray Notes(IReadOnlyList<FriendNote> notes, string friendId) =>
        [.. notes.Where(note => note.FriendId == friendId).Select(note => JsonSerializer.SerializeToNode(note.Note, JobsJson.Documents.JsonElement))];

    // By their last ids, the parts with the friend come first of those that may have them: one, or all of a job that is about this friend alone.
    private async Task<IReadOnlyList<Stored<JobPart>>> Of(string friendId, CancellationToken ct)
    {
        var found = new List<Stored<JobPart>>();
        foreach (var jobId in await store.Ids(JobCollections.Jobs, Filter.Everything, ct))
        {
            var from = Filter.Equal("jobId", jobId) & new Filter.Compare("lastId", Comparison.GreaterOrEqual, friendId);
            found.AddRange(await store.Everything(new Query<JobPart>(JobCollections.Parts, from) { OrderBy = "lastId", Limit = 1 }, ct)
                .TakeWhile(part => part.Value.Friends.Contains(friendId))
                .ToListAsync(ct));
        }

        return found;
    }
}
