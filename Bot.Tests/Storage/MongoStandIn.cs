using System.Diagnostics;
using System.Text.Json;
using Bot.Tests.Journeys;

namespace Bot.Tests.Storage;

/// <summary>
/// A stand-in for MongoDB (<c>MongoStandIn/server.mjs</c>) as a process of its own: speaks the wire protocol, keeps everything in
/// memory, and can be killed, paused and told to fail. It ends with the test process.
/// </summary>
internal sealed class MongoStandIn : IDisposable
{
    private static readonly Lazy<MongoStandIn> OneForAll = new(() => new MongoStandIn());

    private readonly MongoStandInOptions _options;
    private readonly LastLines _complaints = new();
    private readonly SemaphoreSlim _oneCommand = new(1);
    private readonly int _port;
    private Process? _process;

    /// <summary>Starts it on a free port and returns when it listens.</summary>
    public MongoStandIn(MongoStandInOptions? options = null)
    {
        _options = options ?? new MongoStandInOptions();
        _port = BotProcess.FreePort();
        Start();
    }

    /// <summary>One for the whole test assembly, started when it is first asked for: a replica set that nobody stops or tells to fail.</summary>
    public static MongoStandIn Shared => OneForAll.Value;

    /// <summary>Host and port.</summary>
    public string Address => $"127.0.0.1:{_port}";

    /// <summary>For a client, without a database; names the replica set and the user, if there are any.</summary>
    public string ConnectionString => ConnectionTo(database: "");

    /// <summary>For a client, with this database as the one it works in.</summary>
    public string ConnectionTo(string database)
    {
        var user = _options.User is { } name ? $"{Uri.EscapeDataString(name)}:{Uri.EscapeDataString(_options.Password ?? "")}@" : "";
        string?[] parameters =
        [
            _options.ReplicaSet is { } set ? $"replicaSet={set}" : null,
            _options.User is null ? null : "authSource=admin",
            _options.CertificateFile is null ? null : $"tls=true&tlsCAFile={Uri.EscapeDataString(_options.CertificateFile)}",
        ];
        return $"mongodb://{user}{Address}/{database}?{string.Join('&', parameters.OfType<string>())}".TrimEnd('?');
    }

    /// <summary>Kills it as by SIGKILL. What it acknowledged is in the data file, if it has one.</summary>
    public void Stop()
    {
        if (_process is { } process)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>Starts it again on the same port: with what the data file holds, or empty.</summary>
    public void Restart()
    {
        Stop();
        Start();
    }

    /// <summary>Stops its clock (SIGSTOP): connections stay, nothing answers.</summary>
    public void Pause() => Signal("STOP");

    /// <summary>Lets it go on (SIGCONT).</summary>
    public void Resume() => Signal("CONT");

    /// <summary>
    /// Makes commands fail: <c>mode</c> and <c>data</c> of MongoDB's fail point <c>failCommand</c> as JSON, for example
    /// <c>{"mode":{"times":1},"data":{"failCommands":["insert"],"errorCode":10107}}</c>; <c>"after":true</c> in data executes the command first.
    /// </summary>
    public Task FailCommand(string json) => Run("{\"configureFailPoint\":\"failCommand\"," + json.Trim()[1..]);

    /// <summary>Ends what <see cref="FailCommand"/> began.</summary>
    public Task FailNothing() => FailCommand("""{"mode":"off"}""");

    /// <summary>How often each command has been asked for since the start.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CommandCounts()
    {
        var status = await Run("""{"serverStatus":1}""");
        return status.GetProperty("metrics").GetProperty("commands").EnumerateObject()
            .ToDictionary(command => command.Name, command => command.Value.GetProperty("total").GetInt32());
    }

    /// <summary>Runs a command on the database "admin", past every sign-in, and returns its answer.</summary>
    public async Task<JsonElement> Run(string json)
    {
        await _oneCommand.WaitAsync();
        try
        {
            var process = _process ?? throw new InvalidOperationException("The stand-in is stopped.");
            await process.StandardInput.WriteLineAsync(json.ReplaceLineEndings(" "));
            await process.StandardInput.FlushAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            var answer = await process.StandardOutput.ReadLineAsync(patience.Token)
                ?? throw new InvalidOperationException($"The stand-in ended: {_complaints}");
            var reply = JsonDocument.Parse(answer).RootElement;
            return reply.GetProperty("ok").GetInt32() == 1 ? reply : throw new InvalidOperationException($"The stand-in refused {json}: {answer}");
        }
        finally
        {
            _oneCommand.Release();
        }
    }

    public void Dispose()
    {
        Stop();
        _oneCommand.Dispose();
    }

    private void Start()
    {
        var tests = Path.Combine(BotApplication.Repository, "Bot.Tests");
        if (!Directory.Exists(Path.Combine(tests, "node_modules", "mingo")))
        {
            throw new InvalidOperationException("The stand-in's packages are not installed. Run `npm ci` in Bot.Tests (test.sh does).");
        }

        string[] arguments = [Path.Combine(tests, "Storage", "MongoStandIn", "server.mjs"), "--port", $"{_port}", .. _options.Arguments];
        _process = Process.Start(new ProcessStartInfo("node", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.ErrorDataReceived += (_, line) => _complaints.Add(line.Data);
        _process.BeginErrorReadLine();
        if (_process.StandardOutput.ReadLine()?.StartsWith("listening on", StringComparison.Ordinal) != true)
        {
            _process.WaitForExit();
            throw new InvalidOperationException($"The stand-in did not start: {_complaints}");
        }
    }

    private void Signal(string signal)
    {
        if (_process is { } process)
        {
            using var kill = Process.Start("sh", ["-c", $"kill -{signal} {process.Id}"]);
            kill.WaitForExit();
        }
    }
}
