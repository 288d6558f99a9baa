using Bot.Line;

namespace Bot.Dialogs;

/// <summary>What one file of <c>dialogs/</c> makes the bot say. All files together are the shop's dialogs.</summary>
public sealed record Dialog
{
    /// <summary>The file, e.g. <c>dialogs/greeting.yaml</c>.</summary>
    public required string File { get; init; }

    /// <summary>Said to a new friend.</summary>
    public Reply? Greeting { get; init; }

    /// <summary>Said to a friend who unblocked the account.</summary>
    public Reply? WelcomeBack { get; init; }

    /// <summary>Words of friends with the answers to them, in the order of the file.</summary>
    public IReadOnlyList<Keyword> Keywords { get; init; } = [];

    /// <summary>What is said when nothing else answers; null: nothing is.</summary>
    public Fallback? Fallback { get; init; }
}

/// <summary>One answer of the bot: one to five parts, and buttons under the last.</summary>
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

/// <summary>Words of friends and the answer to them.</summary>
public sealed record Keyword(IReadOnlyList<string> Words, KeywordMatch Match, Reply Reply);

/// <summary>How a keyword is found in what a friend wrote.</summary>
public enum KeywordMatch
{
    /// <summary>The friend wrote just the word.</summary>
    Exact,

    /// <summary>The word stands somewhere in what the friend wrote.</summary>
    Contains,
}

/// <summary>Said when nothing else answers, at most once in so long a time.</summary>
public sealed record Fallback(Reply Reply, TimeSpan AtMostEvery);
