using Bot.Friends;
using Bot.Line;
using Bot.Messages;

namespace Bot.Dialogs;

/// <summary>Answers what the shop has an answer for in <c>dialogs/</c>: words, photos and stickers, and the buttons of these answers.</summary>
internal sealed class AnswerWords(CurrentDialogs dialogs, AnswerWriter writer) : IReaction
{
    public async ValueTask<bool> React(Turn turn, CancellationToken ct) => turn.Event switch
    {
        MessageEvent { Message: ReceivedText { Text: var text } } => await Hear(turn, text, ct),
        MessageEvent { Message.Type: var type } => await See(turn, type, ct),
        PostbackEvent { Postback: var postback } => await Tap(turn, postback, ct),
        _ => false,
    };

    private async ValueTask<bool> Hear(Turn turn, string text, CancellationToken ct)
    {
        var book = dialogs.Book;
        if (book.MenuOf(text) is { } menu && AnswerWriter.Applies(menu.Top.Answer, turn))
        {
            return await Show(turn, menu, [], ct);
        }

        switch (book.Meant(text, keyword => AnswerWriter.Applies(keyword.Answer, turn)))
        {
            case []:
                return false;
            case [var only]:
                await writer.Write(turn, only.Answer, [], ct);
                return true;
            case var several:
                turn.Say(DialogWords.WhichWasMeant(several));
                return true;
        }
    }

    private async ValueTask<bool> See(Turn turn, string type, CancellationToken ct)
    {
        if (dialogs.Book.Received.FirstOrDefault(received => received.Types.Contains(type) && AnswerWriter.Applies(received.Answer, turn)) is not { Answer: var answer })
        {
            return false;
        }

        await writer.Write(turn, answer, [], ct);
        return true;
    }

    private async ValueTask<bool> Tap(Turn turn, Postback postback, CancellationToken ct)
    {
        if (MessagePostback.PickedAttribute(postback.Data) is { } attribute)
        {
            Pick(turn, attribute, postback.Params);
            return true;
        }

        var book = dialogs.Book;
        switch (DialogPostback.Read(postback.Data))
        {
            case DialogPostback.ToMenu(var id, var shape, var path) when book.Menus.FirstOrDefault(menu => menu.Id == id) is { } menu:
                // A button of a tree that has changed since leads to its top.
                return await Show(turn, menu, menu.Shape == shape && menu.At(path) is not null ? path : [], ct);
            case DialogPostback.Meant(var label)
                when book.Keywords.FirstOrDefault(keyword => keyword.Label == label && AnswerWriter.Applies(keyword.Answer, turn)) is { } keyword:
                await writer.Write(turn, keyword.Answer, [], ct);
                return true;
            case DialogPostback.ToMenu or DialogPostback.Meant:
                turn.Say(DialogWords.ButtonTooOld);
                return true;
            default:
                return false;
        }
    }

    private async ValueTask<bool> Show(Turn turn, Menu menu, IReadOnlyList<int> path, CancellationToken ct)
    {
        var item = menu.At(path)!;
        var below = item.Items.Select((one, i) => Button(one.Label, menu, [.. path, i]));
        var back = path.Count == 0 ? [] : new[] { Button("戻る", menu, [.. path.Take(path.Count - 1)]) };
        await writer.Write(turn, item.Answer, below.Concat(back), ct);
        return true;
    }

    private static QuickReplyItem Button(string label, Menu menu, IReadOnlyList<int> path) =>
        new(new PostbackAction(new DialogPostback.ToMenu(menu.Id, menu.Shape, path).Write()) { Label = label, DisplayText = label });

    private static void Pick(Turn turn, string attribute, PostbackParams? picked)
    {
        if ((picked?.Date ?? picked?.Datetime ?? picked?.Time) is not { } value || !FactName.IsGood(attribute))
        {
            turn.Say(DialogWords.ButtonTooOld);
            return;
        }

        var fact = DialogActions.Attribute(attribute, value.Replace('T', ' '), turn.Now);
        turn.SetAttribute(fact);
        turn.Say(DialogWords.Picked(fact));
    }
}
