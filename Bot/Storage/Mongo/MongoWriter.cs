using static Bot.Storage.Commit;

namespace Bot.Storage.Mongo;

/// <summary>
/// Writes a commit: a single write by itself, several in one transaction, as few commands as possible. MongoDB's rules for
/// repeating are followed here: the whole transaction after a transient error, only its end after an unknown outcome.
/// </summary>
internal sealed class MongoWriter(MongoClient client, MongoLayout layout, Commit commit)
{
    private const int DuplicateKey = 11000;
    private const int WriteConflict = 112;
    private const int LargestCommand = 12 << 20;
    private const int MostStatements = 100_000;
    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(10);

    // A transaction of ours takes milliseconds. One in the way for so long may belong to nobody any more.
    private static readonly TimeSpan Suspicious = TimeSpan.FromSeconds(2);

    private readonly long _began = Environment.TickCount64;
    private TimeSpan _looked;

    public CommitResult Write()
    {
        if (commit.IsEmpty)
        {
            return new CommitResult.Committed();
        }

        var writes = commit.Writes;
        if (writes is [{ Kind: not WriteKind.Restore } only] && !layout.IsNumbered(only.Collection))
        {
            return Alone(only);
        }

        for (var attempt = 0; ; attempt++)
        {
            MongoError? transient = null;
            try
            {
                if (Transaction() is { } result)
                {
                    return result;
                }
            }
            catch (MongoError error) when (error.IsTransient)
            {
                // It left no trace: the whole transaction may be tried again.
                transient = error;
            }

            if (IsLate)
            {
                throw transient ?? (Exception)new StoreException(
                    $"Others kept changing what a commit of {writes.Count} documents was to write, for {LongestTry.TotalSeconds:0} seconds. Nothing of it was written; try again.");
            }

            if (transient is { Code: WriteConflict } && Elapsed > _looked + Suspicious)
            {
                _looked = Elapsed;
                layout.EndAbandoned(client);
            }

            client.Traffic.Retry();
            Thread.Sleep(Random.Shared.Next(1, Math.Min(4 << Math.Min(attempt, 5), 100)));
        }
    }

    private TimeSpan Elapsed => TimeSpan.FromMilliseconds(Environment.TickCount64 - _began);

    private bool IsLate => Elapsed > LongestTry;

    // The server lets a single write wait for a transaction in its way, as long as the write may take.
    private CommitResult Alone(Write write)
    {
        while (true)
        {
            try
            {
                return Single(write);
            }
            catch (MongoError error) when (error.IsOutOfTime && !IsLate)
            {
                if (!layout.EndAbandoned(client))
                {
                    throw;
                }

                client.Traffic.Retry();
            }
        }
    }

    // Without a transaction the server repeats a single write by its number, so a broken connection does not write it twice.
    private CommitResult Single(Write write)
    {
        var collection = write.Collection.Name;
        switch (write.Kind)
        {
            case WriteKind.Insert:
                try
                {
                    client.InsertOne(collection, Document(client.First, write));
                    return new CommitResult.Committed();
                }
                catch (MongoError error) when (error.Code == DuplicateKey)
                {
                    return Conflict(write, IsOfId(error) ? ConflictReason.AlreadyExists : ConflictReason.UniqueKey);
                }

            case WriteKind.Replace:
                try
                {
                    layout.Write(client.Second, write, 0);
                    return Replaced(client.Write(FindAndModify(write).Document("update"u8, client.Second.Written).End().Written))
                        ? new CommitResult.Committed()
                        : Conflict(write, ConflictReason.VersionChanged);
                }
                catch (MongoError error) when (error.Code == DuplicateKey)
                {
                    return Conflict(write, ConflictReason.UniqueKey);
                }

            default:
                return Replaced(client.Write(FindAndModify(write).Boolean("remove"u8, true).End().Written)) || write.ExpectedVersion is null
                    ? new CommitResult.Committed()
                    : Conflict(write, ConflictReason.VersionChanged);
        }
    }

