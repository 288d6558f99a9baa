using Bot.Access;
using Bot.Friends;
using Bot.Storage;
using Bot.Work;

namespace Bot.PersonalData;

/// <summary>Where somebody of the shop asks for all that is kept of a friend, or has it erased.</summary>
public sealed class PersonalDataDesk(IDocumentStore store, JobDesk jobs, FriendErasure data, TimeProvider clock)
{
    private const int Tries = 50;

    /// <summary>
    /// Begins to erase everything kept of a friend. From this commit on nothing more is sent to them; asked for again, or with this id of
    /// a job, it is the same job. The receipt will have the job's id. Null: nothing is kept of this id.
    /// </summary>
    public async Task<Job?> Erase(string friendId, string? jobId, CancellationToken ct)
    {
        if (await Erased(jobId, ct) is { } there)
        {
            return there;
        }

        for (var tried = 0; tried < Tries; tried++)
        {
            var friend = await store.Get(FriendCollections.Friends, friendId, ct);
            if (friend is null && await data.Export(friendId, ct) is null)
            {
                return null;
            }

            if (await Erasing(friend?.Value, ct) is { } begun)
            {
                return begun;
            }

            // The job says nothing of whom: that stands in its part, which is erased with everything else.
            var request = new JobRequest(EraseFriend.KindName, new("友だち1人のデータの消去", "Erase what is kept of a friend"), Acting.Now?.Actor.Name)
            {
                Id = jobId ?? DocumentId.New(clock.GetUtcNow()),
                Needs = Permission.Erase,
                GoesOn = true,
                Unit = JobUnit.KindsOfData,
            };
            var mark = friend is null ? new Commit() : new Commit().Replace(FriendCollections.Friends, friend.Value.ErasedBy(request.Id), friend.Version);
            if (await jobs.BeginInOneGo(request, FriendIds.Of([friendId]), mark, ct) is { } job)
            {
                return job;
            }
        }

        throw new StoreException($"A friend changed {Tries} times while they were to be erased. Try again.");
    }

    /// <summary>
    /// Begins to write a file of everything kept of a friend. Asked for again with this id of a job, it is the same job. Null: no such
    /// friend.
    /// </summary>
    public async Task<Job?> Export(string friendId, string? jobId, CancellationToken ct) =>
        await store.Get(FriendCollections.Friends, friendId, ct) is null ? null : await jobs.BeginInOneGo(
            new JobRequest(ExportFriend.KindName, new("友だち1人のデータの書き出し", "Write down what is kept of a friend"), Acting.Now?.Actor.Name)
            {
                Id = jobId,
                Needs = Permission.Friends,
                Unit = JobUnit.KindsOfData,
                FileName = "friend.json",
                KeepFile = TimeSpan.FromDays(1),
            },
            FriendIds.Of([friendId]),
            new Commit(),
            ct);

    /// <summary>The job of this id if it erases, or has erased, somebody; a button tapped twice finds by it what its first tap began.</summary>
    public async Task<Job?> Erased(string? jobId, CancellationToken ct) =>
        jobId is not null && await jobs.Find(jobId, ct) is { Value: { Kind: EraseFriend.KindName } job } ? job : null;

    /// <summary>The receipt of an erasure that was begun as this job; null: there is none.</summary>
    public async Task<ErasureReceipt?> Receipt(string jobId, CancellationToken ct) => (await store.Get(FriendCollections.Erasures, jobId, ct))?.Value;

    // One that failed is begun anew.
    private async Task<Job?> Erasing(Friend? friend, CancellationToken ct) =>
        friend?.Erasing is { } erasing && await jobs.Find(erasing.JobId, ct) is { Value: var job } && !job.IsOver() ? job : null;
}
