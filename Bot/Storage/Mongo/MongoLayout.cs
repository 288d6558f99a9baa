using System.Collections.Concurrent;

namespace Bot.Storage.Mongo;

/// <summary>
/// What lies in the database beside the documents: in <c>_store</c> the store's id, the version of this layout and how the
/// change feed works, decided once for all instances.
/// </summary>
internal sealed class MongoLayout
{
    /// <summary>The collection for what concerns the store itself.</summary>
    public const string Store = "_store";

    private const int Current = 1;
    private static readonly Version Oldest = new(4, 4);

    private readonly IReadOnlyDictionary<Collection, DocumentBson> _codecs;
    private readonly ConcurrentQueue<MongoIndexes.Missing> _missing = [];
    private readonly ILogger _logger;
    private readonly string _program;
    private readonly string _id;
    private readonly bool _numbered;

    private MongoLayout(IReadOnlyDictionary<Collection, DocumentBson> codecs, string program, ILogger logger, string id, bool numbered) =>
        (_codecs, _program, _logger, _id, _numbered) = (codecs, program, logger, id, numbered);

    /// <summary>Whether there are indexes left to build while the store is used.</summary>
    public bool IsIncomplete => !_missing.IsEmpty;

    /// <summary>Whether the documents of a collection bear sequence numbers for its change feed.</summary>
    public bool IsNumbered(Collection collection) => _numbered && collection.HasChangeFeed;

    /// <summary>Whether a commit takes sequence numbers.</summary>
    public bool Numbers(Commit commit) => _numbered && commit.Writes.Exists(write => write.Collection.HasChangeFeed);

    /// <summary>
    /// Checks the server, then makes what is missing: <c>_store</c>, collections, indexes. All instances have this program's
    /// name at the server.
    /// </summary>
    public static MongoLayout Build(MongoClient client, IReadOnlyCollection<Collection> collections, string program, ILogger logger)
    {
        CheckServer(client);
        Probe(client);
        var layout = Read(client, collections, program, logger);
        if (layout._numbered)
        {
            SequenceFeed.Build(client);
        }

        foreach (var missing in new MongoIndexes(client, collections, logger).Build(layout._numbered))
        {
            layout._missing.Enqueue(missing);
        }

        return layout;
    }

    /// <summary>Builds the indexes that were left for later.</summary>
    public void Complete(MongoClient client)
    {
        while (_missing.TryDequeue(out var missing))
        {
            MongoIndexes.BuildLater(client, missing, _logger);
        }
    }

    /// <summary>Clears transactions out of the way that nobody will end; false when there are none.</summary>
    public bool EndAbandoned(MongoClient client) => AbandonedTransactions.End(client, _program, _logger);

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

            into.Int64(SequenceFeed.Number, sequence).End();
        }
    }

    /// <summary>Writes a little, which fails when the store cannot be written.</summary>
    public static void Probe(MongoClient client)
    {
        client.First.Reset().BeginDocument().String("_id"u8, "probe").End();
        client.Second.Reset().BeginDocument().BeginDocument("$currentDate"u8).Boolean("at"u8, true).End().End();
        client.UpdateOne(Store, client.First.Written, client.Second.Written, Upsert(client));
    }

    /// <summary>The first of the numbers for a commit's writes, to ask for before any of them; 0 where they bear none.</summary>
    public long Take(MongoClient client, Commit commit) => Numbers(commit) ? SequenceFeed.Take(client, commit.Writes.Count) : 0;

    /// <summary>Notes in the transaction that these writes of one kind to one collection were done, where the feed asks for it.</summary>
    public void Note(MongoClient client, IReadOnlyList<Commit.Write> writes, long sequence)
    {
        if (writes[0].Kind == Bot.Storage.Commit.WriteKind.Delete && IsNumbered(writes[0].Collection))
        {
            SequenceFeed.Bury(client, writes, sequence);
        }
    }

    /// <summary>Whether the feed can go on from there.</summary>
    public bool Remembers(FeedPosition position) =>
        position.Store == _id && (_numbered ? position.Token is null && SequenceFeed.Remembers(position.At) : position.Token is not null);

    /// <summary>The place in the feed behind everything a read after this sees.</summary>
    public FeedPosition Now(MongoClient client, string collection) => new(
        _id,
        _numbered ? null : ChangeStream.Now(client, collection),
        _numbered ? SequenceFeed.Latest(client) : 0,
        TimeProvider.System.GetUtcNow(),
        Walked: null);

    /// <summary>One of the store's own documents, or null.</summary>
    public static byte[]? Of(MongoClient client, string id)
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

    private static MongoLayout Read(MongoClient client, IReadOnlyCollection<Collection> collections, string program, ILogger logger)
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
            ? new MongoLayout(
                collections.ToDictionary(collection => collection, collection => new DocumentBson(collection)),
                program,
                logger,
                BsonReader.Find(found, "store"u8).String(),
                BsonReader.Find(found, "feed"u8).Utf8.SequenceEqual("sequence"u8))
            : throw new StoreException($"The database {client.Database} was written by a newer version of BotApp (layout {layout}; this version knows {Current}): run that version, or name another database in Storage:ConnectionString.");
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

    private static ReadOnlySpan<byte> Upsert(MongoClient client) => client.Third.Reset().BeginDocument().Boolean("upsert"u8, true).End().Written;
}
