using Bot.Calendar;
using Bot.Campaigns;
using Bot.Preferences;

namespace Bot.Tests.Campaigns;

/// <summary>What a preview warns of, said in both languages.</summary>
public class PreviewWarningsTests
{
    private static readonly DateTimeOffset Night = new(2026, 11, 21, 14, 0, 0, TimeSpan.Zero); // 23:00 in Japan.

    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");

    private static readonly PreviewFindings Everything = new()
    {
        MissingValues = [("誕生日", 3), ("name", 1)],
        Examined = 500,
        CouponHolders = 2,
        CouponProblem = new("クーポンの配布は終了しています。", "The coupon is given no more."),
        Tired = 40,
        Capped = 1,
        AskedAboutCampaigns = 20_000,
        Repetitions = 1_234,
        AreRepetitionsAll = false,
    };

    [Fact]
    public void Each_is_said_in_both_languages_and_of_a_part_it_says_so()
    {
        var said = Warnings(Preview(messages: 30_000), Everything).ToDictionary(warning => warning.Message.English, warning => warning);

        Assert.Equal(
            [
                "It goes to all of your friends (30,000).",
                "7 friends will not get it: they have blocked the account or opted out.",
                "Nothing is sent from 21:00 to 09:00. It goes out on 22 November at 09:00.",
                "This month's messages are short by 10,000.",
                "Of the first 500, 3 friends have no value for {誕生日} and will read the words that stand in for it.",
                "Of the first 500, 1 friend has no value for {name} and will read the words that stand in for it.",
                "The coupon is given no more.",
                "Of the first 500, 2 friends have this coupon already and will not get it.",
                "At least 1,234 friends got the same content a short while ago. The send would stop half-way.",
                "Of the first 20,000, 1 friend has had 3 campaigns within 7 days, as many as anybody may, and will not get it.",
                "Of the first 20,000, 40 friends have had 2 campaigns or more within 7 days. One more may make them block the account.",
                "It goes to more than 1,000 friends, so somebody has to approve it who did not write it.",
            ],
            said.Keys);
        Assert.All(said.Values, warning => Assert.Matches(@"[\p{IsHiragana}\p{IsCJKUnifiedIdeographs}]", warning.Message.Japanese));
        Assert.Contains(said.Values, warning => warning.Message.Japanese == "{誕生日} の値がない友だちが最初の500人のうち3人います。かわりの言葉が表示されます。");
        Assert.Contains(said.Values, warning => warning.Message.Japanese == "同じ内容を少し前に受け取った友だちが1,234人以上います。配信は途中で止まります。");
    }

    [Theory]
    [InlineData(0, "nobody", "Nobody matches the condition.")]
    [InlineData(1, "tinyAudience", "Only 1 friend will get it. Look at the condition again.")]
    public void A_tiny_audience_is_told_as_what_it_is(int messages, string code, string english) =>
        Assert.Contains(Warnings(Preview(messages), new PreviewFindings()), warning => (warning.Code, warning.Message.English) == (code, english));

    private static IEnumerable<PreviewWarning> Warnings(CampaignPreview preview, PreviewFindings findings) => PreviewWarnings.For(
        preview,
        findings,
        new CampaignOptions { WarnAfterPerWeek = 2 },
        new ShopPreferences { QuietHours = QuietHours.Parse("21:00-09:00")!, MostPerWeek = 3, SecondApprovalAbove = 1_000 },
        Night,
        Zone);

    private static CampaignPreview Preview(int messages) => new()
    {
        Hash = "hash",
        Condition = "all",
        Matched = messages + 7,
        Messages = messages,
        Followers = messages,
        Delivery = new PreviewDelivery(false, 1, 1),
        Links = new PreviewLinks(LinkTracking.Off, []),
        Cost = new PreviewCost { Plan = "light", Messages = messages, SavedMessages = 0, QuotaKnown = true, Left = 20_000 },
        SendsAt = Night,
        Samples = [],
        Warnings = [],
    };
}
