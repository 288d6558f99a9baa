using Bot.Access;
using Bot.Campaigns;
using Bot.Coupons;
using Bot.Friends;
using Bot.Surveys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Admin.Campaigns;

/// <summary>What came of campaigns: one in full, several side by side, and one more like it.</summary>
internal static class ResultPages
{
    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/campaigns/compare", Compare);
        console.MapGet("/campaigns/{id}/results", Results);
        console.MapGet("/campaigns/{id}/results.csv", Csv);
        console.MapPost("/campaigns/{id}/duplicate", Duplicate).Needs(Permission.Campaigns);
    }

    private static async Task<Results<RazorComponentResult<ResultPage>, RazorComponentResult<ProblemPage>>> Results(
        string id, string? deed, string? what, int? days,
        CampaignStore campaigns, CampaignResults results, CouponCatalog coupons, SurveyBook surveys, CancellationToken ct)
    {
        if ((await campaigns.Find(id, ct))?.Value is not { } campaign)
        {
            return ProblemPage.NotFound();
        }

        var measured = Measured(campaign, deed, what);
        return new RazorComponentResult<ResultPage>(new
        {
            Campaign = campaign,
            Result = await results.Of(campaign, measured, Days(days), ct),
            Deed = measured,
            Days = Days(days),
            Names = new DeedNames([.. (await coupons.All(ct)).Select(coupon => (coupon.Id, coupon.Title))], [.. surveys.Current.Select(survey => (survey.Id, survey.Title))]),
            WhatIsMissing = !string.IsNullOrEmpty(deed) && CampaignDeed.Of(deed, what) is null,
        });
    }

    private static async Task<Results<FileContentHttpResult, RazorComponentResult<ProblemPage>>> Csv(
        string id, string? deed, string? what, int? days, CampaignStore campaigns, CampaignResults results, Reader reader, CancellationToken ct) =>
        (await campaigns.Find(id, ct))?.Value is { } campaign
            ? TypedResults.File(
                CampaignResultsCsv.Write(await results.Of(campaign, Measured(campaign, deed, what), Days(days), ct), reader.Say),
                CsvText.ContentType,
                $"campaign-{campaign.Id}.csv")
            : ProblemPage.NotFound();

    private static async Task<RazorComponentResult<ComparePage>> Compare(
        string[] ids, CampaignStore campaigns, CampaignResults results, CancellationToken ct) =>
        new(new { Rows = (await CampaignResultEndpoints.Compared(ids, campaigns, results, ct)).Campaigns });

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<ProblemPage>>> Duplicate(string id, CampaignDesk desk, CancellationToken ct) =>
        await desk.Duplicate(id, ct) is { } draft
            ? TypedResults.Redirect($"/campaigns/{Uri.EscapeDataString(draft.Id)}/edit")
            : ProblemPage.NotFound();

    private static CampaignDeed? Measured(Campaign campaign, string? deed, string? what) =>
        string.IsNullOrEmpty(deed) ? CampaignDeed.Usual(campaign) : CampaignDeed.Of(deed, what) ?? CampaignDeed.Usual(campaign);

    private static int Days(int? days) => Math.Clamp(days ?? CampaignResults.UsualDays, 1, CampaignResults.MostDays);
}

/// <summary>The coupons and surveys that can be measured, by id and title.</summary>
public sealed record DeedNames(IReadOnlyList<(string Id, string Title)> Coupons, IReadOnlyList<(string Id, string Title)> Surveys);
