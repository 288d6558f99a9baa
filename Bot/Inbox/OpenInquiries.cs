using Bot.Storage;

namespace Bot.Inbox;

/// <summary>How many inquiries wait, for places that show it all the time: looked at again after two seconds.</summary>
public sealed class OpenInquiries(IDocumentStore store)
{
    // Of real time, whatever the clock says: a simulated one may jump.
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(2);

    private Tuple<long, long>? _last;

    /// <summary>How many wait; null: the store does not tell now.</summary>
    public async Task<long?> Count(CancellationToken ct)
    {
        if (_last is { Item2: var at } last && TimeProvider.System.GetElapsedTime(at) < GoodFor)
        {
            return last.Item1;
        }

        try
        {
            var count = await store.Count(InquiryCollections.Inquiries, Filter.Equal("state", FieldValue.Of(InquiryState.Open)), ct);
            _last = Tuple.Create(count, TimeProvider.System.GetTimestamp());
            return count;
        }
        catch (StoreException)
        {
            return null;
        }
    }
}
