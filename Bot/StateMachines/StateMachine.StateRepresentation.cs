namespace Bot.StateMachines;

public sealed partial class StateMachine<TState, TTrigger>
{
    /// <summary>What is configured for one state, and where it stands among the others.</summary>
    internal sealed class StateRepresentation(TState state)
    {
        public TState UnderlyingState { get; } = state;

        public List<ConfiguredTrigger> Triggers { get; } = [];

        public List<EntryAction> EntryActions { get; } = [];

        public List<ExitAction> ExitActions { get; } = [];

        public List<StateRepresentation> Substates { get; } = [];

        public StateRepresentation? Superstate { get; set; }

        public StateRepresentation? InitialTarget { get; set; }

        /// <summary>What the state, or else its superstate, does at the trigger. Null: nothing, for want of these guards if any.</summary>
        public ConfiguredTrigger? Find(TTrigger trigger, object?[] args, out ICollection<string> unmetGuards)
        {
            ConfiguredTrigger? found = null;
            List<string>? unmet = null;
            foreach (var candidate in Triggers)
            {
                if (!EqualityComparer<TTrigger>.Default.Equals(candidate.Trigger, trigger))
                {
                    continue;
                }

                var count = unmet?.Count ?? 0;
                foreach (var description in candidate.Unmet(args))
                {
                    (unmet ??= []).Add(description);
                }

                if ((unmet?.Count ?? 0) > count)
                {
                    continue;
                }

                found = found is null
                    ? candidate
                    : throw new InvalidOperationException(
                        $"Multiple permitted exit transitions are configured from state '{UnderlyingState}' for trigger '{trigger}'. Guard clauses must be mutually exclusive.");
            }

            unmetGuards = [];
            if (found is not null)
            {
                return found;
            }

            if (Superstate?.Find(trigger, args, out unmetGuards) is { } inherited)
            {
                return inherited;
            }

            unmetGuards = unmetGuards.Count > 0 ? unmetGuards : unmet?.Distinct().ToList() ?? [];
            return null;
        }

        public IEnumerable<TTrigger> PermittedTriggers(object?[] args)
        {
            var own = Triggers.Where(trigger => !trigger.Unmet(args).Any()).Select(trigger => trigger.Trigger);
            return Superstate is null ? own : own.Concat(Superstate.PermittedTriggers(args));
        }

        /// <summary>Superstates first; those that the source was in already are not entered again.</summary>
        public void Enter(Transition transition)
        {
            if (transition.IsReentry)
            {
                Execute(transition);
            }
            else if (!Includes(transition.Source))
            {
                if (!transition.IsInitial)
                {
                    Superstate?.Enter(transition);
                }

                Execute(transition);
            }
        }

        /// <summary>Substates first; superstates that the destination is in are not left.</summary>
        public Transition Exit(Transition transition)
        {
            if (!transition.IsReentry && Includes(transition.Destination))
            {
                return transition;
            }

            foreach (var exit in ExitActions)
            {
                exit.Action(transition);
            }

            return transition.IsReentry || Superstate is null || Superstate.UnderlyingState.Equals(transition.Destination)
                ? transition
                : Superstate.Exit(transition);
        }

        /// <summary>Whether the state is this one or beneath it.</summary>
        public bool Includes(TState state) => UnderlyingState.Equals(state) || Substates.Exists(substate => substate.Includes(state));

        /// <summary>Whether this state is that one or beneath it.</summary>
        public bool IsIncludedIn(TState state) => UnderlyingState.Equals(state) || (Superstate?.IsIncludedIn(state) ?? false);

        private void Execute(Transition transition)
        {
            foreach (var entry in EntryActions)
            {
                if (!entry.From.Only || entry.From.Trigger.Equals(transition.Trigger))
                {
                    entry.Action(transition);
                }
            }
        }
    }
}
