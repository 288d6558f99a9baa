namespace Bot.Line;

/// <summary>
/// Where LINE and friends' browsers reach the bot from outside (<c>Bot:PublicUrl</c>), an https address; LINE shows pictures
/// of no other. Null: nobody said, and the bot sends no addresses of its own.
/// </summary>
public sealed record PublicAddress(Uri? Origin)
{
    /// <summary>The address as it was configured; null and empty are: none.</summary>
    public static PublicAddress Of(string? configured) => new(IsGood(configured) ? new Uri(configured!) : null);

    /// <summary>Whether it can be used: https, without query.</summary>
    public static bool IsGood(string? configured) =>
        Uri.TryCreate(configured, UriKind.Absolute, out var address) && address is { Scheme: "https", Query: "", Fragment: "", UserInfo: "" };

    /// <summary>The whole address of a path such as <c>c/abc</c>; null: there is no public address.</summary>
    public string? To(string path) => Origin is { } origin ? $"{origin.AbsoluteUri.TrimEnd('/')}/{path}" : null;
}
