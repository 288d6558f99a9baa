namespace Bot.Line.Limits;

/// <summary>Addresses: percent-encoded, of a scheme that LINE opens, not too long.</summary>
internal static class UriLimits
{
    /// <summary>A picture or video that LINE fetches.</summary>
    public static void Media(Node node, string name, bool required = true) => Check(node, name, LineLimits.MediaUrl, required, "https");

    /// <summary>What a tap opens.</summary>
    public static void Opened(Node node, string name) => Check(node, name, LineLimits.ActionUri, required: true, "http", "https", "line", "tel");

    private static void Check(Node node, string name, int max, bool required, params ReadOnlySpan<string> schemes)
    {
        if (node.Text(name, max, required) is not { Length: > 0 } text)
        {
            return;
        }

        if (text.AsSpan().ContainsAnyExceptInRange('!', '~') || !Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            node.Fail(name, "invalid uri");
        }
        else if (!schemes.Contains(uri.Scheme))
        {
            node.Fail(name, "invalid uri scheme");
        }
    }
}
