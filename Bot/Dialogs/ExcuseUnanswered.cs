using Bot.Friends;
using Bot.Line;
using Bot.Storage;

namespace Bot.Dialogs;

/// <summary>
/// The last reaction to what a friend wrote or sent: marks it on the timeline as unanswered, for people to see, and says so
/// kindly, but not again and again.
/// </summary>
internal sealed class ExcuseUnanswered(CurrentDialogs dialogs, ReplyWriter writer, IDocumentStore store) : IReaction
{
    public async ValueTask<bool> React(Turn turn, CancellationToken ct)
    {
        // A sticker wants no answer.
        if (turn.Event is not MessageEvent { Message: not ReceivedSticker and var message })
        {
            return false;
        }

        turn.Record(TimelineKind.Unanswered, message.Type, messageId: message.Id);
        if (dialogs.Book.Fallback is not { } fallback)
        {
            return true;
        }

        var said = await store.Get(DialogCollections.States, turn.Friend.Id, ct);
        if (said is null || turn.Now - said.Value.FallbackSaidAt >= fallback.AtMostEvery)
        {
            turn.Commit.Put(DialogCollections.States, new DialogState(turn.Friend.Id, turn.Now), said?.Version ?? 0);
            await writer.Write(turn, fallback.Reply, [], ct);
        }

        return true;
    }
}
