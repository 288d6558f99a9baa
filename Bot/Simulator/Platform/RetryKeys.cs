namespace Bot.Simulator.Platform;

/// <summary>Accepted retry keys, remembered for 24 hours as LINE does.</summary>
internal sealed class RetryKeys
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly Dictionary<string, Accepted> _keys = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<(string Key, DateTimeOffset At)> _oldestFirst = [];

    public Accepted? Find(string key, DateTimeOffset now) =>
        _keys.TryGetValue(key, out var accepted) && now - accepted.At < Kept ? accepted : null;

    public IEnumerable<(string Key, Accepted Accepted)> KeptAt(DateTimeOffset now) =>
        _keys.Where(kept => now - kept.Value.At < Kept).Select(kept => (kept.Key, kept.Value));

    public void Keep(string key, Accepted accepted)
    {
        while (_oldestFirst.TryPeek(out var oldest) && accepted.At - oldest.At >= Kept)
        {
            _oldestFirst.Dequeue();
            if (_keys.TryGetValue(oldest.Key, out var held) && held.At == oldest.At)
            {
                _keys.Remove(oldest.Key);
            }
        }

        _keys[key] = accepted;
        _oldestFirst.Enqueue((key, accepted.At));
    }

    /// <summary>The first request with the key; a push gives its sent messages again.</summary>
    public sealed record Accepted(string RequestId, DateTimeOffset At, string Via, IReadOnlyList<ChatEntry> Entries);
}
