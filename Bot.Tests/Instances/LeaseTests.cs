using Bot.Instances;
using Bot.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bot.Tests.Instances;

/// <summary>Two instances' leases on one store.</summary>
public sealed class LeaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("botapp-lease-").FullName;
    private readonly SqliteStore _sqlite;
    private readonly FailingStore _store;

    public LeaseTests()
    {
        _sqlite = SqliteStore.Open($"Data Source={Path.Combine(_folder, "lease.db")}", [InstanceCollections.Leases, InstanceCollections.Settings]);
        _store = new FailingStore(_sqlite) { IsShared = true };
    }

    public void Dispose()
    {
        _sqlite.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_role_goes_from_one_to_the_other_when_it_is_given_back()
    {
        var (one, two) = (Lease("one", new()), Lease("two", new()));
        await one.Tend(default);
        await two.Tend(default);
        Assert.Equal((true, false, 1), (one.IsHeld, two.IsHeld, one.Fence));

        await one.Release(default);
        await two.Tend(default);

        Assert.Equal((false, true, 2), (one.IsHeld, two.IsHeld, two.Fence));
    }

    [Fact]
    public async Task A_paused_holder_finds_its_lease_over_when_it_wakes_up_and_the_other_goes_on()
    {
        var (clock, other) = (new Stopwatch(), new Stopwatch());
        var (paused, two) = (Lease("paused", clock), Lease("two", other));
        await paused.Tend(default);
        await two.Tend(default);
        other.Elapsed += TimeSpan.FromSeconds(5);
        await two.Tend(default);

        clock.Elapsed += TimeSpan.FromSeconds(30);

        Assert.False(paused.IsHeld);
        Assert.True(two.IsHeld);
        await paused.Tend(default);
        Assert.False(paused.IsHeld);
    }

    [Fact]
    public async Task A_store_that_fails_costs_the_role_only_when_it_fails_for_long()
    {
        var clock = new Stopwatch();
        var one = Lease("one", clock);
        await one.Tend(default);

        _store.DieAt(1, written: false);
        clock.Elapsed += TimeSpan.FromSeconds(2);
        await one.Tend(default);
        Assert.True(one.IsHeld);
        clock.Elapsed += TimeSpan.FromSeconds(2);
        await one.Tend(default);
        Assert.False(one.IsHeld);

        _store.Heal();
        await one.Tend(default);
        Assert.Equal((true, 2), (one.IsHeld, one.Fence));
    }

    [Fact]
    public async Task On_a_store_of_its_own_an_instance_has_every_role_without_writing_anything()
    {
        var lease = new Lease("sender", new InstanceId("one"), _sqlite, TimeProvider.System, NullLogger.Instance);

        Assert.True(lease.IsHeld);
        await lease.UntilHeld(default);
        Assert.Null(await _sqlite.Get(InstanceCollections.Leases, "sender", default));
    }

    [Fact]
    public void Settings_that_differ_are_named_and_none_of_their_values_is_kept()
    {
        var one = SettingsAgreement.Digest(new(new Dictionary<string, string> { ["Line:ChannelSecret"] = "s3cret", ["Bot:TimeZone"] = "Asia/Tokyo", ["Outbox:RepeatHours"] = "24" }), new("one"));
        var two = SettingsAgreement.Digest(new(new Dictionary<string, string> { ["Line:ChannelSecret"] = "other", ["Bot:TimeZone"] = "Asia/Tokyo", ["Campaigns:Plan"] = "" }), new("two"));

        Assert.Equal(["Campaigns:Plan", "Line:ChannelSecret", "Outbox:RepeatHours"], one.DifferencesTo(two));
        Assert.DoesNotContain(one.Digests.Values, digest => digest.Contains("s3cret", StringComparison.Ordinal));
    }

    private Lease Lease(string instance, Stopwatch clock) => new("sender", new InstanceId(instance), _store, clock, NullLogger.Instance);

    /// <summary>A clock that runs when told to.</summary>
    private sealed class Stopwatch : TimeProvider
    {
        public TimeSpan Elapsed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;
    }
}
