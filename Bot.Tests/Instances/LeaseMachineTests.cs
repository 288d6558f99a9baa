using Bot.Instances;

namespace Bot.Tests.Instances;

/// <summary>The rules of leases, with clocks that agree in nothing.</summary>
public class LeaseMachineTests
{
    private readonly SharedDocument _document = new();

    [Fact]
    public void A_role_nobody_ever_had_is_taken_at_once()
    {
        var one = new Holder("one", _document);

        one.Tend();

        Assert.True(one.IsHeld);
        Assert.Equal(("one", 1), (_document.Value!.Holder, _document.Value.Fence));
    }

    [Fact]
    public void Renewing_keeps_the_fence_and_counts_from_the_start_of_the_writing()
    {
        var one = new Holder("one", _document);
        one.Tend();
        one.Now += TimeSpan.FromSeconds(3);
        one.Tend();

        one.Now += LeaseMachine.GoodFor - TimeSpan.FromMilliseconds(1);
        Assert.True(one.IsHeld);
        one.Now += TimeSpan.FromMilliseconds(1);
        Assert.False(one.IsHeld);
        Assert.Equal((1, 2), (_document.Value!.Fence, _document.Version));
    }

    [Fact]
    public void A_lease_that_is_renewed_is_left_alone_however_long_it_lasts()
    {
        var (one, two) = (new Holder("one", _document), new Holder("two", _document));
        for (var second = 0; second < 60; second++)
        {
            one.Tend();
            two.Tend();
            one.Now += TimeSpan.FromSeconds(1);
            two.Now += TimeSpan.FromSeconds(1);
            Assert.True(one.IsHeld);
            Assert.False(two.IsHeld);
        }
    }

    [Fact]
    public void A_holder_who_was_killed_is_followed_after_five_seconds_with_the_next_fence()
    {
        new Holder("killed", _document).Tend();
        var two = new Holder("two", _document);
        two.Tend();

        two.Now += LeaseMachine.TakenOverAfter - TimeSpan.FromMilliseconds(1);
        two.Tend();
        Assert.False(two.IsHeld);

        two.Now += TimeSpan.FromMilliseconds(1);
        two.Tend();
        Assert.True(two.IsHeld);
        Assert.Equal(("two", 2), (_document.Value!.Holder, _document.Value.Fence));
    }

    [Fact]
    public void Who_has_just_started_waits_the_whole_time_since_nothing_in_the_document_tells_its_age()
    {
        new Holder("killed", _document).Tend();
        var late = new Holder("late", _document) { Now = TimeSpan.FromDays(1) };

        late.Tend();
        late.Now += TimeSpan.FromSeconds(4);
        late.Tend();

        Assert.False(late.IsHeld);
    }

    [Fact]
    public void A_lease_that_was_given_back_is_taken_at_once()
    {
        var (one, two) = (new Holder("one", _document), new Holder("two", _document));
        one.Tend();
        two.Tend();

        _document.Write(_document.Value! with { Holder = null }, _document.Version);
        two.Tend();

        Assert.True(two.IsHeld);
        Assert.Equal(2, _document.Value!.Fence);
    }

    [Fact]
    public void A_process_that_was_paused_has_lost_its_lease_before_it_learns_of_it()
    {
        var (paused, two) = (new Holder("paused", _document), new Holder("two", _document));
        paused.Tend();
        two.Tend();
        two.Now += TimeSpan.FromSeconds(5);
        two.Tend();
        Assert.True(two.IsHeld);

        paused.Now += TimeSpan.FromSeconds(6);
        Assert.False(paused.IsHeld);
        paused.Tend();
        Assert.False(paused.IsHeld);
        Assert.Equal("two", _document.Value!.Holder);
    }

    [Fact]
    public void Paused_between_reading_and_writing_it_writes_nothing_over_its_successor()
    {
        var (paused, two) = (new Holder("paused", _document), new Holder("two", _document));
        paused.Tend();
        two.Tend();
        paused.Read();
        two.Now += TimeSpan.FromSeconds(5);
        two.Tend();

        paused.Now += TimeSpan.FromSeconds(6);
        paused.Write();

        Assert.False(paused.IsHeld);
        Assert.Equal(("two", 2), (_document.Value!.Holder, _document.Value.Fence));
    }

