using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bot.Line;

namespace Bot.Links;

/// <summary>
/// The addresses in messages that a friend opens by a tap: those of buttons, areas and quick replies, and those that stand in
/// texts. Left alone are LINE's own, which LINE opens itself, and any that a value or a letter follows directly, since nobody
/// can tell where such an address ends.
/// </summary>
public static partial class LinkedMessages
{
    /// <summary>The addresses, each once, in the order they stand.</summary>
    public static IReadOnlyList<string> Addresses(IReadOnlyList<Message> messages)
    {
        var found = new List<string>();
        Walk(JsonNode.Parse(LineJson.ToUtf8(messages))!, address =>
        {
            if (!found.Contains(address))
            {
                found.Add(address);
            }

            return null;
        });
        return found;
    }

    /// <summary>The messages with other addresses; null for an address leaves it as it is.</summary>
    public static IReadOnlyList<Message> With(IReadOnlyList<Message> messages, Func<string, string?> other)
    {
        var json = JsonNode.Parse(LineJson.ToUtf8(messages))!;
        return Walk(json, other) ? LineJson.ParseMessages(JsonSerializer.SerializeToElement(json, LinksJson.Documents.JsonNode)) : messages;
    }

    // True: something was replaced.
    private static bool Walk(JsonNode node, Func<string, string?> other) => node switch
    {
        JsonArray list => list.OfType<JsonNode>().Aggregate(false, (replaced, item) => Walk(item, other) | replaced),
        JsonObject part => WalkPart(part, other),
        _ => false,
    };

    private static bool WalkPart(JsonObject part, Func<string, string?> other)
    {
        var replaced = false;
        switch (TextOf(part, "type"))
        {
            case "uri":
                replaced = Replace(part, "uri", other) | Replace(part, "linkUri", other) | (part["altUri"] is JsonObject desktop && Replace(desktop, "desktop", other));
                break;
            case "text" when part.ContainsKey("quoteToken") || IsMessage(part):
            case "textV2":
                replaced = ReplaceInText(part, other);
                break;
        }

        if (part["externalLink"] is JsonObject link)
        {
            replaced |= Replace(link, "linkUri", other);
        }

        foreach (var (_, value) in part.ToList())
        {
            replaced |= value is JsonObject or JsonArray && Walk(value, other);
        }

        return replaced;
    }

    // A Flex Message has parts of the type text too; in those LINE makes no links of addresses.
    private static bool IsMessage(JsonObject part) => part.Parent is JsonArray { Parent: null };

    private static bool Replace(JsonObject part, string member, Func<string, string?> other)
    {
        if (TextOf(part, member) is { } address && IsTracked(address) && other(address) is { } replacement)
        {
            part[member] = replacement;
            return true;
        }

        return false;
    }

    private static bool ReplaceInText(JsonObject message, Func<string, string?> other)
    {
        var text = TextOf(message, "text") ?? "";
        var emojis = (message["emojis"] as JsonArray)?.OfType<JsonObject>().ToList() ?? [];
        var at = emojis.ConvertAll(emoji => emoji["index"]!.GetValue<int>());
        var moved = new int[emojis.Count];
        var replaced = InText().Replace(text, match =>
        {
            var address = match.Value.TrimEnd('.', ',', '!', '?', ':', ';', '\'', ')', ']');
            var next = match.Index + match.Length < text.Length ? text[match.Index + match.Length] : ' ';
            if (next is '{' or '}' || (address.Length == match.Length && char.IsLetterOrDigit(next)) || !IsTracked(address) || other(address) is not { } replacement)
            {
                return match.Value;
            }

            for (var i = 0; i < moved.Length; i++)
            {
                // Emojis stand at indexes of the text, which move with the addresses before them.
                moved[i] += at[i] > match.Index ? replacement.Length - address.Length : 0;
            }

            return replacement + match.Value[address.Length..];
        });
        if (replaced == text)
        {
            return false;
        }

        message["text"] = replaced;
        for (var i = 0; i < emojis.Count; i++)
        {
            emojis[i]["index"] = at[i] + moved[i];
        }

        return true;
    }

    private static bool IsTracked(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri is { Host.Length: > 0, UserInfo: "" }
        && uri.Host is not ("line.me" or "lin.ee")
        && !uri.Host.EndsWith(".line.me", StringComparison.OrdinalIgnoreCase);

    private static string? TextOf(JsonObject part, string member) => part[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    [GeneratedRegex(@"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex InText();
}
