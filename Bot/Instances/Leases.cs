using System.Collections.Concurrent;
using Bot.Storage;

namespace Bot.Instances;

/// <summary>The leases of this instance, one for each role that somebody asked for, tended every second.</summary>
internal sealed partial class Leases(IDocumentStore store, InstanceId me, ILogger<Leases> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Lease> _leases = new();

    // Leases follow the time that passes, not the shop's clock, which a simulation moves.
    public Lease Of(string role) => _leases.GetOrAdd(role, _ => new Lease(role, me, store, TimeProvider.System, log));

    /// <summary>After everybody who works under a lease has stopped, since it was started before them.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await Task.WhenAll(_leases.Values.Select(lease => lease.Release(cancellationToken)));
        }
        catch (StoreException problem)
        {
            LogNotReleased(problem.Message); // They run out by themselves.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!store.IsShared)
        {
            return;
        }

        LogInstance(me.Name);
        using var timer = new PeriodicTimer(Beat, TimeProvider.System);
        do
        {
            await Task.WhenAll(_leases.Values.Select(lease => lease.Tend(stoppingToken)));
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "This instance is {Name}")]
    private partial void LogInstance(string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The leases could not be given back: {Problem}")]
    private partial void LogNotReleased(string problem);
}

/// <summary>What only one instance does at a time.</summary>
internal static class Roles
{
    /// <summary>Sends campaigns' messages.</summary>
    public const string Sender = "sender";

    /// <summary>Moves campaigns on.</summary>
    public const string Campaigns = "campaigns";

    /// <summary>Throws away what is old.</summary>
    public const string Housekeeping = "housekeeping";

    /// <summary>Does long work.</summary>
    public const string Work = "work";

    /// <summary>Copies the pictures of answers.</summary>
    public const string Photos = "photos";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Sender, Campaigns, Housekeeping, Photos, Work];
}
