namespace Bot.StateMachines;

/// <summary>A machine's table, to be drawn or read.</summary>
public sealed class StateMachineInfo
{
    internal StateMachineInfo(IReadOnlyList<StateInfo> states, StateInfo initialState)
    {
        States = states;
        InitialState = initialState;
    }

    /// <summary>All states that were configured or are led to.</summary>
    public IEnumerable<StateInfo> States { get; }

    /// <summary>The state the machine was made in.</summary>
    public StateInfo InitialState { get; }
}

/// <summary>One state and its rows.</summary>
public sealed class StateInfo
{
    internal StateInfo(object state) => UnderlyingState = state;

    /// <summary>The state itself, as the machine knows it.</summary>
    public object UnderlyingState { get; }

    /// <summary>The state this one lies within; null: in none.</summary>
    public StateInfo? Superstate { get; internal set; }

    /// <summary>The states that lie directly within this one.</summary>
    public IEnumerable<StateInfo> Substates { get; internal set; } = [];

    /// <summary>To a state known beforehand; to itself for re-entries and internal transitions.</summary>
    public IEnumerable<FixedTransitionInfo> FixedTransitions { get; internal set; } = [];

    /// <summary>To a state chosen when the trigger is fired.</summary>
    public IEnumerable<DynamicTransitionInfo> DynamicTransitions { get; internal set; } = [];

    /// <summary>What does nothing here, without error.</summary>
    public IEnumerable<IgnoredTransitionInfo> IgnoredTriggers { get; internal set; } = [];

    /// <summary>What is done when the state is entered, in order.</summary>
    public IEnumerable<ActionInfo> EntryActions { get; internal set; } = [];

    /// <summary>The descriptions of what is done when the state is left, in order.</summary>
    public IEnumerable<string> ExitActions { get; internal set; } = [];

    /// <summary>The state's own text: its name in a diagram.</summary>
    public override string ToString() => UnderlyingState.ToString() ?? "";
}

/// <summary>What a trigger does; the guards by their descriptions.</summary>
public abstract record TransitionInfo(object Trigger, IReadOnlyList<string> GuardConditions);

/// <summary>A trigger that leads to a state known beforehand; internal: it neither leaves nor enters it.</summary>
public sealed record FixedTransitionInfo(object Trigger, IReadOnlyList<string> GuardConditions, StateInfo DestinationState, bool IsInternal)
    : TransitionInfo(Trigger, GuardConditions);

/// <summary>A trigger whose destination is chosen when it is fired: how, in words, and where it may lead if that was said.</summary>
public sealed record DynamicTransitionInfo(
    object Trigger, IReadOnlyList<string> GuardConditions, string DestinationStateSelectorDescription, DynamicStateInfos? PossibleDestinationStates)
    : TransitionInfo(Trigger, GuardConditions);

/// <summary>A trigger that does nothing.</summary>
public sealed record IgnoredTransitionInfo(object Trigger, IReadOnlyList<string> GuardConditions) : TransitionInfo(Trigger, GuardConditions);

/// <summary>An entry action; null: whatever the trigger.</summary>
public sealed record ActionInfo(string Description, object? FromTrigger);

/// <summary>Where a dynamic transition may lead, and when.</summary>
public sealed record DynamicStateInfo(string DestinationState, string Criterion);

/// <summary>Where a dynamic transition may lead: drawn only, never enforced.</summary>
public sealed class DynamicStateInfos : List<DynamicStateInfo>
{
    /// <summary>Adds a state the choice may lead to, and when it does.</summary>
    public void Add<TState>(TState destinationState, string criterion)
        where TState : notnull => Add(new DynamicStateInfo(destinationState.ToString() ?? "", criterion));
}
