using Bot.Line;

namespace Bot.Inbox;

/// <summary>Something a person of the shop has to see to: what a friend said that the bot could not answer, or a notice.</summary>
public sealed record Inquiry
{
    /// <summary>Names it in the console and the API; ascending in time.</summary>
    public required string Id { get; init; }

    /// <summary>LINE's id of the friend it is about.</summary>
    public required string FriendId { get; init; }

    /// <summary>Whether the friend asked, or the bot has a notice about them.</summary>
    public required InquiryKind Kind { get; init; }

    /// <summary>Where it stands; <see cref="InquiryMachine"/> has the rules.</summary>
    public InquiryState State { get; init; } = InquiryState.Open;

    /// <summary>What the friend said, or the notice; oldest first.</summary>
    public required IReadOnlyList<InquiryEntry> Entries { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Since when somebody waits for an answer: the first entry that has none.</summary>
    public required DateTimeOffset WaitingSince { get; init; }

    /// <summary>Who sees to it; null: nobody yet.</summary>
    public string? AssignedTo { get; init; }

    /// <summary>What the shop answered, oldest first.</summary>
    public IReadOnlyList<InquiryAnswer> Answers { get; init; } = [];

    /// <summary>LINE's right to answer the last entry for nothing; null: it was used, or there is none.</summary>
    public string? ReplyToken { get; init; }

    /// <summary>Until when the reply token is surely good.</summary>
    public DateTimeOffset? ReplyUntil { get; init; }

    /// <summary>When it was closed; null: it is not.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Who closed it.</summary>
    public string? ClosedBy { get; init; }
}

/// <summary>What an inquiry is.</summary>
public enum InquiryKind
{
    /// <summary>The friend said something that found no answer.</summary>
    Question,

    /// <summary>The bot tells staff something about the friend.</summary>
    Notice,
}

/// <summary>Where an inquiry stands.</summary>
public enum InquiryState
{
    /// <summary>Somebody waits.</summary>
    Open,

    /// <summary>The shop answered; the friend may say more.</summary>
    Answered,

    /// <summary>Nothing more is to be done; what the friend says from now on is another inquiry.</summary>
    Closed,
}

/// <summary>One thing the friend said, or the words of a notice.</summary>
/// <param name="At">When it was said.</param>
/// <param name="Type">LINE's type of the message (<c>text</c>, <c>image</c> …), or <c>notice</c>.</param>
/// <param name="Text">The words; null: there are none, or they were taken back.</param>
public sealed record InquiryEntry(DateTimeOffset At, string Type, string? Text = null)
{
    /// <summary>LINE's id of the message; null: it is a notice.</summary>
    public string? MessageId { get; init; }

    /// <summary>The friend took the message back; nothing of what it said is kept.</summary>
    public bool TakenBack { get; init; }
}

/// <summary>An answer of the shop.</summary>
/// <param name="At">When it was given.</param>
/// <param name="Messages">What was said.</param>
/// <param name="OutboxId">The message in the outbox, which knows whether it arrived.</param>
/// <param name="By">Who gave it; null: not said.</param>
public sealed record InquiryAnswer(DateTimeOffset At, IReadOnlyList<Message> Messages, string OutboxId, string? By = null);
