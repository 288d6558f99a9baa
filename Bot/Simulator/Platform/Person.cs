namespace Bot.Simulator.Platform;

/// <summary>How a person stands to the account.</summary>
internal enum Standing
{
    /// <summary>Never added the account.</summary>
    Stranger,

    Friend,

    /// <summary>Blocked the account: what is sent to them goes nowhere, without an error.</summary>
    Blocked,
}

/// <summary>Someone with a phone. Everything but the immutable is touched under the platform's lock only.</summary>
internal sealed class Person(int number, string id, string name)
{
    /// <summary>A phone shows this many entries; older ones are let go.</summary>
    private const int ChatLength = 1_000;

    private readonly List<ChatEntry> _chat = [];

    /// <summary>The place in the order of appearance; the journal's short name for a person.</summary>
    public int Number => number;

    public string Id => id;

    public string Name => name;

    public string? StatusMessage { get; init; }

    public string Language { get; init; } = "ja";

    public Standing Standing { get; set; }

    /// <summary>Whether a follow is an unblocking.</summary>
    public bool EverFollowed { get; set; }

    /// <summary>When they became a friend (again); null: before anybody counted.</summary>
    public DateTimeOffset? FollowedAt { get; set; }

    /// <summary>When they became a friend the first time; null: before anybody counted, or never.</summary>
    public DateTimeOffset? FirstFollowedAt { get; set; }

    /// <summary>When they blocked the account; null: before anybody counted, or they do not.</summary>
    public DateTimeOffset? BlockedAt { get; set; }

    /// <summary>Push reaches a stranger for seven days after they wrote.</summary>
    public DateTimeOffset? LastWroteAt { get; set; }

    /// <summary>While the bot shows "typing".</summary>
    public DateTimeOffset? LoadingUntil { get; set; }

    /// <summary>Quick replies of entries up to this one are gone, tapped.</summary>
    public long QuickRepliesGoneAt { get; set; }

    /// <summary>What the person has seen on the phone page.</summary>
    public long ReadUpTo { get; set; }

    public IReadOnlyList<ChatEntry> Chat => _chat;

    public int Unread
    {
        get
        {
            var unread = 0;
            for (var i = _chat.Count - 1; i >= 0 && _chat[i].Seq > ReadUpTo; i--)
            {
                unread += _chat[i].FromBot ? 1 : 0;
            }

            return unread;
        }
    }

    public bool Receives(DateTimeOffset now) => Standing switch
    {
        Standing.Friend => true,
        Standing.Blocked => false,
        _ => LastWroteAt is { } wrote && now - wrote <= TimeSpan.FromDays(7),
    };

    /// <summary>The message whose quick replies stand above the keyboard: the last one, if it has any and none was tapped.</summary>
    public ChatEntry? ShowingQuickReplies =>
        _chat is [.., { FromBot: true, HasQuickReplies: true } last] && last.Seq > QuickRepliesGoneAt && Standing != Standing.Blocked ? last : null;

    public void Show(ChatEntry entry)
    {
        if (_chat.Count >= ChatLength)
        {
            _chat.RemoveRange(0, ChatLength / 10);
        }

        _chat.Add(entry);
    }

    public ChatEntry? Find(string messageId) => _chat.FindLast(entry => entry.Id == messageId);

    public void Replace(ChatEntry entry)
    {
        if (_chat.FindLastIndex(shown => shown.Id == entry.Id) is >= 0 and var at)
        {
            _chat[at] = entry;
        }
    }
}
