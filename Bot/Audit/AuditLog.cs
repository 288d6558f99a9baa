using Bot.Access;
using Bot.Storage;

namespace Bot.Audit;

/// <summary>What to find in the log; null: whatever it is.</summary>
/// <param name="PersonId">Who did it.</param>
/// <param name="Collection">A kind of document it changed.</param>
/// <param name="DocumentId">The document it changed.</param>
/// <param name="FriendId">The friend it is about.</param>
/// <param name="From">Not before then.</param>
/// <param name="Until">Before then.</param>
public sealed record AuditQuery(
    string? PersonId = null, string? Collection = null, string? DocumentId = null, string? FriendId = null, DateTimeOffset? From = null, DateTimeOffset? Until = null);

/// <summary>Who did what, and when. Writes tell of themselves; what reads or tries is told here.</summary>
public sealed class AuditLog(IDocumentStore store, TimeProvider clock)
{
    /// <summary>A page of what was done, the latest first. Not a cursor of this list: <see cref="ArgumentException"/>.</summary>
    public Task<Page<AuditEntry>> Find(AuditQuery wanted, int limit, string? after, CancellationToken ct) =>
        store.Find(Query(wanted) with { Limit = limit, After = after }, ct);

    /// <summary>All that was done, the latest first.</summary>
    public IAsyncEnumerable<Stored<AuditEntry>> All(AuditQuery wanted, CancellationToken ct) =>
        store.Everything(Query(wanted) with { Limit = 500 }, ct);

    /// <summary>Tells of something that wrote nothing: data given out, a sign-in, a refused one.</summary>
    public Task Tell(Actor actor, string deed, AuditChange? about, CancellationToken ct) =>
        store.Commit(new Commit().Insert(AuditCollections.Entries, AuditEntry.Of(actor, deed, about is null ? [] : [about], clock)), ct);

    private static Query<AuditEntry> Query(AuditQuery wanted)
    {
        Filter[] where =
        [
            .. Is("personId", wanted.PersonId),
            .. Is("changes.collection", wanted.Collection),
            .. Is("changes.documentId", wanted.DocumentId),
            .. Is("changes.friendId", wanted.FriendId),
            .. At(Comparison.GreaterOrEqual, wanted.From),
            .. At(Comparison.Less, wanted.Until),
        ];
        return new Query<AuditEntry>(AuditCollections.Entries, new Filter.And(where)) { OrderBy = "at", Descending = true };
    }

    private static IEnumerable<Filter> Is(string field, string? value) => value is null ? [] : [Filter.Equal(field, value)];

    private static IEnumerable<Filter> At(Comparison by, DateTimeOffset? moment) => moment is { } at ? [new Filter.Compare("at", by, at)] : [];
}
