namespace Bot.Storage.Mongo;

/// <summary>The documents of a collection that a filter wants: how many, and which.</summary>
internal sealed class MongoMatch(Collection collection, Filter where)
{
    private const int MostInBatch = 10_000;

    // A filter that is none is found here, on the caller's thread.
    private readonly IEnumerable<MongoQuery> _queries = MongoFilter.Of(collection, where);

    public long Count(MongoClient client)
    {
        var count = 0L;
        foreach (var query in _queries)
        {
            if (query.Except is not null)
            {
                Each(client, query, _ => count++);
                continue;
            }

            var pipeline = client.First.Reset().BeginDocument().BeginArray("pipeline"u8)
                .BeginDocument().Document("$match"u8, query.Bson.Span).End()
                .BeginDocument().String("$count"u8, "n").End()
                .End().End();
            client.Aggregate(collection.Name, pipeline.Written, document =>
            {
                count += BsonReader.Find(document, "n"u8).Int64();
                return true;
            });
        }

        return count;
    }

    public IReadOnlyList<string> Ids(MongoClient client)
    {
        var ids = new List<string>();
        var queries = 0;
        foreach (var query in _queries)
        {
            Each(client, query, ids.Add);
            queries++;
        }

        if (queries > 1)
        {
            ids.Sort(MongoSort.CompareIds);
        }

        return ids;
    }

    private void Each(MongoClient client, MongoQuery query, Action<string> found)
    {
        var options = client.Second.Reset().BeginDocument()
            .BeginDocument("projection"u8).Int32("_id"u8, 1).End()
            .BeginDocument("sort"u8).Int32("_id"u8, 1).End()
            .Int32("batchSize"u8, MostInBatch)
            .End();
        client.Find(collection.Name, query.Bson.Span, options.Written, primary: false, document =>
        {
            var id = DocumentBson.IdOf(document);
            if (query.Except?.Contains(id) != true)
            {
                found(id);
            }

            return true;
        });
    }
}
