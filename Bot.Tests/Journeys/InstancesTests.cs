using System.Diagnostics;
using Xunit.Abstractions;

namespace Bot.Tests.Journeys;

/// <summary>
/// Several instances on one store, with webhooks brought to one after the other while friends answer a survey and two
/// campaigns go out. One is paused for longer than its leases last and woken, one is killed: every reply comes once,
/// every campaign message once, and no event is lost.
/// </summary>
public abstract class InstancesTests : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(9);

    private readonly TestStore _store;
    private readonly ITestOutputHelper _output;

    private protected InstancesTests(TestStore store, ITestOutputHelper output) => (_store, _output) = (store, output);

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task One_paused_beyond_its_lease_and_woken_one_killed_and_everything_comes_once(int size)
    {
        await using var fleet = await Fleet.Create(_store.Folder, size, RushHour.Arguments(_store));
        var rush = new RushHour(fleet.Line, crowd: 1_200, walking: 16, likesItMild: 3);
        using (var store = _store.Open(RushHour.Collections))
        {
            await rush.Gather(store.Documents);
        }

        foreach (var instance in fleet.Instances)
        {
            await instance.Start();
        }

        await rush.Begin(fleet.Instances[0].Marketer, seed: size);
        await Task.Delay(2_000);

        // The sender, in the middle of a campaign.
        var paused = await Fleet.HolderOf("sender", fleet.Instances);
        var fence = await FenceOf(fleet.Instances[0]);
        paused.Process.Pause();
        var began = Stopwatch.GetTimestamp();
        var others = fleet.Instances.Where(instance => instance != paused).ToList();
        var next = await Fleet.HolderOf("sender", others);
        _output.WriteLine($"Taken over after {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s");
        Assert.True(await FenceOf(next) > fence);
        await Task.Delay(Pause - Stopwatch.GetElapsedTime(began) is var rest && rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
        paused.Process.Resume();
        await Task.Delay(2_000);

        // Then the one that took over.
        next.Process.Kill();
        await Task.Delay(3_000);
        await next.Start();
        await rush.AllIsWell();

        _output.WriteLine(await rush.End(next.Marketer));
        using (var store = _store.Open(RushHour.Collections))
        {
            await rush.NothingIsLostAndNothingTwice(store.Documents);
        }
    }

    [Fact]
    public async Task Stopped_in_an_orderly_way_an_instance_gives_its_roles_back_at_once()
    {
        await using var fleet = await Fleet.Create(_store.Folder, 2, RushHour.Arguments(_store));
        await fleet.Instances[0].Start();
        await Fleet.HolderOf("sender", fleet.Instances[0]);
        await fleet.Instances[1].Start();

        fleet.Instances[0].Process.Stop();
        var began = Stopwatch.GetTimestamp();
        await Fleet.HolderOf("sender", fleet.Instances[1]);

        _output.WriteLine($"Taken over after {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s");
    }

    private static async Task<long> FenceOf(Fleet.Instance instance) =>
        (await instance.Roles()).GetProperty("roles").EnumerateArray().First(role => role.GetProperty("role").GetString() == "sender").GetProperty("fence").GetInt64();
}
