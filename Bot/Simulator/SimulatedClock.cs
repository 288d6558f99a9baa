namespace Bot.Simulator;

/// <summary>
/// The real clock plus a distance that a person can change: "seven days later" is one click. Timers made by it fire when
/// a jump passes them. Elapsed time (<see cref="TimeProvider.GetTimestamp"/>) stays real.
/// </summary>
public sealed class SimulatedClock(TimeProvider? real = null) : TimeProvider
{
    private readonly TimeProvider _real = real ?? System;
    private readonly Lock _lock = new();
    private readonly HashSet<SimulatedTimer> _timers = [];
    private long _offsetTicks;

    /// <summary>How far this clock is ahead of the real one.</summary>
    public TimeSpan Offset => TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));

    /// <summary>Told after each move.</summary>
    public event Action<TimeSpan>? Moved;

    /// <summary>The real clock's time zone.</summary>
    public override TimeZoneInfo LocalTimeZone => _real.LocalTimeZone;

    /// <summary>The real time plus <see cref="Offset"/>.</summary>
    public override DateTimeOffset GetUtcNow() => _real.GetUtcNow() + Offset;

    /// <summary>Moves the clock ahead by this much, or back when negative.</summary>
    public void Advance(TimeSpan by) => MoveTo(Offset + by);

    /// <summary>Makes it this moment now; the clock goes on from there.</summary>
    public void SetTo(DateTimeOffset time) => MoveTo(time - _real.GetUtcNow());

    /// <summary>Goes back to the real time.</summary>
    public void Reset() => MoveTo(TimeSpan.Zero);

    /// <summary>A timer that follows this clock: a jump past its time makes it fire at once.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal void MoveTo(TimeSpan offset)
    {
        List<SimulatedTimer> timers;
        TimeSpan by;
        lock (_lock)
        {
            by = offset - Offset;
            Interlocked.Exchange(ref _offsetTicks, offset.Ticks);
            timers = [.. _timers];
        }

        foreach (var timer in timers)
        {
            timer.ClockMoved(by);
        }

        Moved?.Invoke(offset);
    }

    private sealed class SimulatedTimer : ITimer
    {
        private readonly SimulatedClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _inner;
        private readonly Lock _lock = new();
        private DateTimeOffset? _due;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public SimulatedTimer(SimulatedClock clock, TimerCallback callback, object? state)
        {
            (_clock, _callback, _state) = (clock, callback, state);
            _inner = clock._real.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_lock)
            {
                _period = period;
                _due = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.GetUtcNow() + dueTime;
                lock (_clock._lock)
                {
                    if (_due is null)
                    {
                        _clock._timers.Remove(this);
                    }
                    else
                    {
                        _clock._timers.Add(this);
                    }
                }

                return Arm();
            }
        }

        /// <summary>A jump ahead brings the timer nearer; a jump back keeps what was left, or it would wait for days.</summary>
        public void ClockMoved(TimeSpan by)
        {
            lock (_lock)
            {
                if (by < TimeSpan.Zero)
                {
                    _due += by;
                }

                Arm();
            }
        }

        public void Dispose()
        {
            lock (_clock._lock)
            {
                _clock._timers.Remove(this);
            }

            _inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private bool Arm()
        {
            if (_due is not { } due)
            {
                return _inner.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }

            var left = due - _clock.GetUtcNow();
            return _inner.Change(Limit(left), Timeout.InfiniteTimeSpan);
        }

        // A system timer waits 49 days at most; a longer wait is armed again when it rings early.
        private static TimeSpan Limit(TimeSpan left) =>
            left < TimeSpan.Zero ? TimeSpan.Zero : left > TimeSpan.FromDays(30) ? TimeSpan.FromDays(30) : left;

        private void Ring()
        {
            lock (_lock)
            {
                if (_due is not { } due)
                {
                    return;
                }

                if (due - _clock.GetUtcNow() > TimeSpan.FromMilliseconds(1))
                {
                    Arm();
                    return;
                }

                _due = _period > TimeSpan.Zero ? _clock.GetUtcNow() + _period : null;
                if (_due is null)
                {
                    lock (_clock._lock)
                    {
                        _clock._timers.Remove(this);
                    }
                }

                Arm();
            }

            _callback(_state);
        }
    }
}
