namespace Bot.StateMachines;

public sealed partial class StateMachine<TState, TTrigger>
{
    /// <summary>The way from a state to another, or to the same.</summary>
    public sealed class Transition(TState source, TState destination, TTrigger trigger, object?[]? parameters = null)
    {
        /// <summary>The state it leaves.</summary>
        public TState Source { get; } = source;

        /// <summary>The state it leads to.</summary>
        public TState Destination { get; } = destination;

        /// <summary>What was fired.</summary>
        public TTrigger Trigger { get; } = trigger;

        /// <summary>What the trigger was fired with.</summary>
        public object?[] Parameters { get; } = parameters ?? [];

        /// <summary>Whether it leads back to the state it leaves.</summary>
        public bool IsReentry => Source.Equals(Destination);

        /// <summary>From a superstate, already entered, on to its substate.</summary>
        internal bool IsInitial { get; init; }
    }

    /// <summary>A trigger and the types of what it is fired with.</summary>
    public class TriggerWithParameters
    {
        private readonly Type[] _types;

        internal TriggerWithParameters(TTrigger trigger, params Type[] argumentTypes)
        {
            Trigger = trigger;
            _types = argumentTypes;
        }

        /// <summary>The trigger that carries the arguments.</summary>
        public TTrigger Trigger { get; }

        /// <summary>The types of its arguments, in order.</summary>
        public IEnumerable<Type> ArgumentTypes => _types;

        /// <summary>Makes sure that the arguments are as many and of the types as was said.</summary>
        /// <exception cref="ArgumentException">They are not.</exception>
        public void ValidateParameters(object?[] args)
        {
            if (args.Length > _types.Length)
            {
                throw new ArgumentException($"Too many parameters have been supplied. Expecting {_types.Length} but got {args.Length}.");
            }

            for (var i = 0; i < _types.Length; i++)
            {
                if (i >= args.Length)
                {
                    throw new ArgumentException($"An argument of type {_types[i]} is required in position {i}.");
                }

                if (args[i] is { } arg && !_types[i].IsInstanceOfType(arg))
                {
                    throw new ArgumentException($"The argument in position {i} is of type {arg.GetType()} but must be of type {_types[i]}.");
                }
            }
        }
    }

    /// <summary>A trigger fired with one argument.</summary>
    public sealed class TriggerWithParameters<TArg0> : TriggerWithParameters
    {
        internal TriggerWithParameters(TTrigger trigger)
            : base(trigger, typeof(TArg0))
        {
        }
    }

    /// <summary>A trigger fired with two arguments.</summary>
    public sealed class TriggerWithParameters<TArg0, TArg1> : TriggerWithParameters
    {
        internal TriggerWithParameters(TTrigger trigger)
            : base(trigger, typeof(TArg0), typeof(TArg1))
        {
        }
    }
}
