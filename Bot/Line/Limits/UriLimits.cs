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
            node.Fail(
                name,
                "invalid uri",
                new("https:// で始まるアドレスを書いてください。日本語や空白は使えません。", "Write a whole address, beginning with https://, without spaces or Japanese letters."));
        }
        else if (!schemes.Contains(uri.Scheme))
        {
            node.Fail(
                name,
                "invalid uri scheme",
                new("ここでは使えない種類のアドレスです。画像や動画は https:// で始まるもの、ボタンは https:・http:・tel:・line: です。", "This kind of address does not work here: https:// for pictures, https:, http:, tel: or line: for buttons."));
        }
    }
}
