using System.Text.Json.Serialization;

namespace Bot.Line;

/// <summary>What a tap does, as LINE defines it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PostbackAction), "postback")]
[JsonDerivedType(typeof(MessageAction), "message")]
[JsonDerivedType(typeof(UriAction), "uri")]
[JsonDerivedType(typeof(DatetimePickerAction), "datetimepicker")]
[JsonDerivedType(typeof(CameraAction), "camera")]
[JsonDerivedType(typeof(CameraRollAction), "cameraRoll")]
[JsonDerivedType(typeof(LocationAction), "location")]
[JsonDerivedType(typeof(RichMenuSwitchAction), "richmenuswitch")]
[JsonDerivedType(typeof(ClipboardAction), "clipboard")]
public abstract record LineAction
{
    /// <summary>The button's words; how long and whether required depends on where the action stands.</summary>
    public string? Label { get; init; }
}

/// <summary>Sends <see cref="Data"/> to the bot; <see cref="DisplayText"/> appears as if the friend had said it.</summary>
public sealed record PostbackAction(string Data) : LineAction
{
    public string? DisplayText { get; init; }

    public string? InputOption { get; init; }

    public string? FillInText { get; init; }
}

public sealed record MessageAction(string Text) : LineAction;

public sealed record UriAction(string Uri) : LineAction
{
    public AltUri? AltUri { get; init; }
}

/// <summary>Another address for LINE on a desktop computer.</summary>
public sealed record AltUri(string Desktop);

/// <summary>Opens LINE's picker. Mode is <c>date</c>, <c>time</c> or <c>datetime</c>; the choice arrives as a postback.</summary>
public sealed record DatetimePickerAction(string Data, string Mode) : LineAction
{
    public string? Initial { get; init; }

    public string? Min { get; init; }

    public string? Max { get; init; }
}

public sealed record CameraAction : LineAction;

public sealed record CameraRollAction : LineAction;

public sealed record LocationAction : LineAction;

public sealed record RichMenuSwitchAction(string RichMenuAliasId, string Data) : LineAction;

public sealed record ClipboardAction(string ClipboardText) : LineAction;
