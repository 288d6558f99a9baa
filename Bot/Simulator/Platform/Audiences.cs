namespace Bot.Simulator.Platform;

/// <summary>
/// An audience of LINE's. What is uploaded waits in a queue, is worked on, and counts when that is finished, all by the clock.
/// </summary>
internal sealed class Audience(AudienceMade made)
{
    /// <summary>How long an upload waits before LINE works on it.</summary>
    public static readonly TimeSpan Queued = TimeSpan.FromSeconds(2);

    /// <summary>How long after its arrival an upload is finished.</summary>
    public static readonly TimeSpan Finished = TimeSpan.FromSeconds(5);

    /// <summary>LINE's smallest audience of those that it fills itself.</summary>
    public const int Smallest = 50;

    private static readonly TimeSpan Life = TimeSpan.FromDays(180);

    private readonly List<AudienceFed> _uploads = [];
    private readonly HashSet<string> _members = [];
    private int _merged;

    public AudienceMade Made => made;

    public long Id => made.AudienceGroupId;

    public string Description { get; set; } = made.Description;

    public IReadOnlyList<AudienceFed> Uploads => _uploads;

    public DateTimeOffset ExpiresAt => made.At + Life;

    /// <summary>Filled by LINE from what people did, not by the bot.</summary>
    public bool IsOfLine => made.Kind is not "UPLOAD";

    public void Add(AudienceFed fed) => _uploads.Add(fed);

    public int UnfinishedAt(DateTimeOffset now) => _uploads.Count(upload => now - upload.At < Finished);

    /// <summary>The user ids in it: of the uploads that are finished.</summary>
    public IReadOnlySet<string> MembersAt(DateTimeOffset now)
    {
        for (; _merged < _uploads.Count && now - _uploads[_merged].At >= Finished; _merged++)
        {
            _members.UnionWith(_uploads[_merged].UserIds);
        }

        return _members;
    }

    /// <summary>An empty one stays in progress, as at LINE.</summary>
    public string StatusAt(DateTimeOffset now, bool minimums) =>
        now >= ExpiresAt ? "EXPIRED"
        : IsTooSmall(now, minimums) ? "FAILED"
        : MembersAt(now).Count > 0 ? "READY"
        : "IN_PROGRESS";

    public bool IsTooSmall(DateTimeOffset now, bool minimums) =>
        IsOfLine && minimums && UnfinishedAt(now) == 0 && MembersAt(now).Count < Smallest;

    public static string JobStatus(AudienceFed upload, DateTimeOffset now) =>
        now - upload.At < Queued ? "QUEUED" : now - upload.At < Finished ? "WORKING" : "FINISHED";
}

/// <summary>The channel's audiences, in the order they were made. Touched under the platform's lock only.</summary>
internal sealed class Audiences
{
    /// <summary>Audiences of one channel. (Messaging API reference, Manage audience.)</summary>
    public const int Most = 1_000;

    /// <summary>Uploads into one audience that are not finished. (Messaging API reference, Manage audience.)</summary>
    public const int MostUploads = 10;

    private const long FirstId = 1_000_000_000_001;

    private readonly SortedDictionary<long, Audience> _all = [];
    private long _lastId = FirstId - 1;
    private long _lastJob;

    public IReadOnlyCollection<Audience> All => _all.Values;

    public long NextId => _lastId + 1;

    public long NextJob => _lastJob + 1;

    public Audience? Find(long id) => _all.GetValueOrDefault(id);

    public void Apply(PlatformFact fact)
    {
        switch (fact)
        {
            case AudienceMade made:
                _all[made.AudienceGroupId] = new Audience(made);
                _lastId = Math.Max(_lastId, made.AudienceGroupId);
                break;
            case AudienceFed fed:
                Find(fed.AudienceGroupId)?.Add(fed);
                _lastJob = Math.Max(_lastJob, fed.JobId);
                break;
            case AudienceRenamed renamed when Find(renamed.AudienceGroupId) is { } audience:
                audience.Description = renamed.Description;
                break;
            case AudienceDeleted deleted:
                _all.Remove(deleted.AudienceGroupId);
                break;
        }
    }

    public IEnumerable<PlatformFact> Facts => _all.Values.SelectMany(audience =>
        audience.Uploads.Prepend<PlatformFact>(audience.Made with { Description = audience.Description }));
}
