using System.Text;

namespace Bot.Storage.Mongo;

/// <summary>
/// Transactions of instances that were killed or paused amid them. The server would keep what they touched from everybody
/// for a minute; ours send their next statement at once, so one that has been idle for seconds will not go on.
/// </summary>
internal static partial class AbandonedTransactions
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(3);

    /// <summary>Ends those of programs with this name; false when there are none, or the server does not let us.</summary>
    public static bool End(MongoClient client, string program, ILogger logger)
    {
        try
        {
            var sessions = Find(client, program);
            if (sessions.Count > 0)
            {
                var command = client.First.Reset().BeginDocument().BeginArray("killSessions"u8);
                foreach (var session in sessions)
                {
                    command.BeginDocument().Raw("id"u8, BsonType.Binary, session).End();
                }

                client.Read(command.End().End().Written);
                Ended(logger, sessions.Count, Idle.TotalSeconds);
            }

            return sessions.Count > 0;
        }
        catch (MongoError)
        {
            // No right to look, or no such command: then the server's own time limit ends them.
            return false;
        }
    }

    // Without the right to see everybody's, a user sees their own.
    private static List<byte[]> Find(MongoClient client, string program)
    {
        var command = client.First.Reset().BeginDocument()
            .Int32("aggregate"u8, 1)
            .BeginArray("pipeline"u8).BeginDocument().BeginDocument("$currentOp"u8).Boolean("idleSessions"u8, true).End().End().End()
            .BeginDocument("cursor"u8).Int32("batchSize"u8, 10_000).End()
            .End();
        return [.. MongoClient.Batch(client.Read(command.Written, "admin"))
            .Where(operation => IsAbandoned(operation, program))
            .Select(operation => BsonReader.Find(BsonReader.Find(operation, "lsid"u8).Value, "id"u8).Value.ToArray())];
    }

    private static bool IsAbandoned(byte[] operation, string program) =>
        BsonReader.Find(operation, "type"u8) is { Type: BsonType.String } type && type.Utf8.SequenceEqual("idleSession"u8)
        && BsonReader.Find(operation, "appName"u8) is { Type: BsonType.String } name && name.Utf8.SequenceEqual(Encoding.UTF8.GetBytes(program))
        && BsonReader.Find(operation, "lsid"u8).Type == BsonType.Document
        && BsonReader.Find(operation, "transaction"u8) is { Type: BsonType.Document } transaction
        && BsonReader.Find(transaction.Value, "timeInactiveMicros"u8) is { IsNull: false } idle
        && idle.Int64() > Idle.TotalMicroseconds;

    [LoggerMessage(LogLevel.Warning, "{Count} transactions were ended that had stood idle for more than {Seconds} seconds: the instances that began them were killed or paused.")]
    private static partial void Ended(ILogger logger, int count, double seconds);
}
