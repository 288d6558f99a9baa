namespace Bot.Storage;

/// <summary>Paths of fields in JSON documents: names joined by dots. A step through a list goes to each of its elements.</summary>
internal static class FieldPath
{
    /// <summary>The path's names; anything but letters, digits and _ between the dots is an <see cref="ArgumentException"/>.</summary>
    public static string[] Check(string path)
    {
        var names = path.Split('.');
        return Array.TrueForAll(names, IsName)
            ? names
            : throw new ArgumentException($"'{path}' is no path of a field: use names of letters, digits and _, joined by dots.", nameof(path));
    }

    public static bool IsName(string name) =>
        name.Length is > 0 and <= 100
        && !char.IsAsciiDigit(name[0])
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
