using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>A campaign and how far it has come.</summary>
public sealed record CampaignMoment(Campaign Campaign, CampaignProgress Progress)
{
    /// <summary>Whether nothing more will change.</summary>
    public bool IsOver => Campaign is { State: CampaignState.Sent or CampaignState.Failed or CampaignState.Cancelled, Counts: not null };
}

/// <summary>
/// Follows campaigns for those who watch them. The store is looked at, so that it is all the same at which instance somebody
/// watches; all who watch one campaign here share each look.
/// </summary>
internal sealed class CampaignProgressFeed(CampaignStore campaigns, CampaignTally tally, CampaignPace pace, TimeProvider clock)
{
    /// <summary>So many may watch at one instance at the same time.</summary>
    public const int MostWatchers = 100;

    // Of real time, whatever the clock says.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan Alive = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, (long At, Task<CampaignMoment?> Look)> _looks = new();
    private int _watchers;

    /// <summary>A place among those who watch, to be disposed; null: too many do.</summary>
    public IDisposable? Join()
    {
        if (Interlocked.Increment(ref _watchers) <= MostWatchers)
        {
            return new Place(this);
        }

        Interlocked.Decrement(ref _watchers);
        return null;
    }

    /// <summary>Where it stands now; null: there is no such campaign.</summary>
    public async Task<CampaignMoment?> Now(string id, CancellationToken ct)
    {
        if ((await campaigns.Find(id, ct))?.Value is not { } campaign)
        {
            return null;
        }

        return new CampaignMoment(campaign, pace.Progress(campaign, await tally.Of(campaign, ct), clock.GetUtcNow()));
    }

    /// <summary>Where it stands at once and whenever that changes, until it is over; null now and then says that it goes on.</summary>
    public async IAsyncEnumerable<CampaignMoment?> Watch(string id, [EnumeratorCancellation] CancellationToken ct)
    {
        var told = (Last: (CampaignMoment?)null, At: TimeProvider.System.GetTimestamp());
        while (!ct.IsCancellationRequested)
        {
            if (await Shared(id) is not { } moment)
            {
                yield break;
            }

            if (told.Last is null || (moment.Campaign.State, moment.Progress) != (told.Last.Campaign.State, told.Last.Progress) || moment.IsOver)
            {
                yield return moment;
                told = (moment, TimeProvider.System.GetTimestamp());
            }
            else if (TimeProvider.System.GetElapsedTime(told.At) > Alive)
            {
                yield return null;
                told = (told.Last, TimeProvider.System.GetTimestamp());
            }

            if (moment.IsOver)
            {
                yield break;
            }

            await Task.Delay(Interval, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A look that failed shows nothing new; the next one may.
    private async Task<CampaignMoment?> Shared(string id)
    {
        var now = TimeProvider.System.GetTimestamp();
        var (_, look) = _looks.AddOrUpdate(
            id,
            _ => (now, Look(id)),
            (_, before) => TimeProvider.System.GetElapsedTime(before.At, now) < Interval / 2 ? before : (now, Look(id)));
        return await look;
    }

    private async Task<CampaignMoment?> Look(string id)
    {
        try
        {
            return await Now(id, CancellationToken.None);
        }
        catch (StoreException) when (_looks.TryGetValue(id, out var before) && before.Look.IsCompletedSuccessfully)
        {
            return before.Look.Result;
        }
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _watchers) == 0)
        {
            _looks.Clear();
        }
    }

    private sealed class Place(CampaignProgressFeed feed) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                feed.Leave();
            }
        }
    }
}
