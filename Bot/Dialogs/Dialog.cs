using Bot.Calendar;
using Bot.Friends;

namespace Bot.Dialogs;

/// <summary>What one file of <c>dialogs/</c> makes the bot say. All files together are the shop's dialogs.</summary>
public sealed record Dialog
{
    /// <summary>The file, e.g. <c>dialogs/greeting.yaml</c>.</summary>
    public required string File { get; init; }

    /// <summary>Said to a new friend: the first that fits.</summary>
    public IReadOnlyList<Greeting> Greetings { get; init; } = [];

    /// <summary>Said to a friend who unblocked the account: the first that fits.</summary>
    public IReadOnlyList<Greeting> WelcomesBack { get; init; } = [];

    /// <summary>Words of friends with the answers to them, in the order of the file.</summary>
    public IReadOnlyList<Keyword> Keywords { get; init; } = [];

    /// <summary>Answers to walk through by buttons.</summary>
    public IReadOnlyList<Menu> Menus { get; init; } = [];

    /// <summary>What is said to photos, stickers, places and the like: the first that fits.</summary>
    public IReadOnlyList<Received> Received { get; init; } = [];

    /// <summary>When somebody is in the shop; null: the file does not say.</summary>
    public OpeningHours? Hours { get; init; }

    /// <summary>What friends may hear of or not; null: the file does not say.</summary>
    public Topics? Topics { get; init; }

    /// <summary>What is said when nothing else answers; null: nothing is.</summary>
    public Fallback? Fallback { get; init; }

    /// <summary>Everything the file says anywhere.</summary>
    public IEnumerable<DialogAnswer> Answers() =>
    [
        .. Greetings.Concat(WelcomesBack).Select(greeting => greeting.Answer),
        .. Keywords.Select(keyword => keyword.Answer),
        .. Menus.SelectMany(menu => Below(menu.Top)),
        .. Received.Select(received => received.Answer),
        .. Fallback is null ? [] : new[] { Fallback.Answer },
    ];

    private static IEnumerable<DialogAnswer> Below(MenuItem item) => item.Items.SelectMany(Below).Prepend(item.Answer);
}

/// <summary>Said to who follows, if they came by this route and have LINE in this language; null is any.</summary>
public sealed record Greeting(string? Route, string? Language, DialogAnswer Answer)
{
    /// <summary>The attribute that says by which place's code a friend came.</summary>
    public const string RouteAttribute = "経路";

    /// <summary>Whether it is meant for everybody.</summary>
    public bool IsForAll => Route is null && Language is null && Answer.When is null;

    /// <summary>Whether the friend came that way and reads that language. The condition is another's to judge.</summary>
    public bool Fits(Friend friend) =>
        (Route is null || friend.Attributes.Any(attribute => attribute.Name == RouteAttribute && attribute.Text == Route))
        && (Language is null || IsLanguage(friend.Profile?.Language, Language));

    // "en" is "en-GB" too.
    private static bool IsLanguage(string? theirs, string wanted) =>
        theirs is not null
        && (theirs.Equals(wanted, StringComparison.OrdinalIgnoreCase) || theirs.StartsWith(wanted + "-", StringComparison.OrdinalIgnoreCase));
}

/// <summary>What is said to messages of these types of LINE's (<c>image</c>, <c>sticker</c> …).</summary>
public sealed record Received(IReadOnlyList<string> Types, DialogAnswer Answer);

/// <summary>What friends may hear of or not, and the words by which they say so.</summary>
public sealed record Topics(IReadOnlyList<string> Names, IReadOnlyList<string> Stop, IReadOnlyList<string> Resume)
{
    /// <summary>Where no file says anything: there are no topics, and two words that work all the same.</summary>
    public static Topics None { get; } = new([], ["配信停止"], ["配信再開"]);
}

/// <summary>Said when nothing else answers, at most once in so long a time.</summary>
public sealed record Fallback(DialogAnswer Answer, TimeSpan AtMostEvery);
