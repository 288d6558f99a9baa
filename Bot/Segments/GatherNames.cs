using Bot.Storage;

namespace Bot.Segments;

/// <summary>Gathers the names in use when the bot starts, so that the first condition somebody types finds them all known.</summary>
internal sealed partial class GatherNames(NamesInUse names, ILogger<GatherNames> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await names.Read(stoppingToken) is null)
            {
                await Task.Yield();
            }
        }
        catch (StoreException failure)
        {
            // Not lost: every later question goes on where this stopped.
            GatheringStopped(log, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The names in use could not all be gathered at the start.")]
    private static partial void GatheringStopped(ILogger log, Exception failure);
}
