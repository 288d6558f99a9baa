using Bot.Calendar;
using Bot.Line;

namespace Bot.Coupons;

/// <summary>The coupon as a Flex Message: what it gives, until when, its code, and the button to use it.</summary>
public static class CouponCard
{
    // LINE takes 50 KB of carousel; the rest is for what is around the cards.
    private const int MostBytesOfCards = 49_000;

    // LINE's green, dark enough for words on white and white words on it (4.5:1).
    private const string Green = "#06803A";
    private const string Ink = "#111111";
    private const string Grey = "#6B7280";

    /// <summary>The card of one issue, with its code and the button to use it; its words are Japanese, its times the shop's.</summary>
    public static FlexMessage For(CouponIssue issue, TimeZoneInfo zone) =>
        new(AltText(issue), Bubble(issue, zone));

    /// <summary>What is sent to the friend who was given it: our card, or the coupon of LINE's own.</summary>
    public static Message Sent(CouponIssue issue, TimeZoneInfo zone) => issue.LineCouponId is { } made ? new CouponMessage(made) : For(issue, zone);

    /// <summary>Several cards to swipe through; those that LINE does not take in one carousel are left out at the end.</summary>
    public static FlexMessage ForAll(IReadOnlyList<CouponIssue> issues, TimeZoneInfo zone)
    {
        if (issues is [var only])
        {
            return For(only, zone);
        }

        var cards = new List<FlexBubble>();
        var size = 0;
        foreach (var card in issues.Take(LineLimits.Bubbles).Select(issue => Bubble(issue, zone)))
        {
            size += LineJson.Length(card) + 1;
            if (size > MostBytesOfCards)
            {
                break;
            }

            cards.Add(card);
        }

        return new($"クーポンが{issues.Count}枚あります", new FlexCarousel(cards));
    }

    /// <summary>What the friend shows at the counter after using the coupon: that it is used, when, and the number.</summary>
    public static FlexMessage Used(CouponIssue issue, TimeZoneInfo zone)
    {
        var redemption = issue.Redemption ?? throw new ArgumentException("The issue is not redeemed.", nameof(issue));
        return new($"使用済み「{issue.Offer.Title}」 使用番号 {redemption.Number}", new FlexBubble
        {
            Size = "kilo",
            Body = Box(
                Text("使用済み", "xl", Ink, bold: true),
                Text(issue.Offer.Title, "md", Ink),
                Text(issue.Offer.Reward.Words, "lg", Ink, bold: true),
                Text($"使用日時: {ShopDay.Say(redemption.At, zone)}", "sm", Grey),
                Text($"使用番号: {redemption.Number}", "lg", Green, bold: true),
                Text("この画面を店員にお見せください。", "sm", Ink)),
        });
    }

    private static string AltText(CouponIssue issue) => $"クーポン「{issue.Offer.Title}」 {issue.Offer.Reward.Words}";

    private static FlexBubble Bubble(CouponIssue issue, TimeZoneInfo zone) => issue.State == IssueState.Lost ? LostBubble(issue) : new()
    {
        Size = "kilo",
        Hero = Hero(issue),
        Body = Body(issue, zone),
        Footer = Box([.. Buttons(issue)]),
    };

    private static FlexBubble LostBubble(CouponIssue issue) => new()
    {
        Size = "kilo",
        Hero = Hero(issue),
        Body = Box(Text(issue.Offer.Title, "md", Ink, bold: true), Text("抽選結果", "sm", Grey), Text(issue.Offer.Reward.Words, "md", Ink)),
    };

    private static FlexImage? Hero(CouponIssue issue) =>
        issue.Offer.PictureUrl is { } picture ? new FlexImage(picture) { Size = "full", AspectRatio = "20:13", AspectMode = "cover" } : null;

    private static IEnumerable<FlexButton> Buttons(CouponIssue issue)
    {
        yield return new FlexButton(new PostbackAction(CouponPostback.Use(issue.Id)) { Label = "使う", DisplayText = "クーポンを使う" })
        {
            Style = "primary",
            Color = Green,
        };
        if (issue.PageUrl is { } page)
        {
            yield return new FlexButton(new UriAction(page) { Label = "バーコードを表示" }) { Style = "link", Height = "sm" };
        }
    }

    private static FlexBox Body(CouponIssue issue, TimeZoneInfo zone)
    {
        List<FlexComponent?> lines =
        [
            Text(issue.Offer.Title, "md", Ink, bold: true),
            issue.Offer.Prize is { } prize ? Text($"抽選結果: {prize} 当選", "sm", Green, bold: true) : null,
            Text(issue.Offer.Reward.Words, "xxl", Green, bold: true),
            issue.ValidFrom is { } from ? Text($"{ShopDay.Say(from, zone)}から使えます", "sm", Ink) : null,
            Text($"有効期限: {(issue.ExpiresAt is { } end ? ShopDay.SayEnd(end, zone) : "なし")}", "sm", Ink),
            issue.Offer.Usable is { } hours ? Text($"ご利用日時: {UsableWords.Say(hours)}", "sm", Ink) : null,
            issue.Offer.Terms is { } terms ? Text(terms, "xs", Grey) : null,
            issue.PageUrl is { } page ? new FlexImage(CouponShowing.QrOf(page)) { Size = "sm", AspectRatio = "1:1", AspectMode = "fit" } : null,
            Text($"コード: {CouponCode.Say(issue.Code)}", "sm", Grey),
        ];
        return Box([.. lines.OfType<FlexComponent>()]);
    }

    private static FlexBox Box(params FlexComponent[] contents) => new("vertical", contents) { Spacing = "sm" };

    private static FlexText Text(string words, string size, string color, bool bold = false) =>
        new() { Text = words, Size = size, Color = color, Weight = bold ? "bold" : "regular", Wrap = true };
}
