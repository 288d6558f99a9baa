using System.Text.Json;
using Bot.Line;

namespace Bot.Tests.Line;

public class ActionLimitsTests
{
    private const string Family = "👨‍👩‍👧‍👦";

    public static TheoryData<LineAction, string?, string?> QuickReplies => new()
    {
        { new PostbackAction(Long('x', 300)) { Label = "a" }, null, null },
        { new PostbackAction(Long('x', 301)) { Label = "a" }, "data", "Length must be between 0 and 300" },
        { new PostbackAction("") { Label = "a" }, "data", "May not be empty" },
        { new PostbackAction("a") { Label = "a", DisplayText = Families(300) }, null, null },
        { new PostbackAction("a") { Label = "a", DisplayText = Families(301) }, "displayText", "Length must be between 0 and 300" },
        { new PostbackAction("a") { Label = "a", InputOption = "openKeyboard", FillInText = Families(300) }, null, null },
        { new PostbackAction("a") { Label = "a", InputOption = "openKeyboard", FillInText = Families(301) }, "fillInText", "Length must be between 0 and 300" },
        { new PostbackAction("a") { Label = "a", FillInText = "x" }, "fillInText", "Only with the inputOption openKeyboard" },
        { new PostbackAction("a") { Label = "a", InputOption = "openWindow" }, "inputOption", "Must be one of the following values: [closeRichMenu, openRichMenu, openKeyboard, openVoice]" },
        { new PostbackAction("a"), "label", "May not be empty" },
        { new MessageAction(Families(300)) { Label = "a" }, null, null },
        { new MessageAction(Families(301)) { Label = "a" }, "text", "Length must be between 0 and 300" },
        { new UriAction("tel:09001234567") { Label = "a" }, null, null },
        { new UriAction("line://nv/location") { Label = "a" }, null, null },
        { new UriAction("https://line.me/R/oaMessage/%40abc/?%E8%BE%9B") { Label = "a" }, null, null },
        { new UriAction("javascript:alert(1)") { Label = "a" }, "uri", "invalid uri scheme" },
        { new UriAction("https://example.com/".PadRight(1000, 'x')) { Label = "a" }, null, null },
        { new UriAction("https://example.com/".PadRight(1001, 'x')) { Label = "a" }, "uri", "Length must be between 0 and 1000" },
        { new UriAction("https://example.com") { Label = "a", AltUri = new AltUri("ftp://example.com") }, "altUri.desktop", "invalid uri scheme" },
        { new DatetimePickerAction("a", "date") { Label = "a", Initial = "2024-02-29", Min = "1900-01-01", Max = "2100-12-31" }, null, null },
        { new DatetimePickerAction("a", "date") { Label = "a", Initial = "2023-02-29" }, "initial", "Must be of the format yyyy-MM-dd and between 1900 and 2100" },
        { new DatetimePickerAction("a", "date") { Label = "a", Max = "2101-01-01" }, "max", "Must be of the format yyyy-MM-dd and between 1900 and 2100" },
        { new DatetimePickerAction("a", "time") { Label = "a", Min = "00:00", Max = "23:59" }, null, null },
        { new DatetimePickerAction("a", "time") { Label = "a", Min = "10:00", Max = "10:00" }, "min", "Must be before max" },
        { new DatetimePickerAction("a", "datetime") { Label = "a", Min = "2026-01-01t00:00", Max = "2026-01-01T00:01" }, null, null },
        { new DatetimePickerAction("a", "datetime") { Label = "a", Min = "2026-01-01" }, "min", "Must be of the format yyyy-MM-ddTHH:mm and between 1900 and 2100" },
        { new DatetimePickerAction("a", "year") { Label = "a" }, "mode", "Must be one of the following values: [date, time, datetime]" },
        { new DatetimePickerAction(Long('x', 301), "date") { Label = "a" }, "data", "Length must be between 0 and 300" },
        { new ClipboardAction(Long('x', 1000)) { Label = "a" }, null, null },
        { new ClipboardAction(Long('x', 1001)) { Label = "a" }, "clipboardText", "Length must be between 0 and 1000" },
        { new CameraAction { Label = "a" }, null, null },
        { new CameraRollAction { Label = "a" }, null, null },
        { new LocationAction(), "label", "May not be empty" },
        { new RichMenuSwitchAction("alias", "data") { Label = "a" }, "type", "Must be one of the following values: [postback, message, uri, datetimepicker, clipboard, camera, cameraRoll, location]" },
    };

    [Theory]
    [MemberData(nameof(QuickReplies))]
    public void In_a_quick_reply(LineAction action, string? path, string? problem)
    {
        var found = LineLimits.Check([new TextMessage("a") { QuickReply = new QuickReply([new QuickReplyItem(action)]) }]);

        Assert.Equal(path is null ? [] : [$"messages[0].quickReply.items[0].action.{path}: {problem}"], found.Select(violation => violation.ToString()));
    }

    [Fact]
    public void The_camera_opens_from_quick_replies_only()
    {
        var found = LineLimits.Check([new TemplateMessage("a", new ButtonsTemplate("a", [new CameraAction { Label = "a" }]))]);

        Assert.Equal(
            ["messages[0].template.actions[0].type: Must be one of the following values: [postback, message, uri, datetimepicker, clipboard]"],
            found.Select(violation => violation.ToString()));
    }

    [Fact]
    public void A_postback_speaks_once()
    {
        var messages = JsonDocument.Parse(
            """[{"type":"text","text":"a","quickReply":{"items":[{"type":"action","action":{"type":"postback","label":"a","data":"a","displayText":"a","text":"a"}}]}}]""");

        Assert.Equal(
            ["messages[0].quickReply.items[0].action.text: May not stand beside displayText"],
            LineLimits.Check(messages.RootElement).Select(violation => violation.ToString()));
    }

    private static string Long(char letter, int length) => new(letter, length);

    private static string Families(int count) => string.Concat(Enumerable.Repeat(Family, count));
}
