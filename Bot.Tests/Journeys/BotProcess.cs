using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Bot.Tests.Journeys;

/// <summary>The product as a process of its own, which can be killed.</summary>
internal sealed class BotProcess : IDisposable
{
    private readonly string _folder;
    private readonly string[] _arguments;
    private readonly Queue<string> _said = [];
    private Process? _process;

    /// <summary>Arguments as after <c>dotnet Bot.dll</c>.</summary>
    public BotProcess(string folder, params string[] arguments)
    {
        (_folder, _arguments) = (folder, arguments);
        AppDomain.CurrentDomain.ProcessExit += AtTheEnd;
    }

    /// <summary>What it said last, for whoever wonders.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return string.Join('\n', _said);
            }
        }
    }

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
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
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

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= AtTheEnd;
        Kill();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void AtTheEnd(object? sender, EventArgs e) => Kill();

    private void Note(string? line)
    {
        lock (_said)
        {
            if (line is not null)
            {
                _said.Enqueue(line);
                if (_said.Count > 60)
                {
                    _said.Dequeue();
                }
            }
        }
    }
}
