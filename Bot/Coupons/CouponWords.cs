using Bot.Calendar;
using Bot.Line;

namespace Bot.Coupons;

/// <summary>What the bot says about coupons, beside the card.</summary>
internal static class CouponWords
{
    /// <summary>What a lottery says to who wins nothing, unless it has words of its own.</summary>
    public const string NothingWon = "残念ながら、今回ははずれでした。またの挑戦をお待ちしています。";

    public static TextMessage NotYours { get; } = new("恐れ入りますが、このクーポンはお使いいただけません。クーポンは、お受け取りになったご本人さまだけがお使いいただけます。");

    public static TextMessage None { get; } = new("いまお使いいただけるクーポンはありません。次のお知らせをお待ちください。");

    public static TextMessage NotYet(DateTimeOffset from, TimeZoneInfo zone) =>
        new($"このクーポンは {ShopDay.Say(from, zone)} からお使いいただけます。もう少しお待ちください。");

    /// <summary>What to say when a coupon that is still good cannot be used now. Why it is not for this friend stays with staff.</summary>
    public static Message Obstacle(RedeemResult obstacle, TimeZoneInfo zone) => obstacle switch
    {
        RedeemResult.NotYet { From: var from } => NotYet(from, zone),
        RedeemResult.NotNow { Issue: var issue } => new TextMessage(
            $"このクーポンは、いまのお時間はお使いいただけません。\nご利用いただける日時: {UsableWords.Say(issue.Offer.Usable!)}"),
        _ => new TextMessage("恐れ入りますが、このクーポンはいまお使いいただけません。くわしくはお店にお尋ねください。"),
    };

    /// <summary>Asks before the one use; LINE takes 240 characters.</summary>
    public static TemplateMessage Confirmation(CouponIssue issue, DateTimeOffset now) => new(
        "クーポンを使用しますか?",
        new ConfirmTemplate(
            $"「{issue.Offer.Title}」を使用しますか?\n店員の前で押してください。使用できるのは1回だけです。",
            [
                new PostbackAction(CouponPostback.Confirm(issue.Id, now)) { Label = "使用する", DisplayText = "使用する" },
                new PostbackAction(CouponPostback.Show(issue.Id)) { Label = "もどる", DisplayText = "もどる" },
            ]));

    /// <summary>What to say of an issue that cannot be used any more.</summary>
    public static Message Over(CouponIssue issue, DateTimeOffset now, TimeZoneInfo zone) => issue.StateAt(now) switch
    {
        IssueState.Redeemed => CouponCard.Used(issue, zone),
        IssueState.Lost => CouponCard.For(issue, zone),
        IssueState.Expired => new TextMessage($"「{issue.Offer.Title}」の有効期限({ShopDay.SayEnd(issue.ExpiresAt!.Value, zone)})が過ぎました。またのご利用をお待ちしています。"),
        _ => new TextMessage($"「{issue.Offer.Title}」は、恐れ入りますがご利用いただけなくなりました。くわしくはお店にお尋ねください。"),
    };
}
