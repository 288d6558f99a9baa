using Bot.Conditions;
using Bot.Conditions.Rows;

namespace Bot.Admin.Segments;

/// <summary>How the console calls what rows are filled in with.</summary>
internal static class RowLabels
{
    private static readonly Dictionary<string, (string Japanese, string English)> Tests = new()
    {
        ["tag"] = ("タグ", "Tag"),
        ["attribute"] = ("属性(誕生日など)", "Attribute (birthday …)"),
        ["answer"] = ("アンケートの答え", "Answer"),
        ["answered"] = ("答えた質問", "Answered"),
        ["survey"] = ("アンケートの進み具合", "Survey"),
        ["coupon"] = ("クーポンの状態", "Coupon"),
        ["received"] = ("届いたキャンペーン", "Got a campaign"),
        ["clicked"] = ("リンクを開いたキャンペーン", "Tapped a link of"),
        ["followed"] = ("友だちになった日", "Followed"),
        ["last_message"] = ("最後に話した日", "Last message"),
        ["first_seen"] = ("はじめて来た日", "First seen"),
        ["completed"] = ("アンケートを終えた日", "Completed a survey"),
        ["started"] = ("アンケートを始めた日", "Started a survey"),
        ["redeemed"] = ("クーポンを使った日", "Used a coupon"),
        ["issued"] = ("クーポンを受け取った日", "Got a coupon"),
        ["expires"] = ("クーポンの期限", "A coupon runs out"),
        ["status"] = ("友だちの状態", "Status"),
        ["blocked_at"] = ("ブロックした日", "Blocked on"),
        ["opted_out"] = ("お知らせを止めている", "Opted out"),
        ["all"] = ("全員", "Everybody"),
        [ConditionRow.Written] = ("文で書く", "Written as text"),
    };

    private static readonly Dictionary<string, (string Japanese, string English)> Comparisons = new()
    {
        [""] = ("時期は問わない", "at any time"),
        ["is"] = ("が次と同じ", "is"),
        ["isNot"] = ("が次と違う", "is not"),
        ["in"] = ("が次のどれか", "is one of"),
        ["notIn"] = ("が次のどれでもない", "is none of"),
        ["less"] = ("が次より小さい", "less than"),
        ["lessOrEqual"] = ("が次以下", "at most"),
        ["greater"] = ("が次より大きい", "more than"),
        ["greaterOrEqual"] = ("が次以上", "at least"),
        ["between"] = ("が次の間", "between"),
        ["contains"] = ("に次を含む", "contains"),
        ["known"] = ("がある", "is known"),
        ["unknown"] = ("がない", "is unknown"),
        ["never"] = ("が一度もない", "never"),
        ["before"] = ("が次より前", "before"),
        ["onOrBefore"] = ("が次以前", "until"),
        ["on"] = ("が次の日", "on"),
        ["notOn"] = ("が次の日以外", "not on"),
        ["onOrAfter"] = ("が次以後", "since"),
        ["after"] = ("が次より後", "after"),
        ["betweenDays"] = ("が次の間", "between the days"),
    };

    private static readonly Dictionary<string, (string Japanese, string English)> Words = new()
    {
        ["following"] = ("友だち", "following"),
        ["blocked"] = ("ブロック中", "blocked"),
        ["visitor"] = ("友だちではない", "visitor"),
        ["started"] = ("始めた", "started"),
        ["ongoing"] = ("途中", "ongoing"),
        ["completed"] = ("終えた", "completed"),
        ["stopped"] = ("やめた", "stopped"),
        ["declined"] = ("同意しなかった", "declined"),
        ["issued"] = ("受け取った", "issued"),
        ["unused"] = ("まだ使える", "unused"),
        ["redeemed"] = ("使った", "redeemed"),
        ["expired"] = ("期限が切れた", "expired"),
        ["revoked"] = ("取り消された", "revoked"),
        ["true"] = ("はい", "true"),
        ["false"] = ("いいえ", "false"),
    };

    private static readonly Dictionary<TimeUnit, (string Japanese, string English)> Counted = new()
    {
        [TimeUnit.Minute] = ("分", "minutes"),
        [TimeUnit.Hour] = ("時間", "hours"),
        [TimeUnit.Day] = ("日", "days"),
        [TimeUnit.Week] = ("週間", "weeks"),
        [TimeUnit.Month] = ("か月", "months"),
        [TimeUnit.Year] = ("年", "years"),
    };

    public static string Test(Reader reader, string what) => Say(reader, Tests, what);

    public static string How(Reader reader, string how) => Say(reader, Comparisons, how);

    public static string Word(Reader reader, string word) => Say(reader, Words, word);

    public static string Unit(Reader reader, string unit) => unit switch
    {
        "date" => reader.Say("日付", "date"),
        "today" => reader.Say("今日", "today"),
        _ when Counted.FirstOrDefault(unit_ => unit.StartsWith(unit_.Key.ToString(), StringComparison.OrdinalIgnoreCase)) is { Value: { Japanese: { } japanese, English: var english } } =>
            unit.EndsWith("Ago", StringComparison.Ordinal) ? reader.Say(japanese + "前", english + " ago") : reader.Say(japanese + "後", english + " from now"),
        _ => unit,
    };

    private static string Say(Reader reader, Dictionary<string, (string Japanese, string English)> words, string word) =>
        words.TryGetValue(word, out var said) ? reader.Say(said.Japanese, said.English) : word;
}
