using System.Web;

namespace Bot.Links;

/// <summary>
/// Where tracked links lead to first: the bot's public address, or the bot itself while the simulator stands in for LINE. Where
/// it has none, links stay as they are.
/// </summary>
public sealed class LinkOrigin(Func<Uri?> origin)
{
    /// <summary>A code as long as every other, which leads nowhere.</summary>
    public static string SampleCode { get; } = new('A', LinkKey.CodeLength);

    /// <summary>Whether links can be tracked.</summary>
    public bool IsKnown => origin() is not null;

    /// <summary>The address with this code that stands in the message in place of another.</summary>
    public string To(string code, string address) =>
        $"{origin()!.AbsoluteUri.TrimEnd('/')}/r/{code}{(OpensOutside(address) ? "?openExternalBrowser=1" : "")}";

    // LINE opens another browser by what it finds in the address it opens first, which is now ours.
    private static bool OpensOutside(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && HttpUtility.ParseQueryString(uri.Query)["openExternalBrowser"] == "1";
}
