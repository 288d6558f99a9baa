using System.Globalization;
using Bot.Line;
using Bot.Storage;

namespace Bot.Outbox;

/// <summary>
/// Messages on their way to LINE in one call. Stored before the first attempt with its retry key; the same body goes
/// out at every attempt, so LINE accepts it once.
/// </summary>
public sealed record OutboxMessage
{
    /// <summary>LINE takes 1–5 messages a call.</summary>
    public const int LineMessagesPerCall = 5;

    /// <summary>Names the message in the console and the API; a test send's begins with a word of its own.</summary>
    public required string Id { get; init; }

    /// <summary>Which call was meant; see <see cref="SentAs"/> for what it became.</summary>
    public required OutboxCall Call { get; init; }

    /// <summary>Who gets it: one friend, or up to 500 of a mailing, ascending.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>The one friend, where there is only one.</summary>
    public string? FriendId => To.Count == 1 ? To[0] : null;

    /// <summary>The greatest of <see cref="To"/>: with it the message that a friend of a mailing is in is found by one look-up.</summary>
    public string? LastTo => To.Count == 0 ? null : To[^1];

    /// <summary>What to send (1–5); null when it stands in the mailing.</summary>
    public IReadOnlyList<Message>? Messages { get; init; }

    /// <summary>The mailing (a campaign's frozen send) this is part of.</summary>
    public string? MailingId { get; init; }

    /// <summary>The variant of its mailing that these friends get; null: all get the same.</summary>
    public string? Variant { get; init; }

    /// <summary>
    /// These friends belong to the mailing and are sent nothing, so that the others can be compared with them: it is
    /// <see cref="OutboxState.Dropped"/> from the beginning.
    /// </summary>
    public bool HeldOut { get; init; }

    /// <summary>The right to reply, and until when it is surely good.</summary>
    public string? ReplyToken { get; init; }

    /// <summary>When the reply token may be refused for its age; from then on the message goes as a push.</summary>
    public DateTimeOffset? ReplyUntil { get; init; }

    /// <summary>LINE's <c>X-Line-Retry-Key</c>, a UUID; the fallback push of a reply uses it too.</summary>
    public required string RetryKey { get; init; }

    /// <summary>Where it stands on its way.</summary>
    public OutboxState State { get; init; } = OutboxState.Waiting;

    /// <summary>
    /// When to try (next); of a single message that is <see cref="OutboxState.Sending"/>, until when it is in somebody's hands.
    /// Null when there is nothing more to try.
    /// </summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The same for <see cref="OutboxSender"/>: a mailing's messages go out by the mailing alone, which can be held.</summary>
    public DateTimeOffset? SingleDueAt => MailingId is null ? DueAt : null;

    /// <summary>When it did not arrive, or may not have; null: otherwise, or it is a mailing's, which tells of that itself.</summary>
    public DateTimeOffset? FailedAt => MailingId is null && State is (OutboxState.Failed or OutboxState.Uncertain) ? FinishedAt ?? CreatedAt : null;

    /// <summary>How often LINE was called, from 0.</summary>
    public int Attempts { get; init; }

    /// <summary>When LINE was first called, which is when the life of the retry key began.</summary>
    public DateTimeOffset? FirstTriedAt { get; init; }

    /// <summary>Those of <see cref="To"/> who are not sent to, and why. Decided before the first attempt, then fixed.</summary>
    public IReadOnlyList<SkippedFriend> Skipped { get; init; } = [];

    /// <summary>LINE's id of the last answer, for its support; of the accepted request after a 409.</summary>
    public string? RequestId { get; init; }

    /// <summary>Why it failed or waits.</summary>
    public Words? Reason { get; init; }

    /// <summary>Said of one that failed without a <see cref="Reason"/>.</summary>
    internal static Words NoReasonKept { get; } = new("理由は記録されていません。", "No reason was kept.");

    /// <summary>How LINE was asked in the end: a reply may have become a push.</summary>
    public OutboxCall? SentAs { get; init; }

    /// <summary>When it was queued.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it left the last state that could change: sent, failed, uncertain or dropped. Null: still on its way.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Digest of what is sent, for the breaker; null where a repetition is harmless (replies, test sends).</summary>
    public string? ContentDigest { get; init; }

    /// <summary>An attempt went unanswered: LINE may have accepted it.</summary>
    public bool Unsure { get; init; }

    /// <summary>How many of its recipients were erased since, known only as a number.</summary>
    public int Erased { get; init; }

    /// <summary>The message without a friend whose data is erased; what was for them alone keeps no content.</summary>
    public OutboxMessage Without(string friendId)
    {
        IReadOnlyList<string> rest = [.. To.Where(id => id != friendId)];
        var unsent = State is OutboxState.Waiting or OutboxState.Sending;
        return this with
        {
            To = rest,
            Skipped = [.. Skipped.Where(skipped => skipped.FriendId != friendId)],
            Erased = Erased + 1,
            Messages = rest.Count == 0 ? null : Messages,
            State = rest.Count == 0 && unsent ? OutboxState.Dropped : State,
            DueAt = rest.Count == 0 ? null : DueAt,
        };
    }

    /// <summary>Those it is really sent to.</summary>
    public IReadOnlyList<string> Recipients() =>
        Skipped.Count == 0 ? To : [.. To.Except(Skipped.Select(skipped => skipped.FriendId))];

