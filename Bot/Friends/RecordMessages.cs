using Bot.Line;
using Bot.Storage;

namespace Bot.Friends;

/// <summary>
/// Puts what the friend wrote, tapped and did on the timeline, before any other reaction answers it. What they take back is
/// deleted there; what they change is changed there.
/// </summary>
internal sealed class RecordMessages(IDocumentStore store, ProfileRefresher profiles) : IReaction
{
    // Enough for LINE's disorder; who takes back messages from before our time must not fill the friend's document.
    private const int MostUnsentAhead = 20;

    public async ValueTask<bool> React(Turn turn, CancellationToken ct)
    {
        switch (turn.Event)
        {
            case MessageEvent { Message.Id: var unsentId } when turn.Friend.UnsentAhead?.Contains(unsentId) == true:
                // Nobody may see or use it any more, so nobody answers it.
                Spoke(turn);
                turn.Friend = turn.Friend with { UnsentAhead = turn.Friend.UnsentAhead is [_] ? null : [.. turn.Friend.UnsentAhead.Where(id => id != unsentId)] };
                return true;
            case MessageEvent { Message: var message }:
                Spoke(turn);
                turn.Record(TimelineKind.Wrote, message.Type, WordsOf(message) ?? "");
                return false;
            case PostbackEvent { Postback: var postback }:
                Spoke(turn);
                turn.Record(TimelineKind.Tapped, detail: postback.Data);
                return false;
            case MessageEditedEvent { Message: ReceivedText edited }:
                await Edit(turn, edited, ct);
                return false;
            case UnsendEvent { Unsend.MessageId: var messageId }:
                await Unsend(turn, messageId, ct);
                return false;
            case VideoPlayCompleteEvent { VideoPlayComplete.TrackingId: var trackingId }:
                turn.Record(TimelineKind.VideoWatched, trackingId);
                return false;
            case BeaconEvent { Beacon: { Type: not "stay" } beacon }:
                // LINE repeats "stay" every ten seconds; that they came is told by "enter".
                turn.Record(TimelineKind.BeaconHeard, beacon.Hwid, beacon.Dm is { } dm ? $"{beacon.Type} {dm}" : beacon.Type);
                return false;
            case AccountLinkEvent { Link.Result: "ok" }:
                // The nonce is for the shop's site alone.
                turn.Record(TimelineKind.AccountLinked);
                return false;
            default:
                return false;
        }
    }

    private void Spoke(Turn turn)
    {
        (turn.Friend, var unblocked) = turn.Friend.Spoke(turn.Event.HappenedAt);
        if (unblocked)
        {
            turn.Record(TimelineKind.Unblocked);
        }

        profiles.Notice(turn.Friend, turn.Now);
    }

    private async Task Edit(Turn turn, ReceivedText edited, CancellationToken ct)
    {
        foreach (var (entry, version) in await Of(turn, edited.Id, ct))
        {
            if (entry.Kind == TimelineKind.Wrote)
            {
                turn.Commit.Replace(FriendCollections.Timeline, entry with { Detail = edited.Text }, version);
            }
        }

        turn.Record(TimelineKind.MessageEdited, messageId: edited.Id);
    }

    // The words go from everything that came from the message: the message itself, and an answer it gave to a survey.
    private async Task Unsend(Turn turn, string messageId, CancellationToken ct)
    {
        var known = await Of(turn, messageId, ct);
        foreach (var (entry, version) in known)
        {
            if (entry is { Kind: TimelineKind.Wrote or TimelineKind.Answered, Detail: not null })
            {
                turn.Commit.Replace(FriendCollections.Timeline, entry with { Detail = null }, version);
            }
        }

        if (known.Count == 0)
        {
            turn.Friend = turn.Friend with { UnsentAhead = [.. (turn.Friend.UnsentAhead ?? []).TakeLast(MostUnsentAhead - 1), messageId] };
        }

        turn.Record(TimelineKind.MessageUnsent, messageId: messageId);
    }

    private async Task<IReadOnlyList<Stored<TimelineEntry>>> Of(Turn turn, string messageId, CancellationToken ct) => (await store.Find(
        new Query<TimelineEntry>(
            FriendCollections.Timeline,
            Filter.Equal("friendId", turn.Friend.Id) & Filter.Equal("messageId", messageId)),
        ct)).Items;

    /// <summary>The words of what was sent: also a sticker's, a file's name, a place; null: there are none.</summary>
    public static string? WordsOf(ReceivedMessage message) => message switch
    {
        ReceivedText text => text.Text,
        ReceivedSticker { Text: { } written } => written,
        ReceivedSticker { Keywords: [var shown, ..] } => shown,
        ReceivedFile file => file.FileName,
        ReceivedLocation place => place.Title ?? place.Address,
        _ => null,
    };
}