    // Unlike update and delete it takes a time limit and is repeated by the driver.
    private BsonWriter FindAndModify(Write write) =>
        Match(client.First.Reset().BeginDocument().String("findAndModify"u8, write.Collection.Name).BeginDocument("query"u8), write).End()
            .BeginDocument("fields"u8).Int32("_id"u8, 1).End()
            .Int32("maxTimeMS"u8, MongoClient.MillisecondsForWrite);

    private static bool Replaced(byte[] reply) => BsonReader.Find(reply, "value"u8) is { Type: BsonType.Document };

    // Null: it met what somebody else was writing, and is to be tried again.
    private CommitResult? Transaction()
    {
        client.Begin();
        try
        {
            var sequence = layout.Take(client, commit);
            foreach (var group in Groups())
            {
                if (Send(group, ref sequence) is { } refused)
                {
                    client.End();
                    return Explain(refused);
                }
            }

            End();
            return new CommitResult.Committed();
        }
        finally
        {
            client.End();
        }
    }

    private void End()
    {
        while (true)
        {
            try
            {
                client.Commit();
                return;
            }
            catch (MongoError error) when (error.IsUnknownCommit && !IsLate)
            {
                client.Traffic.Retry();
            }
        }
    }

    // Writes of one kind to one collection go together. Where a unique key can pass from one document to another within the
    // commit, their order is kept.
    private IEnumerable<List<Write>> Groups()
    {
        foreach (var collection in commit.Writes.GroupBy(write => write.Collection))
        {
            var ordered = collection.Key.Indexes.Any(index => index.Unique);
            var open = new List<Write>();
            foreach (var write in ordered ? collection : (IEnumerable<Write>)collection.OrderBy(Place))
            {
                if (open.Count > 0 && Place(open[0]) != Place(write))
                {
                    yield return open;
                    open = [];
                }

                open.Add(write);
            }

            yield return open;
        }

        // A delete that expects nothing is apart: how many documents it meets says nothing.
        static int Place(Write write) => write.Kind == WriteKind.Delete && write.ExpectedVersion is null ? -1 : (int)write.Kind;
    }

    // The document that could not be written, or null.
    private Refusal? Send(List<Write> group, ref long sequence)
    {
        for (var sent = 0; sent < group.Count;)
        {
            var from = sent;
            var command = client.First.Reset().BeginDocument();
            var (name, list) = group[0].Kind switch
            {
                WriteKind.Insert => ("insert", "documents"),
                WriteKind.Replace or WriteKind.Restore => ("update", "updates"),
                _ => ("delete", "deletes"),
            };
            command.String(name, group[0].Collection.Name).Boolean("ordered"u8, true).BeginArray(list);
            do
            {
                Statement(command, group[sent++], sequence++);
            }
            while (sent < group.Count && sent - from < MostStatements && command.Length + (group[sent].Json.Length * 2) < LargestCommand);
            command.End().End();

            var reply = client.Write(command.Written);
            var errors = BsonReader.Find(reply, "writeErrors"u8);
            if (errors.Type == BsonType.Array && errors.Document() is var error && error.Read())
            {
                var code = (int)BsonReader.Find(error.Value, "code"u8).Int64();
                var at = group[from + (int)BsonReader.Find(error.Value, "index"u8).Int64()];
                return code == DuplicateKey
                    ? new Refusal(at, IsOfId(error.Value) ? ConflictReason.AlreadyExists : ConflictReason.UniqueKey)
                    : throw MongoError.OfServer(code, BsonReader.Find(error.Value, "errmsg"u8).String(), reply);
            }

            if (group[0] is not { Kind: WriteKind.Delete, ExpectedVersion: null } && Number(reply, "n"u8) < sent - from)
            {
                return new Refusal(group[from], ConflictReason.VersionChanged);
            }

            layout.Note(client, group[from..sent], sequence - (sent - from));
        }

        return null;
    }

