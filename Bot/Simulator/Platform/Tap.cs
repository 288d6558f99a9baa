using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bot.Simulator.Platform;

/// <summary>Finds actions inside a message object by path or by label, as a finger does.</summary>
internal static partial class Tap
{
    /// <summary>The action at a path such as <c>template.columns[0].actions[1]</c>; null when there is none.</summary>
    public static JsonElement? At(JsonElement message, string path)
    {
        var here = message;
        foreach (var step in Steps().EnumerateMatches(path))
        {
            var text = path.AsSpan(step.Index, step.Length);
            if (int.TryParse(text, out var index))
            {
                if (here.ValueKind != JsonValueKind.Array || index >= here.GetArrayLength())
                {
                    return null;
                }

                here = here[index];
            }
            else if (here.ValueKind != JsonValueKind.Object || !here.TryGetProperty(text, out here))
            {
                return null;
            }
        }

        return IsAction(here) ? here : null;
    }

    /// <summary>Paths of all actions in a message, in reading order, with their labels.</summary>
    public static IEnumerable<(string Path, string Label)> All(JsonElement element, string path = "")
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            if (IsAction(element))
            {
                yield return (path, LabelOf(element));
                yield break;
            }

            foreach (var member in element.EnumerateObject())
            {
                foreach (var found in All(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}"))
                {
                    yield return found;
                }
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            for (var i = 0; i < element.GetArrayLength(); i++)
            {
                foreach (var found in All(element[i], $"{path}[{i}]"))
                {
                    yield return found;
                }
            }
        }
    }

    public static bool IsQuickReply(string path) => path.StartsWith("quickReply.", StringComparison.Ordinal);

    public static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>What a <c>uri</c> action opens; an imagemap says <c>linkUri</c>.</summary>
    public static string UriOf(JsonElement action) => Text(action, "uri") ?? Text(action, "linkUri") ?? "";

    private static string LabelOf(JsonElement action) => Text(action, "label") ?? Text(action, "text") ?? "";

    private static bool IsAction(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
        && Text(element, "type") is "postback" or "message" or "uri" or "datetimepicker" or "camera" or "cameraRoll" or "location" or "clipboard" or "richmenuswitch"
        && !element.TryGetProperty("latitude", out _);

    [GeneratedRegex(@"[^.\[\]]+")]
    private static partial Regex Steps();
}
