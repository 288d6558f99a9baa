using System.Text.Json;

namespace Bot.Admin.Phone;

/// <summary>
/// Lets the buttons of one message be tapped: each posts to this address what was tapped, by its label, and by its number where several
/// of the message have the same. Buttons that lead out of the chat cannot be tapped.
/// </summary>
/// <param name="url">Where a tap is posted.</param>
/// <param name="name">Tells the fields of this message from those of others.</param>
/// <param name="labels">The labels of the message's buttons.</param>
public sealed class PhoneTaps(string url, string name, IReadOnlyList<string> labels)
{
    private readonly Dictionary<string, int> _met = [];
    private int _pickers;

    /// <summary>Where a tap is posted.</summary>
    public string Url => url;

    /// <summary>What the next button of the message posts; null: it cannot be tapped.</summary>
    public Tap? Next(JsonElement action)
    {
        if (action.Words("label") is not { } label || !labels.Contains(label))
        {
            return null;
        }

        switch (action.Words("type"))
        {
            case "postback" or "message":
                var number = _met[label] = _met.GetValueOrDefault(label) + 1;
                return new($"[{label}]{(labels.Count(one => one == label) > 1 ? $" {number}" : "")}", null, null);
            case "datetimepicker":
                var mode = action.Words("mode");
                return new(null, mode == "datetime" ? "datetime-local" : mode ?? "date", $"pick-{name}-{_pickers++}");
            default:
                return null;
        }
    }

    /// <summary>What a button posts: a value, or what is picked in a field of this type.</summary>
    public sealed record Tap(string? Value, string? Picker, string? Field);
}
