using Bot.Friends;

namespace Bot.Admin.Friends;

/// <summary>How the console names what it knows of friends.</summary>
internal static class FriendWords
{
    public static string Name(Reader reader, Friend friend) => friend.DisplayName ?? reader.Say("(名前なし)", "(no name)");

    public static string Status(Reader reader, FriendStatus status) => status switch
    {
        FriendStatus.Following => reader.Say("友だち", "Following"),
        FriendStatus.Blocked => reader.Say("ブロック中", "Blocked"),
        _ => reader.Say("友だち追加前", "Not following"),
    };

    public static string Source(Reader reader, FactSource source) => source.Kind switch
    {
        FactSourceKind.Survey => reader.Say("アンケート", "Survey"),
        FactSourceKind.Staff => reader.Say("スタッフ", "Staff"),
        FactSourceKind.Import => reader.Say("取り込み", "Import"),
        FactSourceKind.Api => "API",
        _ => reader.Say("自動", "Bot"),
    } + (source.Name is { } name ? $": {name}" : "");

    public static string Standing(Reader reader, SurveyStanding standing) => standing switch
    {
        SurveyStanding.Started => reader.Say("回答中", "Answering"),
        SurveyStanding.Completed => reader.Say("完了", "Completed"),
        SurveyStanding.Stopped => reader.Say("中断", "Stopped"),
        _ => reader.Say("同意なし", "Declined"),
    };

    /// <summary>What a friend sent: its words, and what it is where it is more than words.</summary>
    public static string Sent(Reader reader, string? type, string? words) => type switch
    {
        "sticker" => $"[{reader.Say("スタンプ", "Sticker")}] {words}".TrimEnd(),
        "image" => $"[{reader.Say("画像", "Photo")}]",
        "video" => $"[{reader.Say("動画", "Video")}]",
        "audio" => $"[{reader.Say("音声", "Voice message")}]",
        "file" => $"[{reader.Say("ファイル", "File")}] {words}".TrimEnd(),
        "location" => $"[{reader.Say("位置情報", "Location")}] {words}".TrimEnd(),
        _ => words is null or "" ? $"[{type}]" : words,
    };

    public static string Happened(Reader reader, TimelineKind kind) => kind switch
    {
        TimelineKind.Followed => reader.Say("友だち追加", "Followed"),
        TimelineKind.Unblocked => reader.Say("ブロックを解除", "Unblocked us"),
        TimelineKind.Blocked => reader.Say("ブロック", "Blocked us"),
        TimelineKind.Wrote => reader.Say("メッセージ", "Wrote"),
        TimelineKind.Tapped => reader.Say("ボタンをタップ", "Tapped"),
        TimelineKind.MessageUnsent => reader.Say("メッセージを取り消し", "Unsent a message"),
        TimelineKind.MessageEdited => reader.Say("メッセージを編集", "Edited a message"),
        TimelineKind.VideoWatched => reader.Say("動画を最後まで視聴", "Watched a video to its end"),
        TimelineKind.BeaconHeard => reader.Say("ビーコンの近くに来店", "Came near a beacon"),
        TimelineKind.AccountLinked => reader.Say("アカウントを連携", "Linked an account"),
        TimelineKind.Unanswered => reader.Say("返答できていません", "Not answered"),
        TimelineKind.TagAdded => reader.Say("タグが付きました", "Tag added"),
        TimelineKind.TagRemoved => reader.Say("タグが外れました", "Tag removed"),
        TimelineKind.AttributeSet => reader.Say("情報を登録", "Attribute set"),
        TimelineKind.AttributeRemoved => reader.Say("情報を削除", "Attribute removed"),
        TimelineKind.ConsentGiven => reader.Say("アンケートに同意", "Consented"),
        TimelineKind.ConsentRefused => reader.Say("アンケートを辞退", "Declined"),
        TimelineKind.SurveySent => reader.Say("アンケートをお送り", "Survey sent"),
        TimelineKind.SurveyStarted => reader.Say("アンケート開始", "Survey started"),
        TimelineKind.SurveyReminded => reader.Say("アンケートの続きをお願い", "Asked to go on with the survey"),
        TimelineKind.Answered => reader.Say("回答", "Answered"),
        TimelineKind.SurveyCompleted => reader.Say("アンケート完了", "Survey completed"),
        TimelineKind.SurveyStopped => reader.Say("アンケート中断", "Survey stopped"),
        TimelineKind.PhotoNotKept => reader.Say("写真を保存できませんでした", "Photo not kept"),
        TimelineKind.CouponIssued => reader.Say("クーポンをお渡し", "Coupon issued"),
        TimelineKind.CouponNotGiven => reader.Say("クーポンをお渡しできませんでした", "Coupon not given"),
        TimelineKind.CouponLost => reader.Say("クーポンの抽選ではずれ", "Drew no prize"),
        TimelineKind.CouponReminded => reader.Say("クーポンの期限前のお知らせ", "Reminded of a coupon's end"),
        TimelineKind.CouponRedeemed => reader.Say("クーポンを利用", "Coupon used"),
        TimelineKind.CouponRedemptionUndone => reader.Say("クーポンの利用を取り消し", "Coupon use undone"),
        TimelineKind.CouponRevoked => reader.Say("クーポンを取り下げ", "Coupon revoked"),
        TimelineKind.OptedOut => reader.Say("配信停止を希望", "Opted out"),
        TimelineKind.OptedIn => reader.Say("配信再開を希望", "Opted in"),
        TimelineKind.StaffTold => reader.Say("スタッフにお知らせ", "Staff told"),
        TimelineKind.StaffReplied => reader.Say("スタッフが返信", "Staff replied"),
        TimelineKind.Noted => reader.Say("メモ", "Note"),
        _ => reader.Say("その他", "Other"),
    };
}
