using System.Runtime.InteropServices;

namespace Bot.Storage.Mongo;

/// <summary>
/// One client of libmongoc's pool: the commands we send, synchronously. One thread at a time may use it. Whatever the
/// server or the network refuses is a <see cref="MongoError"/>.
/// </summary>
internal sealed unsafe class MongoClient : IDisposable
{
    private const int Slots = 5;

    // Less than the time a connection waits for an answer, so that the server says what became of it.
    public const int MillisecondsForWrite = 4000;

    // Validation of documents would refuse names that are allowed since MongoDB 5; the server has the last word.
    private static readonly byte[] Unchecked = new BsonWriter().BeginDocument().Boolean("validate"u8, false).Int32("maxTimeMS"u8, MillisecondsForWrite).End().Written.ToArray();
    private static readonly byte[] Empty = new BsonWriter().BeginDocument().End().Written.ToArray();

    private readonly nint _pool;
    private readonly nint _client;
    private readonly nint _primary = Native.mongoc_read_prefs_new(Native.ReadPrimary);
    private readonly Native.Bson* _slots;
    private readonly Dictionary<string, nint> _collections = [];
    private readonly MongoTraffic _traffic;
    private nint _session;

    public MongoClient(nint pool, string database, MongoTraffic traffic)
    {
        (_pool, _traffic, Database) = (pool, traffic, database);
        _client = Native.mongoc_client_pool_pop(pool);
        _slots = (Native.Bson*)NativeMemory.AlignedAlloc(Slots * Native.Bson.Size, Native.Bson.Size);
    }

    /// <summary>What a reader does with one document, which is gone afterwards; false: enough.</summary>
    public delegate bool Row(ReadOnlySpan<byte> document);

    /// <summary>Told of the session a transaction is about to begin in.</summary>
    public delegate void Session(MongoClient client, ReadOnlySpan<byte> id);

    public string Database { get; }

    public Session? TransactionBegins { get; init; }

    /// <summary>Where what is sent is counted.</summary>
    public MongoTraffic Traffic => _traffic;

    /// <summary>Buffers for whoever uses the client: a filter or command, its options, and one more.</summary>
    public BsonWriter First { get; } = new();

    /// <inheritdoc cref="First"/>
    public BsonWriter Second { get; } = new();

    /// <inheritdoc cref="First"/>
    public BsonWriter Third { get; } = new();

    private Native.Bson* Reply => _slots + 3;

    private Native.Bson* SessionOptions => _slots + 4;

    /// <summary>A command that reads, sent to the primary; the reply.</summary>
    public byte[] Read(ReadOnlySpan<byte> command, string? database = null)
    {
        _traffic.Command();
        fixed (byte* bytes = command)
        {
            Native.Error error;
            var ok = Native.mongoc_client_read_command_with_opts(_client, database ?? Database, Static(0, bytes, command.Length), _primary, null, Reply, &error);
            return Answer(ok, &error);
        }
    }

    /// <summary>
    /// A command that writes, in the transaction when one is open; the reply. Outside of one, of the commands that write
    /// documents only findAndModify survives a break of the connection.
    /// </summary>
    public byte[] Write(ReadOnlySpan<byte> command)
    {
        _traffic.Command();
        fixed (byte* bytes = command)
        {
            Native.Error error;
            var ok = Native.mongoc_client_write_command_with_opts(_client, Database, Static(0, bytes, command.Length), _session == 0 ? null : SessionOptions, Reply, &error);
            return Answer(ok, &error);
        }
    }

    /// <summary>The names of the collections there are.</summary>
    public HashSet<string> Collections()
    {
        var reply = Read(First.Reset().BeginDocument()
            .Int32("listCollections"u8, 1).Boolean("nameOnly"u8, true).BeginDocument("cursor"u8).Int32("batchSize"u8, 10_000).End()
            .End().Written);
        return [.. Batch(reply).Select(collection => BsonReader.Find(collection, "name"u8).String())];
    }

    /// <summary>The documents in the first batch of a command's reply.</summary>
    public static List<byte[]> Batch(byte[] reply)
    {
        var batch = new List<byte[]>();
        for (var each = BsonReader.Find(BsonReader.Find(reply, "cursor"u8).Value, "firstBatch"u8).Document(); each.Read();)
        {
            batch.Add(each.Value.ToArray());
        }

        return batch;
    }

    /// <summary>Reads matching documents, from the primary or from wherever the connection string prefers.</summary>
    public void Find(string collection, ReadOnlySpan<byte> filter, ReadOnlySpan<byte> options, bool primary, Row row)
    {
        _traffic.Command();
        fixed (byte* first = filter, second = options)
        {
            Iterate(
                Native.mongoc_collection_find_with_opts(Collection(collection), Static(0, first, filter.Length), Static(1, second, options.Length), primary ? _primary : 0),
                row);
        }
    }

    /// <summary>Reads what a pipeline yields, from wherever the connection string prefers.</summary>
    public void Aggregate(string collection, ReadOnlySpan<byte> pipeline, Row row)
    {
        _traffic.Command();
        fixed (byte* first = pipeline)
        {
            Iterate(Native.mongoc_collection_aggregate(Collection(collection), 0, Static(0, first, pipeline.Length), null, 0), row);
        }
    }

