using Bot.Line;
using Bot.Storage;

namespace Bot.Friends;

/// <summary>
/// What one webhook event does to one friend. Reactions fill it; nothing is written or sent until the whole turn is
/// committed at once: the friend, what was recorded, the documents, the reply in the outbox, and the event as done.
/// When the commit meets a conflict the turn is thrown away and taken again, so a reaction must change nothing itself.
/// </summary>
public sealed class Turn(WebhookEvent happened, Friend friend, DateTimeOffset now, TimeZoneInfo zone)
{
    private readonly List<Message> _said = [];
    private readonly List<TimelineEntry> _recorded = [];

    public WebhookEvent Event { get; } = happened;

    /// <summary>The friend as this turn leaves them.</summary>
    public Friend Friend { get; set; } = friend;

    public DateTimeOffset Now { get; } = StoredTime.Truncate(now);

    /// <summary>The shop's time zone.</summary>
    public TimeZoneInfo Zone { get; } = zone;

    /// <summary>Documents of features to write with the turn. The friend and timeline are added by the turn's end.</summary>
    public Commit Commit { get; } = new();

    /// <summary>The messages to answer with, in order. LINE takes five in one reply; more is a bug of the reactions.</summary>
    public IReadOnlyList<Message> Said => _said;

    public IReadOnlyList<TimelineEntry> Recorded => _recorded;

    /// <summary>The text the friend wrote, or null when the event is anything else.</summary>
    public string? Text => Event is MessageEvent { Message: ReceivedText text } ? text.Text : null;

    public void Say(params IEnumerable<Message> messages) => _said.AddRange(messages);

    public void Record(TimelineKind kind, string? subject = null, string? detail = null, FactSource? source = null, string? messageId = null) =>
        _recorded.Add(new TimelineEntry
        {
            Id = DocumentId.New(Now),
            FriendId = Friend.Id,
            At = Now,
            Kind = kind,
            Subject = subject,
            Detail = detail,
            Source = source,
            MessageId = messageId,
        });

    /// <summary>Puts a tag on the friend and records it, with the tags of the same exclusive group that it takes off.</summary>
    public void AddTag(string name, string? group, FactSource source)
    {
        var (friend, added, removed) = Friend.WithTag(new FriendTag(name, Now, source) { Group = group });
        Friend = friend;
        foreach (var tag in removed)
        {
            Record(TimelineKind.TagRemoved, tag.Name, source: source);
        }

        if (added)
        {
            Record(TimelineKind.TagAdded, name, source: source);
        }
    }

    public void RemoveTag(string name, FactSource source)
    {
        if (Friend.WithoutTag(name) is { } without)
        {
            Friend = without;
            Record(TimelineKind.TagRemoved, name, source: source);
        }
    }

    public void SetAttribute(FriendAttribute attribute)
    {
        Friend = Friend.WithAttribute(attribute);
        Record(TimelineKind.AttributeSet, attribute.Name, attribute.ValueText, attribute.Source);
    }
}

/// <summary>
/// One way the bot answers an event. Reactions are asked in the order <c>Program.cs</c> registers them, until one says
/// the event is answered.
/// </summary>
public interface IReaction
{
    /// <summary>Fills the turn. True: answered, ask no further reaction.</summary>
    ValueTask<bool> React(Turn turn, CancellationToken ct);
}
