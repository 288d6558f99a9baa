using System.Collections.Concurrent;

namespace Bot.Storage.Mongo;

/// <summary>
/// The way to the server, which mends itself: it is opened in the background, tried again every two seconds while nothing
/// can be reached, and until then every call fails at once with the sentence that says what is wrong.
/// </summary>
internal sealed partial class MongoConnection : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    private readonly MongoUri _uri;
    private readonly Func<MongoClient, MongoLayout> _build;
    private readonly ILogger _logger;
    private readonly ConcurrentBag<MongoClient> _idle = [];
    private readonly Lock _opening = new();
    private readonly MongoPresence _presence;
    private readonly Recurring _watch;
    private volatile MongoLayout? _layout;
    private volatile string? _problem;
    private nint _pool;

    /// <summary>Takes the connection string over. What is built once the server is reached is kept as long as this lives.</summary>
    public MongoConnection(MongoUri uri, Func<MongoClient, MongoLayout> build, ILogger logger)
    {
        (_uri, _build, _logger) = (uri, build, logger);

        _presence = new MongoPresence(work => Use((client, _) => { work(client); return true; }), logger);
        _watch = new Recurring("MongoDB watch", Again, TryAgain);
        _watch.NextIn(TimeSpan.Zero);
    }

    public MongoTraffic Traffic { get; } = new();

    /// <summary>What is known of the server; null until it was reached once.</summary>
    public MongoLayout? Layout => _layout;

    /// <summary>Works with a client; a <see cref="StoreException"/> when the server cannot be used or fails.</summary>
    public T Use<T>(Func<MongoClient, MongoLayout, T> work)
    {
        if (_problem is { } known)
        {
            throw new StoreException(known);
        }

        var layout = _layout ?? Open();
        var client = Rent();
        try
        {
            return work(client, layout);
        }
        catch (MongoError error)
        {
            var failure = MongoFailure.Of(error, _uri);
            if (MongoFailure.IsOutage(error))
            {
                Note(failure.Message);
                _watch.NextIn(TimeSpan.Zero);
            }

            throw failure;
        }
        finally
        {
            _idle.Add(client);
        }
    }

    public void Dispose()
    {
        _watch.Dispose();
        _presence.Dispose();
        foreach (var client in _idle)
        {
            client.Dispose();
        }

        if (_pool != 0)
        {
            Native.mongoc_client_pool_destroy(_pool);
        }

        _uri.Dispose();
    }

    // The first calls wait for the one attempt that is under way.
    private MongoLayout Open()
    {
        lock (_opening)
        {
            return _layout ?? (_problem is { } known ? throw new StoreException(known) : Try());
        }
    }

    private void TryAgain()
    {
        try
        {
            lock (_opening)
            {
                if (_layout is null || _problem is not null)
                {
                    Try();
                }
            }

            if (_layout is { IsIncomplete: true })
            {
                Use((client, layout) => { layout.Complete(client); return true; });
            }
        }
        catch (StoreException)
        {
            // Kept as the problem; whoever calls is told.
        }
    }

    private MongoLayout Try()
    {
        try
        {
            OpenPool();
            var client = Rent();
            try
            {
                if (_layout is null)
                {
                    _layout = _build(client);
                }
                else
                {
                    client.Read(client.First.Reset().BeginDocument().Int32("ping"u8, 1).End().Written);
                }
            }
            finally
            {
                _idle.Add(client);
            }

            _problem = null;
            Usable(_logger, _uri.Database);
            return _layout;
        }
        catch (MongoError error)
        {
            var failure = MongoFailure.Of(error, _uri);
            Note(failure.Message);
            throw failure;
        }
        catch (StoreException failure)
        {
            Note(failure.Message);
            throw;
        }
    }

    private void Note(string problem)
    {
        if (_problem != problem)
        {
            _problem = problem;
            Unusable(_logger, problem);
        }
    }

    // Not in the constructor: for mongodb+srv this asks the DNS.
    private unsafe void OpenPool()
    {
        if (_pool != 0)
        {
            return;
        }

        Native.Error error;
        var pool = Native.mongoc_client_pool_new_with_error(_uri.Handle, &error);
        if (pool == 0)
        {
            throw MongoError.Of(error, []);
        }

        // More than threads for calls: those that watch, that number commits and that tell of this process.
        Native.mongoc_client_pool_max_size(pool, (uint)_uri.Clients + 3);
        Native.mongoc_client_pool_set_error_api(pool, 2);
        if (!_uri.HasName)
        {
            Native.mongoc_client_pool_set_appname(pool, "botapp");
        }

        _pool = pool;
    }

    private MongoClient Rent() => _idle.TryTake(out var idle) ? idle : new MongoClient(_pool, _uri.Database, Traffic) { TransactionBegins = _presence.Tell };

    [LoggerMessage(LogLevel.Information, "The store in MongoDB, database {Database}, can be used.")]
    private static partial void Usable(ILogger logger, string database);

    [LoggerMessage(LogLevel.Warning, "The store in MongoDB cannot be used; it is tried again every two seconds. {Problem}")]
    private static partial void Unusable(ILogger logger, string problem);
}
