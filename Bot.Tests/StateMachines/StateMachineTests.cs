using Bot.StateMachines;

namespace Bot.Tests.StateMachines;

/// <summary>The behaviour of the Stateless library, case by case.</summary>
public class StateMachineTests
{
    private readonly List<string> _done = [];

    public enum State
    {
        A,
        B,
        C,
    }

    public enum Trigger
    {
        X,
        Y,
        Z,
    }

    [Fact]
    public void A_permitted_trigger_leads_to_its_state()
    {
        var machine = Machine();
        machine.Configure(State.A).Permit(Trigger.X, State.B);

        machine.Fire(Trigger.X);

        Assert.Equal(State.B, machine.State);
    }

    [Fact]
    public void The_state_can_live_elsewhere()
    {
        var stored = State.A;
        var machine = new StateMachine<State, Trigger>(() => stored, state => stored = state);
        machine.Configure(State.A).Permit(Trigger.X, State.B);
        machine.Configure(State.C).Permit(Trigger.X, State.A);

        machine.Fire(Trigger.X);
        Assert.Equal(State.B, stored);

        stored = State.C;
        machine.Fire(Trigger.X);
        Assert.Equal(State.A, stored);
    }

    [Fact]
    public void Exit_then_the_listeners_then_entry_and_the_state_changes_between()
    {
        var machine = Machine();
        machine.Configure(State.A)
            .OnExit(way => _done.Add($"exit {way.Source}→{way.Destination} in {machine.State}"))
            .Permit(Trigger.X, State.B);
        machine.Configure(State.B).OnEntry(way => _done.Add($"entry by {way.Trigger} in {machine.State}"));
        machine.OnTransitioned(way => _done.Add($"transitioned in {machine.State}"));
        machine.OnTransitionCompleted(way => _done.Add("completed"));

        machine.Fire(Trigger.X);

        Assert.Equal(["exit A→B in A", "transitioned in B", "entry by X in B", "completed"], _done);
    }

    [Fact]
    public void Actions_run_in_the_order_they_were_configured()
    {
        var machine = Machine();
        machine.Configure(State.A).OnExit(() => _done.Add("exit 1")).OnExit(() => _done.Add("exit 2")).Permit(Trigger.X, State.B);
        machine.Configure(State.B).OnEntry(() => _done.Add("entry 1"));
        machine.Configure(State.B).OnEntryFrom(Trigger.X, () => _done.Add("from X")).OnEntryFrom(Trigger.Y, () => _done.Add("from Y")).OnEntry(() => _done.Add("entry 2"));

        machine.Fire(Trigger.X);

        Assert.Equal(["exit 1", "exit 2", "entry 1", "from X", "entry 2"], _done);
    }

    [Fact]
    public void Permit_to_the_same_state_is_a_mistake()
    {
        var mistake = Assert.Throws<ArgumentException>(() => Machine().Configure(State.A).Permit(Trigger.X, State.A));

        Assert.Contains("PermitReentry", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reentry_leaves_and_enters()
    {
        var machine = Machine();
        machine.Configure(State.A)
            .OnEntry(way => _done.Add($"entry, reentry {way.IsReentry}"))
            .OnExit(() => _done.Add("exit"))
            .PermitReentry(Trigger.X);
        machine.OnTransitioned(way => _done.Add("transitioned"));

        machine.Fire(Trigger.X);

        Assert.Equal(["exit", "transitioned", "entry, reentry True"], _done);
    }

    [Fact]
    public void A_reentry_may_be_guarded()
    {
        var machine = Machine();
        var may = false;
        machine.Configure(State.A).PermitReentryIf(Trigger.X, () => may);

        Assert.False(machine.CanFire(Trigger.X));
        may = true;
        Assert.True(machine.CanFire(Trigger.X));
    }

    [Fact]
    public void An_ignored_trigger_does_nothing()
    {
        var machine = Machine();
        machine.Configure(State.A).OnEntry(() => _done.Add("entry")).OnExit(() => _done.Add("exit")).Ignore(Trigger.X);
        machine.OnTransitioned(_ => _done.Add("transitioned"));

        machine.Fire(Trigger.X);

        Assert.True(machine.CanFire(Trigger.X));
        Assert.Empty(_done);
        Assert.Equal(State.A, machine.State);
    }

    [Fact]
    public void A_trigger_may_be_ignored_only_sometimes()
    {
        var machine = Machine();
        var busy = true;
        machine.Configure(State.A).IgnoreIf(Trigger.X, () => busy).PermitIf(Trigger.X, State.B, () => !busy);

        machine.Fire(Trigger.X);
        Assert.Equal(State.A, machine.State);

        busy = false;
        machine.Fire(Trigger.X);
        Assert.Equal(State.B, machine.State);
    }

    [Fact]
    public void An_internal_transition_acts_without_leaving()
    {
        var machine = Machine();
        machine.Configure(State.A)
            .OnEntry(() => _done.Add("entry"))
            .OnExit(() => _done.Add("exit"))
            .InternalTransition(Trigger.X, () => _done.Add("inside"))
            .InternalTransition(Trigger.Y, way => _done.Add($"inside {way.Source}→{way.Destination} by {way.Trigger}"));
        machine.OnTransitioned(_ => _done.Add("transitioned"));

        machine.Fire(Trigger.X);
        machine.Fire(Trigger.Y);

        Assert.Equal(["inside", "inside A→A by Y"], _done);
    }

    [Fact]
    public void Guards_choose_the_way()
    {
        var machine = Machine();
        var married = false;
        machine.Configure(State.A).PermitIf(Trigger.X, State.B, () => married).PermitIf(Trigger.X, State.C, () => !married);

        machine.Fire(Trigger.X);

        Assert.Equal(State.C, machine.State);
    }

    [Fact]
    public void All_guards_of_a_way_must_hold()
    {
        var machine = Machine();
        var second = false;
        machine.Configure(State.A).PermitIf(
            Trigger.X, State.B, new Tuple<Func<bool>, string>(() => true, "first"), new Tuple<Func<bool>, string>(() => second, "second"));

        Assert.False(machine.CanFire(Trigger.X, out var unmet));
        Assert.Equal(["second"], unmet);
        second = true;
        Assert.True(machine.CanFire(Trigger.X));
    }

    [Fact]
    public void Two_ways_open_at_once_are_a_mistake()
    {
        var machine = Machine();
        machine.Configure(State.A).PermitIf(Trigger.X, State.B, () => true).PermitIf(Trigger.X, State.C, () => true);

        var mistake = Assert.Throws<InvalidOperationException>(() => machine.Fire(Trigger.X));

        Assert.Equal(
            "Multiple permitted exit transitions are configured from state 'A' for trigger 'X'. Guard clauses must be mutually exclusive.", mistake.Message);
        Assert.Equal(State.A, machine.State);
    }

    [Fact]
    public void A_trigger_nobody_speaks_of_is_refused()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Machine().Fire(Trigger.X));

        Assert.Equal("No valid leaving transitions are permitted from state 'A' for trigger 'X'. Consider ignoring the trigger.", refusal.Message);
    }

