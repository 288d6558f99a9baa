namespace Bot.Friends;

/// <summary>What tags and attributes may be called.</summary>
public static class FactName
{
    /// <summary>The longest name, in UTF-16 units.</summary>
    public const int MaxLength = 100;

    /// <summary>Whether it names something, on one line.</summary>
    public static bool IsGood(string? name) =>
        !string.IsNullOrWhiteSpace(name) && name.Trim().Length <= MaxLength && !name.Any(char.IsControl);
}
