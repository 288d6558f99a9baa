namespace Bot.Admin;

/// <summary>Reads what a filter of a list chose: nothing, or anything unknown, chooses everything.</summary>
internal static class Chosen
{
    public static T? Of<T>(string? text) where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
}
