namespace Bot.StateMachines;

public sealed partial class StateMachine<TState, TTrigger>
{
    /// <summary>The rows of one state.</summary>
    public sealed partial class StateConfiguration
    {
        private readonly StateRepresentation _state;

        internal StateConfiguration(StateMachine<TState, TTrigger> machine, StateRepresentation state)
        {
            Machine = machine;
            _state = state;
        }

        /// <summary>The state these rows are of.</summary>
        public TState State => _state.UnderlyingState;

        /// <summary>The machine the state belongs to.</summary>
        public StateMachine<TState, TTrigger> Machine { get; }

        /// <summary>The trigger leads to the other state.</summary>
        public StateConfiguration Permit(TTrigger trigger, TState destinationState) => AddFixed(trigger, [], destinationState);

        /// <summary>The trigger leads to the other state if the guard holds.</summary>
        public StateConfiguration PermitIf(TTrigger trigger, TState destinationState, Func<bool> guard, string? guardDescription = null) =>
            AddFixed(trigger, When(guard, guardDescription), destinationState);

        /// <summary>The trigger leads to the other state if all guards hold; each comes with its description.</summary>
        public StateConfiguration PermitIf(TTrigger trigger, TState destinationState, params Tuple<Func<bool>, string>[] guards) =>
            AddFixed(trigger, [.. guards.SelectMany(guard => When(guard.Item1, guard.Item2))], destinationState);

        /// <summary>The trigger leads to the other state if the guard holds for its argument.</summary>
        public StateConfiguration PermitIf<TArg0>(
            TriggerWithParameters<TArg0> trigger, TState destinationState, Func<TArg0, bool> guard, string? guardDescription = null) =>
            AddFixed(trigger.Trigger, When(guard, guardDescription), destinationState);

        /// <summary>The trigger leads to the other state if the guard holds for its two arguments.</summary>
        public StateConfiguration PermitIf<TArg0, TArg1>(
            TriggerWithParameters<TArg0, TArg1> trigger, TState destinationState, Func<TArg0, TArg1, bool> guard, string? guardDescription = null) =>
            AddFixed(trigger.Trigger, When(guard, guardDescription), destinationState);

        /// <summary>The trigger leaves the state and enters it again.</summary>
        public StateConfiguration PermitReentry(TTrigger trigger) => Add(new ReentryTrigger(trigger, [], State));

        /// <summary>The trigger leaves the state and enters it again if the guard holds.</summary>
        public StateConfiguration PermitReentryIf(TTrigger trigger, Func<bool> guard, string? guardDescription = null) =>
            Add(new ReentryTrigger(trigger, When(guard, guardDescription), State));

        /// <summary>The trigger leaves the state and enters it again if the guard holds for its argument.</summary>
        public StateConfiguration PermitReentryIf<TArg0>(TriggerWithParameters<TArg0> trigger, Func<TArg0, bool> guard, string? guardDescription = null) =>
            Add(new ReentryTrigger(trigger.Trigger, When(guard, guardDescription), State));

        /// <summary>The trigger does nothing, and that is no error.</summary>
        public StateConfiguration Ignore(TTrigger trigger) => Add(new IgnoredTrigger(trigger, []));

        /// <summary>The trigger does nothing, without error, if the guard holds.</summary>
        public StateConfiguration IgnoreIf(TTrigger trigger, Func<bool> guard, string? guardDescription = null) =>
            Add(new IgnoredTrigger(trigger, When(guard, guardDescription)));

        /// <summary>The trigger does nothing, without error, if the guard holds for its argument.</summary>
        public StateConfiguration IgnoreIf<TArg0>(TriggerWithParameters<TArg0> trigger, Func<TArg0, bool> guard, string? guardDescription = null) =>
            Add(new IgnoredTrigger(trigger.Trigger, When(guard, guardDescription)));

