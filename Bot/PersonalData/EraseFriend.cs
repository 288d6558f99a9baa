using Bot.Friends;
using Bot.Storage;
using Bot.Work;

namespace Bot.PersonalData;

/// <summary>
/// Erases everything kept of a friend, in one commit: whatever kills it, all is there or all is gone. That commit takes the friend out
/// of the job too, so where the job knows of nobody any more, it is done.
/// </summary>
internal sealed class EraseFriend(JobDesk jobs, FriendErasure data) : IJobInOneGo
{
    public const string KindName = "eraseFriend";

    public string Name => KindName;

    public async Task<GoDone> Do(Job job, JobProgress progress, CancellationToken ct)
    {
        progress.Tell(0, data.Kinds);
        var rest = new Commit();
        if (await jobs.About(job.Id, ct) is { } part
            && await data.Erase(part.Value.Friends[0], job.Id, looked => progress.Tell(looked, data.Kinds), ct) is null)
        {
            rest.Replace(JobCollections.Parts, part.Value.Without(part.Value.Friends[0]), part.Version);
        }

        progress.Tell(data.Kinds, data.Kinds);
        return new(rest, Changed: 1);
    }
}
