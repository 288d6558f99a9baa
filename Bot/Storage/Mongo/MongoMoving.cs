using Bot.Storage.Moving;

namespace Bot.Storage.Mongo;

/// <summary>Reading a collection's documents as they are, to take them elsewhere.</summary>
internal static class MongoMoving
{
    public static IReadOnlyList<StoredJson> Read(MongoClient client, Collection collection, string? after, int limit)
    {
        var found = new List<StoredJson>();
        var filter = client.First.Reset().BeginDocument();
        if (after is not null)
        {
            filter.BeginDocument("_id"u8).String("$gt"u8, after).End();
        }

        var options = client.Second.Reset().BeginDocument().BeginDocument("sort"u8).Int32("_id"u8, 1).End().Int64("limit"u8, limit).End();
        client.Find(collection.Name, filter.End().Written, options.Written, primary: true, document =>
        {
            found.Add(new StoredJson(DocumentBson.IdOf(document), DocumentBson.VersionOf(document), DocumentBson.ReadJson(document)));
            return true;
        });
        return found;
    }

    /// <summary>The names of collections with documents that the store was not opened with. What begins with _ is the store's own.</summary>
    public static IReadOnlyList<string> Unknown(MongoClient client, IReadOnlyCollection<Collection> known)
    {
        var others = client.Collections().Where(name => name[0] != '_' && !name.StartsWith("system.", StringComparison.Ordinal)).Except(known.Select(collection => collection.Name));
        return [.. others.Where(name =>
        {
            var any = false;
            var options = client.Second.Reset().BeginDocument().Int64("limit"u8, 1).Boolean("singleBatch"u8, true).End();
            client.Find(name, client.First.Reset().BeginDocument().End().Written, options.Written, primary: true, _ => any = true);
            return any;
        })];
    }
}
