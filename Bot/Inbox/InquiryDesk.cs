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
    public Task<Page<Inquiry>> List(InquiryState state, string? assignedTo, int limit, string? after, CancellationToken ct)
    {
        var where = Filter.Equal("state", FieldValue.Of(state));
        return store.Find(
            new Query<Inquiry>(InquiryCollections.Inquiries, assignedTo is null ? where : where & Filter.Equal("assignedTo", assignedTo))
            {
                OrderBy = "waitingSince",
                Limit = limit,
                After = after,
            },
            ct);
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
