using System.Globalization;

namespace Bot.Line.Limits;

/// <summary>Actions. Which are possible, and how long the label may be, depends on where the action stands.</summary>
internal static class ActionLimits
{
    private static readonly string[] Anywhere = ["postback", "message", "uri", "datetimepicker", "clipboard"];

    private static readonly string[] QuickReplyOnly = ["camera", "cameraRoll", "location"];

    public static void InTemplate(Node action, bool labelled) => Check(action, LineLimits.Label, labelled, Anywhere);

    public static void InImageCarousel(Node action) => Check(action, LineLimits.ImageCarouselLabel, labelled: false, Anywhere);

    public static void InQuickReply(Node action) => Check(action, LineLimits.Label, labelled: true, [.. Anywhere, .. QuickReplyOnly]);

    public static void InFlex(Node action, bool labelled) => Check(action, LineLimits.FlexLabel, labelled, Anywhere);

    private static void Check(Node action, int label, bool labelled, ReadOnlySpan<string> types)
    {
        action.OneOf("type", required: true, types);
        if (!types.Contains(action.Type))
        {
            return;
        }

        action.Graphemes("label", label, labelled);
        switch (action.Type)
        {
            case "postback":
                Postback(action);
                break;
            case "message":
                action.Graphemes("text", LineLimits.TapText);
                break;
            case "uri":
                UriLimits.Opened(action, "uri");
                if (action.Object("altUri", required: false) is { } other)
                {
                    UriLimits.Opened(other, "desktop");
                }

                break;
            case "datetimepicker":
                DatetimePicker(action);
                break;
            case "clipboard":
                action.Text("clipboardText", LineLimits.Clipboard);
                break;
        }
    }

    private static void Postback(Node action)
    {
        action.Text("data", LineLimits.PostbackData);
        action.Graphemes("displayText", LineLimits.TapText, required: false);
        action.Graphemes("text", LineLimits.TapText, required: false);
        if (action.Has("displayText") && action.Has("text"))
        {
            action.Fail(
                "text",
                "May not stand beside displayText",
                new("displayText と一緒には使えません。どちらかを外してください。", "It cannot stand beside displayText. Take one of them out."));
        }

        action.OneOf("inputOption", required: false, "closeRichMenu", "openRichMenu", "openKeyboard", "openVoice");
        action.Graphemes("fillInText", LineLimits.TapText, required: false);
        if (action.Has("fillInText") && action.Text("inputOption", required: false) != "openKeyboard")
        {
            action.Fail(
                "fillInText",
                "Only with the inputOption openKeyboard",
                new("inputOption が openKeyboard のときだけ使えます。", "Only where inputOption is openKeyboard."));
        }
    }

    private static void DatetimePicker(Node action)
    {
        action.Text("data", LineLimits.PostbackData);
        action.OneOf("mode", required: true, "date", "time", "datetime");
        string[] formats = action.Text("mode", required: false) switch
        {
            "date" => ["yyyy-MM-dd"],
            "time" => ["HH:mm"],
            "datetime" => ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd't'HH:mm"],
            _ => [],
        };
        if (formats.Length == 0)
        {
            return;
        }

        Moment(action, "initial", formats);
        var min = Moment(action, "min", formats);
        var max = Moment(action, "max", formats);
        if (min >= max)
        {
            action.Fail("min", "Must be before max", new("「いちばん遅い値」より前にしてください。", "It must be before the latest."));
        }
    }

    private static DateTime? Moment(Node action, string name, string[] formats)
    {
        if (action.Text(name, required: action.Has(name)) is not { Length: > 0 } text)
        {
            return null;
        }

        // A time alone parses to the first day of year 1; only dates have LINE's bounds.
        if (DateTime.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out var moment)
            && (moment.Year == 1 || moment.Year is >= 1900 and <= 2100))
        {
            return moment;
        }

        var format = formats[0].Replace("'", "", StringComparison.Ordinal);
        action.Fail(
            name,
            $"Must be of the format {format} and between 1900 and 2100",
            new($"{format} の形で、1900年から2100年までの日時を書いてください。", $"Write {format}, between 1900 and 2100."));
        return null;
    }
}