        /// <summary>The trigger leads to a state that is chosen when it is fired.</summary>
        public StateConfiguration PermitDynamic(
            TTrigger trigger, Func<TState> destinationStateSelector, string? destinationStateSelectorDescription = null, DynamicStateInfos? possibleDestinationStates = null) =>
            Add(new DynamicTrigger(
                trigger, [], _ => destinationStateSelector(), Named(destinationStateSelector, destinationStateSelectorDescription), possibleDestinationStates));

        /// <summary>The trigger leads to a state that is chosen by its argument.</summary>
        public StateConfiguration PermitDynamic<TArg0>(
            TriggerWithParameters<TArg0> trigger, Func<TArg0, TState> destinationStateSelector, string? destinationStateSelectorDescription = null, DynamicStateInfos? possibleDestinationStates = null) =>
            Add(new DynamicTrigger(
                trigger.Trigger, [], args => destinationStateSelector(Argument<TArg0>(args, 0)), Named(destinationStateSelector, destinationStateSelectorDescription), possibleDestinationStates));

        /// <summary>The trigger leads to a state that is chosen by its two arguments.</summary>
        public StateConfiguration PermitDynamic<TArg0, TArg1>(
            TriggerWithParameters<TArg0, TArg1> trigger, Func<TArg0, TArg1, TState> destinationStateSelector, string? destinationStateSelectorDescription = null, DynamicStateInfos? possibleDestinationStates = null) =>
            Add(new DynamicTrigger(
                trigger.Trigger, [], args => destinationStateSelector(Argument<TArg0>(args, 0), Argument<TArg1>(args, 1)), Named(destinationStateSelector, destinationStateSelectorDescription), possibleDestinationStates));

        /// <summary>The trigger leads to a state that is chosen when it is fired, if the guard holds.</summary>
        public StateConfiguration PermitDynamicIf(
            TTrigger trigger, Func<TState> destinationStateSelector, Func<bool> guard, string? guardDescription = null, DynamicStateInfos? possibleDestinationStates = null) =>
            Add(new DynamicTrigger(
                trigger, When(guard, guardDescription), _ => destinationStateSelector(), Named(destinationStateSelector, null), possibleDestinationStates));

        /// <summary>The trigger leads to a state that is chosen by its argument, if the guard holds for it.</summary>
        public StateConfiguration PermitDynamicIf<TArg0>(
            TriggerWithParameters<TArg0> trigger, Func<TArg0, TState> destinationStateSelector, Func<TArg0, bool> guard, string? guardDescription = null, DynamicStateInfos? possibleDestinationStates = null) =>
            Add(new DynamicTrigger(
                trigger.Trigger, When(guard, guardDescription), args => destinationStateSelector(Argument<TArg0>(args, 0)), Named(destinationStateSelector, null), possibleDestinationStates));

        /// <summary>The trigger does something within the state: nothing is left or entered.</summary>
        public StateConfiguration InternalTransition(TTrigger trigger, Action internalAction) =>
            Add(new InternalTrigger(trigger, [], _ => internalAction()));

        /// <summary>The trigger does something within the state, told what was fired: nothing is left or entered.</summary>
        public StateConfiguration InternalTransition(TTrigger trigger, Action<Transition> internalAction) =>
            Add(new InternalTrigger(trigger, [], internalAction));

        /// <summary>The trigger does something with its argument within the state: nothing is left or entered.</summary>
        public StateConfiguration InternalTransition<TArg0>(TriggerWithParameters<TArg0> trigger, Action<TArg0, Transition> internalAction) =>
            Add(new InternalTrigger(trigger.Trigger, [], transition => internalAction(Argument<TArg0>(transition, 0), transition)));

        /// <summary>The trigger does something with its two arguments within the state: nothing is left or entered.</summary>
        public StateConfiguration InternalTransition<TArg0, TArg1>(
            TriggerWithParameters<TArg0, TArg1> trigger, Action<TArg0, TArg1, Transition> internalAction) =>
            Add(new InternalTrigger(
                trigger.Trigger, [], transition => internalAction(Argument<TArg0>(transition, 0), Argument<TArg1>(transition, 1), transition)));

