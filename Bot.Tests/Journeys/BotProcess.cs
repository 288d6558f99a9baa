using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Bot.Tests.Journeys;

/// <summary>The product as a process of its own, which can be killed and paused.</summary>
internal sealed class BotProcess : IDisposable
{
    private static int LastPort = 20_000 + Random.Shared.Next(10_000);

    private readonly string _folder;
    private readonly string[] _arguments;
    private readonly LastLines _said = new();
    private Process? _process;

    /// <summary>Arguments as after <c>dotnet Bot.dll</c>.</summary>
    public BotProcess(string folder, params string[] arguments)
    {
        (_folder, _arguments) = (folder, arguments);
        AppDomain.CurrentDomain.ProcessExit += AtTheEnd;
    }

    /// <summary>What it said last, for whoever wonders.</summary>
    public string Said => _said.ToString();

    public bool IsRunning => _process is { HasExited: false };

    public void Start()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. _arguments])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_TieredPGO"] = "0";
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _said.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => _said.Add(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public void Kill()
    {
        if (_process is { } process)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>SIGTERM: it ends what it does, and is given time to.</summary>
    public void Stop()
    {
        Signal("TERM");
        _process!.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    /// <summary>SIGSTOP: connections stay, nothing answers, no clock is looked at.</summary>
    public void Pause() => Signal("STOP");

    /// <summary>SIGCONT: it goes on as if nothing had been.</summary>
    public void Resume() => Signal("CONT");

    /// <summary>Waits until it answers there; fails when it ended, or after a minute.</summary>
    public async Task Answers(HttpClient client, string path)
    {
        for (var since = Stopwatch.GetTimestamp(); ; await Task.Delay(50))
        {
            try
            {
                using var answer = await client.GetAsync(path);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            Assert.True(IsRunning && Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(60), $"It does not start: {Said}");
        }
    }

    /// <summary>The arguments of a simulated LINE for <see cref="Bot"/>.</summary>
    public static string[] Line(int port, Uri webhook) =>
    [
        "simulator", "--url", $"http://127.0.0.1:{port}", "--webhook", $"{webhook}",
        "--channel-secret", "kill-secret", "--channel-access-token", "kill-token", "--monthly-limit", "0",
    ];

    /// <summary>The arguments of a bot that speaks to <see cref="Line"/>, without those of its store.</summary>
    public static string[] Bot(int port, int linePort) =>
    [
        "--urls", $"http://127.0.0.1:{port}", "--Line:ChannelSecret=kill-secret", "--Line:ChannelAccessToken=kill-token",
        $"--Line:ApiBaseUrl=http://127.0.0.1:{linePort}", $"--Line:DataApiBaseUrl=http://127.0.0.1:{linePort}",
        $"--Definitions:Root={BotApplication.Repository}", $"--Api:Key={BotApplication.ApiKey}",
        "--Bot:QuietHours=none", "--Logging:LogLevel:Default=Warning",
    ];

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= AtTheEnd;
        Kill();
    }

    /// <summary>
    /// A port nothing listens on, below those the system gives to outgoing connections: one of those may be taken by
    /// another test's connection before the server of this one starts. Never the same twice in a run.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref LastPort);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else has it: the next one.
            }
        }
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -{signal} {_process!.Id}"]);
        kill.WaitForExit();
    }

    private void AtTheEnd(object? sender, EventArgs e) => Kill();
}
