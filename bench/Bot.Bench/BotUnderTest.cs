using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Bot.Bench;

/// <summary>The product in a process of its own, as it runs in production, speaking to a LINE that answers at once.</summary>
internal sealed class BotUnderTest : IAsyncDisposable
{
    public const string Secret = "0123456789abcdef0123456789abcdef";
    public const string ApiKey = "bot_bench_0123456789abcdef";

    private readonly ConcurrentQueue<string> _said = new();
    private readonly Process _process;

    private BotUnderTest(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public HttpClient Api { get; private set; } = null!;

    public static async Task<BotUnderTest> Start(InstantLine line, params string[] settings)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "Bot.dll"),
                $"--urls=http://127.0.0.1:{port}",
                $"--Line:ChannelSecret={Secret}",
                "--Line:ChannelAccessToken=token",
                $"--Line:ApiBaseUrl={line.Address}",
                $"--Definitions:Root={Repository()}",
                $"--Api:Key={ApiKey}",
                "--Bot:QuietHours=none",
                "--Logging:LogLevel:Default=Error",
            },
            RedirectStandardOutput = true,
        };
        foreach (var setting in settings)
        {
            start.ArgumentList.Add(setting);
        }

        var process = Process.Start(start)!;
        var bot = new BotUnderTest(process, port)
        {
            Api = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(2) },
        };
        process.OutputDataReceived += (_, line) => bot.Heard(line.Data);
        process.BeginOutputReadLine();
        bot.Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
        await bot.UntilReady();
        return bot;
    }

    /// <summary>How long the process has been there.</summary>
    public TimeSpan Age => TimeProvider.System.GetUtcNow() - _process.StartTime.ToUniversalTime();

    /// <summary>Asks it to end, and waits until it has.</summary>
    public async Task Stop()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
    }

    /// <summary>Resident memory, in MiB.</summary>
    public double Memory()
    {
        _process.Refresh();
        return _process.WorkingSet64 / 1048576.0;
    }

    /// <summary>CPU time used so far.</summary>
    public TimeSpan Cpu()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
        }
        else if (_process.ExitCode != 0)
        {
            Console.Error.WriteLine($"The bot ended by itself with {_process.ExitCode}. What it said last:\n{string.Join('\n', _said)}");
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Heard(string? line)
    {
        _said.Enqueue(line ?? "");
        while (_said.Count > 40)
        {
            _said.TryDequeue(out _);
        }
    }

    private async Task UntilReady()
    {
        for (var tries = 0; tries < 3000; tries++)
        {
            try
            {
                if ((await Api.GetAsync("/readyz")).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            if (_process.HasExited)
            {
                throw new InvalidOperationException("The bot stopped at start.");
            }

            await Task.Delay(10);
        }

        throw new TimeoutException("The bot did not get ready in 30 s.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The folder of the solution.</summary>
    public static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "BotApp.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
