using System.Text;

namespace Bot.Storage.Mongo;

/// <summary>What a collection's declarations say about a path: its name in MongoDB, and what kind of value stands there.</summary>
internal sealed class MongoFilterFields(Collection collection)
{
    private readonly bool _hasId = collection.HasIdMember;
    private readonly Dictionary<string, FieldKind> _kinds = collection.Fields.ToDictionary(field => field.Path, field => field.Kind);

    /// <summary>A path from the document's top as it is called in MongoDB.</summary>
    public string NameOf(string path)
    {
        FieldPath.Check(path);
        return _hasId && path == "id" ? "_id"
            : path[0] == '_' ? Encoding.UTF8.GetString(DocumentBsonName.Escape(Encoding.UTF8.GetBytes(path.Split('.')[0]), top: true)) + path[path.Split('.')[0].Length..]
            : path;
    }

    /// <summary>The declared kind of value at a path from the document's top; null where nothing is declared and there may be any.</summary>
    public FieldKind? KindOf(string path) =>
        _hasId && path == "id" ? FieldKind.Text
        : _kinds.TryGetValue(path, out var kind) ? kind
        : null;
}
