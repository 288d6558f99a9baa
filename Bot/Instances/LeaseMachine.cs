namespace Bot.Instances;

/// <summary>
/// The rules of leases. Times are of this process's own clock, which only runs forward; other processes' clocks matter
/// nowhere. A holder counts itself out a second before anybody may take over, and clocks drift far less.
/// </summary>
internal static class LeaseMachine
{
    /// <summary>A lease whose version has stood still for so long may be taken over.</summary>
    public static readonly TimeSpan TakenOverAfter = TimeSpan.FromSeconds(5);

    /// <summary>A holder counts itself holder for so long from the start of its last renewal that was written.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(4);

    /// <summary>What is known after the document was read; <paramref name="now"/> is when the reading had ended.</summary>
    public static LeaseSight Read(LeaseSight sight, LeaseDocument? document, long version, string me, TimeSpan now) => sight with
    {
        Document = document,
        Version = version,
        // Until now it may have been written at any moment; from now on it counts as standing still.
        UnchangedSince = version == sight.Version ? sight.UnchangedSince : now,
        HeldUntil = document?.Holder == me ? sight.HeldUntil : null,
    };

    /// <summary>What to write over the version that was read, if anything: a renewal, or a beginning with the next fence.</summary>
    public static LeaseDocument? ToWrite(LeaseSight sight, string role, string me, TimeSpan now) => sight.Document switch
    {
        null => new LeaseDocument { Id = role, Holder = me, Fence = 1 },
        { Holder: { } holder } document when holder == me && IsHeld(sight, now) => document,
        // Nobody took it while it was not renewed in time; what was begun under it must not go on all the same.
        { Holder: { } holder } document when holder == me => document with { Fence = document.Fence + 1 },
        { Holder: { } } when now - sight.UnchangedSince < TakenOverAfter => null,
        var document => document with { Holder = me, Fence = document.Fence + 1 },
    };

    /// <summary>What is known after that was written; <paramref name="started"/> is from before it went to the store.</summary>
    public static LeaseSight Written(LeaseSight sight, LeaseDocument written, TimeSpan started) => sight with
    {
        Document = written,
        Version = sight.Version + 1,
        UnchangedSince = started,
        HeldUntil = started + GoodFor,
    };

    /// <summary>Whether this process is surely the holder now.</summary>
    public static bool IsHeld(LeaseSight sight, TimeSpan now) => now < sight.HeldUntil;
}

/// <summary>What one process knows of a lease.</summary>
internal sealed record LeaseSight
{
    /// <summary>As last read or written; null when there is none yet.</summary>
    public LeaseDocument? Document { get; init; }

    /// <summary>The document's version; 0 when there is none yet.</summary>
    public long Version { get; init; }

    /// <summary>When this version was first known.</summary>
    public TimeSpan UnchangedSince { get; init; }

    /// <summary>Until when this process is the holder; null when it is not.</summary>
    public TimeSpan? HeldUntil { get; init; }
}
