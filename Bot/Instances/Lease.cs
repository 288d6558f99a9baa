using Bot.Storage;

namespace Bot.Instances;

/// <summary>
/// The right to do what only one instance may do. Work asks <see cref="IsHeld"/> before every step that another instance
/// must not do too: a process that was paused finds its lease over when it wakes up.
/// </summary>
internal sealed partial class Lease(string role, InstanceId me, IDocumentStore store, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly long _origin = clock.GetTimestamp();
    private volatile LeaseSight _sight = new();

    public string Role => role;

    /// <summary>Whether this instance surely has the role at this moment. On a store of its own it always has.</summary>
    public bool IsHeld => !store.IsShared || LeaseMachine.IsHeld(_sight, Now);

    /// <summary>Under which number it has, or had, the role; a later holder's is greater.</summary>
    public long Fence => _sight.Document?.Fence ?? 0;

    private TimeSpan Now => clock.GetElapsedTime(_origin);

    /// <summary>Returns when this instance has the role.</summary>
    public async Task UntilHeld(CancellationToken ct)
    {
        while (!IsHeld)
        {
            await Task.Delay(Look, clock, ct);
        }
    }

    /// <summary>Renews the lease, takes it when it is free, or looks whether it is. To be called every second by one caller.</summary>
    public async Task Tend(CancellationToken ct)
    {
        var held = IsHeld;
        try
        {
            var stored = await store.Get(InstanceCollections.Leases, role, ct);
            _sight = LeaseMachine.Read(_sight, stored?.Value, stored?.Version ?? 0, me.Name, Now);
            var started = Now;
            if (LeaseMachine.ToWrite(_sight, role, me.Name, started) is { } next && await Write(next, ct))
            {
                _sight = LeaseMachine.Written(_sight, next, started);
            }
        }
        catch (StoreException problem)
        {
            LogStoreProblem(role, problem.Message);
        }

        if (IsHeld != held)
        {
            LogChanged(role, IsHeld ? "taken" : "lost", Fence);
        }
    }

    /// <summary>Gives the role back, so that another instance need not wait until it has run out.</summary>
    public async Task Release(CancellationToken ct)
    {
        var sight = _sight;
        _sight = sight with { HeldUntil = null };
        if (sight.HeldUntil is not null && sight.Document is { } document)
        {
            await Write(document with { Holder = null }, ct);
        }
    }

    private async Task<bool> Write(LeaseDocument next, CancellationToken ct) =>
        await store.Commit(new Commit().Put(InstanceCollections.Leases, next, _sight.Version), ct) is CommitResult.Committed;

    [LoggerMessage(Level = LogLevel.Information, Message = "The role {Role} was {What} (fence {Fence})")]
    private partial void LogChanged(string role, string what, long fence);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of {Role} could not be tended: {Problem}")]
    private partial void LogStoreProblem(string role, string problem);
}
