using System.Text.Json.Serialization;
using Bot.Storage;

namespace Bot.Segments.Tags;

/// <summary>A tag that conditions may name before anybody has it.</summary>
public sealed record DeclaredTag
{
    /// <summary>As it is put on friends; 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for, at most 200 characters.</summary>
    public string? Note { get; init; }

    /// <summary>When it was first declared.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Who declared it: the name of an API key, or <c>console</c>.</summary>
    public required string By { get; init; }
}

/// <summary>The documents of tags.</summary>
public static class TagCollections
{
    /// <summary>The declared tags, by name.</summary>
    public static Collection<DeclaredTag> Tags { get; } =
        new Collection<DeclaredTag>("tags", TagsJson.Documents.For<DeclaredTag>(), tag => tag.Name)
            .Field("name", FieldKind.Text, tag => tag.Name)
            .IndexedBy("name")
            .Traced(Trace.Values);
}

[JsonSerializable(typeof(DeclaredTag))]
internal sealed partial class TagsJson : JsonSerializerContext
{
    public static TagsJson Documents { get; } = new(DocumentJson.Options());
}
