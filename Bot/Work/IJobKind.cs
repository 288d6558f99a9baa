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

/// <summary>
/// A sort of long work that is done in one go, beside the work in parts. A killed process begins it again, so what it did until
/// then must do no harm, or be gone on from.
/// </summary>
public interface IJobInOneGo
{
    /// <summary>Names it in jobs, e.g. <c>eraseFriend</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Does it and tells how far it is. What is left to write is written with the job as done, in one commit; a conflict there means
    /// doing it again. What cannot be done, and would not by trying again, is a <see cref="JobFailedException"/>.
    /// </summary>
    Task<GoDone> Do(Job job, JobProgress progress, CancellationToken ct);

    /// <summary>Takes away what the job left outside the store, before the job itself goes.</summary>
    void Forget(Job job)
    {
    }
}

/// <summary>What came of a job in one go.</summary>
/// <param name="Commit">What is left to write.</param>
/// <param name="Changed">For how many friends something changed.</param>
public sealed record GoDone(Commit Commit, long Changed);

/// <summary>How far a job in one go is; whoever looks sees the latest.</summary>
public sealed class JobProgress(long total = 0)
{
    private volatile Reached _now = new(0, total);

    /// <summary>What is done, and of how much.</summary>
    public (long Done, long Total) Now => (_now.Done, _now.Total);

    /// <summary>Tells that so much of so much is done.</summary>
    public void Tell(long done, long total) => _now = new(done, total);

    private sealed record Reached(long Done, long Total);
}

/// <summary>A job cannot be done; the message says why, to people of the shop.</summary>
public sealed class JobFailedException(string message, Exception? inner = null) : Exception(message, inner);
