using System.Text.Json;
using Bot.Access;
using Bot.Friends;

namespace Bot.Work;

/// <summary>
/// Long work that somebody asked for and need not wait for: who asked, how far it is, what came of it. It is done a part at
/// a time (<see cref="IJobKind"/>) or in one go (<see cref="IJobInOneGo"/>), either way so that a killed process does nothing twice.
/// </summary>
public sealed record Job
{
    /// <summary>How long a file is kept, unless the job says otherwise.</summary>
    internal static readonly TimeSpan UsualFile = TimeSpan.FromDays(7);

    /// <summary>Names it in the console and the API; ascending in time.</summary>
    public required string Id { get; init; }

    /// <summary>Which <see cref="IJobKind"/> or <see cref="IJobInOneGo"/> does it.</summary>
    public required string Kind { get; init; }

    /// <summary>What is done, in words for people.</summary>
    public required Words Title { get; init; }

    /// <summary>What the one who asked for it is called; null: not known.</summary>
    public string? By { get; init; }

    /// <summary>Who that is; null: a key that belongs to nobody, or not known.</summary>
    public string? ByPersonId { get; init; }

    /// <summary>What one must be allowed to do to stop it, take it back, or have its file; null: <see cref="Permission.Friends"/>.</summary>
    public Permission? Needs { get; init; }

    /// <summary>Whether it goes on to its end once begun: nobody stops it.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Whether there is one of its kind at a time.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Its kind while it is the one that there may be; unique, so that the store decides between two who begin at the same moment.</summary>
    public string? AloneAs => IsAlone && !this.IsOver() ? Kind : null;

    /// <summary>How it stands.</summary>
    public JobState State { get; init; } = JobState.Preparing;

    /// <summary>What exactly to do, as its kind wrote it.</summary>
    public JsonElement? Order { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the last process took it up, and how much was done then: from there its pace is reckoned.</summary>
    public DateTimeOffset? ResumedAt { get; init; }

    /// <summary>How many friends were done when it was last taken up.</summary>
    public long DoneWhenResumed { get; init; }

    /// <summary>When it came to its end, whichever it was; null: it is not there yet.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What it is counted in.</summary>
    public JobUnit Unit { get; init; }

    /// <summary>How many friends it is about, or what else it is counted in.</summary>
    public long Total { get; init; }

    /// <summary>How many of them are done.</summary>
    public long Done { get; init; }

    /// <summary>For how many friends something changed.</summary>
    public long Changed { get; init; }

    /// <summary>How many friends could not be done.</summary>
    public long ProblemCount { get; init; }

    /// <summary>The first of what went wrong.</summary>
    public IReadOnlyList<JobProblem> Problems { get; init; } = [];

    /// <summary>How many parts it has.</summary>
    public int Parts { get; init; }

    /// <summary>The number of the part that is to be done next.</summary>
    public int NextPart { get; init; }

    /// <summary>The kind of job that takes back what this one did; null: it cannot be taken back.</summary>
    public string? UndoneBy { get; init; }

    /// <summary>The job that takes this one back; null: none does.</summary>
    public string? UndoneIn { get; init; }

    /// <summary>What a file that comes of it is called; null: none does.</summary>
    public string? FileName { get; init; }

    /// <summary>For how long it is there; null: a week.</summary>
    public TimeSpan? KeepFile { get; init; }

    /// <summary>Why it failed; null: it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether it will not go on any more.</summary>
    public bool IsOver() => State is JobState.Done or JobState.Cancelled or JobState.Failed;

    /// <summary>Whether somebody may stop it now.</summary>
    public bool CanBeStopped() => !IsOver() && !GoesOn;

    /// <summary>Whether a file may have come of it.</summary>
    public bool IsFileWritten() => FileName is not null && State == JobState.Done;

    /// <summary>When its file goes; null: none came of it yet.</summary>
    public DateTimeOffset? FileGoesAt() => IsFileWritten() ? FinishedAt + (KeepFile ?? UsualFile) : null;

    /// <summary>Whether what it did can be taken back now.</summary>
    public bool CanBeUndone() => IsOver() && UndoneBy is not null && UndoneIn is null && Changed > 0;

    /// <summary>Friends, or what else it is counted in, a second since it was last taken up; null: too early to tell.</summary>
    public double? Pace(DateTimeOffset now) =>
        State == JobState.Running && ResumedAt is { } from && Done > DoneWhenResumed && (now - from).TotalSeconds is >= 0.5 and var seconds
            ? (Done - DoneWhenResumed) / seconds
            : null;

    /// <summary>About how long the rest takes at that pace; null: too early to tell.</summary>
    public TimeSpan? Left(DateTimeOffset now) => Pace(now) is { } pace ? TimeSpan.FromSeconds((Total - Done) / pace) : null;
}

/// <summary>What went wrong with one friend or thing, in words for people.</summary>
public sealed record JobProblem(string Subject, string Japanese, string English);

/// <summary>What a job's progress is counted in.</summary>
public enum JobUnit
{
    /// <summary>Friends.</summary>
    Friends,

    /// <summary>Kinds of data that are kept of a friend.</summary>
    KindsOfData,

    /// <summary>Bytes.</summary>
    Bytes,
}

/// <summary>How a job stands.</summary>
public enum JobState
{
    /// <summary>Its parts are being written down.</summary>
    Preparing,

    /// <summary>Is written down and shown; it waits for somebody's yes.</summary>
    Proposed,

    /// <summary>Waits for its turn.</summary>
    Waiting,

    /// <summary>Is being done.</summary>
    Running,

    /// <summary>All of it is done.</summary>
    Done,

    /// <summary>Somebody stopped it; what was done until then stays.</summary>
    Cancelled,

    /// <summary>It could not go on.</summary>
    Failed,
}

/// <summary>Some friends of a job, next to each other by id. It is done in one commit with what it changes.</summary>
public sealed record JobPart
{
    /// <summary>The job's id and the number.</summary>
    public required string Id { get; init; }

    /// <summary>The job it belongs to.</summary>
    public required string JobId { get; init; }

    /// <summary>From 0, in the order they are done.</summary>
    public required int Number { get; init; }

    /// <summary>The friends, ascending.</summary>
    public required FriendIds Friends { get; init; }

    /// <summary>The last of them by id, which finds the part a friend may be in; null: all were erased.</summary>
    public string? LastId => Friends.Count == 0 ? null : Friends[^1];

    /// <summary>What is to be done with each friend, where that differs.</summary>
    public IReadOnlyList<FriendNote> Given { get; init; } = [];

    /// <summary>What is kept of each friend when the part is done: what an undo needs, or a line of a file.</summary>
    public IReadOnlyList<FriendNote> Kept { get; init; } = [];

    /// <summary>A piece of the file that comes of the job; it tells of friends only what stands elsewhere too.</summary>
    public byte[]? File { get; init; }

    /// <summary>The part as if it had never known this friend.</summary>
    public JobPart Without(string friendId) => this with
    {
        Friends = Friends.Without(friendId),
        Given = [.. Given.Where(note => note.FriendId != friendId)],
        Kept = [.. Kept.Where(note => note.FriendId != friendId)],
        File = null,
    };

    /// <summary>The id of a job's part.</summary>
    public static string Key(string jobId, int number) => $"{jobId}-{number:D6}";
}

/// <summary>What a job has to say of one friend, as its kind wrote it.</summary>
public sealed record FriendNote(string FriendId, JsonElement Note);