    [Fact]
    public void Paused_while_nobody_else_was_there_it_begins_anew_under_the_next_fence()
    {
        var one = new Holder("one", _document);
        one.Tend();
        one.Now += TimeSpan.FromHours(1);

        Assert.False(one.IsHeld);
        one.Tend();

        Assert.True(one.IsHeld);
        Assert.Equal(2, _document.Value!.Fence);
    }

    [Fact]
    public void While_the_store_is_away_the_holder_stops_in_time_and_whoever_is_first_afterwards_has_it()
    {
        var (one, two) = (new Holder("one", _document), new Holder("two", _document));
        one.Tend();
        two.Tend();

        one.Now += TimeSpan.FromSeconds(10);
        two.Now += TimeSpan.FromSeconds(10);
        Assert.False(one.IsHeld);

        two.Tend();
        one.Tend();
        Assert.True(two.IsHeld);
        Assert.False(one.IsHeld);
    }

    [Fact]
    public void A_renewal_that_was_written_though_no_answer_came_does_not_count()
    {
        var one = new Holder("one", _document);
        one.Tend();
        one.Now += TimeSpan.FromSeconds(1);
        one.Read();
        one.Write(answered: false);
        one.Now += TimeSpan.FromSeconds(3);
        Assert.False(one.IsHeld);

        one.Tend();
        Assert.True(one.IsHeld);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Whatever_happens_there_are_never_two_holders_and_a_quiet_while_brings_one(int seed)
    {
        var random = new Random(seed);
        var holders = Enumerable.Range(0, 3)
            .Select(number => new Holder($"{number}", _document) { Now = TimeSpan.FromSeconds(random.Next(100_000)), Drift = 1 + ((random.NextDouble() - 0.5) / 25) })
            .ToList();
        (Holder Holder, long Fence)? last = null;
        for (var step = 0; step < 20_000; step++)
        {
            // Ten seconds of every minute and a half nothing goes wrong.
            var quiet = step % 900 >= 800;
            foreach (var holder in holders)
            {
                holder.Pass(TimeSpan.FromMilliseconds(100));
                holder.Step(random, quiet);
            }

            var held = holders.Where(holder => holder.IsHeld).ToList();
            Assert.True(held.Count <= 1, $"Two holders at step {step} of seed {seed}.");
            if (held is [var one])
            {
                var fence = one.Fence;
                Assert.True(last is not { } before || fence > before.Fence || (fence == before.Fence && before.Holder == one), $"Fence {fence} after {last}");
                last = (one, fence);
            }

            Assert.True(step % 900 != 899 || held.Count == 1, $"Nobody after a quiet while, step {step} of seed {seed}.");
        }
    }

    private sealed class SharedDocument
    {
        public LeaseDocument? Value { get; private set; }

        public long Version { get; private set; }

        public bool Write(LeaseDocument value, long expected)
        {
            if (expected != Version)
            {
                return false;
            }

            (Value, Version) = (value, Version + 1);
            return true;
        }
    }

    /// <summary>A process with a clock of its own, which does what <see cref="Lease"/> does, piece by piece.</summary>
    private sealed class Holder(string name, SharedDocument document)
    {
        private LeaseSight _sight = new();
        private (LeaseDocument Next, TimeSpan Started)? _writing;
        private int _pausedFor;

        public TimeSpan Now { get; set; }

        public double Drift { get; init; } = 1;

        public bool IsHeld => LeaseMachine.IsHeld(_sight, Now);

        public long Fence => _sight.Document!.Fence;

        public void Tend()
        {
            Read();
            Write();
        }

        public void Read()
        {
            _sight = LeaseMachine.Read(_sight, document.Value, document.Version, name, Now);
            _writing = LeaseMachine.ToWrite(_sight, "role", name, Now) is { } next ? (next, Now) : null;
        }

        public void Write(bool answered = true)
        {
            if (_writing is var (next, started) && document.Write(next, _sight.Version) && answered)
            {
                _sight = LeaseMachine.Written(_sight, next, started);
            }

            _writing = null;
        }

        public void Pass(TimeSpan real) => Now += real * Drift;

        public void Step(Random random, bool quiet)
        {
            if (quiet)
            {
                _pausedFor = 0;
            }
            else if (_pausedFor == 0 && random.Next(300) == 0)
            {
                _pausedFor = random.Next(120);
            }

            if (_pausedFor > 0)
            {
                _pausedFor--; // Anywhere, also between reading and writing.
            }
            else if (_writing is not null)
            {
                Write(answered: quiet || random.Next(20) > 0);
            }
            else if (random.Next(8) == 0)
            {
                Read();
            }
        }
    }
}
