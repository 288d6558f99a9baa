using System.Text;

namespace Bot.StateMachines;

/// <summary>Which way a diagram grows.</summary>
public enum MermaidGraphDirection
{
    /// <summary>Downwards.</summary>
    TopToBottom,
    /// <summary>Upwards.</summary>
    BottomToTop,
    /// <summary>To the right.</summary>
    LeftToRight,
    /// <summary>To the left.</summary>
    RightToLeft,
}

/// <summary>Draws a machine as a Mermaid state diagram.</summary>
public static class MermaidGraph
{
    /// <summary>The diagram's text; lines end in a line feed on every system.</summary>
    public static string Format(StateMachineInfo machineInfo, MermaidGraphDirection? direction = null)
    {
        var names = Names(machineInfo.States);
        List<string> decisions = [];
        List<string> arrows = [];
        foreach (var state in machineInfo.States)
        {
            arrows.AddRange(state.FixedTransitions.Select(fix => Fixed(state, fix, names)));
            foreach (var choice in state.DynamicTransitions)
            {
                decisions.Add($"Decision{decisions.Count + 1}");
                arrows.Add(Arrow(names[state], decisions[^1], choice.Trigger, [], choice.GuardConditions));
                arrows.AddRange(Ways(decisions[^1], choice, names));
            }

            arrows.AddRange(state.IgnoredTriggers.Select(ignored => Arrow(names[state], names[state], ignored.Trigger, [], ignored.GuardConditions)));
        }

        return string.Join('\n',
        [
            "stateDiagram-v2",
            .. direction is { } flow ? [$"\tdirection {Code(flow)}"] : Array.Empty<string>(),
            .. names.Where(named => named.Key.ToString() != named.Value).Select(named => $"\t{named.Value} : {Text(named.Key.ToString())}"),
            .. machineInfo.States.Where(state => state.Substates.Any()).Select(state => Cluster(state, names)),
            .. decisions.Select(decision => $"\tstate {decision} <<choice>>"),
            .. arrows,
            $"[*] --> {names[machineInfo.InitialState]}",
        ]);
    }

    private static string Fixed(StateInfo state, FixedTransitionInfo fix, Dictionary<StateInfo, string> names)
    {
        var actions = fix.IsInternal
            ? []
            : fix.DestinationState.EntryActions.Where(action => fix.DestinationState == state
                ? action.FromTrigger is null || action.FromTrigger.Equals(fix.Trigger)
                : fix.Trigger.Equals(action.FromTrigger));
        return Arrow(names[state], names[fix.DestinationState], fix.Trigger, actions, fix.GuardConditions);
    }

    private static IEnumerable<string> Ways(string decision, DynamicTransitionInfo choice, Dictionary<StateInfo, string> names) =>
        from possible in choice.PossibleDestinationStates ?? []
        from destination in names.Keys.Where(state => state.ToString() == possible.DestinationState).Take(1)
        let actions = destination.EntryActions.Where(action => choice.Trigger.Equals(action.FromTrigger))
        select Arrow(decision, names[destination], choice.Trigger, actions, [possible.Criterion]);

    private static string Arrow(string from, string to, object trigger, IEnumerable<ActionInfo> actions, IEnumerable<string> guards)
    {
        var done = string.Join(", ", actions.Select(action => action.Description));
        var label = $"{trigger}{(done.Length > 0 ? $" / {done}" : "")}{string.Concat(guards.Select(guard => $" [{guard}]"))}";
        return $"\t{from} --> {to} : {Text(label)}";
    }

    private static string Cluster(StateInfo state, Dictionary<StateInfo, string> names) =>
        $"\tstate {names[state]} {{\n{string.Concat(state.Substates.Select(substate => $"\t\t{names[substate]}\n"))}\t}}";

    // Names must be unique and of letters and digits; what they lost is told by a line of its own.
    private static Dictionary<StateInfo, string> Names(IEnumerable<StateInfo> states)
    {
        var names = new Dictionary<StateInfo, string>();
        var taken = states.Select(state => state.ToString()).ToHashSet();
        foreach (var state in states)
        {
            var plain = string.Concat(state.ToString().Where(letter => char.IsLetterOrDigit(letter) || letter == '_'));
            var name = plain;
            for (var count = 1; name.Length == 0 || (name != state.ToString() && !taken.Add(name)); count++)
            {
                name = $"{plain}_{count}";
            }

            names[state] = name;
        }

        return names;
    }

    // A colon or semicolon would end the label, so they go as Mermaid's entity codes.
    private static string Text(string label)
    {
        var text = new StringBuilder(label.Length);
        foreach (var letter in label)
        {
            _ = letter switch
            {
                '#' or ':' or ';' => text.Append('#').Append((int)letter).Append(';'),
                '\r' or '\n' => text.Append(' '),
                _ => text.Append(letter),
            };
        }

        return text.ToString();
    }

    private static string Code(MermaidGraphDirection direction) => direction switch
    {
        MermaidGraphDirection.TopToBottom => "TB",
        MermaidGraphDirection.BottomToTop => "BT",
        MermaidGraphDirection.LeftToRight => "LR",
        _ => "RL",
    };
}
