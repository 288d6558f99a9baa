using Bot.Access;

namespace Bot.Admin.Definitions;

/// <summary>Who writes.</summary>
internal static class Writer
{
    /// <summary>By which drafts are kept apart.</summary>
    public static string Id => Acting.Now?.Actor is { } actor ? actor.PersonId ?? actor.Name : "console";

    /// <summary>As versions name them.</summary>
    public static string Name => Acting.Now?.Actor.Name ?? "console";
}
