using Bot.Storage;

namespace Bot.Outbox;

/// <summary>
/// How long something stored is in this process's hands: others leave it alone until then. The shop's clock is written down
/// for them; this process also counts the time that really passes, since that clock may be set.
/// </summary>
internal sealed class Hand
{
    private readonly TimeProvider _clock;
    private readonly TimeSpan _sureFor;
    private readonly bool _alone;
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private readonly DateTimeOffset _surelyUntil;

    /// <param name="length">For how long.</param>
    /// <param name="clock">The shop's clock.</param>
    /// <param name="alone">Whether nobody else is there who could take it.</param>
    public Hand(TimeSpan length, TimeProvider clock, bool alone)
    {
        (_clock, _alone) = (clock, alone);
        Until = StoredTime.Truncate(clock.GetUtcNow() + length);
        _sureFor = length * 0.8; // The rest is for clocks that differ.
        _surelyUntil = Until - (length * 0.2);
    }

    /// <summary>From then on anybody may take it.</summary>
    public DateTimeOffset Until { get; }

    /// <summary>Whether nobody else can have taken it yet.</summary>
    public bool IsSure => _alone || (TimeProvider.System.GetElapsedTime(_began) < _sureFor && _clock.GetUtcNow() < _surelyUntil);
}
