using System.Text.Json.Serialization;

namespace Bot.Simulator.Platform;

/// <summary>One HTTP call between LINE and the bot.</summary>
internal sealed record Call
{
    public long Seq { get; init; }

    /// <summary>On the simulated clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary><c>api</c>: the bot called LINE. <c>webhook</c>: LINE called the bot.</summary>
    public required string Direction { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    /// <summary>The answer's status; 0 when none came.</summary>
    public required int Status { get; init; }

    public required double Milliseconds { get; init; }

    public string? RequestId { get; init; }

    /// <summary>The types of the events a webhook carries.</summary>
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>What is worth knowing beside: a fault that was switched on, why nobody answered.</summary>
    public string? Note { get; init; }

    [JsonIgnore]
    public ReadOnlyMemory<byte> Request { get; init; }

    [JsonIgnore]
    public ReadOnlyMemory<byte> Response { get; init; }
}

/// <summary>The last calls both ways, newest last.</summary>
internal sealed class CallLog(Feed feed)
{
    private const int Length = 1_000;
    private const int KeptOfBody = 32 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<Call> _calls = [];
    private long _seq;

    public void Add(Call call)
    {
        lock (_lock)
        {
            call = call with { Seq = ++_seq, Request = Kept(call.Request), Response = Kept(call.Response) };
            _calls.Enqueue(call);
            if (_calls.Count > Length)
            {
                _calls.Dequeue();
            }
        }

        feed.Tell(call);
    }

    public IReadOnlyList<Call> Since(long seq, int atMost)
    {
        lock (_lock)
        {
            return [.. _calls.Where(call => call.Seq > seq).TakeLast(atMost)];
        }
    }

    public Call? Find(long seq)
    {
        lock (_lock)
        {
            return _calls.FirstOrDefault(call => call.Seq == seq);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _calls.Clear();
        }
    }

    // A big body is cut so that the log stays small; the copy lets the whole go.
    private static ReadOnlyMemory<byte> Kept(ReadOnlyMemory<byte> body) => body.Length <= KeptOfBody ? body : body[..KeptOfBody].ToArray();
}
