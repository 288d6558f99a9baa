using Bot.StateMachines;

namespace Bot.Tests.StateMachines;

/// <summary>Outer holds Left and Right; Right holds Deep; Other stands alone.</summary>
public class SubstateTests
{
    private readonly List<string> _done = [];

    public enum State
    {
        Outer,
        Left,
        Right,
        Deep,
        Other,
    }

    public enum Trigger
    {
        Go,
        Again,
        Stay,
    }

    [Theory]
    [InlineData(State.Other, State.Deep, "-Other +Outer +Right +Deep")]
    [InlineData(State.Deep, State.Other, "-Deep -Right -Outer +Other")]
    [InlineData(State.Left, State.Deep, "-Left +Right +Deep")]
    [InlineData(State.Deep, State.Left, "-Deep -Right +Left")]
    [InlineData(State.Outer, State.Deep, "+Right +Deep")]
    [InlineData(State.Deep, State.Right, "-Deep")]
    [InlineData(State.Deep, State.Outer, "-Deep -Right")]
    [InlineData(State.Left, State.Right, "-Left +Right")]
    public void Only_what_is_really_left_and_entered_acts_inside_out_and_outside_in(State from, State to, string expected)
    {
        var machine = Machine(from);
        machine.Configure(from).Permit(Trigger.Go, to);

        machine.Fire(Trigger.Go);

        Assert.Equal(expected, string.Join(' ', _done));
        Assert.Equal(to, machine.State);
    }

    [Fact]
    public void What_a_substate_does_not_answer_its_superstate_does()
    {
        var machine = Machine(State.Deep);
        machine.Configure(State.Outer).Permit(Trigger.Go, State.Other);

        machine.Fire(Trigger.Go);

        Assert.Equal("-Deep -Right -Outer +Other", string.Join(' ', _done));
    }

    [Fact]
    public void A_substate_goes_before_its_superstate()
    {
        var machine = Machine(State.Deep);
        machine.Configure(State.Outer).Permit(Trigger.Go, State.Other);
        machine.Configure(State.Deep).Permit(Trigger.Go, State.Left);

        machine.Fire(Trigger.Go);

        Assert.Equal(State.Left, machine.State);
    }

    [Fact]
    public void A_substate_whose_guard_refuses_leaves_it_to_its_superstate()
    {
        var machine = Machine(State.Deep);
        machine.Configure(State.Outer).Permit(Trigger.Go, State.Other);
        machine.Configure(State.Deep).PermitIf(Trigger.Go, State.Left, () => false);

        machine.Fire(Trigger.Go);

        Assert.Equal(State.Other, machine.State);
    }

    [Fact]
    public void A_superstates_reentry_ends_in_the_superstate()
    {
        var machine = Machine(State.Deep);
        machine.Configure(State.Outer).PermitReentry(Trigger.Again);

        machine.Fire(Trigger.Again);

        Assert.Equal("-Deep -Right -Outer +Outer", string.Join(' ', _done));
        Assert.Equal(State.Outer, machine.State);
    }

    [Fact]
    public void A_superstates_internal_transition_keeps_the_substate()
    {
        var machine = Machine(State.Deep);
        machine.Configure(State.Outer).InternalTransition(Trigger.Stay, way => _done.Add($"{way.Source}"));

        machine.Fire(Trigger.Stay);

        Assert.Equal(["Deep"], _done);
        Assert.Equal(State.Deep, machine.State);
    }

    [Fact]
    public void A_state_is_in_itself_and_in_what_is_above_it()
    {
        var machine = Machine(State.Deep);

        Assert.True(machine.IsInState(State.Deep));
        Assert.True(machine.IsInState(State.Right));
        Assert.True(machine.IsInState(State.Outer));
        Assert.False(machine.IsInState(State.Left));
        Assert.False(machine.IsInState(State.Other));
    }

    [Fact]
    public void Permitted_is_what_any_level_permits_each_once()
    {
        var machine = Machine(State.Deep);
        machine.Configure(State.Deep).Permit(Trigger.Go, State.Left);
        machine.Configure(State.Right).Permit(Trigger.Go, State.Other);
        machine.Configure(State.Outer).Ignore(Trigger.Stay);

        Assert.Equal([Trigger.Go, Trigger.Stay], machine.PermittedTriggers);
    }

    [Fact]
    public void An_initial_transition_leads_on_to_the_substate()
    {
        var machine = Machine(State.Other);
        machine.Configure(State.Other).Permit(Trigger.Go, State.Outer);
        machine.Configure(State.Outer).InitialTransition(State.Right);
        machine.Configure(State.Right).InitialTransition(State.Deep);
        machine.OnTransitioned(way => _done.Add($"({way.Source}→{way.Destination})"));

        machine.Fire(Trigger.Go);

        Assert.Equal(State.Deep, machine.State);
        Assert.Equal("-Other (Other→Outer) +Outer (Other→Right) +Right (Other→Deep) +Deep", string.Join(' ', _done));
    }

    [Fact]
    public void An_initial_transition_elsewhere_is_a_mistake()
    {
        var machine = Machine(State.Other);
        machine.Configure(State.Other).Permit(Trigger.Go, State.Outer);
        machine.Configure(State.Outer).InitialTransition(State.Deep);

        Assert.Throws<ArgumentException>(() => machine.Configure(State.Left).InitialTransition(State.Left));
        Assert.Throws<InvalidOperationException>(() => machine.Configure(State.Outer).InitialTransition(State.Left));
        Assert.Throws<InvalidOperationException>(() => machine.Fire(Trigger.Go));
    }

    [Fact]
    public void No_state_is_within_itself()
    {
        var machine = Machine(State.Other);

        Assert.Throws<ArgumentException>(() => machine.Configure(State.Other).SubstateOf(State.Other));
        Assert.Throws<ArgumentException>(() => machine.Configure(State.Outer).SubstateOf(State.Deep));
    }

    private StateMachine<State, Trigger> Machine(State initial)
    {
        var machine = new StateMachine<State, Trigger>(initial);
        foreach (var state in Enum.GetValues<State>())
        {
            machine.Configure(state).OnEntry(() => _done.Add($"+{state}")).OnExit(() => _done.Add($"-{state}"));
        }

        machine.Configure(State.Left).SubstateOf(State.Outer);
        machine.Configure(State.Right).SubstateOf(State.Outer);
        machine.Configure(State.Deep).SubstateOf(State.Right);
        return machine;
    }
}
