using Bot.Line;
using Bot.Storage;

namespace Bot.Friends;

/// <summary>
/// Puts what the friend wrote and tapped on the timeline, before any other reaction answers it. What they take back is
/// deleted there.
/// </summary>
internal sealed class RecordMessages(IDocumentStore store, ProfileRefresher profiles) : IReaction
{
    public async ValueTask<bool> React(Turn turn, CancellationToken ct)
    {
        switch (turn.Event)
        {
            case MessageEvent { Message: var message }:
                Spoke(turn);
                turn.Record(TimelineKind.Wrote, message.Type, InWords(message), messageId: message.Id);
                return false;
            case PostbackEvent { Postback: var postback }:
                Spoke(turn);
                turn.Record(TimelineKind.Tapped, detail: postback.Data);
                return false;
            case MessageEditedEvent { Message: ReceivedText edited }:
                await Rewrite(turn, edited.Id, edited.Text, ct);
                return true;
            case UnsendEvent { Unsend.MessageId: var messageId }:
                await Rewrite(turn, messageId, words: null, ct);
                turn.Record(TimelineKind.MessageUnsent, messageId: messageId);
                return true;
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

    private async Task Rewrite(Turn turn, string messageId, string? words, CancellationToken ct)
    {
        var said = await store.Find(
            new Query<TimelineEntry>(
                FriendCollections.Timeline,
                Filter.Equal("friendId", turn.Friend.Id) & Filter.Equal("messageId", messageId)),
            ct);
        foreach (var (entry, version) in said.Items.Where(entry => entry.Value.Kind == TimelineKind.Wrote))
        {
            turn.Commit.Replace(FriendCollections.Timeline, entry with { Detail = words }, version);
        }
    }

    private static string InWords(ReceivedMessage message) => message switch
    {
        ReceivedText text => text.Text,
        ReceivedSticker { Text: { } text } => $"[スタンプ] {text}",
        ReceivedSticker { Keywords: [var keyword, ..] } => $"[スタンプ] {keyword}",
        ReceivedSticker => "[スタンプ]",
        ReceivedMedia { Type: "image" } => "[画像]",
        ReceivedMedia { Type: "video" } => "[動画]",
        ReceivedMedia { Type: "audio" } => "[音声]",
        ReceivedFile file => $"[ファイル] {file.FileName}",
        ReceivedLocation place => $"[位置情報] {place.Title ?? place.Address}".TrimEnd(),
        _ => $"[{message.Type}]",
    };
}
