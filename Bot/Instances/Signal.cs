using System.Threading.Channels;

namespace Bot.Instances;

/// <summary>Tells work in the background that there may be something to do, so that it need not wait for its next look.</summary>
public class Signal
{
    private readonly Channel<byte> _channel = Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Says that something was committed; never waits, and many calls count as one.</summary>
    public void Wake() => _channel.Writer.TryWrite(0);

    /// <summary>Returns at the next <see cref="Wake"/> or after this long.</summary>
    internal async Task Wait(TimeSpan atMost, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(atMost);
        try
        {
            await _channel.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Nobody called; time to look anyway.
        }
    }
}
