using System.Threading.Channels;

namespace Bot.Simulator.Platform;

/// <summary>Tells watchers (phone pages, waiting tests) what happens. A watcher that falls behind loses the oldest news.</summary>
internal sealed class Feed
{
    private const int Backlog = 10_000;

    private volatile Channel<object>[] _watchers = [];
    private readonly Lock _lock = new();

    public Watch Subscribe()
    {
        var channel = Channel.CreateBounded<object>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_lock)
        {
            _watchers = [.. _watchers, channel];
        }

        return new Watch(this, channel);
    }

    public void Tell(object news)
    {
        foreach (var watcher in _watchers)
        {
            watcher.Writer.TryWrite(news);
        }
    }

    public sealed class Watch(Feed feed, Channel<object> channel) : IDisposable
    {
        public ChannelReader<object> News => channel.Reader;

        public void Dispose()
        {
            lock (feed._lock)
            {
                feed._watchers = [.. feed._watchers.Where(watcher => watcher != channel)];
            }
        }
    }
}
