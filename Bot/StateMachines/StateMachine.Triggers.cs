namespace Bot.StateMachines;

public sealed partial class StateMachine<TState, TTrigger>
{
    /// <summary>A condition on taking a trigger, and its words for errors and diagrams.</summary>
    internal readonly record struct Guard(Func<object?[], bool> Holds, string Description);

    internal abstract record ConfiguredTrigger(TTrigger Trigger, Guard[] Guards)
    {
        public IEnumerable<string> Unmet(object?[] args) => Guards.Where(guard => !guard.Holds(args)).Select(guard => guard.Description);
    }

    internal sealed record IgnoredTrigger(TTrigger Trigger, Guard[] Guards) : ConfiguredTrigger(Trigger, Guards);

    internal sealed record InternalTrigger(TTrigger Trigger, Guard[] Guards, Action<Transition> Action) : ConfiguredTrigger(Trigger, Guards);

    internal sealed record ReentryTrigger(TTrigger Trigger, Guard[] Guards, TState Destination) : ConfiguredTrigger(Trigger, Guards);

    internal sealed record FixedTrigger(TTrigger Trigger, Guard[] Guards, TState Destination) : ConfiguredTrigger(Trigger, Guards);

    internal sealed record DynamicTrigger(
        TTrigger Trigger, Guard[] Guards, Func<object?[], TState> Destination, string Description, DynamicStateInfos? Possible)
        : ConfiguredTrigger(Trigger, Guards);

    /// <summary>From: only when entered by this trigger.</summary>
    internal sealed record EntryAction(Action<Transition> Action, string Description, (TTrigger Trigger, bool Only) From);

    internal sealed record ExitAction(Action<Transition> Action, string Description);
}
