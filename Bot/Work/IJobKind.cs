using Bot.Storage;

namespace Bot.Work;

/// <summary>A sort of long work: decides what one part changes. The runner writes it, with the part as done, in one commit.</summary>
public interface IJobKind
{
    /// <summary>Names it in jobs, e.g. <c>tagFriends</c>.</summary>
    string Name { get; }

    /// <summary>Decides one part on friends as stored now; writes nothing itself, since a conflict throws it away and asks again.</summary>
    Task<PartDone> Do(Job job, JobPart part, CancellationToken ct);
}

/// <summary>What a part changes.</summary>
/// <param name="Commit">What to write.</param>
/// <param name="Kept">What is kept of those it did something for, by which it may be taken back; they count as changed.</param>
/// <param name="Gone">Friends of the part who are there no more.</param>
/// <param name="Problems">What went wrong.</param>
public sealed record PartDone(Commit Commit, IReadOnlyList<FriendNote> Kept, IReadOnlyList<string> Gone, IReadOnlyList<JobProblem> Problems);
