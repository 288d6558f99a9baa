using Bot.Simulator;

namespace Bot.Tests.Simulator;

public class SimulatedClockTests
{
    [Fact]
    public void Seven_days_later_is_one_call()
    {
        var clock = new SimulatedClock();
        var before = clock.GetUtcNow();

        clock.Advance(TimeSpan.FromDays(7));

        Assert.InRange(clock.GetUtcNow() - before, TimeSpan.FromDays(7), TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void It_can_be_set_to_a_leap_day_and_back_to_the_present()
    {
        var clock = new SimulatedClock();
        var leapDay = new DateTimeOffset(2028, 2, 29, 9, 0, 0, TimeSpan.FromHours(9));

        clock.SetTo(leapDay);
        Assert.InRange(clock.GetUtcNow(), leapDay, leapDay.AddMinutes(1));

        clock.Reset();
        Assert.InRange(clock.GetUtcNow() - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_jump_wakes_those_who_wait_for_what_it_passes_and_no_others()
    {
        var clock = new SimulatedClock();
        var tomorrow = Task.Delay(TimeSpan.FromDays(1), clock);
        var nextMonth = Task.Delay(TimeSpan.FromDays(40), clock);

        clock.Advance(TimeSpan.FromDays(2));

        await tomorrow.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False(nextMonth.IsCompleted);
    }

    [Fact]
    public async Task A_periodic_timer_ticks_once_for_a_long_jump()
    {
        var clock = new SimulatedClock();
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        var tick = hourly.WaitForNextTickAsync().AsTask();

        clock.Advance(TimeSpan.FromDays(7));

        Assert.True(await tick);
        Assert.False(hourly.WaitForNextTickAsync().AsTask().IsCompleted);
    }

    [Fact]
    public async Task Going_back_does_not_lengthen_a_wait()
    {
        var clock = new SimulatedClock();
        clock.Advance(TimeSpan.FromDays(7));
        var wait = Task.Delay(TimeSpan.FromHours(1), clock);

        clock.Reset();
        Assert.False(wait.IsCompleted);
        clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));

        await wait.WaitAsync(TimeSpan.FromSeconds(10));
    }
}
