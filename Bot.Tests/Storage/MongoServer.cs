namespace Bot.Tests.Storage;

/// <summary>
/// The MongoDB that tests work on: the replica set that MONGODB_URI names, or else <see cref="MongoStandIn.Shared"/>. Each test
/// takes a database of its own and drops it. Tests that kill it or make it fail always take a stand-in of their own.
/// </summary>
internal static class MongoServer
{
    private static readonly string? Given = Environment.GetEnvironmentVariable("MONGODB_URI") is { Length: > 0 } uri ? uri : null;

    /// <summary>Whether tests run against a real server.</summary>
    public static bool IsReal => Given is not null;

    /// <summary>A name for a database that no other test has.</summary>
    public static string NewDatabase() => $"test_{Guid.NewGuid():N}";

    /// <summary>For a client that works in this database.</summary>
    public static string ConnectionString(string database)
    {
        if (Given is null)
        {
            return MongoStandIn.Shared.ConnectionTo(database);
        }

        // The database stands between the hosts and the parameters. Who gave none signs in at "admin", as before.
        var hosts = Given.IndexOf("://", StringComparison.Ordinal) + 3;
        var question = Given.IndexOf('?', hosts) is var at and >= 0 ? at : Given.Length;
        var slash = Given.IndexOf('/', hosts) is var found and >= 0 && found < question ? found : question;
        var own = slash < question ? Given[(slash + 1)..question] : "";
        var parameters = Given[question..].TrimStart('?');
        var signsIn = Given.AsSpan(hosts, slash - hosts).Contains('@') && !parameters.Contains("authSource=", StringComparison.OrdinalIgnoreCase);
        if (signsIn)
        {
            parameters = $"authSource={(own == "" ? "admin" : own)}{(parameters == "" ? "" : "&")}{parameters}";
        }

        return $"{Given[..slash]}/{database}{(parameters == "" ? "" : "?")}{parameters}";
    }
}
