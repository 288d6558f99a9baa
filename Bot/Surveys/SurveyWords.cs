namespace Bot.Surveys;

/// <summary>What the bot says of its own accord while it asks, and the words a friend steers with.</summary>
public static class SurveyWords
{
    public const string Back = "戻る";
    public const string Stop = "やめる";
    public const string Restart = "最初から";
    public const string Decide = "決定";
    public const string Skip = "スキップ";
    public const string PickDate = "日付を選ぶ";

    public const string Yes = "同意してはじめる";
    public const string No = "今回はやめておく";
    public const string ConsentText = "お答えは上の目的だけに使います。途中でやめることもできます。はじめてもよろしいですか？";
    public const string Refused = "承知しました。お答えはうかがいません。お声がけはいつでも歓迎です。";
    public const string ConsentAgain = "「同意してはじめる」か「今回はやめておく」でお答えください。";
    public const string CouponHeld = "クーポンは前回お渡ししています。お手元のものをお使いください。";

    public const string Resumed = "前回の続きからおうかがいします。「最初から」でやり直すこともできます。";
    public const string Restarted = "はい、最初からおうかがいします。";
    public const string FirstAlready = "これが最初の質問です。";
    public const string ButtonOld = "そのボタンは前のものなので、お答えは変えていません。";
    public const string ButtonFinished = "そのアンケートはもう終わっているので、お答えは変えていません。";
    public const string ButtonUnknown = "申し訳ありません、そのボタンはもう使えません。";
    public const string WordsOnly = "文字かボタンでお答えください。";

    public const string EmptyText = "文章でお答えください。";
    public const string NotANumber = "数字でお答えください。";
    public const string NotADate = "日付が読み取れませんでした。「2026/4/1」のように年・月・日でお答えください。";
    public const string NoSuchDay = "その日付はカレンダーにありません。もう一度お確かめください。";

    public static string Stopped(string? keyword) => keyword is null
        ? "アンケートをお休みします。ここまでのお答え、ありがとうございます。"
        : $"アンケートをお休みします。「{keyword}」と送ると続きからはじめられます。";

    public static string ButtonStopped(string? keyword) => keyword is null
        ? "そのアンケートはお休み中なので、お答えは変えていません。"
        : $"そのアンケートはお休み中です。「{keyword}」と送ると続きからはじめられます。";

    public static string ButtonAnswered(string answer) => $"その質問には「{answer}」とお答えいただいています。変えるときは「戻る」をお使いください。";

    public static string SetAside(string title) => $"「{title}」はここでお休みします。";

    public static string OneOf(IEnumerable<string> labels) => $"次の中からお答えください: {string.Join(" / ", labels)}";

    public static string SeveralMatch(IEnumerable<string> labels) => $"{string.Join("、", labels.Select(label => $"「{label}」"))}のどれでしょうか？";

    public static string AtLeast(int count) => $"{count}つ以上選んでから「決定」を押してください。";

    public static string AtMost(int count) => $"選べるのは{count}つまでです。";

    public static string TooLong(int most, int actual) => FormattableString.Invariant($"{most:N0}文字までです（今は{actual:N0}文字）。短くしてお送りください。");
}
