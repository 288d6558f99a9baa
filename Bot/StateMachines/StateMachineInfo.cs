namespace Bot.StateMachines;

/// <summary>A machine's table, to be drawn or read.</summary>
public sealed class StateMachineInfo
{
    internal StateMachineInfo(IReadOnlyList<StateInfo> states, StateInfo initialState)
    {
        States = states;
        InitialState = initialState;
    }

    public IEnumerable<StateInfo> States { get; }

    /// <summary>The state the machine was made in.</summary>
    public StateInfo InitialState { get; }
}

/// <summary>One state and its rows.</summary>
public sealed class StateInfo
{
    internal StateInfo(object state) => UnderlyingState = state;

    public object UnderlyingState { get; }

    public StateInfo? Superstate { get; internal set; }

    public IEnumerable<StateInfo> Substates { get; internal set; } = [];

    /// <summary>To a state known beforehand; to itself for re-entries and internal transitions.</summary>
    public IEnumerable<FixedTransitionInfo> FixedTransitions { get; internal set; } = [];

    public IEnumerable<DynamicTransitionInfo> DynamicTransitions { get; internal set; } = [];

    public IEnumerable<IgnoredTransitionInfo> IgnoredTriggers { get; internal set; } = [];

    public IEnumerable<ActionInfo> EntryActions { get; internal set; } = [];

    public IEnumerable<string> ExitActions { get; internal set; } = [];

    public override string ToString() => UnderlyingState.ToString() ?? "";
}

/// <summary>What a trigger does; the guards by their descriptions.</summary>
public abstract record TransitionInfo(object Trigger, IReadOnlyList<string> GuardConditions);

public sealed record FixedTransitionInfo(object Trigger, IReadOnlyList<string> GuardConditions, StateInfo DestinationState, bool IsInternal)
    : TransitionInfo(Trigger, GuardConditions);

public sealed record DynamicTransitionInfo(
    object Trigger, IReadOnlyList<string> GuardConditions, string DestinationStateSelectorDescription, DynamicStateInfos? PossibleDestinationStates)
    : TransitionInfo(Trigger, GuardConditions);

public sealed record IgnoredTransitionInfo(object Trigger, IReadOnlyList<string> GuardConditions) : TransitionInfo(Trigger, GuardConditions);

/// <summary>An entry action; null: whatever the trigger.</summary>
public sealed record ActionInfo(string Description, object? FromTrigger);

/// <summary>Where a dynamic transition may lead, and when.</summary>
public sealed record DynamicStateInfo(string DestinationState, string Criterion);

/// <summary>Where a dynamic transition may lead: drawn only, never enforced.</summary>
public sealed class DynamicStateInfos : List<DynamicStateInfo>
{
    public void Add<TState>(TState destinationState, string criterion)
        where TState : notnull => Add(new DynamicStateInfo(destinationState.ToString() ?? "", criterion));
}
