using Bot.Calendar;

namespace Bot.Coupons;

/// <summary>Why a coupon is not given: for staff what is so, for the friend polite words that give nothing away.</summary>
internal static class CouponRefusals
{
    public static IssueResult.NotValidNow Closed { get; } = Of(NotGiven.Closed, new("クーポンの配布は終了しています。", "The coupon is given no more."));

    public static IssueResult.NotValidNow Gone { get; } = Of(
        NotGiven.Gone, new("用意した枚数をすべて配り終えました。", "All there were have been given."), "こちらのクーポンは、ご好評につき予定の枚数に達しました。またの機会をお待ちください。");

    public static IssueResult.NotValidNow NotTheirMonth { get; } = Of(
        NotGiven.NotTheirMonth, new("お誕生月でも、その前の月でもありません。", "It is neither their birthday's month nor the one before."), "こちらはお誕生月のクーポンです。お誕生月の前の月からお受け取りいただけます。");

    public static IssueResult.NotValidNow NotReady(string? problem) => Of(
        NotGiven.NotReady,
        problem is null
            ? new("LINEのクーポンがまだ作成されていません。", "LINE's coupon is not made yet.")
            : new($"LINEがクーポンを作成できませんでした: {problem}", $"LINE could not make the coupon: {problem}"));

    /// <summary>There is none of this id.</summary>
    public static Words Unknown(string couponId) => new($"クーポン「{couponId}」がありません。", $"There is no coupon \"{couponId}\".");

    public static IssueResult.NotValidNow Over(DateTimeOffset until, TimeZoneInfo zone) =>
        Of(NotGiven.Over, new($"クーポンの有効期限({ShopDay.SayEnd(until, zone)})が過ぎています。", $"The coupon was valid {ShopDay.SayEndInEnglish(until, zone)}."));

    /// <summary>The friend is not told which fact is missing, only that it could not be given.</summary>
    public static IssueResult.NotValidNow NoDay(string name) => Of(
        NotGiven.NoDay, new($"友だちに「{name}」の日付がありません。", $"The friend has no day \"{name}\"."), NotForYou);

    public static IssueResult.NotValidNow NotForThem(Words reason) => Of(NotGiven.NotForThem, reason, NotForYou);

    public static IssueResult.NotValidNow TooSoon(DateTimeOffset from, TimeZoneInfo zone) => Of(
        NotGiven.TooSoon,
        new(
            $"前回のお渡しからの間隔が足りません。{ShopDay.Say(from, zone)} からお渡しできます。",
            $"The last one was given too short a while ago. It can be given from {ShopDay.SayInEnglish(from, zone)}."),
        $"こちらのクーポンは、{ShopDay.Say(from, zone)} からもう一度お受け取りいただけます。");

    private const string NotForYou = "恐れ入りますが、こちらのクーポンはお渡しできませんでした。次のお知らせをお待ちください。";

    private static IssueResult.NotValidNow Of(NotGiven why, Words reason, string? words = null) => new(reason) { Why = why, Words = words };
}
