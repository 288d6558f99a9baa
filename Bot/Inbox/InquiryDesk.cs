using Bot.Friends;
using Bot.Line;
using Bot.Outbox;
using Bot.Storage;

namespace Bot.Inbox;

/// <summary>
/// What staff do with inquiries. An answer names the version of the inquiry it answers: of two clicks, or two people, the first
/// one answers and the other is told.
/// </summary>
public sealed class InquiryDesk(IDocumentStore store, FriendStore friends)
{
    // Nearer to its end the reply token may be refused on the way.
    private static readonly TimeSpan ReplyMargin = TimeSpan.FromSeconds(5);

    /// <summary>A page of inquiries, those that wait longest first. Not a cursor of this list: <see cref="ArgumentException"/>.</summary>
    public Task<Page<Inquiry>> List(InquiryState state, string? assignedTo, int limit, string? after, CancellationToken ct) =>
        List(state, assignedTo is null ? Assigned.ToAnybody : new Assigned.To(assignedTo), limit, after, ct);

    /// <summary>The same of those that somebody, or nobody, sees to.</summary>
    public Task<Page<Inquiry>> List(InquiryState state, Assigned assigned, int limit, string? after, CancellationToken ct) => store.Find(
        new Query<Inquiry>(InquiryCollections.Inquiries, Of(state, assigned)) { OrderBy = "waitingSince", Limit = limit, After = after },
        ct);

    /// <summary>The ids of the inquiries before and after this one in that list; null: it is the first, or the last.</summary>
    public async Task<(string? Before, string? After)> Around(Inquiry inquiry, Assigned assigned, CancellationToken ct)
    {
        return (await Next(descending: true), await Next(descending: false));

        async Task<string?> Next(bool descending)
        {
            var query = new Query<Inquiry>(InquiryCollections.Inquiries, Of(inquiry.State, assigned)) { OrderBy = "waitingSince", Descending = descending, Limit = 1 };
            var next = await store.Find(query with { After = PageCursor.Write(query, inquiry.WaitingSince, inquiry.Id) }, ct);
            return next.Items is [var found] ? found.Value.Id : null;
        }
    }

    /// <summary>The inquiry with its version, or null: no such inquiry.</summary>
    public Task<Stored<Inquiry>?> Find(string id, CancellationToken ct) => store.Get(InquiryCollections.Inquiries, id, ct);

    /// <summary>
    /// Says the messages to the friend: as a reply while that is free, else as a push that LINE counts. Placeholders are filled.
    /// </summary>
    public Task<DeskAnswer?> Answer(string id, long version, IReadOnlyList<Message> messages, string? by, CancellationToken ct) =>
        Change(
            id,
            (change, inquiry) =>
            {
                if (inquiry.Version != version)
                {
                    return new DeskAnswer.ChangedSince(inquiry);
                }

                if (change.Friend.Status == FriendStatus.Blocked)
                {
                    return new DeskAnswer.NotNow(inquiry, "The friend has blocked the account.");
                }

                var said = Personalisation.Personalise(messages, change.Friend);
                var message = Outgoing(inquiry.Value, said, change.Now);
                if (InquiryMachine.Answer(inquiry.Value, new InquiryAnswer(change.Now, said, message.Id, by)) is not { } answered)
                {
                    return new DeskAnswer.NotNow(inquiry, "The inquiry is closed.");
                }

                change.Commit.Insert(OutboxCollections.Messages, message);
                change.Record(TimelineKind.StaffReplied, detail: InWords(said), source: FactSource.Staff(by));
                return Put(change, inquiry, answered) with { SentBy = message.Call };
            },
            ct);

    /// <summary>Puts the inquiry away. One that is closed already stays as it is.</summary>
    public Task<DeskAnswer?> Close(string id, string? by, CancellationToken ct) =>
        Change(
            id,
            (change, inquiry) => InquiryMachine.Close(inquiry.Value, by, change.Now) is { } closed ? Put(change, inquiry, closed) : new DeskAnswer.Done(inquiry),
            ct);

    /// <summary>Says who sees to it; null: nobody.</summary>
    public Task<DeskAnswer?> Assign(string id, string? to, CancellationToken ct) =>
        Change(
            id,
            (change, inquiry) => inquiry.Value.AssignedTo == to ? new DeskAnswer.Done(inquiry) : Put(change, inquiry, inquiry.Value with { AssignedTo = to }),
            ct);

    /// <summary>
    /// Says who sees to it, over who did as far as the asker knew: of two people who take it at once the second is told.
    /// </summary>
    public Task<DeskAnswer?> Assign(string id, string? to, string? was, CancellationToken ct) =>
        Change(
            id,
            (change, inquiry) => inquiry.Value.AssignedTo == to ? new DeskAnswer.Done(inquiry)
                : inquiry.Value.AssignedTo != was ? new DeskAnswer.ChangedSince(inquiry)
                : Put(change, inquiry, inquiry.Value with { AssignedTo = to }),
            ct);

