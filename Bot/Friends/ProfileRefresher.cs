using System.Threading.Channels;
using Bot.Storage;

namespace Bot.Friends;

/// <summary>
/// Asks LINE again for the profiles of friends who are active and whose profile is old or unknown: a few a second, one after
/// another. What is not asked for before a stop is asked for when the friend speaks again.
/// </summary>
internal sealed partial class ProfileRefresher(FriendStore friends, ProfileReader reader, TimeProvider clock, ILogger<ProfileRefresher> log)
    : BackgroundService
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromDays(7);

    // LINE takes 2,000 a second; names are not worth more than a trickle beside the replies.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Channel<string> _noticed =
        Channel.CreateBounded<string>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Says that the friend is active; remembers them if their profile is due.</summary>
    public void Notice(Friend friend, DateTimeOffset now)
    {
        if (IsDue(friend, now))
        {
            _noticed.Writer.TryWrite(friend.Id);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var friendId in _noticed.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await Refresh(friendId, stoppingToken);
            }
            catch (StoreException trouble)
            {
                // The store's trouble is reported by what matters more; the friend is noticed again.
                LogNotRefreshed(log, trouble.Message);
            }

            await Task.Delay(Pause, stoppingToken);
        }
    }

    private async Task Refresh(string friendId, CancellationToken ct)
    {
        if (await friends.Find(friendId, ct) is not { } friend || !IsDue(friend, clock.GetUtcNow()))
        {
            return;
        }

        var read = await reader.Read(friendId, ct);
        await friends.Change(
            friendId,
            (change, _) =>
            {
                change.Friend = read.On(change.Friend, change.Now);
                return ValueTask.FromResult(change);
            },
            ct);
    }

    private static bool IsDue(Friend friend, DateTimeOffset now) =>
        (friend.ProfileAskedAt ?? friend.Profile?.FetchedAt) is not { } asked || now - asked >= GoodFor;

    [LoggerMessage(Level = LogLevel.Warning, Message = "A profile could not be kept: {Reason}")]
    private static partial void LogNotRefreshed(ILogger log, string reason);
}
