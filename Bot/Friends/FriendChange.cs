using Bot.Line;
using Bot.Storage;

namespace Bot.Friends;

/// <summary>
/// One change of one friend, decided first and written at once: the friend, what was recorded, and the documents that
/// belong to it. A webhook event's change is a <see cref="Turn"/>; all others are made by <see cref="FriendStore"/>.
/// When the commit meets a conflict the change is thrown away and decided again, so deciding must write nothing itself.
/// </summary>
public class FriendChange(Friend friend, DateTimeOffset now) : IDisposable
{
    private readonly string _id = DocumentId.New(now);
    private readonly List<TimelineEntry> _recorded = [];
    private readonly List<Message> _said = [];
    private readonly List<IDisposable> _held = [];

    /// <summary>The friend as this change leaves them.</summary>
    public Friend Friend { get; set; } = friend;

    /// <summary>The moment of the change, in whole milliseconds.</summary>
    public DateTimeOffset Now { get; } = StoredTime.Truncate(now);

    /// <summary>Documents of features to write with it. The friend and the timeline are added when it is written.</summary>
    public Commit Commit { get; } = new();

    /// <summary>What was recorded so far, in order; written to the timeline with the change.</summary>
    public IReadOnlyList<TimelineEntry> Recorded => _recorded;

    /// <summary>
    /// What is said to the friend with the change, in order. A turn answers with it; elsewhere whoever makes the change sees to it
    /// that it is sent.
    /// </summary>
    public IReadOnlyList<Message> Said => _said;

    /// <summary>LINE's id of the message that causes the change; null: something else does.</summary>
    public virtual string? CausedBy => null;

    /// <summary>Adds messages to the end of what is said.</summary>
    public void Say(params IEnumerable<Message> messages) => _said.AddRange(messages);

    /// <summary>Disposes this when the change was written or given up, such as a gate that others wait at meanwhile.</summary>
    public void HoldUntilWritten(IDisposable held) => _held.Add(held);

    /// <summary>Lets go of what was held.</summary>
    public void Dispose()
    {
        _held.ForEach(held => held.Dispose());
        _held.Clear();
        GC.SuppressFinalize(this);
    }

    /// <summary>Adds an entry to the friend's timeline, at the time of the change.</summary>
    public void Record(TimelineKind kind, string? subject = null, string? detail = null, FactSource? source = null, string? messageId = null, Words? reason = null) =>
        _recorded.Add(new TimelineEntry
        {
            // Entries of one change share their time; numbered ids keep their order.
            Id = $"{_id}-{_recorded.Count:D3}",
            FriendId = Friend.Id,
            At = Now,
            Kind = kind,
            Subject = subject,
            Detail = detail,
            Reason = reason,
            Source = source,
            MessageId = messageId ?? CausedBy,
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

    /// <summary>Takes a tag off the friend and records it; nothing happens when it is not there.</summary>
    public void RemoveTag(string name, FactSource source)
    {
        if (Friend.WithoutTag(name) is { } without)
        {
            Friend = without;
            Record(TimelineKind.TagRemoved, name, source: source);
        }
    }

    /// <summary>Sets an attribute, in place of one of the same name, and records it.</summary>
    public void SetAttribute(FriendAttribute attribute)
    {
        Friend = Friend.WithAttribute(attribute);
        Record(TimelineKind.AttributeSet, attribute.Name, attribute.ValueText, attribute.Source);
    }

    /// <summary>Takes an attribute away and records it; nothing happens when it is not there.</summary>
    public void RemoveAttribute(string name, FactSource source)
    {
        if (Friend.Attributes.Any(held => held.Name == name))
        {
            Friend = Friend.WithoutAttribute(name);
            Record(TimelineKind.AttributeRemoved, name, source: source);
        }
    }
}