    /// <summary>Says messages to a friend who did not ask, by push, which LINE counts; placeholders are filled. Null: no such friend.</summary>
    public Task<WriteAnswer?> Write(string friendId, IReadOnlyList<Message> messages, string? by, CancellationToken ct) => friends.Change<WriteAnswer>(
        friendId,
        (change, _) =>
        {
            if (change.Friend.Status == FriendStatus.Blocked)
            {
                return ValueTask.FromResult<WriteAnswer>(new WriteAnswer.Blocked());
            }

            var said = Personalisation.Personalise(messages, change.Friend);
            change.Push(said);
            change.Record(TimelineKind.StaffReplied, detail: InWords(said), source: FactSource.Staff(by));
            return ValueTask.FromResult<WriteAnswer>(new WriteAnswer.Sent(said));
        },
        ct);

    private static Filter Of(InquiryState state, Assigned assigned) => Filter.Equal("state", FieldValue.Of(state)) & assigned switch
    {
        Assigned.To(var name) => Filter.Equal("assignedTo", name),
        Assigned.ToNobody => !new Filter.Exists("assignedTo"),
        _ => Filter.Everything,
    };

    private static DeskAnswer.Done Put(FriendChange change, Stored<Inquiry> before, Inquiry after)
    {
        change.Commit.Replace(InquiryCollections.Inquiries, after, before.Version);
        return new(new Stored<Inquiry>(after, before.Version + 1));
    }

    private static OutboxMessage Outgoing(Inquiry inquiry, IReadOnlyList<Message> messages, DateTimeOffset now)
    {
        var push = OutboxMessage.Pushing(inquiry.FriendId, messages, now)[0];
        return inquiry is { ReplyToken: { } token, ReplyUntil: { } until } && now < until - ReplyMargin
            ? push with { Call = OutboxCall.Reply, ReplyToken = token, ReplyUntil = until }
            : push;
    }

    private static string InWords(IReadOnlyList<Message> messages) =>
        string.Join('\n', messages.Select(message => message switch
        {
            TextMessage text => text.Text,
            TemplateMessage template => template.AltText,
            FlexMessage flex => flex.AltText,
            ImagemapMessage imagemap => imagemap.AltText,
            _ => "…",
        }));

    private async Task<DeskAnswer?> Change(string id, Func<FriendChange, Stored<Inquiry>, DeskAnswer> decide, CancellationToken ct)
    {
        if (await Find(id, ct) is not { Value.FriendId: var friendId })
        {
            return null;
        }

        // The friend is read first and the inquiry after it, anew at each try, so both are of one moment or the write conflicts.
        return await friends.Change<DeskAnswer?>(
            friendId,
            async (change, token) => await Find(id, token) is { } inquiry ? decide(change, inquiry) : null,
            ct);
    }
}

/// <summary>What became of something staff wanted to do with an inquiry.</summary>
public abstract record DeskAnswer(Stored<Inquiry> Inquiry)
{
    /// <summary>It is done; the inquiry as it is now.</summary>
    public sealed record Done(Stored<Inquiry> Inquiry) : DeskAnswer(Inquiry)
    {
        /// <summary>How an answer goes out: a reply costs nothing, a push is counted. Null: nothing was said.</summary>
        public OutboxCall? SentBy { get; init; }
    }

    /// <summary>Somebody was faster, or the friend said more: nothing was done.</summary>
    public sealed record ChangedSince(Stored<Inquiry> Inquiry) : DeskAnswer(Inquiry);

    /// <summary>Its state does not allow it.</summary>
    public sealed record NotNow(Stored<Inquiry> Inquiry, string Reason) : DeskAnswer(Inquiry);
}

/// <summary>Who sees to the inquiries that are asked for.</summary>
public abstract record Assigned
{
    private Assigned()
    {
    }

    /// <summary>Whoever it is, or nobody.</summary>
    public static Assigned ToAnybody { get; } = new Any();

    /// <summary>Nobody sees to them yet.</summary>
    public sealed record ToNobody : Assigned;

    /// <summary>This person does.</summary>
    public sealed record To(string Name) : Assigned;

    private sealed record Any : Assigned;
}

/// <summary>What became of writing to a friend who did not ask.</summary>
public abstract record WriteAnswer
{
    private WriteAnswer()
    {
    }

    /// <summary>It is on its way, as the friend will read it.</summary>
    public sealed record Sent(IReadOnlyList<Message> Messages) : WriteAnswer;

    /// <summary>The friend has blocked the account; nothing would arrive.</summary>
    public sealed record Blocked : WriteAnswer;
}
