using Bot.Friends;
using Bot.Line;
using Bot.Storage;

namespace Bot.Inbox;

/// <summary>Hands things to the people of the shop, in the same commit as the turn or change that causes them.</summary>
public sealed class Inquiries(IDocumentStore store)
{
    // A document must not grow without end; who says more than this gets another inquiry.
    private const int MostEntries = 200;

    private const int LatestLookedAt = 50;

    // LINE takes a reply within a minute of the event; less a margin for the way.
    private static readonly TimeSpan ReplyTime = TimeSpan.FromSeconds(50);

    /// <summary>
    /// What the friend of this turn sent had no answer: it joins their inquiry that is not closed, or begins one. To be called
    /// after everything is said that the turn says, because that uses up the right to reply.
    /// </summary>
    public async ValueTask Ask(Turn turn, CancellationToken ct)
    {
        if (turn.Event is not MessageEvent { Message: var message })
        {
            return;
        }

        turn.Record(TimelineKind.Unanswered, message.Type, messageId: message.Id);
        var entry = new InquiryEntry(turn.Now, message.Type, turn.Text ?? RecordMessages.WordsOf(message)) { MessageId = message.Id };
        var going = await Find(turn.Friend.Id, inquiry => inquiry is { Kind: InquiryKind.Question, State: not InquiryState.Closed, Entries.Count: < MostEntries }, ct);
        if (going is not null && InquiryMachine.Say(going.Value, entry, FreeReply(turn)) is { } joined)
        {
            turn.Commit.Replace(InquiryCollections.Inquiries, joined, going.Version);
        }
        else
        {
            Begin(turn, InquiryKind.Question, entry);
        }
    }

    /// <summary>
    /// Tells staff something about the friend, e.g. that a survey's answer wants a call. The same words are not told again
    /// while the first notice is open.
    /// </summary>
    public async ValueTask Note(FriendChange change, string words, CancellationToken ct)
    {
        if (await Find(change.Friend.Id, inquiry => inquiry is { Kind: InquiryKind.Notice, State: InquiryState.Open } && inquiry.Entries[0].Text == words, ct) is null)
        {
            Begin(change, InquiryKind.Notice, new InquiryEntry(change.Now, "notice", words));
        }
    }

    private static void Begin(FriendChange change, InquiryKind kind, InquiryEntry entry)
    {
        var reply = FreeReply(change);
        change.Commit.Insert(InquiryCollections.Inquiries, new Inquiry
        {
            Id = DocumentId.New(change.Now),
            FriendId = change.Friend.Id,
            Kind = kind,
            Entries = [entry],
            OpenedAt = change.Now,
            WaitingSince = change.Now,
            ReplyToken = reply?.Token,
            ReplyUntil = reply?.Until,
        });
    }

    private static (string Token, DateTimeOffset Until)? FreeReply(FriendChange change) =>
        change is Turn { Said.Count: 0, Event: { ReplyToken: { } token } happened } && StoredTime.Truncate(happened.HappenedAt + ReplyTime) is var until && until > change.Now
            ? (token, until)
            : null;

    // Every message without an answer comes here, so one look at the friend's latest has to do.
    private async Task<Stored<Inquiry>?> Find(string friendId, Func<Inquiry, bool> which, CancellationToken ct)
    {
        var latest = await store.Find(
            new Query<Inquiry>(InquiryCollections.Inquiries, Filter.Equal("friendId", friendId)) { OrderBy = "waitingSince", Descending = true, Limit = LatestLookedAt },
            ct);
        return latest.Items.FirstOrDefault(inquiry => which(inquiry.Value));
    }
}
