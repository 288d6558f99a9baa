using Bot.Friends;

namespace Bot.Dialogs;

/// <summary>Answers what the shop has an answer for in <c>dialogs/</c>.</summary>
internal sealed class AnswerKeyword(CurrentDialogs dialogs, ReplyWriter writer) : IReaction
{
    public async ValueTask<bool> React(Turn turn, CancellationToken ct)
    {
        if (turn.Text is not { } text || dialogs.Book.Answer(text) is not { } reply)
        {
            return false;
        }

        await writer.Write(turn, reply, [], ct);
        return true;
    }
}
