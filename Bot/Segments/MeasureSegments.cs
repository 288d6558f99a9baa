using Bot.Instances;
using Bot.Storage;

namespace Bot.Segments;

/// <summary>Sees to it that every saved segment is measured once a day of the shop's calendar.</summary>
internal sealed partial class MeasureSegments(SegmentSizes sizes, Leases leases, ILogger<MeasureSegments> log) : BackgroundService
{
    // Of real time, whatever the clock says: a simulated one may jump over days, of which the one it lands on is measured.
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    private readonly Lease _lease = leases.Of(Roles.Housekeeping);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _lease.UntilHeld(stoppingToken);
                await sizes.MeasureToday(stoppingToken);
            }
            catch (StoreException outage)
            {
                StoreFailed(outage.Message);
            }

            await Task.Delay(Look, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Segments were not measured: {Problem}")]
    private partial void StoreFailed(string problem);
}
