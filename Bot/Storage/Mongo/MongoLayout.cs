using System.Collections.Concurrent;

namespace Bot.Storage.Mongo;

/// <summary>
/// What lies in the database beside the documents: in <c>_store</c> the store's id, the version of this layout and how the
/// change feed works, decided once for all instances; where it works by numbers, the counter and in <c>_deleted</c> what was
/// deleted within a day.
/// </summary>
internal sealed class MongoLayout
{
    private const int Current = 1;
    private const string Store = "_store";
    private const string Deleted = "_deleted";
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(24);
    private static readonly Version Oldest = new(4, 4);

    // A little less than what the server keeps, since its clock is not ours.
    private static readonly TimeSpan Trusted = TimeSpan.FromHours(23);

    private readonly IReadOnlyDictionary<Collection, DocumentBson> _codecs;
    private readonly ConcurrentQueue<MongoIndexes.Missing> _missing = [];
    private readonly string _id;
    private readonly bool _numbered;

    private MongoLayout(IReadOnlyDictionary<Collection, DocumentBson> codecs, string id, bool numbered) => (_codecs, _id, _numbered) = (codecs, id, numbered);

    /// <summary>Whether there are indexes left to build while the store is used.</summary>
    public bool IsIncomplete => !_missing.IsEmpty;

    /// <summary>Whether the documents of a collection bear sequence numbers for its change feed.</summary>
    public bool IsNumbered(Collection collection) => _numbered && collection.HasChangeFeed;

    /// <summary>Whether a commit takes sequence numbers.</summary>
    public bool Numbers(Commit commit) => _numbered && commit.Writes.Exists(write => write.Collection.HasChangeFeed);

    /// <summary>Checks the server, then makes what is missing: <c>_store</c>, collections, indexes.</summary>
    public static MongoLayout Build(MongoClient client, IReadOnlyCollection<Collection> collections, ILogger logger)
    {
        CheckServer(client);
        Probe(client);
        var layout = Read(client, collections.ToDictionary(collection => collection, collection => new DocumentBson(collection)));
        if (layout._numbered)
        {
            BuildDeleted(client);
        }

        foreach (var missing in new MongoIndexes(client, collections, logger).Build(layout._numbered))
        {
            layout._missing.Enqueue(missing);
        }

        return layout;
    }

    /// <summary>Builds the indexes that were left for later.</summary>
    public void Complete(MongoClient client, ILogger logger)
    {
        while (_missing.TryDequeue(out var missing))
        {
            MongoIndexes.BuildLater(client, missing, logger);
        }
    }

    /// <summary>A document as it is to be stored by a write; the number counts where documents bear one.</summary>
    public void Write(BsonWriter into, Commit.Write write, long sequence)
    {
        var version = write.Kind == Bot.Storage.Commit.WriteKind.Restore ? write.ExpectedVersion!.Value : (write.ExpectedVersion ?? 0) + 1;
        _codecs[write.Collection].Write(into.Reset(), write.Id, version, write.Json);
        if (IsNumbered(write.Collection))
        {
            var document = into.Written.ToArray();
            into.Reset().BeginDocument();
            for (var members = new BsonReader(document); members.Read();)
            {
                into.Raw(members.Name, members.Type, members.Value);
            }

            into.Int64("_seq"u8, sequence).End();
        }
    }

    /// <summary>Writes a little, which fails when the store cannot be written.</summary>
    public static void Probe(MongoClient client)
    {
        client.First.Reset().BeginDocument().String("_id"u8, "probe").End();
        client.Second.Reset().BeginDocument().BeginDocument("$currentDate"u8).Boolean("at"u8, true).End().End();
        client.UpdateOne(Store, client.First.Written, client.Second.Written, Upsert(client));
    }

