using System.Text.Json.Serialization;
using Bot.Storage;

namespace Bot.Definitions;

/// <summary>
/// What is live of one kind, on every instance. All files are one document, so that an edit takes effect as a whole. The
/// generation counts the edits; unlike the document's version it survives being copied to another store.
/// </summary>
public sealed record PublishedDefinitions(string Id, long Generation, IReadOnlyList<PublishedFile> Files);

/// <summary>A file as it is live: its path (<c>surveys/coffee.yaml</c>), its text, which content that is, and who published it when.</summary>
public sealed record PublishedFile(string Path, string Hash, string Yaml, DateTimeOffset PublishedAt, string By);

/// <summary>A content that a file had at some time: for looking back and for restoring it. Time and generation are those of its latest publication.</summary>
public sealed record DefinitionVersion(string Path, string Hash, string Yaml, long Generation, DateTimeOffset At, string By)
{
    /// <summary>The document's id: path and content.</summary>
    public string Id => Key(Path, Hash);

    /// <summary>The id of the document of this content of this file, e.g. <c>surveys/coffee.yaml@1a2b</c>.</summary>
    public static string Key(string path, string hash) => $"{path}@{hash}";
}

/// <summary>What a folder of files had when it was last compared with what was live, at this generation: what differs since was edited there.</summary>
public sealed record DefinitionFolder(string Id, long Generation, IReadOnlyList<FileHash> Files);

/// <summary>Which content a file has.</summary>
public sealed record FileHash(string Path, string Hash);

/// <summary>The documents of definitions.</summary>
public static class DefinitionCollections
{
    /// <summary>What is live, a document a kind.</summary>
    public static Collection<PublishedDefinitions> Published { get; } =
        new("definitions", DefinitionsJson.Documents.For<PublishedDefinitions>(), published => published.Id);

    /// <summary>Every content ever published.</summary>
    public static Collection<DefinitionVersion> Versions { get; } =
        new Collection<DefinitionVersion>("definitionVersions", DefinitionsJson.Documents.For<DefinitionVersion>(), version => version.Id)
            .Field("path", FieldKind.Text, version => version.Path)
            .Field("at", FieldKind.Time, version => version.At)
            .IndexedBy("path", "at")
            .Traced(Trace.Nothing);

    /// <summary>What people write and have not published yet.</summary>
    public static Collection<DefinitionDraft> Drafts { get; } =
        new Collection<DefinitionDraft>("definitionDrafts", DefinitionsJson.Documents.For<DefinitionDraft>(), draft => draft.Id)
            .Field("kind", FieldKind.Text, draft => draft.Kind)
            .Field("at", FieldKind.Time, draft => draft.At)
            .IndexedBy("kind", "at")
            .Traced(Trace.Nothing);

    /// <summary>What each folder of each instance had last.</summary>
    public static Collection<DefinitionFolder> Folders { get; } =
        new Collection<DefinitionFolder>("definitionFolders", DefinitionsJson.Documents.For<DefinitionFolder>(), folder => folder.Id).Traced(Trace.Nothing);
}

[JsonSerializable(typeof(PublishedDefinitions))]
[JsonSerializable(typeof(DefinitionVersion))]
[JsonSerializable(typeof(DefinitionFolder))]
[JsonSerializable(typeof(DefinitionDraft))]
internal sealed partial class DefinitionsJson : JsonSerializerContext
{
    public static DefinitionsJson Documents { get; } = new(DocumentJson.Options());
}