    [Fact]
    public void A_trigger_that_guards_refuse_names_them()
    {
        var machine = Machine();
        machine.Configure(State.A).PermitIf(Trigger.X, State.B, () => false, "is married").PermitIf(Trigger.X, State.C, Never);

        var refusal = Assert.Throws<InvalidOperationException>(() => machine.Fire(Trigger.X));

        Assert.Equal(
            "Trigger 'X' is valid for transition from state 'A' but a guard conditions are not met. Guard descriptions: 'is married, Never'.", refusal.Message);
    }

    [Fact]
    public void A_refused_trigger_can_be_handled()
    {
        var machine = Machine();
        machine.Configure(State.A).PermitIf(Trigger.Y, State.B, () => false, "is married");
        machine.OnUnhandledTrigger((state, trigger) => _done.Add($"{trigger} in {state}"));
        machine.Fire(Trigger.X);
        machine.OnUnhandledTrigger((state, trigger, unmet) => _done.Add($"{trigger} in {state}: {string.Join(", ", unmet)}"));

        machine.Fire(Trigger.Y);

        Assert.Equal(["X in A", "Y in A: is married"], _done);
        Assert.Equal(State.A, machine.State);
    }

    [Fact]
    public void A_dynamic_way_is_chosen_when_fired()
    {
        var machine = Machine();
        var next = State.B;
        machine.Configure(State.A).PermitDynamic(Trigger.X, () => next);
        next = State.C;

        machine.Fire(Trigger.X);

        Assert.Equal(State.C, machine.State);
    }

    [Fact]
    public void A_dynamic_way_back_to_itself_is_a_reentry()
    {
        var machine = Machine();
        machine.Configure(State.A).PermitDynamic(Trigger.X, () => State.A).OnEntry(() => _done.Add("entry")).OnExit(() => _done.Add("exit"));

        machine.Fire(Trigger.X);

        Assert.Equal(["exit", "entry"], _done);
    }

    [Fact]
    public void A_dynamic_way_may_be_guarded()
    {
        var machine = Machine();
        machine.Configure(State.A).PermitDynamicIf(Trigger.X, () => State.B, () => false).PermitDynamicIf(Trigger.X, () => State.C, () => true);

        machine.Fire(Trigger.X);

        Assert.Equal(State.C, machine.State);
    }

    [Fact]
    public void What_is_fired_inside_an_action_comes_after_it()
    {
        var machine = Machine();
        machine.Configure(State.A).Permit(Trigger.X, State.B).OnExit(() => machine.Fire(Trigger.Y));
        machine.Configure(State.B).OnEntry(() => _done.Add("B begins")).OnEntry(() => _done.Add("B ends")).Permit(Trigger.Y, State.C);
        machine.Configure(State.C).OnEntry(() => _done.Add("C"));

        machine.Fire(Trigger.X);

        Assert.Equal(["B begins", "B ends", "C"], _done);
        Assert.Equal(State.C, machine.State);
    }

    [Fact]
    public void An_action_that_throws_leaves_the_machine_usable()
    {
        var machine = Machine();
        machine.Configure(State.A).Permit(Trigger.X, State.B);
        machine.Configure(State.B).OnEntry(() => throw new TimeoutException()).Permit(Trigger.Y, State.C);
        Assert.Throws<TimeoutException>(() => machine.Fire(Trigger.X));

        machine.Fire(Trigger.Y);

        Assert.Equal(State.C, machine.State);
    }

    [Fact]
    public void The_permitted_triggers_are_those_whose_guards_hold()
    {
        var machine = Machine();
        machine.Configure(State.A).Permit(Trigger.X, State.B).PermitIf(Trigger.Y, State.C, () => false).Ignore(Trigger.Z);

        Assert.Equal([Trigger.X, Trigger.Z], machine.PermittedTriggers);
        Assert.Equal("StateMachine { State = A, PermittedTriggers = { X, Z } }", machine.ToString());
    }

    [Fact]
    public void States_and_triggers_may_be_texts_and_records()
    {
        var machine = new StateMachine<string, (string Kind, int Number)>("辛さ");
        machine.Configure("辛さ").Permit(("答え", 1), "終わり");

        machine.Fire(("答え", 1));

        Assert.Equal("終わり", machine.State);
    }

    private static StateMachine<State, Trigger> Machine() => new(State.A);

    private static bool Never() => false;
}