    /// <summary>The first of the numbers for a commit's writes; as the transaction's first statement it keeps others out until the end.</summary>
    public long Take(MongoClient client, Commit commit)
    {
        if (!Numbers(commit))
        {
            return 0;
        }

        var command = client.First.Reset().BeginDocument().String("findAndModify"u8, Store)
            .BeginDocument("query"u8).String("_id"u8, "sequence").End()
            .BeginDocument("update"u8).BeginDocument("$inc"u8).Int64("latest"u8, commit.Writes.Count).End().End()
            .Boolean("new"u8, true).Boolean("upsert"u8, true).End();
        var reply = client.Write(command.Written);
        return BsonReader.Find(BsonReader.Find(reply, "value"u8).Value, "latest"u8).Int64() - commit.Writes.Count + 1;
    }

    /// <summary>Notes in the transaction what of a numbered collection was deleted; the first has this number.</summary>
    public void Bury(MongoClient client, IReadOnlyList<Commit.Write> writes, long sequence)
    {
        if (writes[0].Kind != Bot.Storage.Commit.WriteKind.Delete || !IsNumbered(writes[0].Collection))
        {
            return;
        }

        var command = client.First.Reset().BeginDocument().String("update"u8, Deleted).BeginArray("updates"u8);
        foreach (var write in writes)
        {
            command.BeginDocument()
                .BeginDocument("q"u8).BeginDocument("_id"u8).String("c"u8, write.Collection.Name).String("id"u8, write.Id).End().End()
                .BeginDocument("u"u8).BeginDocument("$set"u8).Int64("_seq"u8, sequence++).End().BeginDocument("$currentDate"u8).Boolean("at"u8, true).End().End()
                .Boolean("upsert"u8, true).End();
        }

        client.Write(command.End().End().Written);
    }

    /// <summary>Whether the feed can go on from there.</summary>
    public bool Remembers(FeedPosition position) => position.Store == _id
        && (_numbered ? position.Token is null && TimeProvider.System.GetUtcNow() - position.At < Trusted : position.Token is not null);

    /// <summary>The place in the feed behind everything a read after this sees.</summary>
    public FeedPosition Now(MongoClient client, string collection) => new(
        _id,
        _numbered ? null : ChangeStream.Now(client, collection),
        _numbered ? Latest(client) : 0,
        TimeProvider.System.GetUtcNow(),
        Walked: null);

    /// <summary>The ids of documents that changed after a place, the latest change last, and the place behind them.</summary>
    public (IReadOnlyList<string> Ids, FeedPosition Next) Since(MongoClient client, string collection, FeedPosition after, int limit)
    {
        if (after.Token is { } token)
        {
            var (changed, next) = ChangeStream.Since(client, collection, token, limit);
            return (changed, after with { Token = next });
        }

        // Numbers up to this one are all visible: who took a later one waited for them.
        var (at, latest) = (TimeProvider.System.GetUtcNow(), Latest(client));
        var changes = Numbered(client, collection, "_id"u8, null, after.Sequence, latest, limit)
            .Concat(Numbered(client, Deleted, "_id"u8, collection, after.Sequence, latest, limit))
            .OrderBy(change => change.Sequence)
            .Take(limit)
            .ToList();
        var place = changes.Count == limit ? after with { Sequence = changes[^1].Sequence } : after with { Sequence = latest };
        return ([.. changes.Select(change => change.Id).Reverse().Distinct().Reverse()], place with { At = at });
    }

    private static List<(long Sequence, string Id)> Numbered(MongoClient client, string from, ReadOnlySpan<byte> id, string? collection, long after, long latest, int limit)
    {
        var changes = new List<(long, string)>();
        var filter = client.First.Reset().BeginDocument();
        if (collection is not null)
        {
            filter.String("_id.c"u8, collection);
        }

        filter.BeginDocument("_seq"u8).Int64("$gt"u8, after).Int64("$lte"u8, latest).End().End();
        var options = client.Second.Reset().BeginDocument()
            .BeginDocument("sort"u8).Int32("_seq"u8, 1).End()
            .BeginDocument("projection"u8).Int32("_id"u8, 1).Int32("_seq"u8, 1).End()
            .Int64("limit"u8, limit).End();
        client.Find(from, filter.Written, options.Written, primary: true, document =>
        {
            changes.Add((BsonReader.Find(document, "_seq"u8).Int64(), collection is null ? DocumentBson.IdOf(document) : BsonReader.Find(BsonReader.Find(document, "_id"u8).Value, "id"u8).String()));
            return true;
        });
        return changes;
    }

