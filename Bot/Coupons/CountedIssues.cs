using Bot.Instances;
using Bot.Storage;

namespace Bot.Coupons;

/// <summary>
/// All issues as numbers, kept equal to the store by its change feed from the first question on: a shop with a million of them sees
/// its coupons without reading each.
/// </summary>
internal sealed class CountedIssues : IDisposable
{
    private const int PageLength = 1_000;

    private readonly IDocumentStore _store;
    private readonly TimeZoneInfo _zone;
    private readonly Lock _reading = new();
    private IssueCounts _counts = new();
    private string? _position;

    public CountedIssues(IDocumentStore store, TimeZoneInfo zone, TimeProvider clock) => (_store, _zone, Feed) = (store, zone, new FeedFollower(TakeOver, clock));

    /// <summary>Brings the numbers to what is in the store.</summary>
    public FeedFollower Feed { get; }

    /// <summary>How far the first counting has come: issues counted, of about so many.</summary>
    public async Task<(long Counted, long Of)> Progress(CancellationToken ct) =>
        (Read(counts => counts.Count), await _store.Count(CouponCollections.Issues, Filter.Everything, ct));

    /// <summary>Reads them, while nobody changes them.</summary>
    public T Read<T>(Func<IssueCounts, T> read)
    {
        lock (_reading)
        {
            return read(_counts);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Feed.Dispose();

    private async Task<int> TakeOver(CancellationToken ct)
    {
        var page = await _store.Changes(CouponCollections.Issues, _position, PageLength, ct);
        lock (_reading)
        {
            if (page.StartsOver)
            {
                _counts = new();
                Feed.BeginsAnew();
            }

            foreach (var (id, issue) in page.Items)
            {
                if (issue is null)
                {
                    _counts.Remove(id);
                }
                else
                {
                    _counts.Put(issue, _zone);
                }
            }
        }

        _position = page.Next;
        return page.Items.Count;
    }
}
