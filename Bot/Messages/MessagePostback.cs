namespace Bot.Messages;

/// <summary>What the buttons of messages send that no other feature has a postback for.</summary>
public static class MessagePostback
{
    private const string Picking = "pick=";

    /// <summary>The data of a date picker whose choice becomes this attribute of the friend.</summary>
    public static string ToPick(string attribute) => Picking + attribute;

    /// <summary>The attribute that a date picker's data names, or null: the data is another's.</summary>
    public static string? PickedAttribute(string data) =>
        data.StartsWith(Picking, StringComparison.Ordinal) && data.Length > Picking.Length ? data[Picking.Length..] : null;
}