    private static long Latest(MongoClient client)
    {
        var sequence = Of(client, "sequence");
        return sequence is null ? 0 : BsonReader.Find(sequence, "latest"u8).Int64();
    }

    private static void CheckServer(MongoClient client)
    {
        var hello = client.Read(client.First.Reset().BeginDocument().Int32("isMaster"u8, 1).End().Written, "admin");
        var build = client.Read(client.First.Reset().BeginDocument().Int32("buildInfo"u8, 1).End().Written, "admin");
        var version = BsonReader.Find(build, "version"u8) is { Type: BsonType.String } text ? text.String() : "unknown";
        if (!Version.TryParse(version.Split('-', '+')[0], out var number) || number < Oldest)
        {
            throw new StoreException(MongoFailure.TooOld(version));
        }

        var router = BsonReader.Find(hello, "msg"u8) is { Type: BsonType.String } message && message.Utf8.SequenceEqual("isdbgrid"u8);
        if (!router && BsonReader.Find(hello, "setName"u8).IsNull)
        {
            throw new StoreException(MongoFailure.Standalone);
        }
    }

    private static MongoLayout Read(MongoClient client, IReadOnlyDictionary<Collection, DocumentBson> codecs)
    {
        if (Of(client, "store") is not { } found)
        {
            // Whoever is first decides for all.
            client.First.Reset().BeginDocument().String("_id"u8, "store").End();
            var numbered = !HasChangeStreams(client);
            client.First.Reset().BeginDocument().String("_id"u8, "store").End();
            client.Second.Reset().BeginDocument().BeginDocument("$setOnInsert"u8)
                .String("store"u8, Guid.NewGuid().ToString("N")).Int32("layout"u8, Current).String("feed"u8, numbered ? "sequence" : "changeStream")
                .End().End();
            client.UpdateOne(Store, client.First.Written, client.Second.Written, Upsert(client));
            found = Of(client, "store")!;
        }

        var layout = BsonReader.Find(found, "layout"u8).Int64();
        return layout <= Current
            ? new MongoLayout(codecs, BsonReader.Find(found, "store"u8).String(), BsonReader.Find(found, "feed"u8).Utf8.SequenceEqual("sequence"u8))
            : throw new StoreException($"The database {client.Database} was written by a newer version of BotApp (layout {layout}; this version knows {Current}): run that version, or name another database in Storage:ConnectionString.");
    }

    private static void BuildDeleted(MongoClient client)
    {
        var command = client.First.Reset().BeginDocument().String("createIndexes"u8, Deleted).BeginArray("indexes"u8)
            .BeginDocument().BeginDocument("key"u8).Int32("_id.c"u8, 1).Int32("_seq"u8, 1).End().String("name"u8, "feed").End()
            .BeginDocument().BeginDocument("key"u8).Int32("at"u8, 1).End().String("name"u8, "forget").Int64("expireAfterSeconds"u8, (long)Remembered.TotalSeconds).End()
            .End().End();
        client.Write(command.Written);
    }

    private static bool HasChangeStreams(MongoClient client)
    {
        try
        {
            _ = ChangeStream.Now(client, Store);
            return true;
        }
        catch (MongoError error) when (ChangeStream.IsRefused(error))
        {
            return false;
        }
    }

    private static byte[]? Of(MongoClient client, string id)
    {
        byte[]? found = null;
        client.First.Reset().BeginDocument().String("_id"u8, id).End();
        client.Second.Reset().BeginDocument().Int64("limit"u8, 1).Boolean("singleBatch"u8, true).End();
        client.Find(Store, client.First.Written, client.Second.Written, primary: true, document =>
        {
            found = document.ToArray();
            return false;
        });
        return found;
    }

    private static ReadOnlySpan<byte> Upsert(MongoClient client) => client.Third.Reset().BeginDocument().Boolean("upsert"u8, true).End().Written;
}
