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
/// <param name="Data">LINE: at most 300 UTF-16 units (Messaging API reference, Action objects).</param>
public sealed record PostbackAction(string Data) : LineAction
{
    /// <summary>Shown as the friend's words. LINE: at most 300 grapheme clusters (Messaging API reference, Action objects).</summary>
    public string? DisplayText { get; init; }

    /// <summary>
    /// Said by the friend, beside the postback; deprecated by LINE for <see cref="DisplayText"/>, and never with it. LINE: at
    /// most 300 grapheme clusters (Messaging API reference, Action objects).
    /// </summary>
    public string? Text { get; init; }

    /// <summary>
    /// What the tap does to the keyboard: <c>closeRichMenu</c>, <c>openRichMenu</c>, <c>openKeyboard</c> or
    /// <c>openVoice</c>.
    /// </summary>
    public string? InputOption { get; init; }

    /// <summary>
    /// Put into the input field; only with <c>openKeyboard</c>. LINE: at most 300 grapheme clusters (Messaging API
    /// reference, Action objects).
    /// </summary>
    public string? FillInText { get; init; }
}

/// <summary>Says something in the friend's name; it arrives as a text message.</summary>
/// <param name="Text">LINE: at most 300 grapheme clusters (Messaging API reference, Action objects).</param>
public sealed record MessageAction(string Text) : LineAction;

/// <summary>Opens an address in LINE's browser, or another app.</summary>
/// <param name="Uri"><c>http</c>, <c>https</c>, <c>line</c> or <c>tel</c>. LINE: at most 1,000 UTF-16 units (Messaging
/// API reference, Action objects).</param>
public sealed record UriAction(string Uri) : LineAction
{
    /// <summary>What LINE on a desktop computer opens instead; null: the same address.</summary>
    public AltUri? AltUri { get; init; }
}

/// <summary>Another address for LINE on a desktop computer.</summary>
public sealed record AltUri(string Desktop);

/// <summary>Opens LINE's picker. Mode is <c>date</c>, <c>time</c> or <c>datetime</c>; the choice arrives as a postback.</summary>
/// <param name="Data">The postback's data. LINE: at most 300 UTF-16 units (Messaging API reference, Action objects).</param>
/// <param name="Mode"><c>date</c>, <c>time</c> or <c>datetime</c>.</param>
public sealed record DatetimePickerAction(string Data, string Mode) : LineAction
{
    /// <summary>
    /// What the picker shows first, e.g. <c>2026-11-21</c>, <c>10:00</c> or <c>2026-11-21T10:00</c> as the mode says;
    /// no time zone.
    /// </summary>
    public string? Initial { get; init; }

    /// <summary>
    /// The earliest choice, in the mode's format; before <see cref="Max"/>. LINE: from 1900-01-01 (Messaging API
    /// reference, Action objects).
    /// </summary>
    public string? Min { get; init; }

    /// <summary>The latest choice, in the mode's format. LINE: up to 2100-12-31 (Messaging API reference, Action objects).</summary>
    public string? Max { get; init; }
}

/// <summary>Opens the camera; quick replies only.</summary>
public sealed record CameraAction : LineAction;

/// <summary>Opens the phone's pictures; quick replies only.</summary>
public sealed record CameraRollAction : LineAction;

/// <summary>Asks the friend for a place on the map; quick replies only.</summary>
public sealed record LocationAction : LineAction;

/// <summary>Shows another rich menu and sends a postback; rich menus only.</summary>
/// <param name="RichMenuAliasId">The other menu's alias. LINE: at most 32 characters (Messaging API reference, Action objects).</param>
/// <param name="Data">The postback's data. LINE: at most 300 UTF-16 units (Messaging API reference, Action objects).</param>
public sealed record RichMenuSwitchAction(string RichMenuAliasId, string Data) : LineAction;

/// <summary>Copies a text to the phone's clipboard.</summary>
/// <param name="ClipboardText">LINE: 1 to 1,000 UTF-16 units (Messaging API reference, Action objects).</param>
public sealed record ClipboardAction(string ClipboardText) : LineAction;
