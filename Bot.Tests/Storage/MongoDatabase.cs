using Bot.Storage.Mongo;

namespace Bot.Tests.Storage;

/// <summary>What a test does to its database beside the store.</summary>
internal static class MongoDatabase
{
    // A process that was killed may have left a transaction open, which keeps the database until the server ends it.
    public static void Drop(string connectionString) => Use($"{connectionString}{(connectionString.Contains('?', StringComparison.Ordinal) ? '&' : '?')}socketTimeoutMS=90000", client =>
        client.Write(client.First.Reset().BeginDocument().Int32("dropDatabase", 1).End().Written));

    /// <summary>All documents of all collections, as bytes to look for a text in.</summary>
    public static byte[] Everything(string connectionString) => Use(connectionString, client =>
    {
        using var everything = new MemoryStream();
        byte[] nothing = [5, 0, 0, 0, 0];
        foreach (var collection in client.Collections())
        {
            client.Find(collection, nothing, nothing, primary: true, document =>
            {
                everything.Write(document);
                return true;
            });
        }

        return everything.ToArray();
    });

    /// <summary>Works with a client of libmongoc, which tells of the sessions its transactions begin in.</summary>
    public static T Use<T>(string connectionString, Func<MongoClient, T> work, MongoClient.Session? begins = null)
    {
        using var uri = MongoUri.Parse(connectionString);
        var pool = OpenPool(uri);
        try
        {
            using var client = new MongoClient(pool, uri.Database, new MongoTraffic()) { TransactionBegins = begins };
            return work(client);
        }
        finally
        {
            Native.mongoc_client_pool_destroy(pool);
        }
    }

    private static unsafe nint OpenPool(MongoUri uri)
    {
        Native.Error error;
        var pool = Native.mongoc_client_pool_new_with_error(uri.Handle, &error);
        Native.mongoc_client_pool_set_error_api(pool, 2);
        return pool;
    }
}
