namespace Bot.StateMachines;

public sealed partial class StateMachine<TState, TTrigger>
{
    private StateMachineInfo Describe()
    {
        var infos = new Dictionary<TState, StateInfo>();
        StateInfo Info(TState state) => infos.TryGetValue(state, out var info) ? info : infos[state] = new StateInfo(state);

        var configured = _states.Values.ToList();
        configured.ForEach(state => Info(state.UnderlyingState));
        foreach (var state in configured)
        {
            var info = Info(state.UnderlyingState);
            info.Superstate = state.Superstate is { } above ? Info(above.UnderlyingState) : null;
            info.Substates = [.. state.Substates.Select(substate => Info(substate.UnderlyingState))];
            info.FixedTransitions = [.. state.Triggers.Select(trigger => Fixed(state, trigger, Info)).OfType<FixedTransitionInfo>()];
            info.DynamicTransitions = [.. state.Triggers.OfType<DynamicTrigger>().Select(trigger =>
                new DynamicTransitionInfo(trigger.Trigger, Guards(trigger), trigger.Description, trigger.Possible))];
            info.IgnoredTriggers = [.. state.Triggers.OfType<IgnoredTrigger>().Select(trigger =>
                new IgnoredTransitionInfo(trigger.Trigger, Guards(trigger)))];
            info.EntryActions = [.. state.EntryActions.Select(entry =>
                new ActionInfo(entry.Description, entry.From.Only ? entry.From.Trigger : null))];
            info.ExitActions = [.. state.ExitActions.Select(exit => exit.Description)];
        }

        var initial = Info(_initialState);
        return new StateMachineInfo([.. infos.Values], initial);
    }

    private static FixedTransitionInfo? Fixed(StateRepresentation state, ConfiguredTrigger trigger, Func<TState, StateInfo> info) => trigger switch
    {
        FixedTrigger away => new(away.Trigger, Guards(away), info(away.Destination), IsInternal: false),
        ReentryTrigger again => new(again.Trigger, Guards(again), info(again.Destination), IsInternal: false),
        InternalTrigger stay => new(stay.Trigger, Guards(stay), info(state.UnderlyingState), IsInternal: true),
        _ => null,
    };

    private static IReadOnlyList<string> Guards(ConfiguredTrigger trigger) => [.. trigger.Guards.Select(guard => guard.Description)];
}
