using Bot.Attention;
using Bot.Storage;

namespace Bot.Inbox;

/// <summary>Friends who have waited for an answer for a day.</summary>
internal sealed class InboxMatters(IDocumentStore store, TimeProvider clock) : INeedsAPerson
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(24);

    public async Task<IReadOnlyList<Matter>> Look(CancellationToken ct)
    {
        var waiting = Filter.Equal("state", FieldValue.Of(InquiryState.Open)) & new Filter.Compare("waitingSince", Comparison.Less, clock.GetUtcNow() - Long);
        var count = await store.Count(InquiryCollections.Inquiries, waiting, ct);
        return count == 0 ? [] :
        [
            new(Urgency.Today, $"返事を1日以上待っている方が {count:N0} 人います。", $"{count:N0} wait for an answer for a day or more.", "/inbox"),
        ];
    }
}
