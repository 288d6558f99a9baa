using Bot.Access;
using Bot.Friends;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Campaigns;

/// <summary>Several campaigns side by side, in the order asked for.</summary>
public sealed record CampaignComparison(IReadOnlyList<ComparedCampaign> Campaigns);

/// <summary>What campaigns are compared by; rates are parts of one, null where there is nothing to reckon them from.</summary>
public sealed record ComparedCampaign(
    string Id, string Name, DateTimeOffset? SentAt, int Sent, int? Taps, int? PeopleWhoTapped, double? ClickRate, int? Redeemed, double? RedemptionRate, long? Yen, double? YenPerRedemption)
{
    /// <summary>The row of this campaign. The click rate is of people, where these are known, else of taps.</summary>
    public static ComparedCampaign Of(Campaign campaign, CampaignResult result) => new(
        campaign.Id,
        campaign.Name,
        campaign.SendingAt,
        result.Friends.Sent,
        result.Clicks?.Taps,
        result.Clicks?.People,
        result.Clicks is { } clicks && result.Friends.Sent > 0 ? (double)(clicks.People ?? clicks.Taps) / result.Friends.Sent : null,
        result.Coupons?.Redeemed,
        result.Coupons is { Given: > 0 } coupons ? (double)coupons.Redeemed / coupons.Given : null,
        result.Yen,
        result.YenPerRedemption);
}

/// <summary>What came of campaigns, over the REST API.</summary>
internal static class CampaignResultEndpoints
{
    /// <summary>The most campaigns side by side.</summary>
    public const int MostCompared = 20;

    public static void Map(RouteGroupBuilder campaigns)
    {
        campaigns.MapGet("/compare", Compare).WithSummary("Several campaigns side by side: sent, taps, redemptions, yen");
        campaigns.MapGet("/{id}/results", Results).WithSummary("What came of a campaign: skipped and why, taps, coupons, hour by hour, by variant with the difference's interval");
        campaigns.MapGet("/{id}/results.csv", Csv).WithSummary("The same as CSV");
        campaigns.MapPost("/{id}/duplicate", Duplicate).Needs(Permission.Campaigns).WithSummary("A new draft that says the same");
    }

    /// <summary>The campaigns of these ids side by side; those that do not exist are left out.</summary>
    public static async Task<CampaignComparison> Compared(IEnumerable<string> ids, CampaignStore campaigns, CampaignResults results, CancellationToken ct)
    {
        var rows = new List<ComparedCampaign>();
        foreach (var id in ids.Distinct().Take(MostCompared))
        {
            if (await campaigns.Find(id, ct) is { Value: var campaign })
            {
                rows.Add(ComparedCampaign.Of(campaign, await results.Sum(campaign, ct)));
            }
        }

        return new CampaignComparison(rows);
    }

    private static async Task<Ok<CampaignComparison>> Compare(string? ids, CampaignStore campaigns, CampaignResults results, CancellationToken ct) =>
        TypedResults.Ok(await Compared((ids ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), campaigns, results, ct));

    private static async Task<Results<Ok<CampaignResult>, NotFound, ValidationProblem>> Results(
        string id, string? deed, string? what, int? days, CampaignStore campaigns, CampaignResults results, CancellationToken ct)
    {
        var (campaign, measured, problem) = await Read(id, deed, what, days, campaigns, ct);
        return problem is not null ? TypedResults.ValidationProblem(problem)
            : campaign is null ? TypedResults.NotFound()
            : TypedResults.Ok(await results.Of(campaign, measured, days ?? CampaignResults.UsualDays, ct));
    }

    private static async Task<Results<FileContentHttpResult, NotFound, ValidationProblem>> Csv(
        string id, string? deed, string? what, int? days, CampaignStore campaigns, CampaignResults results, CancellationToken ct)
    {
        var (campaign, measured, problem) = await Read(id, deed, what, days, campaigns, ct);
        return problem is not null ? TypedResults.ValidationProblem(problem)
            : campaign is null ? TypedResults.NotFound()
            : TypedResults.File(
                CampaignResultsCsv.Write(await results.Of(campaign, measured, days ?? CampaignResults.UsualDays, ct), words => words.English),
                CsvText.ContentType,
                $"campaign-{campaign.Id}.csv");
    }

    private static async Task<Results<Created<CampaignView>, NotFound>> Duplicate(string id, CampaignDesk desk, CancellationToken ct) =>
        await desk.Duplicate(id, ct) is { } draft
            ? TypedResults.Created($"/api/campaigns/{draft.Id}", CampaignView.Of(draft))
            : TypedResults.NotFound();

    private static async Task<(Campaign? Campaign, CampaignDeed? Deed, Dictionary<string, string[]>? Problem)> Read(
        string id, string? deed, string? what, int? days, CampaignStore campaigns, CancellationToken ct)
    {
        var problems = new Dictionary<string, string[]>();
        var measured = deed is null ? null : CampaignDeed.Of(deed, what);
        if (deed is not null && measured is null)
        {
            problems["deed"] = [$"'{deed}' cannot be measured. Write clicked; or, with 'what', redeemed (a coupon), completed (a survey) or tagged (a tag)."];
        }

        if (days is < 1 or > CampaignResults.MostDays)
        {
            problems["days"] = [$"This takes a number from 1 to {CampaignResults.MostDays}."];
        }

        var campaign = (await campaigns.Find(id, ct))?.Value;
        return (campaign, measured ?? (campaign is null ? null : CampaignDeed.Usual(campaign)), problems.Count == 0 ? null : problems);
    }
}
