namespace Bot.Storage.Mongo;

/// <summary>
/// The change feed where the server has no change streams: documents of followed collections bear the number of their
/// latest write in <c>_seq</c>, and what was deleted stays in <c>_deleted</c> for a day.
/// </summary>
internal static class SequenceFeed
{
    /// <summary>The member of a document that holds the number of its latest write.</summary>
    public const string Number = "_seq";

    private const string Deleted = "_deleted";
    private const string Counter = "sequence";

    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    // A little less than what the server keeps, since its clock is not ours.
    private static readonly TimeSpan Trusted = TimeSpan.FromHours(23);

    /// <summary>Makes the indexes over what was deleted; one of them forgets it after a day.</summary>
    public static void Build(MongoClient client)
    {
        var command = client.First.Reset().BeginDocument().String("createIndexes"u8, Deleted).BeginArray("indexes"u8)
            .BeginDocument().BeginDocument("key"u8).Int32("_id.collection"u8, 1).Int32(Number, 1).End().String("name"u8, "feed").End()
            .BeginDocument().BeginDocument("key"u8).Int32("at"u8, 1).End().String("name"u8, "forget").Int64("expireAfterSeconds"u8, (long)Kept.TotalSeconds).End()
            .End().End();
        client.Write(command.Written);
    }

    /// <summary>Whether nothing that was deleted since then is forgotten.</summary>
    public static bool Remembers(DateTimeOffset since) => TimeProvider.System.GetUtcNow() - since < Trusted;

    /// <summary>
    /// The first of so many numbers. As the transaction's first statement it keeps others from the counter until the
    /// transaction ends, so that numbers become visible in their order.
    /// </summary>
    public static long Take(MongoClient client, int count)
    {
        var command = client.First.Reset().BeginDocument().String("findAndModify"u8, MongoLayout.Store)
            .BeginDocument("query"u8).String("_id"u8, Counter).End()
            .BeginDocument("update"u8).BeginDocument("$inc"u8).Int64("latest"u8, count).End().End()
            .Boolean("new"u8, true).Boolean("upsert"u8, true).End();
        var reply = client.Write(command.Written);
        return BsonReader.Find(BsonReader.Find(reply, "value"u8).Value, "latest"u8).Int64() - count + 1;
    }

    /// <summary>Notes in the transaction what was deleted; the first has this number.</summary>
    public static void Bury(MongoClient client, IReadOnlyList<Commit.Write> deleted, long sequence)
    {
        var command = client.First.Reset().BeginDocument().String("update"u8, Deleted).BeginArray("updates"u8);
        foreach (var write in deleted)
        {
            command.BeginDocument()
                .BeginDocument("q"u8).BeginDocument("_id"u8).String("collection"u8, write.Collection.Name).String("id"u8, write.Id).End().End()
                .BeginDocument("u"u8).BeginDocument("$set"u8).Int64(Number, sequence++).End().BeginDocument("$currentDate"u8).Boolean("at"u8, true).End().End()
                .Boolean("upsert"u8, true)
                .End();
        }

        client.Write(command.End().End().Written);
    }

    /// <summary>The newest number that is visible; so are all before it.</summary>
    public static long Latest(MongoClient client) =>
        MongoLayout.Of(client, Counter) is { } counter ? BsonReader.Find(counter, "latest"u8).Int64() : 0;

    /// <summary>The ids of up to so many documents that changed, the latest change last, and the number behind them.</summary>
    public static (IReadOnlyList<string> Ids, long Next) Since(MongoClient client, string collection, long after, int limit)
    {
        var latest = Latest(client);
        var changes = Numbered(client, collection, ofDeleted: false, after, latest, limit)
            .Concat(Numbered(client, collection, ofDeleted: true, after, latest, limit))
            .OrderBy(change => change.Number)
            .Take(limit)
            .ToList();
        return ([.. changes.Select(change => change.Id).Reverse().Distinct().Reverse()], changes.Count == limit ? changes[^1].Number : latest);
    }

    private static List<(long Number, string Id)> Numbered(MongoClient client, string collection, bool ofDeleted, long after, long latest, int limit)
    {
        var changes = new List<(long, string)>();
        var filter = client.First.Reset().BeginDocument();
        if (ofDeleted)
        {
            filter.String("_id.collection"u8, collection);
        }

        filter.BeginDocument(Number).Int64("$gt"u8, after).Int64("$lte"u8, latest).End().End();
        var options = client.Second.Reset().BeginDocument()
            .BeginDocument("sort"u8).Int32(Number, 1).End()
            .BeginDocument("projection"u8).Int32("_id"u8, 1).Int32(Number, 1).End()
            .Int64("limit"u8, limit).End();
        client.Find(ofDeleted ? Deleted : collection, filter.Written, options.Written, primary: true, document =>
        {
            var id = ofDeleted ? BsonReader.Find(BsonReader.Find(document, "_id"u8).Value, "id"u8).String() : DocumentBson.IdOf(document);
            changes.Add((BsonReader.Find(document, "_seq"u8).Int64(), id));
            return true;
        });
        return changes;
    }
}
