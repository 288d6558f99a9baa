using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Bot.Conditions;
using Bot.Friends;
using Bot.Messages;

namespace Bot.Dialogs;

/// <summary>What the bot says and does at one place of the dialogs.</summary>
/// <param name="Key">Tells it from others, so that the bot remembers which of several replies a friend has had.</param>
/// <param name="Replies">The replies to choose from; none where it only does something.</param>
public sealed record DialogAnswer(string Key, IReadOnlyList<Reply> Replies)
{
    /// <summary>How one of several replies is chosen.</summary>
    public PickOrder Pick { get; init; }

    /// <summary>Said in their place while the shop is closed; null: the same.</summary>
    public Reply? Closed { get; init; }

    /// <summary>Of whom it holds; null: of everybody.</summary>
    public Condition? When { get; init; }

    /// <summary>What is done beside.</summary>
    public DialogActions Does { get; init; } = DialogActions.None;

    /// <summary>
    /// The reply for a friend who has had <paramref name="before"/> of them, or null: nothing is said. Pure, so that a turn that is decided
    /// again says the same.
    /// </summary>
    public Reply? Choose(bool isOpen, string friendId, int before, DateOnly today) =>
        !isOpen && Closed is not null ? Closed
        : Replies.Count == 0 ? null
        : Pick == PickOrder.Daily ? Replies[(int)(Lot(friendId, today) % (uint)Replies.Count)]
        : Replies[before % Replies.Count];

    // The same all day, and no pattern from day to day.
    private uint Lot(string friendId, DateOnly today) => BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{Key}/{friendId}/{today:O}")));
}

/// <summary>How one of several replies is chosen.</summary>
public enum PickOrder
{
    /// <summary>Each friend hears one after the other.</summary>
    InTurn,

    /// <summary>By lot, for each friend the same all day.</summary>
    Daily,
}

/// <summary>What the bot does beside answering.</summary>
public sealed record DialogActions
{
    /// <summary>Nothing.</summary>
    public static DialogActions None { get; } = new();

    /// <summary>Tags put on the friend.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Tags taken off.</summary>
    public IReadOnlyList<string> Untag { get; init; } = [];

    /// <summary>Attributes set, by name.</summary>
    public IReadOnlyList<(string Name, string Value)> Attributes { get; init; } = [];

    /// <summary>A coupon given, its card shown after the reply.</summary>
    public string? Coupon { get; init; }

    /// <summary>A survey that begins after the reply.</summary>
    public string? Survey { get; init; }

    /// <summary>A notice to staff, with placeholders.</summary>
    public string? Notify { get; init; }

    /// <summary>What the friend sent goes to staff, as if there had been no answer.</summary>
    public bool Inquiry { get; init; }

    /// <summary>The attribute as a friend has it: what reads as a day or number is one.</summary>
    public static FriendAttribute Attribute(string name, string value, DateTimeOffset at) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var date)
            ? new FriendAttribute(name, at, FactSource.Bot) { Date = date }
            : new FriendAttribute(name, at, FactSource.Bot) { Text = value };
}
