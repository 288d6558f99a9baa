namespace Bot.Simulator.Platform;

/// <summary>How far a narrowcast has come, as LINE tells it.</summary>
internal sealed record NarrowcastStatus(string Phase, NarrowcastTaken Taken, int Reached, DateTimeOffset? CompletedAt);

/// <summary>
/// Narrowcasts: taken on at once, delivered a moment of the clock later, done another moment after that. Touched under the
/// platform's lock only.
/// </summary>
internal sealed class Narrowcasts
{
    public static readonly TimeSpan Waiting = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Sending = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    private readonly Dictionary<string, (NarrowcastTaken Taken, NarrowcastDelivered? Delivered)> _all = new(StringComparer.OrdinalIgnoreCase);

    public void Take(NarrowcastTaken taken) => _all[taken.RequestId] = (taken, null);

    public void Deliver(NarrowcastDelivered delivered)
    {
        if (_all.TryGetValue(delivered.RequestId, out var found))
        {
            _all[delivered.RequestId] = (found.Taken, delivered);
        }
    }

    /// <summary>Those that are still to reach their phones.</summary>
    public IEnumerable<NarrowcastTaken> Undelivered => _all.Values.Where(one => one is { Delivered: null, Taken.ErrorCode: null }).Select(one => one.Taken);

    /// <summary>Messages of the month that are set aside.</summary>
    public int Reserved => Undelivered.Sum(taken => taken.Reserved);

    /// <summary>What LINE still knows of.</summary>
    public IEnumerable<PlatformFact> KeptAt(DateTimeOffset now) =>
        _all.Values.Where(one => now - one.Taken.At < Kept).SelectMany(one => one.Delivered is { } delivered ? [one.Taken, delivered] : new PlatformFact[] { one.Taken });

    /// <summary>Null: never a narrowcast, or too long ago.</summary>
    public NarrowcastStatus? Find(string requestId, DateTimeOffset now)
    {
        if (!_all.TryGetValue(requestId, out var found) || now - found.Taken.At >= Kept)
        {
            return null;
        }

        var (taken, delivered) = found;
        return (taken.ErrorCode, delivered) switch
        {
            ({ }, _) when now - taken.At >= Waiting => new("failed", taken, 0, taken.At + Waiting),
            (null, { } done) when now - done.At >= Sending => new("succeeded", taken, done.Reached, done.At + Sending),
            (null, { } done) => new("sending", taken, done.Reached, null),
            _ => new("waiting", taken, 0, null),
        };
    }
}
