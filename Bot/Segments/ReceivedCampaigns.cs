using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<string, Recipients> _kept = new(StringComparer.Ordinal);

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

    private async Task<Recipients> Of(string campaign, CancellationToken ct)
    {
        var sent = Filter.Equal("mailingId", campaign) & Filter.Equal("state", FieldValue.Of(OutboxState.Sent));
        var messages = await store.Count(OutboxCollections.Messages, sent, ct);
        if (_kept.TryGetValue(campaign, out var kept) && kept.Messages == messages)
        {
            return kept;
        }

        if (_kept.Count >= CampaignsKept)
        {
            _kept.Clear();
        }

        return _kept[campaign] = new Recipients(messages, FriendIds.Of(await Read(sent, ct)));
    }

    // As long as no more friends tapped a link, they are the same; who was erased is in nobody's answer anyway.
    private async Task<Recipients> WhoTapped(string campaign, string key, CancellationToken ct)
    {
        var taps = await clicks.Count(campaign, ct);
        if (_kept.TryGetValue(key, out var kept) && kept.Messages == taps)
        {
            return kept;
        }

        var friends = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var message in clicks.Tapped(campaign, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, ct))
        {
            friends.UnionWith(message.To);
        }

        if (_kept.Count >= CampaignsKept)
        {
            _kept.Clear();
        }

        return _kept[key] = new Recipients(taps, FriendIds.Of(friends));
    }

    private async Task<HashSet<string>> Read(Filter sent, CancellationToken ct)
    {
        var friends = new HashSet<string>(StringComparer.Ordinal);
        var query = new Query<OutboxMessage>(OutboxCollections.Messages, sent) { Limit = 200 };
        await foreach (var (message, _) in store.Everything(query, ct))
        {
            friends.UnionWith(message.Recipients());
        }

        return friends;
    }
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
