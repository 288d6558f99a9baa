namespace Bot.Storage.Mongo;

/// <summary>How much a store has asked of the server, for measuring. A query that needs several batches counts once.</summary>
internal sealed class MongoTraffic
{
    private long _commands;
    private long _transactions;
    private long _retries;

    /// <summary>Round trips, transactions' ends included.</summary>
    public long Commands => Volatile.Read(ref _commands);

    /// <summary>Transactions begun.</summary>
    public long Transactions => Volatile.Read(ref _transactions);

    /// <summary>Transactions begun anew after a conflict or an outage.</summary>
    public long Retries => Volatile.Read(ref _retries);

    public void Command() => Interlocked.Increment(ref _commands);

    public void Transaction() => Interlocked.Increment(ref _transactions);

    public void Retry() => Interlocked.Increment(ref _retries);
}
