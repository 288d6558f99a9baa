using System.Globalization;

namespace Bot.Friends;

/// <summary>What stands for a placeholder, as what it is, so that a format can say it the way it should read.</summary>
public sealed record PlaceholderValue
{
    private PlaceholderValue()
    {
    }

    /// <summary>Words.</summary>
    public string? Text { get; private init; }

    /// <summary>A number.</summary>
    public double? Number { get; private init; }

    /// <summary>A calendar day.</summary>
    public DateOnly? Date { get; private init; }

    /// <summary>Of each sort the one that takes most room, by which it is known beforehand what may get too long.</summary>
    internal static PlaceholderValue Longest(int units) => new()
    {
        Text = new string('長', units),
        Number = -123_456_789.25,
        Date = new DateOnly(9999, 12, 29),
    };

    /// <summary>Words; null: there are none.</summary>
    public static PlaceholderValue? Of(string? text) => string.IsNullOrWhiteSpace(text) ? null : new() { Text = text };

    /// <summary>A number.</summary>
    public static PlaceholderValue Of(double number) => new() { Number = number };

    /// <summary>A calendar day.</summary>
    public static PlaceholderValue Of(DateOnly date) => new() { Date = date };

    /// <summary>The value of an attribute.</summary>
    public static PlaceholderValue? Of(FriendAttribute attribute) =>
        attribute.Number is { } number ? Of(number)
        : attribute.Date is { } date ? Of(date)
        : Of(attribute.ValueText);

    /// <summary>The value as it reads without a format.</summary>
    public override string ToString() =>
        Text ?? Number?.ToString(CultureInfo.InvariantCulture) ?? Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
