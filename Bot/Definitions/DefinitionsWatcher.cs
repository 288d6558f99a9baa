using Bot.Storage;

namespace Bot.Definitions;

/// <summary>
/// Notices within a second what other instances published and what was edited in the folder. It looks rather than listens:
/// file notifications get lost on network drives and container mounts, and a look costs a read of the store a kind.
/// </summary>
internal sealed partial class DefinitionsWatcher(Publications publications, ILogger<DefinitionsWatcher> log) : BackgroundService
{
    // Before the bot answers anybody it knows what is live, unless the store is away: then the folder's files must do.
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(30);

    private readonly HashSet<DefinitionError> _reported = [];
    private bool _away;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Look(FirstLook, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Real time: a simulated clock that stands still or jumps must not keep an edit waiting.
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Look(LongestLook, stoppingToken);
        }
    }

    private async Task Look(TimeSpan atMost, CancellationToken ct)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(atMost);
        try
        {
            await publications.Look(limited.Token);
            if (_away)
            {
                LogBack();
                _away = false;
            }
        }
        catch (Exception away) when (away is StoreException || (away is OperationCanceledException && !ct.IsCancellationRequested))
        {
            if (!_away)
            {
                LogAway(away is StoreException ? away.Message : "it does not answer.");
                _away = true;
            }
        }

        Report();
    }

    // Each error once, and again when it comes back.
    private void Report()
    {
        var errors = publications.All.SelectMany(kind => kind.Errors).ToHashSet();
        _reported.IntersectWith(errors);
        foreach (var error in errors.Where(_reported.Add).Order(DefinitionError.ByPlace))
        {
            LogError(error);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The definitions in the store cannot be read now; those in use stay. {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The definitions in the store can be read again.")]
    private partial void LogBack();

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Error}")]
    private partial void LogError(DefinitionError error);
}
