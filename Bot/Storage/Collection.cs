using System.Text.Json.Serialization.Metadata;

namespace Bot.Storage;

/// <summary>
/// A kind of document, declared once and built by every engine: its name, its JSON, its id, the fields that can be
/// searched and the indexes over them.
/// </summary>
public abstract class Collection(string name)
{
    private readonly List<Index> _indexes = [];

    public string Name { get; } = name;

    public IReadOnlyList<Index> Indexes => _indexes;

    /// <summary>Whether <see cref="IDocumentStore.Changes"/> can follow this collection.</summary>
    public bool HasChangeFeed { get; private protected set; }

    /// <summary>The searchable fields, by name; the name is the path of the field in the JSON document.</summary>
    public abstract IReadOnlyList<FieldDeclaration> Fields { get; }

    private protected void Add(Index index) => _indexes.Add(index);

    /// <summary>An index over declared single-valued fields, in order. Documents without the first field are not in it.</summary>
    public sealed record Index(IReadOnlyList<string> Fields, bool Unique);

    /// <summary>A searchable field. Many: it holds a list, and a comparison holds when any element satisfies it.</summary>
    public sealed record FieldDeclaration(string Path, FieldKind Kind, bool Many);
}

/// <inheritdoc cref="Collection"/>
public sealed class Collection<T>(string name, JsonTypeInfo<T> json, Func<T, string> id) : Collection(name)
    where T : class
{
    private readonly List<FieldDeclaration> _declarations = [];
    private readonly List<Func<T, IEnumerable<FieldValue>>> _readers = [];

    public JsonTypeInfo<T> Json { get; } = json;

    public override IReadOnlyList<FieldDeclaration> Fields => _declarations;

    public string IdOf(T document) => id(document);

    /// <summary>Declares a single-valued searchable field at this JSON path (<c>state</c>, <c>reward.kind</c>).</summary>
    public Collection<T> Field(string path, FieldKind kind, Func<T, FieldValue> value)
    {
        _declarations.Add(new(path, kind, Many: false));
        _readers.Add(document => [value(document)]);
        return this;
    }

    /// <summary>Declares a searchable field of lists (<c>to</c>) or of a member of listed objects (<c>tags.name</c>); it is indexed.</summary>
    public Collection<T> Many(string path, FieldKind kind, Func<T, IEnumerable<FieldValue>> values)
    {
        _declarations.Add(new(path, kind, Many: true));
        _readers.Add(values);
        return this;
    }

    /// <summary>Declares an index over single-valued fields declared before.</summary>
    public Collection<T> IndexedBy(params string[] fields)
    {
        Add(new Index(fields, Unique: false));
        return this;
    }

    /// <summary>Declares that no two documents may have the same values in these fields; documents without the first are free.</summary>
    public Collection<T> UniqueBy(params string[] fields)
    {
        Add(new Index(fields, Unique: true));
        return this;
    }

    /// <summary>Lets <see cref="IDocumentStore.Changes"/> follow this collection.</summary>
    public Collection<T> WithChangeFeed()
    {
        HasChangeFeed = true;
        return this;
    }

    /// <summary>The values of every declared field, in the order of <see cref="Fields"/>.</summary>
    internal IReadOnlyList<IReadOnlyList<FieldValue>> ValuesOf(T document) =>
        [.. _readers.Select(read => (IReadOnlyList<FieldValue>)[.. read(document)])];
}
