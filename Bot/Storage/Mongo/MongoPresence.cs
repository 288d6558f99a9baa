using System.Globalization;

namespace Bot.Storage.Mongo;

/// <summary>
/// Tells the other processes on the database that this one is alive, and which sessions are its own. A process that died in the
/// middle of a transaction leaves its documents locked until the server gives the transaction up, by default after a minute: who
/// sees its heart beat stand still for five seconds has the server end its sessions, so that its work is taken over within seconds.
/// </summary>
internal sealed partial class MongoPresence : IDisposable
{
    private const string Prefix = "process:";
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Dead = TimeSpan.FromSeconds(5);

    private readonly string _me = $"{Prefix}{Guid.NewGuid():N}";
    private readonly Action<Action<MongoClient>> _use;
    private readonly ILogger _logger;
    private readonly Recurring _beating;
    private readonly Lock _telling = new();
    private readonly Dictionary<string, byte[]> _sessions = [];
    private readonly Dictionary<string, (long Beat, long Since)> _others = [];
    private long _beat;

    /// <summary>Beats by this way to the server, which may fail with a <see cref="StoreException"/> at any time.</summary>
    public MongoPresence(Action<Action<MongoClient>> use, ILogger logger)
    {
        (_use, _logger) = (use, logger);

        _beating = new Recurring("MongoDB presence", Beat, () => Try(BeatAndLook));
        _beating.NextIn(Beat);
    }

    /// <summary>A transaction is about to begin in this session. A session not seen before is told of first.</summary>
    public void Tell(MongoClient client, ReadOnlySpan<byte> session)
    {
        var name = Convert.ToHexString(session);
        lock (_telling)
        {
            if (!_sessions.ContainsKey(name))
            {
                _sessions[name] = session.ToArray();
                Write(client);
            }
        }
    }

    /// <summary>Says goodbye, so that nobody need wait to see this process gone.</summary>
    public void Dispose()
    {
        _beating.Dispose();
        if (_beat > 0)
        {
            Try(client => Delete(client, _me));
        }
    }

    private void BeatAndLook(MongoClient client)
    {
        lock (_telling)
        {
            Write(client);
        }

        LookAfterOthers(client);
    }

    private void Try(Action<MongoClient> work)
    {
        try
        {
            _use(work);
        }
        catch (StoreException problem)
        {
            CannotBeat(_logger, problem.Message); // The store tells of its troubles itself.
        }
    }

    private void Write(MongoClient client)
    {
        var update = new BsonWriter().BeginDocument().BeginDocument("$set"u8).Int64("beat"u8, ++_beat).BeginArray("sessions"u8);
        var place = 0;
        foreach (var session in _sessions.Values)
        {
            update.Document(place++.ToString(CultureInfo.InvariantCulture), session);
        }

        client.UpdateOne(
            MongoLayout.Store, Named(_me), update.End().End().End().Written, new BsonWriter().BeginDocument().Boolean("upsert"u8, true).End().Written);
    }

    // By this machine's own clock: clocks of several machines need not agree.
    private void LookAfterOthers(MongoClient client)
    {
        var now = TimeProvider.System.GetTimestamp();
        var found = new Dictionary<string, (long Beat, byte[] Sessions)>();
        client.Find(
            MongoLayout.Store,
            new BsonWriter().BeginDocument().BeginDocument("_id"u8).String("$gte"u8, Prefix).String("$lt"u8, "process;").End().End().Written,
            new BsonWriter().BeginDocument().End().Written,
            primary: true,
            document =>
            {
                var id = BsonReader.Find(document, "_id"u8).String();
                if (id != _me)
                {
                    found[id] = (BsonReader.Find(document, "beat"u8).Int64(), BsonReader.Find(document, "sessions"u8).Value.ToArray());
                }

                return true;
            });
        foreach (var gone in _others.Keys.Except(found.Keys).ToList())
        {
            _others.Remove(gone);
        }

        foreach (var (id, (beat, sessions)) in found)
        {
            if (!_others.TryGetValue(id, out var seen) || seen.Beat != beat)
            {
                _others[id] = (beat, now);
            }
            else if (TimeProvider.System.GetElapsedTime(seen.Since, now) > Dead)
            {
                Bury(client, id, sessions);
            }
        }
    }

    // Should it only have slept: its transactions fail as for any other conflict and are taken again, and it tells of itself anew.
    private void Bury(MongoClient client, string id, byte[] sessions)
    {
        try
        {
            client.Read(new BsonWriter().BeginDocument().Raw("killSessions"u8, BsonType.Array, sessions).End().Written, "admin");
            Ended(_logger, id[Prefix.Length..]);
        }
        catch (MongoError refused)
        {
            NotEnded(_logger, id[Prefix.Length..], refused.Message);
        }

        Delete(client, id);
    }

    private static void Delete(MongoClient client, string id) => client.DeleteOne(MongoLayout.Store, Named(id));

    private static byte[] Named(string id) => new BsonWriter().BeginDocument().String("_id"u8, id).End().Written.ToArray();

    [LoggerMessage(LogLevel.Debug, "The heart beat could not be written: {Problem}")]
    private static partial void CannotBeat(ILogger logger, string problem);

    [LoggerMessage(LogLevel.Information, "Process {Process} is gone; the server gave up the transactions it had begun.")]
    private static partial void Ended(ILogger logger, string process);

    [LoggerMessage(LogLevel.Warning, "Process {Process} is gone, but the server did not let its transactions be ended: what they locked is free when they are a minute old. {Problem}")]
    private static partial void NotEnded(ILogger logger, string process, string problem);
}
