namespace Bot.Conditions.Language;

/// <summary>A word, sign or phrase of the language as it is suggested: what usually follows it, and what it means.</summary>
internal sealed record Word(string Text, string Then, string English, string Japanese)
{
    private static readonly Word[] Table =
    [
        new("and", " ", "both hold", "かつ"),
        new("or", " ", "one of them holds", "または"),
        new("tag", " = ", "holds a tag", "タグ"),
        new("attribute", "(", "a property of the friend", "属性・プロフィール"),
        new("answer", "(", "the answer to a question", "回答の内容"),
        new("survey", "(", "how far in a survey", "アンケートの状況"),
        new("coupon", "(", "what became of a coupon", "クーポンの状況"),
        new("last_message", " ", "when they last wrote or tapped", "最後に話した日"),
        new("followed", " ", "when they followed", "友だち追加の日"),
        new("received", "(", "was sent a campaign", "キャンペーンを受け取った"),
        new("clicked", "(", "tapped a link of a campaign", "リンクを開いた"),
        new("all", "", "every friend", "友だち全員"),
        new("answered", "(", "has answered", "回答した"),
        new("completed", "(", "has completed a survey", "アンケートを終えた"),
        new("redeemed", "(", "has used a coupon", "クーポンを使った"),
        new("started", "(", "has begun a survey", "アンケートを始めた"),
        new("issued", "(", "was given a coupon", "クーポンをもらった"),
        new("expires", "(", "when a coupon runs out", "クーポンの期限"),
        new("status", " = ", "following, blocked, visitor", "友だちの状態"),
        new("following", "", "follows the account", "友だち"),
        new("blocked", "", "has blocked the account", "ブロック中"),
        new("opted_out", "", "asked to be sent nothing", "配信停止を希望"),
        new("visitor", "", "wrote without following", "友だちではない"),
        new("blocked_at", " ", "when they blocked", "ブロックした日"),
        new("first_seen", " ", "when they first came", "はじめて来た日"),
        new("not", " ", "does not hold", "でない"),
        new("=", " ", "is", "等しい"),
        new("!=", " ", "is something else", "等しくない"),
        new("in", " (", "is one of", "どれか"),
        new("not in", " (", "is none of", "どれでもない"),
        new(">", " ", "more; longer ago", "より大きい・より前"),
        new("<=", " ", "at most; within the last", "以下・以内"),
        new(">=", " ", "at least", "以上"),
        new("<", " ", "less", "より小さい"),
        new("between", " ", "from … to …", "から…まで"),
        new("contains", " ", "has these characters in it", "文字を含む"),
        new("is", " ", "", "である"),
        new("before", " ", "before that day", "より前の日"),
        new("until", " ", "that day or before", "その日まで"),
        new("on", " ", "on that day", "その日"),
        new("since", " ", "that day or after", "その日から"),
        new("after", " ", "after that day", "より後の日"),
        new("added", " ", "when it was put on", "タグが付いた日"),
        new("known", "", "there is one", "わかっている"),
        new("unknown", "", "there is none", "わからない"),
        new("never", "", "it never happened", "一度もない"),
        new("ongoing", "", "in the middle of it", "回答の途中"),
        new("stopped", "", "broke it off", "途中でやめた"),
        new("declined", "", "did not consent", "同意しなかった"),
        new("unused", "", "can still be used", "まだ使える"),
        new("expired", "", "ran out unused", "期限切れ"),
        new("revoked", "", "taken back", "取り消し"),
        new(",", " ", "", ""),
        new(")", "", "", "かっこを閉じる"),
        new("(", "", "", "かっこを開く"),
    ];

    private static readonly Dictionary<string, Word> ByText = Table.ToDictionary(word => word.Text);

    /// <summary>The word with what is known of it; one that is not in the table says what it means by itself.</summary>
    public static Word Of(string text) => ByText.GetValueOrDefault(text) ?? new(text, " ", "", "");
}
