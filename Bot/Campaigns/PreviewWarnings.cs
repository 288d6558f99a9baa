using Bot.Preferences;

namespace Bot.Campaigns;

/// <summary>What was found out for a preview beside the numbers it shows.</summary>
public sealed record PreviewFindings
{
    /// <summary>Placeholders and how many friends have no value for them.</summary>
    public IReadOnlyList<(string Placeholder, int Friends)> MissingValues { get; init; } = [];

    /// <summary>How many friends the findings are from; fewer than are sent to for very large audiences.</summary>
    public int Examined { get; init; }

    /// <summary>Friends who hold the coupon already and would be left out.</summary>
    public int CouponHolders { get; init; }

    /// <summary>Why the coupon cannot be given; null: it can, or there is none.</summary>
    public Words? CouponProblem { get; init; }

    /// <summary>Friends who got so many campaigns lately that one more may be too many.</summary>
    public int Tired { get; init; }

    /// <summary>Friends who got as many campaigns lately as anybody may, and are left out.</summary>
    public int Capped { get; init; }

    /// <summary>How many friends those two are from.</summary>
    public int AskedAboutCampaigns { get; init; }

    /// <summary>Friends who got the same content lately.</summary>
    public int Repetitions { get; init; }

    /// <summary>Whether those are all; of very large audiences some are looked at.</summary>
    public bool AreRepetitionsAll { get; init; } = true;
}

/// <summary>What a person should look at before approving.</summary>
public static class PreviewWarnings
{
    /// <summary>The warnings of a preview, each code at most once except <c>missingValue</c>: once a placeholder.</summary>
    public static IEnumerable<PreviewWarning> For(
        CampaignPreview preview, PreviewFindings findings, CampaignOptions options, ShopPreferences shop, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (preview.Messages == 0)
        {
            yield return new("nobody", new("条件に合う友だちがいません。", "Nobody matches the condition."), 0);
        }
        else if (preview.Variants.FirstOrDefault(variant => variant.Messages == 0) is { } empty)
        {
            yield return new(
                "emptyVariant",
                new($"案{empty.Name}を受け取る人がいません。対象を広げるか、案を減らしてください。", $"Nobody would get variant {empty.Name}. Widen the audience, or take a variant away."),
                0);
        }
        else if (preview.Messages <= options.TinyAudience)
        {
            yield return new(
                "tinyAudience",
                new($"対象は{preview.Messages}人だけです。条件を確かめてください。", $"Only {Friends(preview.Messages)} will get it. Look at the condition again."),
                preview.Messages);
        }

        if (preview.Messages > options.TinyAudience && preview.Messages >= preview.Followers)
        {
            yield return new("everybody", new($"友だち全員({preview.Messages:N0}人)に届きます。", $"It goes to all of your friends ({preview.Messages:N0})."), preview.Messages);
        }

        if (preview.Matched - preview.Messages is > 0 and var unreachable)
        {
            yield return new(
                "notFollowing",
                new($"{unreachable:N0}人はいま友だちでない(ブロック、配信停止など)ため届きません。", $"{Friends(unreachable)} will not get it: they have blocked the account or opted out."),
                unreachable);
        }

        if (shop.QuietHours.Include(now, zone))
        {
            yield return new("quietHours", CampaignQuiet.Reason(shop.QuietHours, now, zone));
        }

        if (!preview.Cost.QuotaKnown)
        {
            yield return new("quotaUnknown", new("今月の残り通数をLINEに確認できませんでした。", "LINE did not say how many messages are left this month."));
        }
        else if (preview.Cost.ShortBy > 0)
        {
            yield return new(
                "quotaShort",
                new($"今月の残り通数が{preview.Cost.ShortBy:N0}通足りません。", $"This month's messages are short by {preview.Cost.ShortBy:N0}."),
                (int)preview.Cost.ShortBy);
        }

        var (examined, asked) = (OfTheFirst(findings.Examined, preview), OfTheFirst(findings.AskedAboutCampaigns, preview));
        foreach (var (placeholder, friends) in findings.MissingValues.Where(missing => missing.Friends > 0))
        {
            yield return new(
                "missingValue",
                new(
                    $"{{{placeholder}}} の値がない友だちが{examined.Japanese}{friends:N0}人います。かわりの言葉が表示されます。",
                    $"{examined.English}{Have(friends)} no value for {{{placeholder}}} and will read the words that stand in for it."),
                friends);
        }

        if (findings.CouponProblem is { } problem)
        {
            yield return new("couponUnavailable", problem);
        }

        if (findings.CouponHolders > 0)
        {
            yield return new(
                "couponHeld",
                new(
                    $"{examined.Japanese}{findings.CouponHolders:N0}人はこのクーポンをすでに受け取っているため、送られません。",
                    $"{examined.English}{Have(findings.CouponHolders)} this coupon already and will not get it."),
                findings.CouponHolders);
        }

        if (findings.Repetitions > 0)
        {
            yield return new(
                "repetition",
                new(
                    $"同じ内容を少し前に受け取った友だちが{findings.Repetitions:N0}人{(findings.AreRepetitionsAll ? "" : "以上")}います。配信は途中で止まります。",
                    $"{(findings.AreRepetitionsAll ? "" : "At least ")}{Friends(findings.Repetitions)} got the same content a short while ago. The send would stop half-way."),
                findings.Repetitions);
        }

        if (findings.Capped > 0)
        {
            yield return new(
                "capped",
                new(
                    $"{asked.Japanese}{findings.Capped:N0}人は、{CampaignFatigue.Days}日間に{shop.MostPerWeek}回の配信を受け取っているため、送られません。",
                    $"{asked.English}{Have(findings.Capped)} had {shop.MostPerWeek} campaigns within {CampaignFatigue.Days} days, as many as anybody may, and will not get it."),
                findings.Capped);
        }

        if (findings.Tired > 0)
        {
            yield return new(
                "fatigue",
                new(
                    $"{asked.Japanese}{findings.Tired:N0}人は、{CampaignFatigue.Days}日間に{options.WarnAfterPerWeek}回以上の配信を受け取っています。続けて送ると、ブロックされやすくなります。",
                    $"{asked.English}{Have(findings.Tired)} had {options.WarnAfterPerWeek} campaigns or more within {CampaignFatigue.Days} days. One more may make them block the account."),
                findings.Tired);
        }

        if (shop.NeedSecondPerson(preview.Messages))
        {
            yield return new(
                "secondApproval",
                new(
                    $"{shop.SecondApprovalAbove:N0}人を超える配信です。書いた人とは別の人の承認が必要です。",
                    $"It goes to more than {shop.SecondApprovalAbove:N0} friends, so somebody has to approve it who did not write it."),
                preview.Messages);
        }
    }

    // Of very large audiences some are looked at.
    private static Words OfTheFirst(int number, CampaignPreview preview) =>
        number < preview.Messages ? new($"最初の{number:N0}人のうち", $"Of the first {number:N0}, ") : new("", "");

    private static string Friends(int number) => Words.Count(number, "friend");

    private static string Have(int number) => Words.Count(number, "friend has", "friends have");
}