        /// <summary>The trigger does something within the state if the guard holds: nothing is left or entered.</summary>
        public StateConfiguration InternalTransitionIf(TTrigger trigger, Func<bool> guard, Action internalAction, string? guardDescription = null) =>
            Add(new InternalTrigger(trigger, When(guard, guardDescription), _ => internalAction()));

        /// <summary>The trigger does something within the state, told what was fired, if the guard holds: nothing is left or entered.</summary>
        public StateConfiguration InternalTransitionIf(TTrigger trigger, Func<bool> guard, Action<Transition> internalAction, string? guardDescription = null) =>
            Add(new InternalTrigger(trigger, When(guard, guardDescription), internalAction));

        /// <summary>
        /// The trigger does something with its argument within the state, if the guard holds for it: nothing is left or
        /// entered.
        /// </summary>
        public StateConfiguration InternalTransitionIf<TArg0>(
            TriggerWithParameters<TArg0> trigger, Func<TArg0, bool> guard, Action<TArg0, Transition> internalAction, string? guardDescription = null) =>
            Add(new InternalTrigger(
                trigger.Trigger, When(guard, guardDescription), transition => internalAction(Argument<TArg0>(transition, 0), transition)));

        /// <summary>This state lies within the other: what it does not answer, the other does.</summary>
        public StateConfiguration SubstateOf(TState superstate)
        {
            var above = Machine.Representation(superstate);
            if (above.IsIncludedIn(State))
            {
                throw new ArgumentException(
                    $"Configuring {State} as a substate of {superstate} creates an illegal {(above == _state ? "" : "nested ")}cyclic configuration.");
            }

            _state.Superstate = above;
            above.Substates.Add(_state);
            return this;
        }

        /// <summary>Whoever enters this state goes on to that substate.</summary>
        public StateConfiguration InitialTransition(TState targetState)
        {
            if (_state.InitialTarget is { } target)
            {
                throw new InvalidOperationException($"This state has already been configured with an initial transition ({target.UnderlyingState}).");
            }

            if (State.Equals(targetState))
            {
                throw new ArgumentException("Setting the current state as the target destination state is not allowed.", nameof(targetState));
            }

            _state.InitialTarget = Machine.Representation(targetState);
            return this;
        }

        private StateConfiguration AddFixed(TTrigger trigger, Guard[] guards, TState destination) =>
            destination.Equals(State)
                ? throw new ArgumentException(
                    "Permit() (and PermitIf()) require that the destination state is not equal to the source state. To accept a trigger without changing state, use either Ignore() or PermitReentry().")
                : Add(new FixedTrigger(trigger, guards, destination));

        private StateConfiguration Add(ConfiguredTrigger trigger)
        {
            _state.Triggers.Add(trigger);
            return this;
        }

        private static Guard[] When(Func<bool> guard, string? description) => [new(_ => guard(), Named(guard, description))];

        private static Guard[] When<TArg0>(Func<TArg0, bool> guard, string? description) =>
            [new(args => guard(Argument<TArg0>(args, 0)), Named(guard, description))];

        private static Guard[] When<TArg0, TArg1>(Func<TArg0, TArg1, bool> guard, string? description) =>
            [new(args => guard(Argument<TArg0>(args, 0), Argument<TArg1>(args, 1)), Named(guard, description))];

        private static TArg Argument<TArg>(Transition transition, int position) => Argument<TArg>(transition.Parameters, position);

        // Asked whether it could be fired, with no arguments yet, a guard sees defaults.
        private static TArg Argument<TArg>(object?[] args, int position) => args.Length == 0
            ? default!
            : position < args.Length
                ? (TArg)args[position]!
                : throw new ArgumentException($"An argument of type {typeof(TArg)} is required in position {position}.");

        private static string Named(Delegate function, string? description) =>
            description ?? (function.Method.Name.Contains('<', StringComparison.Ordinal) ? "Function" : function.Method.Name);
    }
}
