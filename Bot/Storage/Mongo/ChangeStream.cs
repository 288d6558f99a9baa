using System.Globalization;

namespace Bot.Storage.Mongo;

/// <summary>The change feed by MongoDB's change streams.</summary>
internal static class ChangeStream
{
    // A server that answers at once has always reached the time asked for; a sharded cluster may need a moment.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);
    private const int MillisecondsToWait = 50;

    /// <summary>Whether a server of which this is the answer has no change streams, or none for this user.</summary>
    public static bool IsRefused(MongoError error) => error.Code is 40573 or 40324 or 115 or 238 or 59 or 13;

    /// <summary>Whether the server cannot continue from the token: history lost, or a token of somewhere else.</summary>
    public static bool IsLost(MongoError error) => error.Code is 286 or 280 or 136 or 260 or 50811 or 50795 or 40647 or 40649;

    /// <summary>The token from which a stream tells of everything that is not yet visible to a read after this.</summary>
    public static byte[] Now(MongoClient client, string collection)
    {
        using var stream = client.Watch(collection, Options(client, after: null, limit: 1));
        _ = stream.Next();
        return stream.Token ?? throw new StoreException("The MongoDB server gives no resume tokens with empty change streams: it is too old. BotApp needs 4.4 or newer.");
    }

    /// <summary>The ids of up to so many documents that changed, the latest change last, and the token behind them.</summary>
    public static (IReadOnlyList<string> Ids, byte[] Next) Since(MongoClient client, string collection, byte[] token, int limit)
    {
        var until = OperationTime(client);
        var began = Environment.TickCount64;
        var ids = new OrderedDictionary<string, bool>();
        using var stream = client.Watch(collection, Options(client, token, limit));
        for (var events = 0; events < limit;)
        {
            var change = stream.Next();
            if (!change.IsEmpty)
            {
                var id = IdOf(change);
                ids.Remove(id);
                ids.Add(id, true);
                events++;
            }
            else if (ids.Count > 0 || TimeOf(stream.Token) >= until || Environment.TickCount64 - began > LongestWait.TotalMilliseconds)
            {
                break;
            }
        }

        return ([.. ids.Keys], stream.Token ?? token);
    }

    private static string IdOf(ReadOnlySpan<byte> change) => BsonReader.Find(change, "documentKey"u8) is { Type: BsonType.Document } key
        ? DocumentBson.IdOf(key.Value)
        : throw MongoError.OfServer(280, $"The collection was dropped or renamed ({BsonReader.Find(change, "operationType"u8).String()}).", []);

    private static ReadOnlySpan<byte> Options(MongoClient client, byte[]? after, int limit)
    {
        var options = client.First.Reset().BeginDocument().Int32("batchSize"u8, limit).Int64("maxAwaitTimeMS"u8, MillisecondsToWait);
        return (after is null ? options : options.Document("resumeAfter"u8, after)).End().Written;
    }

    // Of the newest operation the primary knows; what we committed before is not newer.
    private static ulong OperationTime(MongoClient client)
    {
        var reply = client.Read(client.First.Reset().BeginDocument().Int32("ping"u8, 1).End().Written);
        return BsonReader.Find(reply, "operationTime"u8) is { Type: BsonType.Timestamp } time ? (ulong)time.Timestamp() : 0;
    }

    // A token begins with the time it stands for: the byte 82, then seconds and ordinal in hex. One of another make counts as
    // up to date.
    private static ulong TimeOf(byte[]? token) =>
        token is not null
        && BsonReader.Find(token, "_data"u8) is { Type: BsonType.String } data
        && data.String() is { Length: >= 18 } text
        && text.StartsWith("82", StringComparison.Ordinal)
        && ulong.TryParse(text.AsSpan(2, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var time)
            ? time
            : ulong.MaxValue;
}
