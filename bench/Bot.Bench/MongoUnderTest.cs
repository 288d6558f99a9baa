using System.Diagnostics;
using System.Text;
using Bot.Storage;
using Bot.Storage.Mongo;
using Bot.Tests.Storage;

namespace Bot.Bench;

/// <summary>A database of the replica set that MONGODB_URI names, or of the tests' stand-in, started for this.</summary>
internal sealed class MongoUnderTest : IStoreUnderTest
{
    private static readonly string[] Counted = ["find", "getMore", "aggregate", "insert", "update", "delete", "findAndModify", "commitTransaction", "abortTransaction"];

    private static readonly string? Given = Environment.GetEnvironmentVariable("MONGODB_URI") is { Length: > 0 } uri ? uri : null;

    private readonly Process? _standIn;
    private readonly string _address;

    public MongoUnderTest()
    {
        if (Given is not null)
        {
            var (server, options) = Given.IndexOf('?', StringComparison.Ordinal) is var question and >= 0 ? (Given[..question], Given[question..]) : (Given, "");
            _address = $"{server.TrimEnd('/')}/bench_{Guid.NewGuid():N}{options}";
            return;
        }

        _standIn = Process.Start(new ProcessStartInfo("node", [Path.Combine(BotUnderTest.Repository(), "Bot.Tests", "Storage", "MongoStandIn", "server.mjs"), "--port", "0"])
        {
            RedirectStandardInput = true, // It ends with us.
            RedirectStandardOutput = true,
        })!;
        const string Listening = "listening on ";
        _address = _standIn.StandardOutput.ReadLine() is { } line && line.StartsWith(Listening, StringComparison.Ordinal)
            ? $"mongodb://{line[Listening.Length..]}/bench?replicaSet=rs0"
            : throw new InvalidOperationException("The stand-in did not start: run ./test.sh once, which installs its packages.");
    }

    public static string Name => Given is null ? "the tests' stand-in for MongoDB (one Node process)" : "the MongoDB of MONGODB_URI";

    public string[] Settings => ["--Storage:Engine=Mongo", $"--Storage:ConnectionString={_address}"];

    public StoreAddress Open(IReadOnlyList<Collection> collections) => StoreAddress.Open(_address, ".", collections);

    public Task<IReadOnlyDictionary<string, long>> Calls() => Task.Run<IReadOnlyDictionary<string, long>>(() => MongoDatabase.Use(_address, Commands));

    private static Dictionary<string, long> Commands(MongoClient client)
    {
        var status = client.Read(new BsonWriter().BeginDocument().Int32("serverStatus"u8, 1).End().Written, "admin");
        var counts = BsonReader.Find(BsonReader.Find(status, "metrics"u8).Value, "commands"u8);
        var commands = new Dictionary<string, long>();
        foreach (var name in Counted)
        {
            commands[name] = BsonReader.Find(counts.Value, Encoding.UTF8.GetBytes(name)) is { IsNull: false } count
                ? BsonReader.Find(count.Value, "total"u8).Int64()
                : 0;
        }

        return commands;
    }

    public void Dispose()
    {
        if (_standIn is null)
        {
            MongoDatabase.Drop(_address);
            return;
        }

        _standIn.Kill();
        _standIn.WaitForExit();
        _standIn.Dispose();
    }
}
