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

    /// <summary>Why the coupon cannot be given, in words for staff.</summary>
    public string? CouponProblem { get; init; }

    /// <summary>Friends who got so many campaigns lately that one more may be too many.</summary>
    public int Tired { get; init; }

    /// <summary>Friends who got as many campaigns lately as anybody may, and are left out.</summary>
    public int Capped { get; init; }

    /// <summary>How many friends those two are from.</summary>
    public int AskedAboutCampaigns { get; init; }

    /// <summary>Friends who got the same content lately.</summary>
    public int Repetitions { get; init; }
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
            yield return new("nobody", "条件に合う友だちがいません。", 0);
        }
        else if (preview.Variants.FirstOrDefault(variant => variant.Messages == 0) is { } empty)
        {
            yield return new("emptyVariant", $"案{empty.Name}を受け取る人がいません。対象を広げるか、案を減らしてください。", 0);
        }
        else if (preview.Messages <= options.TinyAudience)
        {
            yield return new("tinyAudience", $"対象は{preview.Messages}人だけです。条件を確かめてください。", preview.Messages);
        }

        if (preview.Messages > options.TinyAudience && preview.Messages >= preview.Followers)
        {
            yield return new("everybody", $"友だち全員({preview.Messages:N0}人)に届きます。", preview.Messages);
        }

        if (preview.Matched > preview.Messages)
        {
            yield return new("notFollowing", $"{preview.Matched - preview.Messages:N0}人はいま友だちでない(ブロック、配信停止など)ため届きません。", preview.Matched - preview.Messages);
        }

        if (shop.QuietHours.Include(now, zone))
        {
            yield return new("quietHours", CampaignQuiet.Reason(shop.QuietHours, now, zone));
        }

        if (!preview.Cost.QuotaKnown)
        {
            yield return new("quotaUnknown", "今月の残り通数をLINEに確認できませんでした。");
        }
        else if (preview.Cost.ShortBy > 0)
        {
            yield return new("quotaShort", $"今月の残り通数が{preview.Cost.ShortBy:N0}通足りません。", (int)preview.Cost.ShortBy);
        }

        foreach (var (placeholder, friends) in findings.MissingValues.Where(missing => missing.Friends > 0))
        {
            yield return new(
                "missingValue",
                $"{{{placeholder}}} の値がない友だちが{AtLeast(preview, findings)}{friends:N0}人います。かわりの言葉が表示されます。",
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
                $"{AtLeast(preview, findings)}{findings.CouponHolders:N0}人はこのクーポンをすでに受け取っているため、送られません。",
                findings.CouponHolders);
        }

        if (findings.Repetitions > 0)
        {
            yield return new(
                "repetition",
                $"同じ内容を少し前に受け取った友だちが{findings.Repetitions:N0}人います。配信は途中で止まります。",
                findings.Repetitions);
        }

        if (findings.Capped > 0)
        {
            yield return new(
                "capped",
                $"{First(preview, findings.AskedAboutCampaigns)}{findings.Capped:N0}人は、{CampaignFatigue.Days}日間に{shop.MostPerWeek}回の配信を受け取っているため、送られません。",
                findings.Capped);
        }

        if (findings.Tired > 0)
        {
            yield return new(
                "fatigue",
                $"{First(preview, findings.AskedAboutCampaigns)}{findings.Tired:N0}人は、{CampaignFatigue.Days}日間に{options.WarnAfterPerWeek}回以上の配信を受け取っています。続けて送ると、ブロックされやすくなります。",
                findings.Tired);
        }

        if (shop.NeedSecondPerson(preview.Messages))
        {
            yield return new("secondApproval", $"{shop.SecondApprovalAbove:N0}人を超える配信です。書いた人とは別の人の承認が必要です。", preview.Messages);
        }
    }

    private static string AtLeast(CampaignPreview preview, PreviewFindings findings) => First(preview, findings.Examined);

    private static string First(CampaignPreview preview, int examined) => examined < preview.Messages ? $"最初の{examined:N0}人のうち" : "";
}
