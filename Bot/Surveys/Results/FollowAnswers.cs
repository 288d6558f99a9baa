using Bot.Storage;

namespace Bot.Surveys.Results;

/// <summary>Keeps the tallies near the store while somebody looks at results, so that a question finds little to take over.</summary>
internal sealed partial class FollowAnswers(SurveyTallies tallies, ILogger<FollowAnswers> log) : BackgroundService
{
    private const int PagesAtOnce = 20;

    // Of real time, whatever the clock says: a simulated one may jump.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Attention = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await tallies.Wanted(stoppingToken);
                while (tallies.Unasked < Attention)
                {
                    if (await GoOn(stoppingToken))
                    {
                        await Task.Delay(Look, stoppingToken);
                    }
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task<bool> GoOn(CancellationToken ct)
    {
        try
        {
            return await tallies.GoOn(PagesAtOnce, ct);
        }
        catch (StoreException outage)
        {
            StoreFailed(outage.Message);
            return true;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Answers could not be followed; trying again. {Reason}")]
    private partial void StoreFailed(string reason);
}
