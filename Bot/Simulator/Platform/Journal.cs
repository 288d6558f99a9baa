using System.Text.Json;
using System.Threading.Channels;

namespace Bot.Simulator.Platform;

/// <summary>
/// The file of facts, one a line, so that the phones show after a restart what they showed before. Facts are handed to
/// the system as they come; the last moments before a power cut may be missing, which a simulator can bear.
/// </summary>
internal sealed class Journal : IAsyncDisposable
{
    private readonly Channel<PlatformFact> _facts = Channel.CreateUnbounded<PlatformFact>(new UnboundedChannelOptions { SingleReader = true });
    private readonly string _path;
    private readonly FileStream _ours;
    private Task _writing = Task.CompletedTask;

    private Journal(string path, FileStream ours) => (_path, _ours) = (path, ours);

    /// <summary>Takes the file for this process alone: a second one started by mistake must not write over it.</summary>
    /// <exception cref="IOException">Another process has it.</exception>
    public static Journal Take(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new Journal(path, new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
    }

    /// <summary>What the file tells. A last line cut short by a crash is passed over.</summary>
    public IEnumerable<PlatformFact> Read()
    {
        if (!File.Exists(_path))
        {
            yield break;
        }

        foreach (var line in File.ReadLines(_path))
        {
            if (Parse(line) is { } fact)
            {
                yield return fact;
            }
        }
    }

    /// <summary>Starts the file anew with these facts, then goes on from there.</summary>
    public void Begin(IEnumerable<PlatformFact> compacted)
    {
        var fresh = _path + ".new";
        using (var file = File.Create(fresh))
        {
            foreach (var fact in compacted)
            {
                JsonSerializer.Serialize(file, fact, SimulatorJson.Readable);
                file.WriteByte((byte)'\n');
            }
        }

        File.Move(fresh, _path, overwrite: true);
        _writing = Task.Run(Write);
    }

    public void Append(PlatformFact fact) => _facts.Writer.TryWrite(fact);

    public async ValueTask DisposeAsync()
    {
        _facts.Writer.TryComplete();
        await _writing;
        await _ours.DisposeAsync();
    }

    private async Task Write()
    {
        await using var file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        using var lines = new MemoryStream();
        while (await _facts.Reader.WaitToReadAsync())
        {
            while (lines.Length < 1 << 20 && _facts.Reader.TryRead(out var fact))
            {
                JsonSerializer.Serialize(lines, fact, SimulatorJson.Readable);
                lines.WriteByte((byte)'\n');
            }

            await file.WriteAsync(lines.GetBuffer().AsMemory(0, (int)lines.Length));
            lines.SetLength(0);
        }
    }

    private static PlatformFact? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<PlatformFact>(line, SimulatorJson.Readable);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
