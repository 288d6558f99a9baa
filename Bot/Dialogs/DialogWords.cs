using System.Globalization;
using Bot.Friends;
using Bot.Line;
using Bot.Preferences;

namespace Bot.Dialogs;

/// <summary>What the bot says in its own words, beside those of the files.</summary>
internal static class DialogWords
{
    private static readonly CultureInfo Japanese = CultureInfo.GetCultureInfo("ja-JP");

    public static TextMessage ButtonTooOld { get; } = new("恐れ入ります、このボタンは古くなりました。知りたいことを、もう一度送ってください。");

    public static TextMessage WhichWasMeant(IReadOnlyList<Keyword> keywords) => WithButtons(
        "どちらについてお尋ねですか?",
        [.. keywords.Select(keyword => (keyword.Label, (DialogPostback)new DialogPostback.Meant(keyword.Label)))]);

    public static TextMessage Picked(FriendAttribute attribute) =>
        new($"{attribute.Date?.ToString("yyyy年M月d日(ddd)", Japanese) ?? attribute.ValueText}で承りました。ありがとうございます。");

    public static TextMessage WhichTopics(bool stop, IReadOnlyList<string> topics) => WithButtons(
        stop ? "どの配信を止めますか?" : "どの配信を再開しますか?",
        [
            .. topics.Select(topic => (topic + (stop ? "を止める" : "を再開"), (DialogPostback)new DialogPostback.Topic(stop, topic))),
            (stop ? "すべて止める" : "すべて再開", new DialogPostback.Topic(stop, null)),
        ]);

    public static TextMessage Stopped(string? topic, string resume) =>
        new($"{(topic is null ? "当店からの" : $"「{topic}」の")}配信を止めました。またお受け取りになるときは「{resume}」と送ってください。お問い合わせには、これからもお答えします。");

    public static TextMessage Resumed(string? topic) => new($"{(topic is null ? "" : $"「{topic}」の")}配信を再開しました。ありがとうございます。");

    public static TextMessage NothingStopped { get; } = new("いま止めている配信はありません。");

    /// <summary>What friends are told of their data; the bot's own word on erasing is always part of it.</summary>
    public static TextMessage Privacy(ShopPreferences shop) => new(string.Join("\n\n", new[]
    {
        shop.PrivacyText,
        shop.PrivacyPolicy is { } policy ? $"くわしくはプライバシーポリシーをご覧ください。\n{policy}" : null,
        $"保存している情報の削除をご希望のときは「{PrivacyWords.Asked[0]}」と送ってください。",
    }.OfType<string>()));

    /// <summary>Asks before everything is erased; LINE takes 240 characters.</summary>
    public static TemplateMessage EraseEverything(DateTimeOffset now) => new(
        "お客さまの情報を削除しますか?",
        new ConfirmTemplate(
            "お名前、タグ、アンケートの回答、クーポン、やりとりの記録など、当店が保存しているお客さまの情報をすべて削除します。お手元のクーポンは使えなくなり、元には戻せません。削除しますか?",
            [
                new PostbackAction(new DialogPostback.Erase(now).Write()) { Label = "削除する", DisplayText = "削除する" },
                new PostbackAction(new DialogPostback.KeepData().Write()) { Label = "やめる", DisplayText = "やめる" },
            ]));

    public static TextMessage Kept { get; } = new("削除しませんでした。");

    public static TextMessage AskedTooLongAgo { get; } = new("時間が経ちましたので、削除していません。もう一度「データ削除」と送ってください。");

    public static TextMessage Erasing(string receipt, IReadOnlyList<(string What, int Count)> counts) => new(
        $"承りました。このお返事のあと、次の情報を削除します。\n{string.Join('\n', counts.Select(one => $"・{one.What} {one.Count}件"))}\n受付番号: {receipt}\n番号には、お客さまの情報は含まれていません。");

    private static TextMessage WithButtons(string text, IReadOnlyList<(string Label, DialogPostback Data)> buttons) => new(text)
    {
        QuickReply = new QuickReply(
        [
            .. buttons.Take(LineLimits.QuickReplies).Select(button => new QuickReplyItem(new PostbackAction(button.Data.Write()) { Label = button.Label, DisplayText = button.Label })),
        ]),
    };
}
