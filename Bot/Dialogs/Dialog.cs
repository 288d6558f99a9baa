using Bot.Messages;

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