    private void Statement(BsonWriter command, Write write, long sequence)
    {
        switch (write.Kind)
        {
            case WriteKind.Insert:
                layout.Write(client.Second, write, sequence);
                command.Document(default, client.Second.Written);
                break;
            case WriteKind.Replace:
                layout.Write(client.Second, write, sequence);
                Match(command.BeginDocument().BeginDocument("q"u8), write).End().Document("u"u8, client.Second.Written).End();
                break;
            case WriteKind.Restore:
                layout.Write(client.Second, write, sequence);
                command.BeginDocument().BeginDocument("q"u8).String("_id"u8, write.Id).End()
                    .Document("u"u8, client.Second.Written).Boolean("upsert"u8, true).End();
                break;
            default:
                Match(command.BeginDocument().BeginDocument("q"u8), write).End().Int32("limit"u8, 1).End();
                break;
        }
    }

    // Which write of the commit is in conflict with what is there now. Look at ids and versions first, as every engine does.
    private CommitResult.Conflict? Explain(Refusal refused)
    {
        var versions = commit.Writes.GroupBy(write => write.Collection).ToDictionary(group => group.Key, group => Versions(group.Key, [.. group.Select(write => write.Id)]));
        foreach (var write in commit.Writes)
        {
            var there = versions[write.Collection].TryGetValue(write.Id, out var version);
            switch (write)
            {
                case { Kind: WriteKind.Insert } when there:
                    return Conflict(write, ConflictReason.AlreadyExists);
                case { Kind: WriteKind.Replace or WriteKind.Delete, ExpectedVersion: { } expected } when expected != version:
                    return Conflict(write, ConflictReason.VersionChanged);
            }
        }

        return refused.Reason == ConflictReason.UniqueKey ? Conflict(refused.Write, ConflictReason.UniqueKey) : null;
    }

    private Dictionary<string, long> Versions(Collection collection, IReadOnlyCollection<string> ids)
    {
        var versions = new Dictionary<string, long>();
        foreach (var some in MongoDocument.Portions(ids))
        {
            var options = client.Second.Reset().BeginDocument().BeginDocument("projection"u8).Int32("_version"u8, 1).End().End();
            client.Find(collection.Name, MongoDocument.WithIds(client.First, some), options.Written, primary: true, document =>
            {
                versions[DocumentBson.IdOf(document)] = DocumentBson.VersionOf(document);
                return true;
            });
        }

        return versions;
    }

    private static CommitResult.Conflict Conflict(Write write, ConflictReason reason) => new(write.Collection.Name, write.Id, reason);

    private static long Number(byte[] reply, ReadOnlySpan<byte> name) => BsonReader.Find(reply, name) is { IsNull: false } number ? number.Int64() : 0;

    private static bool IsOfId(MongoError error) =>
        BsonReader.Find(error.Reply, "writeErrors"u8) is { Type: BsonType.Array } errors && errors.Document() is var first && first.Read()
            ? IsOfId(first.Value)
            : error.Message.Contains("index: _id_", StringComparison.Ordinal);

    private static bool IsOfId(ReadOnlySpan<byte> error) => BsonReader.Find(error, "keyPattern"u8) is { Type: BsonType.Document } pattern
        ? BsonReader.Find(pattern.Value, "_id"u8).Type != BsonType.None
        : BsonReader.Find(error, "errmsg"u8).String().Contains("index: _id_", StringComparison.Ordinal);

    private ReadOnlySpan<byte> Document(BsonWriter into, Write write)
    {
        layout.Write(into, write, 0);
        return into.Written;
    }

    private static BsonWriter Match(BsonWriter into, Write write)
    {
        into.String("_id"u8, write.Id);
        return write.ExpectedVersion is { } expected ? into.Int64("_version"u8, expected) : into;
    }

    private sealed record Refusal(Write Write, ConflictReason Reason);
}
