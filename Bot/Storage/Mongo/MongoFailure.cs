namespace Bot.Storage.Mongo;

/// <summary>MongoDB's errors as sentences that say what to do.</summary>
internal static class MongoFailure
{
    /// <summary>The sentence for an error, without the connection string's secrets.</summary>
    public static StoreException Of(MongoError error, MongoUri uri) =>
        new($"{Sentence(error)} (MongoDB {error.Code}: {uri.Hide(error.Message)})", error);

    /// <summary>Whether nothing works until somebody or something has mended the server or the way there.</summary>
    public static bool IsOutage(MongoError error) => error.IsSelection || IsAuthentication(error);

    private static string Sentence(MongoError error) => error switch
    {
        { IsUnknownCommit: true } =>
            "MongoDB did not say in time whether a commit was written: it may or may not be there.",
        _ when Says(error.Message, "reports wire version") =>
            "The MongoDB server is too old, or too new for the C driver on this machine: BotApp needs MongoDB 4.4 or newer.",
        _ when Says(error.Message, "Failed to look up", "Failed to resolve") => Unknown,
        { IsSelection: true } => Unreachable(error.Message),
        _ when IsAuthentication(error) => Refused,
        { IsNetwork: true } =>
            "The connection to MongoDB broke or took longer than socketTimeoutMS: check the network and the server's load. What was being written may or may not be there.",
        _ => error.Code switch
        {
            13 => "The user of Storage:ConnectionString may not do this: grant it the role readWrite on the bot's database.",
            14031 => "The disk of the MongoDB server is full: free some space there. Nothing of this was written.",
            10107 or 13435 or 10058 or 189 or 11602 or 91 or 11600 =>
                "The MongoDB server asked is not the primary now: a new one is being elected, or the connection string reaches only a secondary (directConnection=true). It goes on by itself once there is a primary.",
            10334 or 17419 or 17420 or 2 when error.Message.Contains("too large", StringComparison.OrdinalIgnoreCase) || error.Code != 2 =>
                "A document is larger than the 16 MB that MongoDB keeps: nothing of this was written.",
            50 or 262 => "MongoDB took longer for this than it may: the server is too slow for what is asked of it, or an index is missing.",
            64 or 100 => "MongoDB could not copy this to a majority of the replica set in time: check its other members. What was being written may be there.",
            20 or 263 when error.Message.Contains("Transaction numbers", StringComparison.OrdinalIgnoreCase) => Standalone,
            112 => "Others kept changing the same documents until the time for this was up. Nothing of this was written; try again.",
            _ => "MongoDB failed.",
        },
    };

    private const string Refused =
        "MongoDB refuses the user or the password: check both in Storage:ConnectionString, and authSource, the database the user was made in.";

    private const string Unknown = "The host of MongoDB is not found: check the name in Storage:ConnectionString and this machine's DNS.";

    /// <summary>What to do about a server that is not part of a replica set.</summary>
    public const string Standalone =
        "The MongoDB server is a standalone server: BotApp needs a replica set, because answers and messages are written together in transactions. " +
        "Start mongod with --replSet rs0 and run rs.initiate() once in mongosh; one server is enough for a replica set.";

    /// <summary>What to do about a server before 4.4.</summary>
    public static string TooOld(string found) =>
        $"The MongoDB server is too old: it is {found}, and BotApp needs 4.4 or newer (7.0 or 8.0 for a new installation). Upgrade the server.";

    // libmongoc gathers what each server said into one message, in brackets.
    private static string Unreachable(string message) => Causes(message) switch
    {
        var causes when Says(causes, "authentication failed", "auth failed") => Refused,
        var causes when Says(causes, "tls", "ssl", "certificate") =>
            "The TLS connection to MongoDB fails: check tls=true on both sides, that tlsCAFile names the authority that signed the server's certificate, and that the host is written as the certificate has it.",
        var causes when Says(causes, "resolve", "look up") => Unknown,
        var causes when Says(causes, "timeout", "timed out") =>
            "MongoDB does not answer in time: check host and port in Storage:ConnectionString, the firewall between, and that mongod runs.",
        var causes when Says(causes, "connect", "refused", "socket") =>
            "Nothing answers at MongoDB's address: check host and port in Storage:ConnectionString, that mongod runs there, and that it listens to more than 127.0.0.1 (net.bindIp).",
        _ => "No MongoDB server can be used: check host, port and replicaSet in Storage:ConnectionString, and that the replica set has a primary (rs.status() in mongosh).",
    };

    // What stands in brackets is of the servers; before them the driver names its own time limit.
    private static string Causes(string message) => message.IndexOf('[', StringComparison.Ordinal) is var at and >= 0 ? message[at..] : "";

    private static bool Says(string message, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (message.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // Code 11: libmongoc's own for a handshake that failed; the others are servers'.
    private static bool IsAuthentication(MongoError error) => error.IsOfDriver ? error.Code == 11 : error.Code is 18 or 8000;
}