    /// <summary>
    /// What answers an event: one reply of LINE's five messages; should there be more, the rest as pushes.
    /// </summary>
    public static IReadOnlyList<OutboxMessage> Answering(
        WebhookEvent happened, DateTimeOffset receivedAt, string to, IReadOnlyList<Message> messages, DateTimeOffset now) =>
        [.. messages.Chunk(LineMessagesPerCall).Select((chunk, index) => new OutboxMessage
        {
            // A moment apart, so that they stay in order.
            Id = DocumentId.New(now.AddMilliseconds(index)),
            Call = index == 0 && happened.ReplyToken is not null ? OutboxCall.Reply : OutboxCall.Push,
            To = [to],
            Messages = chunk,
            ReplyToken = index == 0 ? happened.ReplyToken : null,
            ReplyUntil = index == 0 && happened.ReplyToken is not null ? ReplyTokenGoodUntil(happened, receivedAt) : null,
            RetryKey = Guid.NewGuid().ToString(),
            DueAt = now.AddMilliseconds(index),
            CreatedAt = now.AddMilliseconds(index),
        })];

    /// <summary>
    /// What the bot says to one friend of its own accord: pushes of LINE's five messages each, which LINE counts. A start in
    /// the future lets them wait till then.
    /// </summary>
    public static IReadOnlyList<OutboxMessage> Pushing(string to, IReadOnlyList<Message> messages, DateTimeOffset now, DateTimeOffset? notBefore = null) =>
        [.. messages.Chunk(LineMessagesPerCall).Select((chunk, index) => new OutboxMessage
        {
            Id = DocumentId.New(now.AddMilliseconds(index)),
            Call = OutboxCall.Push,
            To = [to],
            Messages = chunk,
            RetryKey = Guid.NewGuid().ToString(),
            DueAt = StoredTime.Truncate((notBefore > now ? notBefore.Value : now).AddMilliseconds(index)),
            CreatedAt = now.AddMilliseconds(index),
        })];

    // LINE: within one minute of receiving the webhook (less a margin for the way), also of its redelivery, but no longer
    // than 20 minutes after the event.
    private static DateTimeOffset ReplyTokenGoodUntil(WebhookEvent happened, DateTimeOffset receivedAt)
    {
        var until = receivedAt + TimeSpan.FromSeconds(50);
        var latest = happened.HappenedAt + TimeSpan.FromMinutes(19);
        return happened.DeliveryContext.IsRedelivery && latest < until ? latest : until;
    }
}

/// <summary>Which call of LINE's carries it.</summary>
public enum OutboxCall
{
    /// <summary>Answers an event with its reply token; not counted by LINE.</summary>
    Reply,

    /// <summary>To one friend at any time; counted.</summary>
    Push,

    /// <summary>To up to 500 friends at once, all the same; each is counted.</summary>
    Multicast,
}

/// <summary>Where a message stands on its way to LINE.</summary>
public enum OutboxState
{
    /// <summary>In nobody's hands: not tried yet, or to be tried again at its due time.</summary>
    Waiting,

    /// <summary>Recipients are fixed and the call may be under way; after a crash it is made again with the same key or token.</summary>
    Sending,

    /// <summary>LINE accepted it.</summary>
    Sent,

    /// <summary>LINE refused it, or it was not worth trying longer; the reason is kept.</summary>
    Failed,

    /// <summary>It may or may not have arrived, and sending again could repeat it: left for a person to see.</summary>
    Uncertain,

    /// <summary>Nobody was left to send to, or it was cancelled.</summary>
    Dropped,
}

/// <summary>A recipient who is left out.</summary>
/// <param name="FriendId">LINE's id of the friend.</param>
/// <param name="Reason">Why.</param>
public sealed record SkippedFriend(string FriendId, Words Reason);

/// <summary>
/// A campaign's frozen send: its content once, for all its outbox messages. Held: nothing of it is sent until a person
/// or the clock releases it.
/// </summary>
public sealed record Mailing
{
    /// <summary>The id of the campaign.</summary>
    public required string Id { get; init; }

    /// <summary>What everybody gets; null when each outbox message carries its own (personalised), or there are variants.</summary>
    public IReadOnlyList<Message>? Messages { get; init; }

    /// <summary>What the friends of each variant get, by its name; null: there are none, or each message carries its own.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Message>>? Variants { get; init; }

    /// <summary>The id of a mailing's message by its number, from 1.</summary>
    public static string MessageId(string mailingId, int number) => string.Create(CultureInfo.InvariantCulture, $"{mailingId}-{number:D6}");

    /// <summary>What this message of the mailing says.</summary>
    public IReadOnlyList<Message> MessagesOf(OutboxMessage message) =>
        message.Messages ?? (message.Variant is { } variant && Variants is { } variants ? variants[variant] : Messages) ?? [];

    /// <summary>Digest of the content, by which the breaker knows a repetition.</summary>
    public required string ContentDigest { get; init; }

    /// <summary>The topic it is about, which friends may opt out of until the last moment; null: none.</summary>
    public string? Topic { get; init; }

    /// <summary>Whether nothing of it may be sent for now.</summary>
    public bool Held { get; init; }

    /// <summary>Why it is held, in words for people.</summary>
    public Words? HeldBecause { get; init; }

    /// <summary>Everything still waiting is to be dropped.</summary>
    public bool Cancelled { get; init; }

    /// <summary>Nothing of it is left to send.</summary>
    public bool Finished { get; init; }
}
