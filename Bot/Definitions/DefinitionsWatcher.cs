namespace Bot.Definitions;

/// <summary>
/// Notices edits of definition files within a second. It looks rather than listens: file notifications get lost on
/// network drives and container mounts, and a look at a few dozen files costs nothing.
/// </summary>
internal sealed partial class DefinitionsWatcher(IEnumerable<ILiveDefinitions> definitions, TimeProvider clock, ILogger<DefinitionsWatcher> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var kind in definitions)
        {
            Report(kind);
        }

        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var kind in definitions)
            {
                Look(kind);
            }
        }
    }

    private void Look(ILiveDefinitions kind)
    {
        try
        {
            if (kind.ReloadIfChanged())
            {
                LogReloaded(log, kind.Folder);
                Report(kind);
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // An editor may be writing just now; the next look tries again.
            LogUnreadable(log, kind.Folder, unreadable.Message);
        }
    }

    private void Report(ILiveDefinitions kind)
    {
        foreach (var error in kind.Errors)
        {
            LogError(log, error);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Folder}/ changed and was read again.")]
    private static partial void LogReloaded(ILogger log, string folder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Folder}/ cannot be read now: {Reason}")]
    private static partial void LogUnreadable(ILogger log, string folder, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Error}")]
    private static partial void LogError(ILogger log, DefinitionError error);
}
