using Bot.Friends;
using Bot.Inbox;
using Bot.Line;
using Bot.Storage;

namespace Bot.Dialogs;

/// <summary>
/// The last reaction to what a friend wrote or sent: hands it to the people of the shop, and says so kindly, but not again and
/// again.
/// </summary>
internal sealed class ExcuseUnanswered(CurrentDialogs dialogs, AnswerWriter writer, Inquiries inquiries, IDocumentStore store) : IReaction
{
    public async ValueTask<bool> React(Turn turn, CancellationToken ct)
    {
        // A sticker wants no answer.
        if (turn.Event is not MessageEvent { Message: not ReceivedSticker })
        {
            return false;
        }

        if (dialogs.Book.Fallback is { } fallback && AnswerWriter.Applies(fallback.Answer, turn))
        {
            await Excuse(turn, fallback, ct);
        }

        if (dialogs.Book.Fallback?.Answer.Does.Inquiry != true)
        {
            await inquiries.Ask(turn, ct);
        }

        return true;
    }

    private async ValueTask Excuse(Turn turn, Fallback fallback, CancellationToken ct)
    {
        var stored = await store.Get(DialogCollections.States, turn.Friend.Id, ct);
        var state = stored?.Value ?? new DialogState(turn.Friend.Id);
        if (turn.Now - state.FallbackSaidAt < fallback.AtMostEvery)
        {
            return;
        }

        await writer.Write(turn, fallback.Answer, state, [], ct);
        turn.Commit.Put(DialogCollections.States, (fallback.Answer.Replies.Count > 1 ? state.WithHad(fallback.Answer.Key) : state) with { FallbackSaidAt = turn.Now }, stored?.Version ?? 0);
    }
}
