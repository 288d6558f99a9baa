using System.Text.Json;
using Bot.Line;
using Bot.Transcripts;

namespace Bot.Admin.Phone;

/// <summary>
/// Lets one message of a chat be used as on a phone: what is tapped posts a line of a transcript to this address, what is picked its field
/// beside it, and what leads out of the chat is a link.
/// </summary>
/// <param name="url">Where a tap is posted.</param>
/// <param name="name">Tells the fields of this message from those of others.</param>
/// <param name="message">The message.</param>
/// <param name="later">The names on each message that came after it: a transcript means the newest of a name where it says nothing else.</param>
public sealed class PhoneTaps(string url, string name, Message message, IEnumerable<IReadOnlySet<string>> later)
{
    private const string Somewhere = "東京都千代田区丸の内1-9-1";

    private readonly List<LineAction> _actions = [.. Buttons.Of(message)];
    private int _pickers;

    /// <summary>Where a tap is posted.</summary>
    public string Url => url;

    /// <summary>What a tap on this action of the message does; null: nothing.</summary>
    public Tap? Of(JsonElement action) => Read(action) switch
    {
        (PostbackAction or MessageAction) and var said => new Tap(Buttons.Name(said)) { Said = Line(said) },
        DatetimePickerAction picked => new Tap(Buttons.Name(picked)) { Said = Line(picked), Picker = picked, Field = $"pick-{name}-{_pickers++}" },
        (CameraAction or CameraRollAction) and var shown => new Tap(Buttons.Name(shown)) { Said = "(photo)" },
        LocationAction place => new Tap(Buttons.Name(place)) { Said = $"(location {Somewhere})" },
        UriAction { Uri: var uri } opened when uri.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || uri.StartsWith("http://", StringComparison.OrdinalIgnoreCase) =>
            new Tap(opened.Label ?? uri) { Opens = uri },
        ClipboardAction copied => new Tap(copied.Label ?? copied.ClipboardText) { Copies = copied.ClipboardText },
        _ => null,
    };

    // "[label]", and which of them where several of the name do different things.
    private string Line(LineAction action)
    {
        var named = Buttons.Name(action);
        var alike = _actions.FindAll(one => Buttons.Name(one) == named);
        var which = alike.Exists(one => !DoTheSame(one, action)) ? $" {alike.FindIndex(one => DoTheSame(one, action)) + 1}" : "";
        var before = later.Count(names => names.Contains(named));
        return $"[{named}]{which}{(before > 0 ? $" {before} before" : "")}";
    }

    private static bool DoTheSame(LineAction one, LineAction other) => one with { Label = null } == other with { Label = null };

    // An imagemap writes the same actions, with an area and other names of some members.
    private static LineAction? Read(JsonElement action) => action.Words("type") switch
    {
        "uri" => (action.Words("uri") ?? action.Words("linkUri")) is { } uri ? new UriAction(uri) { Label = action.Words("label") } : null,
        "postback" or "message" or "datetimepicker" or "camera" or "cameraRoll" or "location" or "clipboard" => action.Deserialize(LineJson.Wire.LineAction),
        _ => null,
    };

    /// <summary>What a tap does: one of these.</summary>
    /// <param name="Label">What it is called.</param>
    public sealed record Tap(string Label)
    {
        /// <summary>The line of a transcript that it posts.</summary>
        public string? Said { get; init; }

        /// <summary>What is picked before; null: nothing.</summary>
        public DatetimePickerAction? Picker { get; init; }

        /// <summary>The field it is picked in.</summary>
        public string? Field { get; init; }

        /// <summary>The address it opens.</summary>
        public string? Opens { get; init; }

        /// <summary>What it copies.</summary>
        public string? Copies { get; init; }
    }
}
