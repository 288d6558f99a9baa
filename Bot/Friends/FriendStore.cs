using Bot.Storage;

namespace Bot.Friends;

/// <summary>Reads friends, and changes them one at a time whatever else changes them meanwhile.</summary>
public sealed class FriendStore(IDocumentStore store, TimeProvider clock)
{
    private const int Tries = 50;

    /// <summary>The friend as stored now, or null: no such friend.</summary>
    public async Task<Friend?> Find(string friendId, CancellationToken ct) =>
        (await store.Get(FriendCollections.Friends, friendId, ct))?.Value;

    /// <summary>Those of these friends who are there, by id.</summary>
    public async Task<IReadOnlyDictionary<string, Friend>> FindAll(IEnumerable<string> friendIds, CancellationToken ct) =>
        (await store.GetMany(FriendCollections.Friends, [.. friendIds.Distinct()], ct)).ToDictionary(friend => friend.Value.Id, friend => friend.Value);

    /// <summary>A page of what happened with a friend, newest first. Not a cursor of this list: <see cref="ArgumentException"/>.</summary>
    public Task<Page<TimelineEntry>> Timeline(string friendId, int limit, string? after, CancellationToken ct) => store.Find(
        new Query<TimelineEntry>(FriendCollections.Timeline, Filter.Equal("friendId", friendId)) { OrderBy = "at", Descending = true, Limit = limit, After = after },
        ct);

    /// <summary>
    /// Decides on the friend as stored now and writes what was decided; a conflict means deciding again on what is stored
    /// then. Answers what <paramref name="decide"/> answered for the change that was written, or null: no such friend.
    /// </summary>
    public async Task<T?> Change<T>(string friendId, Func<FriendChange, CancellationToken, ValueTask<T>> decide, CancellationToken ct)
        where T : class?
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            if (await store.Get(FriendCollections.Friends, friendId, ct) is not { } stored)
            {
                return null;
            }

            using var change = new FriendChange(stored.Value, clock.GetUtcNow());
            var decided = await decide(change, ct);
            if (await Write(change, stored, ct))
            {
                return decided;
            }
        }

        throw new StoreException($"A friend changed {Tries} times while one change of it was tried. Try again.");
    }

    /// <summary>Adds what was decided for a friend to a commit that changes several of them. False: nothing was decided.</summary>
    public static bool AddTo(Commit commit, FriendChange change, Stored<Friend> before)
    {
        if (change.Commit.IsEmpty && change.Recorded.Count == 0 && ReferenceEquals(change.Friend, before.Value))
        {
            return false;
        }

        // The friend is written even when only a document beside it changed: its version is what an erasure checks.
        commit.Replace(FriendCollections.Friends, change.Friend, before.Version);
        foreach (var entry in change.Recorded)
        {
            commit.Insert(FriendCollections.Timeline, entry);
        }

        if (!ReferenceEquals(commit, change.Commit))
        {
            commit.Include(change.Commit);
        }

        return true;
    }

    private async Task<bool> Write(FriendChange change, Stored<Friend> before, CancellationToken ct) =>
        !AddTo(change.Commit, change, before) || await store.Commit(change.Commit, ct) is CommitResult.Committed;
}
