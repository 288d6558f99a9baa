using System.Collections.Concurrent;

namespace Bot.Surveys;

/// <summary>
/// Lets the turns of one process through one by one where they race for the same places. Which of them gets the last place is decided
/// by the store alone; without the gate most of a crowd would decide again and again on what others had just changed.
/// </summary>
internal sealed class PlaceGates
{
    // A turn may wait at two gates, another at the same two the other way round: nobody waits for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new();

    /// <summary>Waits for the gate of a survey, and leaves it when disposed.</summary>
    public async Task<IDisposable> Enter(string survey, CancellationToken ct)
    {
        var gate = _gates.GetOrAdd(survey, _ => new SemaphoreSlim(1));
        return await gate.WaitAsync(Patience, ct) ? new Pass(gate) : new Pass(null);
    }

    private sealed class Pass(SemaphoreSlim? gate) : IDisposable
    {
        private SemaphoreSlim? _gate = gate;

        public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Release();
    }
}
