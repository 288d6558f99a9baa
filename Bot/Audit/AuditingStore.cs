using System.Text.Json;
using System.Text.RegularExpressions;
using Bot.Access;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Audit;

/// <summary>
/// The store as the product sees it: what a person of the shop writes is told in the audit log, in the same commit. Features
/// need not think of it, so none forgets it.
/// </summary>
internal sealed partial class AuditingStore(IDocumentStore inner, TimeProvider clock) : IDocumentStore, IDisposable
{
    private const int LongestValue = 4_000;

    public bool IsShared => inner.IsShared;

    public Task<Stored<T>?> Get<T>(Collection<T> collection, string id, CancellationToken ct) where T : class => inner.Get(collection, id, ct);

    public Task<IReadOnlyList<Stored<T>>> GetMany<T>(Collection<T> collection, IReadOnlyCollection<string> ids, CancellationToken ct) where T : class =>
        inner.GetMany(collection, ids, ct);

    public Task<CommitResult> Commit(Commit commit, CancellationToken ct) =>
        Acting.Now is { IsReading: false } acting && commit.Writes.Exists(write => write.Collection.Trace != Trace.Nothing)
            ? CommitTold(commit, acting, ct)
            : inner.Commit(commit, ct);

    public Task<Page<T>> Find<T>(Query<T> query, CancellationToken ct) where T : class => inner.Find(query, ct);

    public Task<long> Count<T>(Collection<T> collection, Filter where, CancellationToken ct) where T : class => inner.Count(collection, where, ct);

    public Task<IReadOnlyList<string>> Ids<T>(Collection<T> collection, Filter where, CancellationToken ct) where T : class => inner.Ids(collection, where, ct);

    public Task<ChangePage<T>> Changes<T>(Collection<T> collection, string? after, int limit, CancellationToken ct) where T : class =>
        inner.Changes(collection, after, limit, ct);

    public Task<string?> Problem(CancellationToken ct) => inner.Problem(ct);

    public void Dispose() => (inner as IDisposable)?.Dispose();

    private async Task<CommitResult> CommitTold(Commit commit, Acting acting, CancellationToken ct)
    {
        var told = commit.Writes.Where(write => write.Collection.Trace != Trace.Nothing).ToList();
        var changes = new List<AuditChange>();
        foreach (var write in told.Take(AuditChange.MostKept))
        {
            changes.Add(await Change(write, ct));
        }

        var entry = AuditEntry.Of(acting.Actor, acting.Deed, changes, clock) with { Further = told.Count - changes.Count };

        // A copy: whoever decides again after a conflict does so on the commit as it was.
        return await inner.Commit(new Commit().Include(commit).Insert(AuditCollections.Entries, entry), ct);
    }

    // What was there is read before the commit; had it changed in between, the commit would conflict and this be told anew.
    private async Task<AuditChange> Change(Commit.Write write, CancellationToken ct)
    {
        var isGone = write.Kind == Storage.Commit.WriteKind.Delete;
        var before = write.Kind == Storage.Commit.WriteKind.Insert ? null : await write.Collection.ReadJson(inner, write.Id, ct);
        var kind = isGone ? AuditChangeKind.Gone : before is null ? AuditChangeKind.Made : AuditChangeKind.Changed;
        var members = Members(before, isGone ? null : write.Json.ToArray(), write.Collection);

        // Erased friends are named nowhere, from when somebody asks for it, and many a document's id has its friend's in it.
        var isErasing = write.Collection == FriendCollections.Friends && members.Exists(member => member.Name == "erasing");
        var change = isErasing ? new AuditChange(write.Collection.Name, AuditChangeKind.Gone) : new AuditChange(write.Collection.Name, kind) { Members = members };
        return FriendOf(write) is { } friend ? change with { FriendId = isGone || isErasing ? null : friend }
            : write.Collection.Fields.Any(field => field.Path == "friendId") ? change
            : change with { DocumentId = write.Id };
    }

    private static string? FriendOf(Commit.Write write)
    {
        if (write.Collection == FriendCollections.Friends)
        {
            return write.Id;
        }

        if (UserId().Match(write.Id) is { Success: true } named)
        {
            return named.Value;
        }

        var singles = write.Collection.Fields.Where(field => !field.Many).ToList();
        var place = singles.FindIndex(field => field.Path == "friendId");
        return place < 0 || place >= write.Fields.Singles.Length || write.Fields.Singles[place].Kind == FieldKind.Missing ? null : write.Fields.Singles[place].Text;
    }

    private static List<AuditValue> Members(byte[]? before, byte[]? after, Collection collection)
    {
        var (was, becomes) = (Read(before), Read(after));
        return
        [
            .. from name in was.Keys.Union(becomes.Keys)
               let one = was.GetValueOrDefault(name)
               let other = becomes.GetValueOrDefault(name)
               where one != other && name != "id"
               select collection.Trace == Trace.Values && !collection.Untold.Contains(name) ? new AuditValue(name, Kept(one), Kept(other)) : new AuditValue(name),
        ];
    }

    private static Dictionary<string, string> Read(byte[]? json)
    {
        if (json is null)
        {
            return [];
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetRawText());
    }

    private static string? Kept(string? value) => value?.Length > LongestValue ? value[..LongestValue] + "…" : value;

    [GeneratedRegex("U[0-9a-f]{32}")]
    private static partial Regex UserId();
}
