using Bot.Line;

namespace Bot.Messages;

/// <summary>One answer of the bot: its parts in order, and buttons under the last.</summary>
public sealed record Reply(IReadOnlyList<ReplyPart> Parts)
{
    /// <summary>Quick replies under the last message; LINE shows at most 13.</summary>
    public IReadOnlyList<QuickReplyItem> Buttons { get; init; } = [];
}

/// <summary>A part of an answer.</summary>
public abstract record ReplyPart
{
    private ReplyPart()
    {
    }

    /// <summary>A message, with placeholders for the friend's name and facts.</summary>
    public sealed record Say(Message Message) : ReplyPart;

    /// <summary>A coupon given to the friend, as its card.</summary>
    public sealed record GiveCoupon(string CouponId) : ReplyPart;
}
