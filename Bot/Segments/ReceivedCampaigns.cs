using Bot.Conditions;
using Bot.Friends;
using Bot.Links;
using Bot.Outbox;
using Bot.Segments.Indexing;
using Bot.Storage;

namespace Bot.Segments;

/// <summary>Looks up who got a campaign: the friends LINE took its messages for; and who tapped a link of one.</summary>
internal sealed class ReceivedCampaigns(IDocumentStore store, ClickReader clicks)
{
    private const int CampaignsKept = 20;

    // What was sent stays sent, so as long as no more messages were, the friends are the same.
    private readonly Remembered<string, Recipients> _kept = new(CampaignsKept);

    /// <summary>Who received each campaign that the condition mentions.</summary>
    public async Task<IReadOnlyDictionary<string, Recipients>> Of(Condition condition, CancellationToken ct)
    {
        var received = new Dictionary<string, Recipients>();
        foreach (var campaign in condition.CampaignsMentioned())
        {
            received[campaign] = Condition.Clicked.CampaignOf(campaign) is { } clicked ? await WhoTapped(clicked, campaign, ct) : await Of(campaign, ct);
        }

        return received;
    }

    /// <summary>The friends LINE took a campaign's messages for.</summary>
    public Task<Recipients> Of(string campaign, CancellationToken ct) =>
        Messages(
            campaign,
            new(OutboxCollections.Messages, Filter.Equal("mailingId", campaign) & Filter.Equal("state", FieldValue.Of(OutboxState.Sent))),
            message => message.Recipients(),
            ct);

    /// <summary>Everybody who stands in a campaign's messages, those left out and held out too.</summary>
    public async Task<FriendIds> Audience(string campaign, CancellationToken ct) =>
        (await Messages(
            $"audience {campaign}",
            new(OutboxCollections.Messages, Filter.Equal("mailingId", campaign)) { OrderBy = "lastTo" },
            message => message.To,
            ct)).Friends;

    private async Task<Recipients> Messages(string key, Query<OutboxMessage> which, Func<OutboxMessage, IEnumerable<string>> friends, CancellationToken ct) =>
        await Kept(key, await store.Count(OutboxCollections.Messages, which.Where, ct), () => store
            .Everything(which with { Limit = 200 }, ct)
            .SelectMany(message => friends(message.Value)));

    // As long as no more friends tapped a link, they are the same; who was erased is in nobody's answer anyway.
    private async Task<Recipients> WhoTapped(string campaign, string key, CancellationToken ct) =>
        await Kept(key, await clicks.Count(campaign, ct), () => clicks
            .Tapped(campaign, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, ct)
            .SelectMany(message => message.To));

    private async Task<Recipients> Kept(string key, long messages, Func<IAsyncEnumerable<string>> read) =>
        _kept.Find(key) is { } kept && kept.Messages == messages ? kept : _kept.Keep(key, new(messages, FriendIds.Of(await read().ToListAsync())));
}

/// <summary>Those who received a campaign by so many messages, and who they are in the index.</summary>
internal sealed class Recipients(long messages, FriendIds friends)
{
    private readonly Lock _lock = new();
    private FriendIndex? _index;
    private OrdinalSet _ordinals = new();
    private int _looked;

    public long Messages => messages;

    public FriendIds Friends => friends;

    /// <summary>Their ordinals. Friends who came since are looked up; ordinals are never given to somebody else.</summary>
    public OrdinalSet In(FriendIndex index)
    {
        lock (_lock)
        {
            if (_index != index)
            {
                (_index, _ordinals, _looked) = (index, new OrdinalSet(), index.OrdinalsGiven);
                foreach (var id in friends)
                {
                    if (index.OrdinalOf(id) is var ordinal and >= 0)
                    {
                        _ordinals.Add(ordinal);
                    }
                }
            }
            else if (_looked < index.OrdinalsGiven)
            {
                // Others may be reading the one there is.
                var came = Enumerable.Range(_looked, index.OrdinalsGiven - _looked).Where(ordinal => index.IsPresent(ordinal) && friends.Contains(index.IdOf(ordinal)));
                _ordinals = _ordinals.With(came);
                _looked = index.OrdinalsGiven;
            }

            return _ordinals;
        }
    }
}
