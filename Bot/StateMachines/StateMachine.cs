namespace Bot.StateMachines;

/// <summary>
/// A machine that reads as a table: states, and what each trigger does in them. The part of the Stateless library's
/// public API that we use, with its names and its behaviour, so that the library can take this folder's place.
/// Cheap to make, so one can be built for every turn; not for use by several threads at once.
/// </summary>
public sealed partial class StateMachine<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly Func<TState> _state;
    private readonly Action<TState> _setState;
    private readonly TState _initialState;
    private readonly Dictionary<TState, StateRepresentation> _states = [];
    private readonly Queue<(TTrigger Trigger, object?[] Args)> _fired = [];
    private Dictionary<TTrigger, TriggerWithParameters>? _parameters;
    private Action<TState, TTrigger, ICollection<string>> _unhandled = ThrowUnhandled;
    private Action<Transition>? _transitioned;
    private Action<Transition>? _transitionCompleted;
    private bool _firing;

    /// <summary>A machine whose state lives elsewhere: it is read and written there.</summary>
    public StateMachine(Func<TState> stateAccessor, Action<TState> stateMutator)
    {
        _state = stateAccessor;
        _setState = stateMutator;
        _initialState = stateAccessor();
    }

    /// <summary>A machine that keeps its state itself.</summary>
    public StateMachine(TState initialState)
    {
        var state = initialState;
        _state = () => state;
        _setState = next => state = next;
        _initialState = initialState;
    }

    /// <summary>The state the machine is in.</summary>
    public TState State
    {
        get => _state();
        private set => _setState(value);
    }

    /// <summary>The triggers that would not be refused now.</summary>
    public IEnumerable<TTrigger> PermittedTriggers => GetPermittedTriggers();

    private StateRepresentation Current => Representation(State);

    /// <summary>Begins, or continues, to say what a state does.</summary>
    public StateConfiguration Configure(TState state) => new(this, Representation(state));

    /// <summary>The triggers that would not be refused now with these arguments.</summary>
    public IEnumerable<TTrigger> GetPermittedTriggers(params object?[] args) => Current.PermittedTriggers(args).Distinct();

    /// <summary>Whether the state is this one or a substate of it.</summary>
    public bool IsInState(TState state) => Current.IsIncludedIn(state);

    /// <summary>Whether it can be fired now; guards on arguments see defaults.</summary>
    public bool CanFire(TTrigger trigger) => Current.Find(trigger, [], out _) is not null;

    /// <summary>Whether it can be fired now with this argument.</summary>
    public bool CanFire<TArg0>(TriggerWithParameters<TArg0> trigger, TArg0 arg0) => Current.Find(trigger.Trigger, [arg0], out _) is not null;

    /// <summary>Whether it can be fired now with these arguments.</summary>
    public bool CanFire<TArg0, TArg1>(TriggerWithParameters<TArg0, TArg1> trigger, TArg0 arg0, TArg1 arg1) =>
        Current.Find(trigger.Trigger, [arg0, arg1], out _) is not null;

    /// <summary>Whether it can be fired; if only guards are against it, their descriptions.</summary>
    public bool CanFire(TTrigger trigger, out ICollection<string> unmetGuards) => Current.Find(trigger, [], out unmetGuards) is not null;

    /// <summary>Does what the state says about the trigger. What actions fire meanwhile comes after this one is done.</summary>
    /// <exception cref="InvalidOperationException">The state says nothing about it, or several things at once.</exception>
    public void Fire(TTrigger trigger) => FireQueued(trigger, []);

    /// <summary>Does what the state says about the trigger and its argument.</summary>
    /// <exception cref="InvalidOperationException">The state says nothing about it, or several things at once.</exception>
    public void Fire<TArg0>(TriggerWithParameters<TArg0> trigger, TArg0 arg0) => FireQueued(trigger.Trigger, [arg0]);

    /// <summary>Does what the state says about the trigger and its two arguments.</summary>
    /// <exception cref="InvalidOperationException">The state says nothing about it, or several things at once.</exception>
    public void Fire<TArg0, TArg1>(TriggerWithParameters<TArg0, TArg1> trigger, TArg0 arg0, TArg1 arg1) =>
        FireQueued(trigger.Trigger, [arg0, arg1]);

    /// <summary>Does what the state says about the trigger and its arguments.</summary>
    /// <exception cref="ArgumentException">The arguments are not as many, or not of the types, as was said.</exception>
    /// <exception cref="InvalidOperationException">The state says nothing about it, or several things at once.</exception>
    public void Fire(TriggerWithParameters trigger, params object?[] args) => FireQueued(trigger.Trigger, args);

    /// <summary>Says that the trigger carries an argument; fire it with the result.</summary>
    public TriggerWithParameters<TArg0> SetTriggerParameters<TArg0>(TTrigger trigger) => Remember(new TriggerWithParameters<TArg0>(trigger));

    /// <summary>Says that the trigger carries two arguments; fire it with the result.</summary>
    /// <exception cref="InvalidOperationException">It was said of this trigger before.</exception>
    public TriggerWithParameters<TArg0, TArg1> SetTriggerParameters<TArg0, TArg1>(TTrigger trigger) =>
        Remember(new TriggerWithParameters<TArg0, TArg1>(trigger));

    /// <summary>What to do instead of throwing when a trigger is refused.</summary>
    public void OnUnhandledTrigger(Action<TState, TTrigger> unhandledTriggerAction) =>
        _unhandled = (state, trigger, _) => unhandledTriggerAction(state, trigger);

    /// <summary>The same, told the guards that were against it.</summary>
    public void OnUnhandledTrigger(Action<TState, TTrigger, ICollection<string>> unhandledTriggerAction) => _unhandled = unhandledTriggerAction;

    /// <summary>Called at every transition, after the exits and before the entries.</summary>
    public void OnTransitioned(Action<Transition> onTransitionAction) => _transitioned += onTransitionAction;

    /// <summary>Called at every transition, after the entries.</summary>
    public void OnTransitionCompleted(Action<Transition> onTransitionAction) => _transitionCompleted += onTransitionAction;

    /// <summary>What was configured, to be drawn.</summary>
    public StateMachineInfo GetInfo() => Describe();

    /// <summary>The state and the triggers permitted in it, for logs and debuggers.</summary>
    public override string ToString() => $"StateMachine {{ State = {State}, PermittedTriggers = {{ {string.Join(", ", PermittedTriggers)} }} }}";

    private static void ThrowUnhandled(TState state, TTrigger trigger, ICollection<string> unmetGuards) =>
        throw new InvalidOperationException(unmetGuards.Count > 0
            ? $"Trigger '{trigger}' is valid for transition from state '{state}' but a guard conditions are not met. Guard descriptions: '{string.Join(", ", unmetGuards)}'."
            : $"No valid leaving transitions are permitted from state '{state}' for trigger '{trigger}'. Consider ignoring the trigger.");

    private StateRepresentation Representation(TState state)
    {
        if (!_states.TryGetValue(state, out var representation))
        {
            _states[state] = representation = new StateRepresentation(state);
        }

        return representation;
    }

    private T Remember<T>(T trigger)
        where T : TriggerWithParameters
    {
        _parameters ??= [];
        return _parameters.TryAdd(trigger.Trigger, trigger)
            ? trigger
            : throw new InvalidOperationException($"Parameters for the trigger '{trigger.Trigger}' have already been configured.");
    }

    private void FireQueued(TTrigger trigger, object?[] args)
    {
        _fired.Enqueue((trigger, args));
        if (_firing)
        {
            return;
        }

        _firing = true;
        try
        {
            while (_fired.TryDequeue(out var next))
            {
                FireOne(next.Trigger, next.Args);
            }
        }
        finally
        {
            _firing = false;
        }
    }

    private void FireOne(TTrigger trigger, object?[] args)
    {
        if (_parameters is not null && _parameters.TryGetValue(trigger, out var parameters))
        {
            parameters.ValidateParameters(args);
        }

        var source = Current;
        switch (source.Find(trigger, args, out var unmetGuards))
        {
            case null:
                _unhandled(source.UnderlyingState, trigger, unmetGuards);
                break;
            case IgnoredTrigger:
                break;
            case InternalTrigger stay:
                stay.Action(new Transition(source.UnderlyingState, source.UnderlyingState, trigger, args));
                break;
            case ReentryTrigger again:
                Reenter(source, new Transition(source.UnderlyingState, again.Destination, trigger, args));
                break;
            case FixedTrigger fix:
                Go(source, new Transition(source.UnderlyingState, fix.Destination, trigger, args));
                break;
            case DynamicTrigger choice:
                Go(source, new Transition(source.UnderlyingState, choice.Destination(args), trigger, args));
                break;
        }
    }

    private void Go(StateRepresentation source, Transition transition)
    {
        transition = source.Exit(transition);
        State = transition.Destination;
        _transitioned?.Invoke(transition);
        var entered = Enter(Representation(transition.Destination), transition);
        if (!entered.UnderlyingState.Equals(State))
        {
            State = entered.UnderlyingState;
        }

        _transitionCompleted?.Invoke(transition);
    }

    // A superstate's re-entry leaves the substate first and ends in the superstate.
    private void Reenter(StateRepresentation source, Transition transition)
    {
        transition = source.Exit(transition);
        var destination = Representation(transition.Destination);
        if (!transition.IsReentry)
        {
            transition = new Transition(transition.Destination, transition.Destination, transition.Trigger, transition.Parameters);
            destination.Exit(transition);
        }

        _transitioned?.Invoke(transition);
        State = Enter(destination, transition).UnderlyingState;
        _transitionCompleted?.Invoke(transition);
    }

    // A state with an initial transition passes on to its substate.
    private StateRepresentation Enter(StateRepresentation state, Transition transition)
    {
        state.Enter(transition);
        while (state.InitialTarget is { } target)
        {
            if (target.Superstate != state)
            {
                throw new InvalidOperationException($"The target ({target.UnderlyingState}) for the initial transition is not a substate.");
            }

            var further = new Transition(transition.Source, target.UnderlyingState, transition.Trigger, transition.Parameters) { IsInitial = true };
            _transitioned?.Invoke(further);
            target.Enter(further);
            state = target;
        }

        return state;
    }
}
