using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Bot.Storage;

/// <summary>
/// A kind of document, declared once and built by every engine: its name, its JSON, its id, the fields that can be
/// searched and the indexes over them.
/// </summary>
public abstract class Collection
{
    private readonly List<FieldDeclaration> _fields = [];
    private readonly List<Index> _indexes = [];

    private protected Collection(string name) => Name = FieldPath.IsName(name)
        ? name
        : throw new ArgumentException($"'{name}' cannot name a collection: use letters, digits and _.", nameof(name));

    /// <summary>Unique among the collections; letters, digits and <c>_</c>.</summary>
    public string Name { get; }

    /// <summary>The searchable fields; a field's path is its place in the JSON document.</summary>
    public IReadOnlyList<FieldDeclaration> Fields => _fields;

    /// <summary>The declared indexes over single-valued fields, unique ones too.</summary>
    public IReadOnlyList<Index> Indexes => _indexes;

    /// <summary>Whether <see cref="IDocumentStore.Changes"/> can follow this collection.</summary>
    public bool HasChangeFeed { get; private protected set; }

    /// <summary>Whether the JSON has a member <c>id</c>; then it is the document's id.</summary>
    internal abstract bool HasIdMember { get; }

    /// <summary>Whether its documents mean something only to the instances that run now: they stay behind when a store is copied.</summary>
    public bool IsOfTheMoment { get; private protected set; }

    /// <summary>What the log of people's writes keeps of a changed document; the names of what changed, unless said otherwise.</summary>
    public Trace Trace { get; private protected set; }

    /// <summary>Members of which the log keeps only that they changed: secrets, and what follows from others.</summary>
    public IReadOnlyList<string> Untold { get; private protected set; } = [];

    /// <summary>The document as JSON; null: there is none.</summary>
    internal abstract Task<byte[]?> ReadJson(IDocumentStore store, string id, CancellationToken ct);

    /// <summary>The values of the declared fields, read from a stored document.</summary>
    internal abstract FieldValues ValuesOfJson(ReadOnlySpan<byte> json);

    private protected void Declare(string path, FieldKind kind, bool many)
    {
        FieldPath.Check(path);
        if (_fields.Exists(field => field.Path == path))
        {
            throw new ArgumentException($"The field {path} of {Name} is declared already.", nameof(path));
        }

        _fields.Add(new(path, kind, many));
    }

    private protected void Declare(Index index)
    {
        if (index.Fields.Count == 0 || !index.Fields.All(path => _fields.Exists(field => field.Path == path && !field.Many)))
        {
            throw new ArgumentException($"An index of {Name} needs single-valued fields declared before it, not ({string.Join(", ", index.Fields)}).", nameof(index));
        }

        _indexes.Add(index);
    }

    /// <summary>An index over declared single-valued fields, in order. Documents without the first field are not in it.</summary>
    public sealed record Index(IReadOnlyList<string> Fields, bool Unique);

    /// <summary>A searchable field. Many: it holds a list, and a comparison holds when any element satisfies it.</summary>
    public sealed record FieldDeclaration(string Path, FieldKind Kind, bool Many);
}

/// <summary>What the log of people's writes keeps of a changed document.</summary>
public enum Trace
{
    /// <summary>Which of its members changed, not what they say: documents of friends.</summary>
    Names,

    /// <summary>What changed members said before and after.</summary>
    Values,

    /// <summary>Nothing: the document only follows from others, or is too small a matter.</summary>
    Nothing,
}

/// <inheritdoc cref="Collection"/>
public sealed class Collection<T>(string name, JsonTypeInfo<T> json, Func<T, string> id) : Collection(name)
    where T : class
{
    private readonly List<Func<T, FieldValue>> _singles = [];
    private readonly List<Func<T, IEnumerable<FieldValue>>> _lists = [];

    /// <summary>How a document is written and read.</summary>
    public JsonTypeInfo<T> Json { get; } = json;

    internal override bool HasIdMember => Json.Properties.Any(member => member.Name == "id");

    /// <summary>The document's id, unique in the collection.</summary>
    public string IdOf(T document) => id(document);

    /// <summary>Declares a single-valued searchable field at this JSON path (<c>state</c>, <c>reward.kind</c>).</summary>
    public Collection<T> Field(string path, FieldKind kind, Func<T, FieldValue> value)
    {
        Declare(path, kind, many: false);
        _singles.Add(value);
        return this;
    }

    /// <summary>Declares a searchable field of lists (<c>to</c>) or of a member of listed objects (<c>tags.name</c>); it is indexed.</summary>
    public Collection<T> Many(string path, FieldKind kind, Func<T, IEnumerable<FieldValue>> values)
    {
        Declare(path, kind, many: true);
        _lists.Add(values);
        return this;
    }

    /// <summary>
    /// Declares an index over single-valued fields declared before. It serves queries that compare its first fields for
    /// equality and order by the next: <c>IndexedBy("status", "lastMessageAt")</c>.
    /// </summary>
    public Collection<T> IndexedBy(params string[] fields)
    {
        Declare(new Index(fields, Unique: false));
        return this;
    }

    /// <summary>Declares that no two documents may have the same values in these fields; documents that lack one of them are free.</summary>
    public Collection<T> UniqueBy(params string[] fields)
    {
        Declare(new Index(fields, Unique: true));
        return this;
    }

    /// <summary>Lets <see cref="IDocumentStore.Changes"/> follow this collection.</summary>
    public Collection<T> WithChangeFeed()
    {
        HasChangeFeed = true;
        return this;
    }

    /// <summary>Says that the documents mean something only to the instances that run now.</summary>
    public Collection<T> OfTheMoment()
    {
        IsOfTheMoment = true;
        return this;
    }

    /// <summary>Says what the log of people's writes keeps of a changed document, and of which members never what they say.</summary>
    public Collection<T> Traced(Trace trace, params string[] untold)
    {
        (Trace, Untold) = (trace, untold);
        return this;
    }

    internal override async Task<byte[]?> ReadJson(IDocumentStore store, string id, CancellationToken ct) =>
        await store.Get(this, id, ct) is { } stored ? JsonSerializer.SerializeToUtf8Bytes(stored.Value, Json) : null;

    internal FieldValues ValuesOf(T document)
    {
        var values = new FieldValues(
            _singles.Count == 0 ? [] : new FieldValue[_singles.Count],
            _lists.Count == 0 ? [] : new FieldValue[_lists.Count][]);
        var (single, list) = (0, 0);
        foreach (var field in Fields)
        {
            if (field.Many)
            {
                values.Lists[list] = [.. _lists[list](document)];
                foreach (var value in values.Lists[list++])
                {
                    Check(field, value);
                }
            }
            else
            {
                values.Singles[single] = _singles[single](document);
                Check(field, values.Singles[single++]);
            }
        }

        return values;
    }

    internal override FieldValues ValuesOfJson(ReadOnlySpan<byte> json) =>
        ValuesOf(JsonSerializer.Deserialize(json, Json) ?? throw new JsonException("The document is null."));

    private void Check(FieldDeclaration field, FieldValue value)
    {
        if (value.Kind != field.Kind && value.Kind != FieldKind.Missing)
        {
            throw new InvalidOperationException($"{Name}.{field.Path} is declared as {field.Kind} but its value is {value.Kind}.");
        }
    }
}

/// <summary>A document's values of the declared single-valued fields and of the declared lists, each in declaration order.</summary>
internal readonly record struct FieldValues(FieldValue[] Singles, FieldValue[][] Lists)
{
    public static FieldValues None { get; } = new([], []);
}
