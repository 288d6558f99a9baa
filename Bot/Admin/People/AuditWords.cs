using Bot.Audit;

namespace Bot.Admin.People;

/// <summary>How the console says what somebody did.</summary>
internal static class AuditWords
{
    /// <summary>The kinds of things the log can be asked for.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        ["people", "apiKeys", "friends", "conversations", "inquiries", "definitions", "segments", "tags", "campaigns", "coupons", "couponIssues", "preferences"];

    public static string Kind(string collection, Reader reader) => collection switch
    {
        "people" => reader.Say("スタッフ", "People"),
        "apiKeys" => reader.Say("APIキー", "API keys"),
        "friends" => reader.Say("友だち", "Friends"),
        "conversations" => reader.Say("アンケートの会話", "Survey conversations"),
        "inquiries" => reader.Say("受信箱", "Inbox"),
        "definitions" => reader.Say("アンケート・応答のYAML", "Surveys and dialogs"),
        "segments" => reader.Say("セグメント", "Segments"),
        "tags" => reader.Say("タグの一覧", "List of tags"),
        "campaigns" => reader.Say("キャンペーン", "Campaigns"),
        "coupons" => reader.Say("クーポン", "Coupons"),
        "couponIssues" => reader.Say("発行したクーポン", "Coupon issues"),
        "preferences" => reader.Say("お店の設定", "Settings of the shop"),
        "jobs" => reader.Say("時間のかかる処理", "Long work"),
        "answers" => reader.Say("アンケートの回答", "Answers"),
        "answerPhotos" => reader.Say("回答の写真", "Pictures of answers"),
        "surveyVersions" => reader.Say("アンケートの版", "Versions of surveys"),
        "surveyPlaces" => reader.Say("アンケートの定員", "Places of surveys"),
        "dialogStates" => reader.Say("会話の状態", "Where chats stand"),
        "savedReplies" => reader.Say("定型の返事", "Saved replies"),
        "couponPlaces" => reader.Say("クーポンの残り枚数", "Coupons left"),
        "lineCoupons" => reader.Say("LINEのクーポン", "LINE's coupons"),
        "audienceGates" => reader.Say("配信先の確定", "Audiences"),
        "erasures" => reader.Say("消去の記録", "Receipts of erasing"),
        "erasureRequests" => reader.Say("消去の申し出", "Requests to be erased"),
        "demoSeedings" => reader.Say("見本の友だち", "Made-up friends"),
        "unfinishedCopy" => reader.Say("データの引っ越し", "Copy of the store"),
        _ => collection,
    };

    /// <summary>One line for an entry: what was made, changed or taken away.</summary>
    public static string Summary(AuditEntry entry, Reader reader)
    {
        var parts =
            from change in entry.Changes
            group change by (change.Collection, change.Kind) into alike
            let kind = Kind(alike.Key.Collection, reader)
            let many = alike.Count() == 1 ? "" : reader.Say($" {alike.Count()}件", $" ({alike.Count()})")
            select alike.Key.Kind switch
            {
                AuditChangeKind.Made => reader.Say($"{kind}を追加{many}", $"{kind}: added{many}"),
                AuditChangeKind.GivenOut => reader.Say($"{kind}のデータを書き出し{many}", $"{kind}: data taken out{many}"),
                AuditChangeKind.Gone => reader.Say($"{kind}を削除{many}", $"{kind}: removed{many}"),
                _ => reader.Say($"{kind}を変更{many}", $"{kind}: changed{many}"),
            };
        return string.Join(reader.Say("、", ", "), parts);
    }

    /// <summary>What wrote nothing, in words.</summary>
    public static string Deed(string deed, Reader reader) => deed switch
    {
        "sign in" => reader.Say("サインイン", "Signed in"),
        _ when deed.StartsWith("sign in by recovery code", StringComparison.Ordinal) =>
            reader.Say($"リカバリーコードでサインイン (残り{Left(deed)}個)", $"Signed in by recovery code ({Left(deed)} left)"),
        "sign in to the demo" => reader.Say("デモにサインイン", "Signed in to the demo"),
        "chose a password by link" => reader.Say("リンクでパスワードを設定", "Chose a password by link"),
        "sign-in refused" => reader.Say("サインインの失敗", "Failed to sign in"),
        _ when deed.StartsWith("sign-in refused and locked", StringComparison.Ordinal) => reader.Say("サインインの失敗が続き、しばらく受け付けないようにしました", "Failed to sign in too often; locked for a while"),
        _ when deed.StartsWith("GET ", StringComparison.Ordinal) => reader.Say($"データの書き出し ({deed[4..]})", $"Took data out ({deed[4..]})"),
        _ => deed,
    };

    private static string Left(string deed) => string.Concat(deed.Where(char.IsAsciiDigit));
}
