using Bot.Calendar;

namespace Bot.Coupons;

/// <summary>Why a coupon is not given: for staff what is so, for the friend polite words that give nothing away.</summary>
internal static class CouponRefusals
{
    public static IssueResult.NotValidNow Closed { get; } = Of(NotGiven.Closed, "クーポンの配布は終了しています。");

    public static IssueResult.NotValidNow Gone { get; } = Of(
        NotGiven.Gone, "用意した枚数をすべて配り終えました。", "こちらのクーポンは、ご好評につき予定の枚数に達しました。またの機会をお待ちください。");

    public static IssueResult.NotValidNow NotTheirMonth { get; } = Of(
        NotGiven.NotTheirMonth, "お誕生月でも、その前の月でもありません。", "こちらはお誕生月のクーポンです。お誕生月の前の月からお受け取りいただけます。");

    public static IssueResult.NotValidNow NotReady(string? problem) => Of(
        NotGiven.NotReady, problem is null ? "LINEのクーポンがまだ作成されていません。" : $"LINEがクーポンを作成できませんでした: {problem}");

    public static IssueResult.NotValidNow Over(DateTimeOffset until, TimeZoneInfo zone) =>
        Of(NotGiven.Over, $"クーポンの有効期限({ShopDay.SayEnd(until, zone)})が過ぎています。");

    /// <summary>The friend is not told which fact is missing, only that it could not be given.</summary>
    public static IssueResult.NotValidNow NoDay(string name) => Of(
        NotGiven.NoDay, $"友だちに「{name}」の日付がありません。", NotForYou);

    public static IssueResult.NotValidNow NotForThem(string reason) => Of(NotGiven.NotForThem, reason, NotForYou);

    public static IssueResult.NotValidNow TooSoon(DateTimeOffset from, TimeZoneInfo zone) => Of(
        NotGiven.TooSoon,
        $"前回のお渡しからの間隔が足りません。{ShopDay.Say(from, zone)} からお渡しできます。",
        $"こちらのクーポンは、{ShopDay.Say(from, zone)} からもう一度お受け取りいただけます。");

    private const string NotForYou = "恐れ入りますが、こちらのクーポンはお渡しできませんでした。次のお知らせをお待ちください。";

    private static IssueResult.NotValidNow Of(NotGiven why, string reason, string? words = null) => new(reason) { Why = why, Words = words };
}
