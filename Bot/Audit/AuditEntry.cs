using System.Text.Json.Serialization;
using Bot.Access;
using Bot.Storage;

namespace Bot.Audit;

/// <summary>Something a person of the shop did, written in the same commit as what it changed.</summary>
public sealed record AuditEntry
{
    /// <summary>Names it; ascending in time.</summary>
    public required string Id { get; init; }

    /// <summary>When it was done.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it; null: the key of the configuration, or one that belongs to nobody.</summary>
    public string? PersonId { get; init; }

    /// <summary>What they were called then, or what the key is for.</summary>
    public required string Name { get; init; }

    /// <summary>Where they came in: <c>console</c> or <c>api</c>.</summary>
    public required string Door { get; init; }

    /// <summary>What was asked for, as method and route: <c>POST /campaigns/{id}/approve</c>.</summary>
    public required string Deed { get; init; }

    /// <summary>What it changed, <see cref="AuditChange.MostKept"/> documents at most.</summary>
    public IReadOnlyList<AuditChange> Changes { get; init; } = [];

    /// <summary>How many further documents it changed.</summary>
    public int Further { get; init; }

    /// <summary>What this actor does now.</summary>
    internal static AuditEntry Of(Actor actor, string deed, IReadOnlyList<AuditChange> changes, TimeProvider clock)
    {
        var now = StoredTime.Truncate(clock.GetUtcNow());
        return new() { Id = DocumentId.New(now), At = now, PersonId = actor.PersonId, Name = actor.Name, Door = actor.Door, Deed = deed, Changes = changes };
    }
}

/// <summary>What became of one document.</summary>
/// <param name="Collection">The kind of document, e.g. <c>campaigns</c>.</param>
/// <param name="Kind">Made, changed or gone.</param>
public sealed record AuditChange(string Collection, AuditChangeKind Kind)
{
    /// <summary>How many documents one entry tells of.</summary>
    public const int MostKept = 20;

    /// <summary>Which document; null: it is a friend's, see <see cref="FriendId"/>.</summary>
    public string? DocumentId { get; init; }

    /// <summary>LINE's id of the friend it is about; null: of nobody, or of somebody who was erased.</summary>
    public string? FriendId { get; init; }

    /// <summary>The members that changed, by name.</summary>
    public IReadOnlyList<AuditValue> Members { get; init; } = [];
}

/// <summary>What became of a document.</summary>
public enum AuditChangeKind
{
    /// <summary>It was not there before.</summary>
    Made,

    /// <summary>It was there, and says something else now.</summary>
    Changed,

    /// <summary>It is not there any more.</summary>
    Gone,

    /// <summary>It is as it was, and somebody has a copy.</summary>
    GivenOut,
}

/// <summary>What one member of a document said before and after, as JSON; null: nothing, or it is not kept.</summary>
public sealed record AuditValue(string Name, string? Before = null, string? After = null);

/// <summary>The documents of the audit log.</summary>
public static class AuditCollections
{
    /// <summary>Who did what, latest last.</summary>
    public static Collection<AuditEntry> Entries { get; } =
        new Collection<AuditEntry>("audit", AuditJson.Documents.For<AuditEntry>(), entry => entry.Id)
            .Field("at", FieldKind.Time, entry => entry.At)
            .Field("personId", FieldKind.Text, entry => entry.PersonId)
            .Many("changes.collection", FieldKind.Text, entry => entry.Changes.Select(change => (FieldValue)change.Collection).Distinct())
            .Many("changes.documentId", FieldKind.Text, entry => entry.Changes.Where(change => change.DocumentId is not null).Select(change => (FieldValue)change.DocumentId).Distinct())
            .Many("changes.friendId", FieldKind.Text, entry => entry.Changes.Where(change => change.FriendId is not null).Select(change => (FieldValue)change.FriendId).Distinct())
            .IndexedBy("at")
            .IndexedBy("personId", "at")
            .Traced(Trace.Nothing);
}

[JsonSerializable(typeof(AuditEntry))]
internal sealed partial class AuditJson : JsonSerializerContext
{
    public static AuditJson Documents { get; } = new(DocumentJson.Options());
}
