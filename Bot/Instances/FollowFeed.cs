using Bot.Storage;

namespace Bot.Instances;

/// <summary>Keeps what follows a feed near the store while somebody asks for it, so that a question finds little to take over.</summary>
internal sealed partial class FollowFeed(FeedFollower feed, ILogger<FollowFeed> log) : BackgroundService
{
    // Of real time, whatever the clock says: a simulated one may jump.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Attention = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await feed.Wanted(stoppingToken);
                while (feed.Unasked < Attention)
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
            return await feed.GoOn(FeedFollower.PagesAtOnce, ct);
        }
        catch (StoreException outage)
        {
            StoreFailed(outage.Message);
            return true;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Changes could not be followed; trying again. {Reason}")]
    private partial void StoreFailed(string reason);
}

/// <summary>Registers what follows feeds.</summary>
internal static class FollowFeeds
{
    /// <summary>Keeps this near the store while somebody asks for it.</summary>
    public static IServiceCollection Follow<T>(this IServiceCollection services, Func<T, FeedFollower> feed)
        where T : notnull =>
        services.AddSingleton<IHostedService>(provider => new FollowFeed(feed(provider.GetRequiredService<T>()), provider.GetRequiredService<ILogger<FollowFeed>>()));
}
