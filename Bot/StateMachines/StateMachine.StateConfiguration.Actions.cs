namespace Bot.StateMachines;

public sealed partial class StateMachine<TState, TTrigger>
{
    public sealed partial class StateConfiguration
    {
        /// <summary>Done whenever the state is entered.</summary>
        public StateConfiguration OnEntry(Action entryAction, string? entryActionDescription = null) =>
            Enter(_ => entryAction(), Named(entryAction, entryActionDescription));

        /// <summary>Done whenever the state is entered, told how it came there.</summary>
        public StateConfiguration OnEntry(Action<Transition> entryAction, string? entryActionDescription = null) =>
            Enter(entryAction, Named(entryAction, entryActionDescription));

        /// <summary>Done when the state is entered by this trigger.</summary>
        public StateConfiguration OnEntryFrom(TTrigger trigger, Action entryAction, string? entryActionDescription = null) =>
            EnterFrom(trigger, _ => entryAction(), Named(entryAction, entryActionDescription));

        /// <summary>Done when the state is entered by this trigger, told how it came there.</summary>
        public StateConfiguration OnEntryFrom(TTrigger trigger, Action<Transition> entryAction, string? entryActionDescription = null) =>
            EnterFrom(trigger, entryAction, Named(entryAction, entryActionDescription));

        /// <summary>Done with the trigger's argument when the state is entered by it.</summary>
        public StateConfiguration OnEntryFrom<TArg0>(
            TriggerWithParameters<TArg0> trigger, Action<TArg0> entryAction, string? entryActionDescription = null) =>
            EnterFrom(trigger.Trigger, transition => entryAction(Argument<TArg0>(transition, 0)), Named(entryAction, entryActionDescription));

        /// <summary>Done with the trigger's argument when the state is entered by it, told how it came there.</summary>
        public StateConfiguration OnEntryFrom<TArg0>(
            TriggerWithParameters<TArg0> trigger, Action<TArg0, Transition> entryAction, string? entryActionDescription = null) =>
            EnterFrom(trigger.Trigger, transition => entryAction(Argument<TArg0>(transition, 0), transition), Named(entryAction, entryActionDescription));

        /// <summary>Done with the trigger's two arguments when the state is entered by it.</summary>
        public StateConfiguration OnEntryFrom<TArg0, TArg1>(
            TriggerWithParameters<TArg0, TArg1> trigger, Action<TArg0, TArg1> entryAction, string? entryActionDescription = null) =>
            EnterFrom(
                trigger.Trigger,
                transition => entryAction(Argument<TArg0>(transition, 0), Argument<TArg1>(transition, 1)),
                Named(entryAction, entryActionDescription));

        /// <summary>Done with the trigger's two arguments when the state is entered by it, told how it came there.</summary>
        public StateConfiguration OnEntryFrom<TArg0, TArg1>(
            TriggerWithParameters<TArg0, TArg1> trigger, Action<TArg0, TArg1, Transition> entryAction, string? entryActionDescription = null) =>
            EnterFrom(
                trigger.Trigger,
                transition => entryAction(Argument<TArg0>(transition, 0), Argument<TArg1>(transition, 1), transition),
                Named(entryAction, entryActionDescription));

        /// <summary>Done whenever the state is left.</summary>
        public StateConfiguration OnExit(Action exitAction, string? exitActionDescription = null) =>
            Leave(_ => exitAction(), Named(exitAction, exitActionDescription));

        /// <summary>Done whenever the state is left, told where it goes.</summary>
        public StateConfiguration OnExit(Action<Transition> exitAction, string? exitActionDescription = null) =>
            Leave(exitAction, Named(exitAction, exitActionDescription));

        private StateConfiguration Enter(Action<Transition> action, string description)
        {
            _state.EntryActions.Add(new EntryAction(action, description, (default!, Only: false)));
            return this;
        }

        private StateConfiguration EnterFrom(TTrigger trigger, Action<Transition> action, string description)
        {
            _state.EntryActions.Add(new EntryAction(action, description, (trigger, Only: true)));
            return this;
        }

        private StateConfiguration Leave(Action<Transition> action, string description)
        {
            _state.ExitActions.Add(new ExitAction(action, description));
            return this;
        }
    }
}
