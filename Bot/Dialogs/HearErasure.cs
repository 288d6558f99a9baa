using System.Text.Json.Nodes;
using Bot.Friends;
using Bot.Line;
using Bot.Storage;
using Bot.Surveys;

namespace Bot.Dialogs;

/// <summary>What a friend may write about their data.</summary>
internal static class PrivacyWords
{
    /// <summary>To know what the shop does with it; a keyword of the shop's own goes before.</summary>
    public static IReadOnlyList<string> About { get; } =
        ["プライバシー", "プライバシーポリシー", "個人情報", "個人情報の取り扱い", "個人情報の取扱い", "個人情報保護方針", "privacy", "privacy policy"];

    /// <summary>To have all of it erased.</summary>
    public static IReadOnlyList<string> Asked { get; } = ["データ削除", "個人情報削除", "個人情報の削除"];

    private static readonly HashSet<string> PlainAbout = [.. About.Select(TypedText.Plain)];

    /// <summary>Whether somebody wants to know what the shop does with their data.</summary>
    public static bool AskAbout(string text) => text.Length <= 20 && PlainAbout.Contains(TypedText.Plain(text));
}

/// <summary>Takes a friend's wish to have everything about them erased: asks once more, and tells what goes and under which number.</summary>
internal sealed class HearErasure(FriendErasure erasure, IDocumentStore store) : IReaction
{
    // A button found days later in the chat erases nothing.
    private static readonly TimeSpan TimeToConfirm = TimeSpan.FromMinutes(10);

    private static readonly HashSet<string> Asked = [.. PrivacyWords.Asked.Select(TypedText.Plain)];

    public async ValueTask<bool> React(Turn turn, CancellationToken ct)
    {
        switch (turn.Event)
        {
            case MessageEvent { Message: ReceivedText { Text: { Length: <= 20 } text } } when Asked.Contains(TypedText.Plain(text)):
                turn.Say(DialogWords.EraseEverything(turn.Now));
                return true;
            case PostbackEvent { Postback.Data: var data }:
                switch (DialogPostback.Read(data))
                {
                    case DialogPostback.KeepData:
                        turn.Say(DialogWords.Kept);
                        return true;
                    case DialogPostback.Erase(var at):
                        await Accept(turn, at, ct);
                        return true;
                }

                break;
        }

        return false;
    }

    private async ValueTask Accept(Turn turn, DateTimeOffset askedAt, CancellationToken ct)
    {
        var request = (await store.Get(DialogCollections.ErasureRequests, turn.Friend.Id, ct))?.Value;
        if (request is null && (turn.Now - askedAt).Duration() > TimeToConfirm)
        {
            turn.Say(DialogWords.AskedTooLongAgo);
            return;
        }

        if (request is null)
        {
            request = new ErasureRequest(turn.Friend.Id, DocumentId.New(turn.Now), turn.Now);
            turn.Commit.Insert(DialogCollections.ErasureRequests, request);

            // Until it is done they are sent nothing of the shop's own accord, not even by a campaign whose audience stands.
            turn.Friend = turn.Friend.ErasedBy(request.ReceiptId, isOwnWish: true);
        }

        turn.Say(DialogWords.Erasing(request.ReceiptId, await Counts(turn.Friend.Id, ct)));
    }

    private async ValueTask<IReadOnlyList<(string What, int Count)>> Counts(string friendId, CancellationToken ct)
    {
        var kept = (await erasure.Export(friendId, ct))?["data"] as JsonObject ?? [];
        return
        [
            .. kept.Select(part => (What: Called(part.Key), Count: part.Value is JsonArray all ? all.Count : part.Value is null ? 0 : 1))
                .GroupBy(part => part.What)
                .Select(same => (same.Key, same.Sum(part => part.Count)))
                .Where(part => part.Item2 > 0),
        ];
    }

    private static string Called(string part) => part switch
    {
        "friend" => "お客さまの登録情報(お名前、タグなど)",
        "answers" => "アンケートの回答",
        "couponIssues" => "クーポン",
        "timeline" => "やりとりの記録",
        "inquiries" => "お問い合わせ",
        "outbox" => "お送りしたメッセージ",
        _ => "その他の記録",
    };
}
