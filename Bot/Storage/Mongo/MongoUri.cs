using System.Runtime.InteropServices;

namespace Bot.Storage.Mongo;

/// <summary>
/// A connection string as libmongoc reads it, with our defaults for what it leaves open: five seconds for every wait,
/// majority writes, the database <c>botapp</c>. Its password never leaves it.
/// </summary>
internal sealed unsafe class MongoUri : IDisposable
{
    private const int DefaultMilliseconds = 5000;
    private const int DefaultClients = 16;
    private const int MostClients = 256;
    private const string DefaultDatabase = "botapp";

    private readonly string[] _secrets;

    private MongoUri(nint handle, string text)
    {
        Handle = handle;
        _secrets = SecretsOf(text, Marshal.PtrToStringUTF8(Native.mongoc_uri_get_password(handle)));
        Database = Marshal.PtrToStringUTF8(Native.mongoc_uri_get_database(handle)) is { Length: > 0 } named ? named : DefaultDatabase;
        HasName = Native.mongoc_uri_get_appname(handle) != 0;
        Name = HasName ? Marshal.PtrToStringUTF8(Native.mongoc_uri_get_appname(handle))! : "botapp";
        Clients = Math.Clamp(Native.mongoc_uri_get_option_as_int32(handle, "maxpoolsize", DefaultClients), 1, MostClients);
        foreach (var wait in (string[])["sockettimeoutms", "connecttimeoutms", "serverselectiontimeoutms"])
        {
            if (!Native.mongoc_uri_has_option(handle, wait))
            {
                Native.mongoc_uri_set_option_as_int32(handle, wait, DefaultMilliseconds);
            }
        }

        if (!Native.mongoc_uri_has_option(handle, "w"))
        {
            var majority = Native.mongoc_write_concern_new();
            Native.mongoc_write_concern_set_w(majority, Native.WriteMajority);
            Native.mongoc_uri_set_write_concern(handle, majority);
            Native.mongoc_write_concern_destroy(majority);
        }
    }

    public nint Handle { get; }

    /// <summary>The database all collections are in.</summary>
    public string Database { get; }

    /// <summary>What the server's log calls us.</summary>
    public string Name { get; }

    /// <summary>Whether the string says so.</summary>
    public bool HasName { get; }

    /// <summary>How many connections we may use.</summary>
    public int Clients { get; }

    /// <summary>Whether a text begins as MongoDB's connection strings do.</summary>
    public static bool Looks(string text) =>
        text.StartsWith("mongodb://", StringComparison.Ordinal) || text.StartsWith("mongodb+srv://", StringComparison.Ordinal);

    /// <summary>Why no store can be opened by this string on this machine whatever the server does; null when one can.</summary>
    public static string? ProblemOf(string text)
    {
        try
        {
            Parse(text).Dispose();
            return null;
        }
        catch (StoreException problem)
        {
            return problem.Message;
        }
    }

    /// <summary>A string that libmongoc cannot read is a <see cref="StoreException"/> which says why.</summary>
    public static MongoUri Parse(string text)
    {
        NativeLibraries.Require();
        Native.Error error = default;
        var handle = Looks(text) && !text.Contains('\0', StringComparison.Ordinal) ? Native.mongoc_uri_new_with_error(text, &error) : 0;
        if (handle == 0)
        {
            var why = Looks(text) ? Hide(error.Message, SecretsOf(text, null)) : "it begins with neither mongodb:// nor mongodb+srv://";
            throw new StoreException(
                $"Storage:ConnectionString is not a connection string of MongoDB: {why.TrimEnd('.')}. Write it as mongodb://user:password@host:27017/botapp?replicaSet=rs0, " +
                "with @ : / % ? # in user and password percent-encoded.");
        }

        if (Native.mongoc_write_concern_get_w(Native.mongoc_uri_get_write_concern(handle)) == 0)
        {
            Native.mongoc_uri_destroy(handle);
            throw new StoreException("Storage:ConnectionString says w=0, with which MongoDB forgets what it could not write. Leave w out, which means a majority of the replica set.");
        }

        return new MongoUri(handle, text);
    }

    /// <summary>The text without any secret of this connection string.</summary>
    public string Hide(string text) => Hide(text, _secrets);

    public void Dispose() => Native.mongoc_uri_destroy(Handle);

    private static string Hide(string text, string[] secrets) =>
        secrets.Aggregate(text, (hidden, secret) => hidden.Replace(secret, "…", StringComparison.Ordinal));

    // The password as written and as meant, and a client certificate's; the longest first, lest one is part of another.
    private static string[] SecretsOf(string text, string? password)
    {
        var from = text.IndexOf("://", StringComparison.Ordinal) + 3;
        var at = text.LastIndexOf('@');
        var colon = at > from ? text.IndexOf(':', from, at - from) : -1;
        var written = colon < 0 ? null : text[(colon + 1)..at];
        var certificate = text.Split('?', '&').Where(option => option.Contains("password=", StringComparison.OrdinalIgnoreCase)).Select(option => option.Split('=', 2)[1]);
        return [.. new[] { written, written is null ? null : Uri.UnescapeDataString(written), password }.Concat(certificate).Where(secret => !string.IsNullOrEmpty(secret)).Select(secret => secret!).Distinct().OrderByDescending(secret => secret.Length)];
    }
}
