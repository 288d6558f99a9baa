using System.Diagnostics;
using Bot.Outbox.Pace;
using Bot.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace Bot.Tests.Outbox.Pace;

/// <summary>LINE's pace, kept by several instances together.</summary>
public sealed class PaceTests(ITestOutputHelper output) : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("botapp-pace-").FullName;
    private readonly List<IDisposable> _open = [];

    public void Dispose()
    {
        _open.ForEach(one => one.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Calls_taken_one_after_the_other_come_one_after_the_other()
    {
        var first = new Paid { Id = "push" }.Take(10, perSecond: 100, Noon);
        var second = first.Take(10, perSecond: 100, Noon);

        Assert.Equal(Noon.AddSeconds(0.1), first.From);
        Assert.Equal(Noon.AddSeconds(0.2), second.From);
    }

    [Fact]
    public void Time_that_passed_unused_is_not_saved_up()
    {
        var paid = new Paid { Id = "push" }.Take(10, perSecond: 100, Noon);

        Assert.Equal(Noon.AddHours(1).AddSeconds(0.1), paid.Take(10, perSecond: 100, Noon.AddHours(1)).From);
    }

    [Theory]
    [InlineData(1_900, 2_000)]
    [InlineData(190, 200)]
    public void With_the_usual_settings_three_instances_stay_within_what_LINE_allows(int perSecond, int allowed)
    {
        Assert.InRange(perSecond + (3 * SharedPace.Ahead(perSecond)), perSecond, allowed);
    }

    [Theory]
    [InlineData(1, 1_900, 3, 0)]
    [InlineData(2, 1_900, 3, 200)]
    [InlineData(3, 190, 3, 0)]
    [InlineData(4, 190, 5, 200)]
    [InlineData(5, 7, 2, 200)]
    public void Whenever_they_ask_in_no_stretch_of_time_are_there_more_calls_than_fit_in(int seed, int perSecond, int instances, int skewMs)
    {
        var random = new Random(seed);
        var takers = Enumerable.Range(0, instances).Select(_ => new Taker(SharedPace.Ahead(perSecond), TimeSpan.FromMilliseconds(random.Next(-skewMs, skewMs + 1)))).ToList();
        var paid = new Paid { Id = "push" };
        var calls = new List<DateTimeOffset>();
        for (var now = Noon; now < Noon.AddSeconds(20); now += TimeSpan.FromMilliseconds(1))
        {
            foreach (var taker in takers)
            {
                // Busy and idle for a while in turn, slow at asking the store.
                taker.IsBusy = random.Next(700) == 0 ? !taker.IsBusy : taker.IsBusy;
                var calledFor = taker.IsBusy ? random.Next(2 * perSecond / 100 + 2) : 0;
                calls.AddRange(Enumerable.Repeat(now, taker.Call(calledFor, now)));
                if (random.Next(4) == 0)
                {
                    paid = taker.Refill(paid, perSecond, now);
                }
            }
        }

        var ahead = instances * SharedPace.Ahead(perSecond);
        foreach (var stretch in new[] { 0.05, 0.2, 1, 5 })
        {
            var most = MostWithin(calls, TimeSpan.FromSeconds(stretch));
            var bound = (perSecond * (stretch + 0.001 + (2 * skewMs / 1000.0))) + ahead;
            output.WriteLine($"{instances} instances at {perSecond}/s, clocks off by up to {skewMs} ms: most calls in {stretch} s {most}, at most {bound:F0}");
            Assert.True(most <= bound, $"{most} calls in {stretch} s; {bound} fit in.");
        }

        Assert.True(calls.Count > perSecond, "They hardly ever called.");
    }

    [Fact]
    public async Task Two_instances_on_one_store_together_keep_the_pace_and_get_all_of_it()
    {
        const int PerSecond = 300;
        var store = Store();
        var (one, two) = (Pace(PerSecond, store), Pace(PerSecond, store));
        var started = Stopwatch.GetTimestamp();
        var made = 0;

        await Task.WhenAll(new[] { one, two }.SelectMany(pace => Enumerable.Repeat(pace, 4)).Select(pace => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref made) <= 2 * PerSecond)
            {
                await pace.Turn(default);
                var most = (PerSecond * (Stopwatch.GetElapsedTime(started).TotalSeconds + 0.1)) + (2 * SharedPace.Ahead(PerSecond));
                Assert.True(Volatile.Read(ref made) - 8 <= most, $"{made} calls, {most} at most");
            }
        })));
    }

    [Fact]
    public async Task What_was_taken_ahead_is_there_without_asking_the_store_and_more_comes_when_the_store_is_back()
    {
        var store = Store();
        var pace = Pace(600, store);
        await pace.Turn(default);
        await BotApplication.Until(() => Task.FromResult(pace.Kept >= 9), "some are kept");

        store.DieAt(1, written: false);
        for (var call = 0; call < 9; call++)
        {
            Assert.True(pace.Turn(default).AsTask().IsCompletedSuccessfully);
        }

        var waiting = Task.WhenAll(Enumerable.Range(0, 10).Select(_ => pace.Turn(default).AsTask()));
        Assert.False(waiting.IsCompleted);
        store.Heal();
        await waiting;
    }

    private static int MostWithin(List<DateTimeOffset> calls, TimeSpan stretch)
    {
        var (most, first) = (0, 0);
        for (var last = 0; last < calls.Count; last++)
        {
            while (calls[last] - calls[first] >= stretch)
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    private SharedPace Pace(int perSecond, FailingStore store)
    {
        var pace = new SharedPace("push", perSecond, store, TimeProvider.System, NullLogger.Instance);
        _open.Insert(0, pace);
        return pace;
    }

    private FailingStore Store()
    {
        var sqlite = SqliteStore.Open($"Data Source={Path.Combine(_folder, "pace.db")}", [PaceCollections.Paid]);
        _open.Add(sqlite);
        return new FailingStore(sqlite) { IsShared = true };
    }

    /// <summary>An instance with a clock that is off: what it has taken ahead, and from when on it may be used.</summary>
    private sealed class Taker(int ahead, TimeSpan off)
    {
        private readonly List<DateTimeOffset> _taken = [];

        public bool IsBusy { get; set; }

        public int Call(int wanted, DateTimeOffset now) =>
            _taken.OrderBy(from => from).Take(wanted).Where(from => from <= now + off).ToList().Count(_taken.Remove);

        public Paid Refill(Paid paid, int perSecond, DateTimeOffset now)
        {
            if (_taken.Count > ahead - (ahead / 2))
            {
                return paid;
            }

            var next = paid.Take(ahead / 2, perSecond, now + off);
            _taken.AddRange(Enumerable.Repeat(next.From, ahead / 2));
            return next;
        }
    }
}
