namespace Bot.Surveys;

/// <summary>What the bot says of its own accord while it asks, and the words a friend steers with.</summary>
public static class SurveyWords
{
    /// <summary>The attribute of the friend that keeps the place they came from.</summary>
    public const string Route = "経路";

    /// <summary>The word that goes back to the question before.</summary>
    public const string Back = "戻る";

    /// <summary>The word that breaks off.</summary>
    public const string Stop = "やめる";

    /// <summary>The word that begins again.</summary>
    public const string Restart = "最初から";

    /// <summary>The word and button that ends choosing several.</summary>
    public const string Decide = "決定";

    /// <summary>The word and button that takes the last thing back of several that make one answer.</summary>
    public const string Undo = "取り消す";

    /// <summary>The word and button that skips an optional question.</summary>
    public const string Skip = "スキップ";

    /// <summary>The label of the button that opens LINE's date picker.</summary>
    public const string PickDate = "日付を選ぶ";

    /// <summary>The label of the button that opens LINE's picker of a day and a time.</summary>
    public const string PickDateTime = "日時を選ぶ";

    /// <summary>The label of the button that opens LINE's picker of a time of day.</summary>
    public const string PickTime = "時刻を選ぶ";

    /// <summary>The label of the button that opens the phone's map.</summary>
    public const string PickPlace = "場所を選ぶ";

    /// <summary>The label of the button that opens the phone's pictures.</summary>
    public const string PickPhoto = "写真を選ぶ";

    /// <summary>The label of the button that opens the camera.</summary>
    public const string TakePhoto = "カメラで撮る";

    /// <summary>The button that consents, unless the survey names its own.</summary>
    public const string Yes = "同意してはじめる";

    /// <summary>The button that refuses consent, unless the survey names its own.</summary>
    public const string No = "今回はやめておく";

    /// <summary>How consent is asked for, unless the survey says it otherwise.</summary>
    public const string ConsentText = "お答えは上の目的だけに使います。途中でやめることもできます。はじめてもよろしいですか？";

    /// <summary>Said to a refusal, unless the survey says it otherwise.</summary>
    public const string Refused = "承知しました。お答えはうかがいません。お声がけはいつでも歓迎です。";

    /// <summary>Said when what came back is neither consent nor refusal.</summary>
    public const string ConsentAgain = "「同意してはじめる」か「今回はやめておく」でお答えください。";

    /// <summary>Said instead of giving a coupon twice, unless the survey says it otherwise.</summary>
    public const string CouponHeld = "クーポンは前回お渡ししています。お手元のものをお使いください。";

    /// <summary>Said when a friend goes on after having broken off.</summary>
    public const string Resumed = "前回の続きからおうかがいします。「最初から」でやり直すこともできます。";

    /// <summary>Said when a friend begins again.</summary>
    public const string Restarted = "はい、最初からおうかがいします。";

    /// <summary>Said when there is no question to go back to.</summary>
    public const string FirstAlready = "これが最初の質問です。";

    /// <summary>Said to a button of an earlier message that would change nothing now.</summary>
    public const string ButtonOld = "そのボタンは前のものなので、お答えは変えていません。";

    /// <summary>Said to a button of a survey that is over.</summary>
    public const string ButtonFinished = "そのアンケートはもう終わっているので、お答えは変えていません。";

    /// <summary>Said to a button of a survey that is no more.</summary>
    public const string ButtonUnknown = "申し訳ありません、そのボタンはもう使えません。";

    /// <summary>Said to a sticker, picture or other message without words.</summary>
    public const string WordsOnly = "文字かボタンでお答えください。";

    /// <summary>Said to an empty answer to a text question.</summary>
    public const string EmptyText = "文章でお答えください。";

    /// <summary>Said when no number can be read; a hint of the range follows.</summary>
    public const string NotANumber = "数字でお答えください。";

    /// <summary>Said when no day can be read.</summary>
    public const string NotADate = "日付が読み取れませんでした。「2026/4/1」のように年・月・日でお答えください。";

    /// <summary>Said to a day that is not in the calendar.</summary>
    public const string NoSuchDay = "その日付はカレンダーにありません。もう一度お確かめください。";

    /// <summary>Said before a survey opens, unless it says it otherwise.</summary>
    public const string NotYet = "このアンケートは、まだはじまっていません。もう少しお待ちください。";

    /// <summary>Said after a survey closed, unless it says it otherwise.</summary>
    public const string Over = "このアンケートは終了しました。ありがとうございました。";

    /// <summary>Said outside the hours of a survey, unless it says it otherwise.</summary>
    public const string ClosedNow = "このアンケートは、ただいまの時間は受け付けていません。";

