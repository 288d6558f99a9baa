using Bot.Storage;

namespace Bot.Outbox;

/// <summary>A document in this process's hands.</summary>
internal sealed record InHand<T>(Stored<T> Stored, Hand Hand) where T : class;

/// <summary>
/// Stored work that any instance may do. Who has some of it in hand has moved its due time ahead; when that passes and the
/// work is not done, somebody else takes it. The document's version tells two who want the same apart.
/// </summary>
internal abstract class HandOver<T>(IDocumentStore store, Collection<T> collection, string dueField, TimeSpan length, TimeProvider clock)
    where T : class
{
    private const int PageSize = 100;
    private const int MostLost = 3;

    // On a store of one's own nobody can have anything in hand when the process starts: all of it was a dead one's.
    private bool _nobodyHasAny = !store.IsShared;

    /// <summary>For how long something is in somebody's hands.</summary>
    public TimeSpan Length => length;

    /// <summary>From now on in this process's hands, for the usual time.</summary>
    public Hand Take() => new(length, clock, alone: !store.IsShared);

    /// <summary>Takes into the hand again what may be another's by now; null: it is.</summary>
    public async Task<InHand<T>?> TakeAgain(Stored<T> stored, CancellationToken ct)
    {
        var hand = Take();
        var next = Given(stored.Value, hand);
        return await store.Commit(new Commit().Replace(collection, next, stored.Version), ct) is CommitResult.Committed
            ? new(new(next, stored.Version + 1), hand)
            : null;
    }

    /// <summary>Takes everything that is due and in nobody's hands, and brings it, each friend's in order.</summary>
    public async Task Read(Func<string, bool> isOurs, Func<InHand<T>, ValueTask> bring, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var due = new Query<T>(collection, _nobodyHasAny ? new Filter.Exists(dueField) : new Filter.Compare(dueField, Comparison.LessOrEqual, now))
        {
            OrderBy = dueField,
            Limit = PageSize,
        };
        do
        {
            var page = await store.Find(due, ct);
            var free = page.Items.Where(one => !isOurs(collection.IdOf(one.Value)) && (DueAt(one.Value) <= now || IsInHand(one.Value))).ToList();
            foreach (var taken in await TakeTogetherOrAlone(await InTurn(free, isOurs, ct), ct))
            {
                await bring(taken);
            }

            due = due with { After = page.Next };
        }
        while (due.After is not null);

        _nobodyHasAny = false;
    }

    /// <summary>The document's due time.</summary>
    protected abstract DateTimeOffset? DueAt(T document);

    /// <summary>Whether its due time is the end of somebody's having it in hand, not the time to do it.</summary>
    protected abstract bool IsInHand(T document);

    /// <summary>Whose it is, and what comes first of theirs; null where no order counts.</summary>
    protected abstract (string FriendId, DateTimeOffset At)? Place(T document);

    /// <summary>The document in this hand.</summary>
    protected abstract T Given(T document, Hand hand);

    /// <summary>The same when it is taken from the store: another process may have had it in hand.</summary>
    protected virtual T Taken(T document, Hand hand) => Given(document, hand);

    // While something earlier of the same friend is in another's hands, or has to wait, the later ones wait behind it.
    private async Task<List<Stored<T>>> InTurn(List<Stored<T>> free, Func<string, bool> isOurs, CancellationToken ct)
    {
        if (store.IsShared && free.Select(one => Place(one.Value)?.FriendId).OfType<string>().Distinct().Select(id => (FieldValue)id).ToList() is { Count: > 0 } friends)
        {
            var ours = free.Select(one => collection.IdOf(one.Value)).ToHashSet();
            var unfinished = new Query<T>(collection, new Filter.Exists(dueField) & Filter.In("friendId", friends)) { OrderBy = dueField, Limit = 500 };
            var first = new Dictionary<string, DateTimeOffset>();
            await foreach (var (other, _) in store.Everything(unfinished, ct))
            {
                var id = collection.IdOf(other);
                if (Place(other) is var (friend, at) && !ours.Contains(id) && !isOurs(id) && (!first.TryGetValue(friend, out var earlier) || at < earlier))
                {
                    first[friend] = at;
                }
            }

            free.RemoveAll(one => Place(one.Value) is var (friend, at) && first.TryGetValue(friend, out var earlier) && earlier < at);
        }

        return [.. free.OrderBy(one => Place(one.Value)?.At)];
    }

    private async Task<IReadOnlyList<InHand<T>>> TakeTogetherOrAlone(List<Stored<T>> wanted, CancellationToken ct)
    {
        try
        {
            return await TakeOver([.. wanted], ct);
        }
        catch (StoreException) when (wanted.Count > 1)
        {
            // One that cannot be written now (a dead client's transaction may hold it for some seconds) must not keep the others.
            var alone = await Task.WhenAll(wanted.Select(async one =>
            {
                try
                {
                    return await TakeOver([one], ct);
                }
                catch (StoreException)
                {
                    return [];
                }
            }));
            return [.. alone.SelectMany(taken => taken)];
        }
    }

    private async Task<IReadOnlyList<InHand<T>>> TakeOver(List<Stored<T>> wanted, CancellationToken ct)
    {
        for (var lost = 0; wanted.Count > 0 && lost < MostLost; lost++)
        {
            var hand = Take();
            var next = wanted.Select(one => new Stored<T>(Taken(one.Value, hand), one.Version + 1)).ToList();
            var commit = new Commit();
            next.ForEach(one => commit.Replace(collection, one.Value, one.Version - 1));
            if (await store.Commit(commit, ct) is not CommitResult.Conflict conflict)
            {
                return [.. next.Select(one => new InHand<T>(one, hand))];
            }

            wanted.RemoveAll(one => collection.IdOf(one.Value) == conflict.Id);
        }

        return []; // Somebody else is taking them; what that leaves is there at the next look.
    }
}