    /// <summary>Survives one break of the connection: the server knows a repetition by its number.</summary>
    public byte[] InsertOne(string collection, ReadOnlySpan<byte> document)
    {
        _traffic.Command();
        fixed (byte* first = document, options = Unchecked)
        {
            Native.Error error;
            return Answer(Native.mongoc_collection_insert_one(Collection(collection), Static(0, first, document.Length), Static(1, options, Unchecked.Length), Reply, &error), &error);
        }
    }

    /// <inheritdoc cref="InsertOne"/>
    public byte[] UpdateOne(string collection, ReadOnlySpan<byte> filter, ReadOnlySpan<byte> update, ReadOnlySpan<byte> options)
    {
        _traffic.Command();
        fixed (byte* first = filter, second = update, third = options)
        {
            Native.Error error;
            return Answer(Native.mongoc_collection_update_one(Collection(collection), Static(0, first, filter.Length), Static(1, second, update.Length), Static(2, third, options.Length), Reply, &error), &error);
        }
    }

    /// <inheritdoc cref="InsertOne"/>
    public byte[] DeleteOne(string collection, ReadOnlySpan<byte> filter)
    {
        _traffic.Command();
        fixed (byte* first = filter)
        {
            Native.Error error;
            return Answer(Native.mongoc_collection_delete_one(Collection(collection), Static(0, first, filter.Length), null, Reply, &error), &error);
        }
    }

    /// <summary>Begins a transaction: what <see cref="Write"/> sends belongs to it until <see cref="Commit"/> or <see cref="End"/>.</summary>
    public void Begin()
    {
        Native.Error error;
        _session = Native.mongoc_client_start_session(_client, 0, &error);
        if (_session == 0)
        {
            throw MongoError.Of(error, []);
        }

        _traffic.Transaction();
        Native.bson_init(SessionOptions);
        TransactionBegins?.Invoke(this, Native.Bson.Span(Native.mongoc_client_session_get_lsid(_session)));
        if (!Native.mongoc_client_session_start_transaction(_session, 0, &error) || !Native.mongoc_client_session_append(_session, SessionOptions, &error))
        {
            throw MongoError.Of(error, []);
        }
    }

    /// <summary>Commits; may be called again after an error that leaves the outcome unknown.</summary>
    public void Commit()
    {
        _traffic.Command();
        Native.Error error;
        Answer(Native.mongoc_client_session_commit_transaction(_session, Reply, &error), &error);
    }

    /// <summary>Ends the session; a transaction that was not committed is given up.</summary>
    public void End()
    {
        if (_session != 0)
        {
            Native.bson_destroy(SessionOptions);
            Native.mongoc_client_session_destroy(_session);
            _session = 0;
        }
    }

    /// <summary>Opens a change stream; dispose it before the client does anything else.</summary>
    public ChangeStream Watch(string collection, ReadOnlySpan<byte> options)
    {
        _traffic.Command();
        fixed (byte* first = Empty, second = options)
        {
            return new ChangeStream(Native.mongoc_collection_watch(Collection(collection), Static(0, first, Empty.Length), Static(1, second, options.Length)));
        }
    }

    public void Dispose()
    {
        End();
        foreach (var collection in _collections.Values)
        {
            Native.mongoc_collection_destroy(collection);
        }

        Native.mongoc_read_prefs_destroy(_primary);
        Native.mongoc_client_pool_push(_pool, _client);
        NativeMemory.AlignedFree(_slots);
    }

    private static void Iterate(nint cursor, Row row)
    {
        try
        {
            Native.Bson* document;
            while (Native.mongoc_cursor_next(cursor, &document))
            {
                if (!row(Native.Bson.Span(document)))
                {
                    return;
                }
            }

            Native.Error error;
            if (Native.mongoc_cursor_error_document(cursor, &error, &document))
            {
                throw MongoError.Of(error, document is null ? [] : Native.Bson.Span(document));
            }
        }
        finally
        {
            Native.mongoc_cursor_destroy(cursor);
        }
    }

    private nint Collection(string name) => _collections.TryGetValue(name, out var known)
        ? known
        : _collections[name] = Native.mongoc_client_get_collection(_client, Database, name);

    private Native.Bson* Static(int slot, byte* data, int length) => Native.bson_init_static(_slots + slot, data, (nuint)length)
        ? _slots + slot
        : throw new InvalidOperationException("libbson takes this for no document.");

    // The reply is given back before anything is thrown: a filter of an exception runs before any finally.
    private byte[] Answer(bool ok, Native.Error* error)
    {
        var reply = Native.Bson.Span(Reply).ToArray();
        Native.bson_destroy(Reply);
        return ok ? reply : throw MongoError.Of(*error, reply);
    }

    /// <summary>The changes of a collection after a position.</summary>
    public readonly ref struct ChangeStream(nint stream)
    {
        /// <summary>The next change, or empty when there is none within the stream's time to wait. Gone with the next call.</summary>
        public ReadOnlySpan<byte> Next()
        {
            Native.Bson* document;
            if (Native.mongoc_change_stream_next(stream, &document))
            {
                return Native.Bson.Span(document);
            }

            Native.Error error;
            return Native.mongoc_change_stream_error_document(stream, &error, &document)
                ? throw MongoError.Of(error, document is null ? [] : Native.Bson.Span(document))
                : default;
        }

        /// <summary>Where a stream continues that is opened after everything <see cref="Next"/> has returned.</summary>
        public byte[]? Token => Native.mongoc_change_stream_get_resume_token(stream) is var token && token is not null ? Native.Bson.Span(token).ToArray() : null;

        public void Dispose() => Native.mongoc_change_stream_destroy(stream);
    }
}