    /// <summary>Said to who has answered and may not again, unless the survey says it otherwise.</summary>
    public const string NotAgain = "このアンケートには、もうお答えいただいています。ありがとうございました。";

    /// <summary>Said when all places of a survey are taken, unless it says it otherwise.</summary>
    public const string NoPlaceLeft = "申し訳ありません、受付は定員に達しました。";

    /// <summary>Said when a question's time is over.</summary>
    public const string QuestionTimedOut = "この質問は時間切れになりました。次へ進みますね。";

    /// <summary>Said when the time for the whole survey is over.</summary>
    public const string TimedOut = "アンケートの制限時間が過ぎました。ここまでのお答え、ありがとうございます。";

    /// <summary>Said by a reminder that has no words of its own.</summary>
    public const string Reminder = "アンケートの途中です。続きをお答えいただけますか？";

    /// <summary>Said below a list of more options than there are buttons.</summary>
    public const string TypeNumber = "番号か名前でお答えください。";

    /// <summary>The button of an invitation, unless the survey has words of its own for the greeting.</summary>
    public const string Invitation = "アンケートに答える";

    /// <summary>The button that goes through a section once more.</summary>
    public const string MoreYes = "はい、もうひとつ";

    /// <summary>The button that goes through a section no more.</summary>
    public const string MoreNo = "いいえ";

    /// <summary>Said to a day without a year where several years may be meant.</summary>
    public const string WhichYear = "何年でしょうか？「1990/4/1」のように、年も合わせてお送りください。";

    /// <summary>Said when no time of day can be read.</summary>
    public const string NotATime = "時刻が読み取れませんでした。「18:30」や「午後6時半」のようにお答えください。";

    /// <summary>Said when no day and time can be read.</summary>
    public const string NotAMoment = "「12/24 18:30」や「明日の午後6時」のように、日付と時刻を合わせてお送りください。";

    /// <summary>Said to breaking off, with the word that goes on where the survey has one.</summary>
    public static string Stopped(string? keyword) => keyword is null
        ? "アンケートをお休みします。ここまでのお答え、ありがとうございます。"
        : $"アンケートをお休みします。「{keyword}」と送ると続きからはじめられます。";

    /// <summary>Said to a button of a survey that is broken off, with the word that goes on where there is one.</summary>
    public static string ButtonStopped(string? keyword) => keyword is null
        ? "そのアンケートはお休み中なので、お答えは変えていません。"
        : $"そのアンケートはお休み中です。「{keyword}」と送ると続きからはじめられます。";

    /// <summary>Said to a button of a question that has this answer already.</summary>
    public static string ButtonAnswered(string answer) => $"その質問には「{answer}」とお答えいただいています。変えるときは「戻る」をお使いください。";

    /// <summary>Said below the request for consent, where the shop has a privacy policy on the web.</summary>
    internal static string Policy(string address) => $"プライバシーポリシー\n{address}";

    /// <summary>Said when another survey begins and this one, by its title, rests.</summary>
    public static string SetAside(string title) => $"「{title}」はここでお休みします。";

    /// <summary>Said when none of the options was meant; lists their labels.</summary>
    public static string OneOf(IEnumerable<string> labels) => $"次の中からお答えください: {string.Join(" / ", labels)}";

    /// <summary>Said when an answer fits several options; lists their labels.</summary>
    public static string SeveralMatch(IEnumerable<string> labels) => $"{string.Join("、", labels.Select(label => $"「{label}」"))}のどれでしょうか？";

    /// <summary>Said when fewer options are chosen than the question wants.</summary>
    public static string AtLeast(int count) => $"{count}つ以上選んでから「決定」を押してください。";

    /// <summary>Said when more options are chosen than the question takes.</summary>
    public static string AtMost(int count) => $"選べるのは{count}つまでです。";

    /// <summary>Said to a text that is too long; both numbers count UTF-16 units.</summary>
    public static string TooLong(int most, int actual) => FormattableString.Invariant($"{most:N0}文字までです（今は{actual:N0}文字）。短くしてお送りください。");

    /// <summary>Said when others took the last place of an option that is chosen but not decided on.</summary>
    internal static string FullMeanwhile(string label, string button) => $"申し訳ありません、「{label}」は満席になりました。「{button}」を押して外してください。";

    /// <summary>Said to an option whose places are all taken.</summary>
    public static string Full(string label) => $"申し訳ありません、「{label}」は満席になりました。ほかからお選びください。";

    /// <summary>Names the options that have no place left; null: all have.</summary>
    internal static string? NoPlaces(IReadOnlyList<Questions.Option> options, IReadOnlySet<string> full) =>
        full.Count == 0 ? null : $"（満席: {string.Join("、", options.Where(option => full.Contains(option.Id)).Select(option => option.Label))}）";
}
