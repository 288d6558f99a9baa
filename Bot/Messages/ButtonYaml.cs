using System.ComponentModel;
using Bot.Definitions;

namespace Bot.Messages;

/// <summary>A button, or whatever else a friend can tap, as files write it. It does one thing.</summary>
[Shorthand(nameof(Label))]
internal class ButtonYaml : Shape
{
    [Description("20 characters at most. Alone, the friend says it.")]
    public string? Label { get; set; }

    [Description("What the friend says by tapping.")]
    public string? Says { get; set; }

    [Description("The id of a survey of surveys/ that starts.")]
    public string? Survey { get; set; }

    [Description("The address that opens: https, tel or line.")]
    public string? Url { get; set; }

    [Description("The address that opens on a desktop computer instead; beside url.")]
    public string? DesktopUrl { get; set; }

    [Description("coupons: the friend's coupons are shown.")]
    public string? Shows { get; set; }

    [Description("The text that is copied.")]
    public string? Copies { get; set; }

    [Description("A day or time that the friend picks; it becomes an attribute.")]
    public PickYaml? Picks { get; set; }

    [Description("true: the camera opens. Buttons above the keyboard only.")]
    public bool? Camera { get; set; }

    [Description("true: the phone's pictures open. Buttons above the keyboard only.")]
    public bool? CameraRoll { get; set; }

    [Description("true: the friend picks a place on the map. Buttons above the keyboard only.")]
    public bool? Location { get; set; }

    [Description("The https address of a small square PNG. Buttons above the keyboard only.")]
    public string? Icon { get; set; }
}

[Shorthand(nameof(Attribute))]
internal sealed class PickYaml : Shape
{
    [Description("The attribute that keeps the choice.")]
    public required string Attribute { get; set; }

    [Description("date, time or datetime. Default: date.")]
    public PickMode? Mode { get; set; }

    [Description("What the picker shows first: 2026-12-24, 10:00 or 2026-12-24T10:00.")]
    public string? Initial { get; set; }

    [Description("The earliest choice.")]
    public string? Min { get; set; }

    [Description("The latest choice.")]
    public string? Max { get; set; }
}

/// <summary>What LINE's picker lets pick.</summary>
internal enum PickMode
{
    Date,
    Time,
    Datetime,
}
