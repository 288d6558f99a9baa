using Bot.Access;
using Bot.Admin.Campaigns.Composing;
using Bot.Admin.Home;
using Bot.Campaigns;
using Bot.Coupons;
using Bot.FriendLists;
using Bot.Friends;
using Bot.People;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bot.Admin.Campaigns;

/// <summary>Campaigns: make one, see exactly what it would do, approve that, and watch it go out.</summary>
internal static class CampaignPages
{
    private const int PerPage = 30;
    private const string By = "console";

    public static void Map(IEndpointRouteBuilder console)
    {
        ComposePages.Map(console);
        ProgressStream.Map(console);
        ResultPages.Map(console);
        console.MapGet("/campaigns", List);
        console.MapGet("/campaigns/when", When);
        console.MapGet("/campaigns/{id}", One);
        console.MapPost("/campaigns/{id}/approve", Approve).Needs(Permission.Campaigns);
        console.MapPost("/campaigns/{id}/ask", Ask).Needs(Permission.Campaigns);
        console.MapPost("/campaigns/{id}/return", Return).Needs(Permission.Campaigns);
        console.MapPost("/campaigns/{id}/test", Test).Needs(Permission.Campaigns);
        console.MapPost("/campaigns/{id}/pause", Pause).Needs(Permission.Campaigns);
        console.MapPost("/campaigns/{id}/resume", Resume).Needs(Permission.Campaigns);
        console.MapPost("/campaigns/{id}/cancel", Cancel).Needs(Permission.Campaigns);
        console.MapPost("/campaigns/{id}/delete", Delete).Needs(Permission.Campaigns);
        console.MapGet("/campaigns/{id}/friends", Recipients);
    }

    private static string UrlOf(string id) => $"/campaigns/{Uri.EscapeDataString(id)}";

    private static async Task<Results<RazorComponentResult<CampaignsPage>, RedirectHttpResult>> List(
        CampaignStore campaigns, CampaignTally tally, string? state, string? after, CancellationToken ct)
    {
        try
        {
            var page = await campaigns.List(Chosen.Of<CampaignState>(state), after, PerPage, ct);
            var rows = new List<CampaignsPage.Row>();
            foreach (var (campaign, _) in page.Items)
            {
                rows.Add(new(campaign, await tally.Of(campaign, ct)));
            }

            return new RazorComponentResult<CampaignsPage>(new { Rows = rows, Next = page.Next, State = Chosen.Of<CampaignState>(state), IsFirst = after is null });
        }
        catch (ArgumentException)
        {
            return TypedResults.Redirect("/campaigns");
        }
    }

    private static RazorComponentResult<WhenWords> When(string? at) => new(new { At = at });

    private static async Task<Results<RazorComponentResult<PreviewPage>, RazorComponentResult<WatchPage>, RazorComponentResult<ProblemPage>>> One(
        string id, string? said, string? at, CampaignStore campaigns, CampaignDesk desk, PeopleDesk people, CampaignTally tally, CampaignPace pace, CampaignRecipients recipients,
        CouponCatalog coupons, TimeZoneInfo zone, TimeProvider clock, IServiceProvider services, CancellationToken ct)
    {
        if ((await campaigns.Find(id, ct))?.Value is not { } campaign)
        {
            return ProblemPage.NotFound();
        }

        if (IsToApprove(campaign))
        {
            return await Preview(campaign, desk, people, null, ct, at, testSent: said == "test");
        }

        var progress = pace.Progress(campaign, await tally.Of(campaign, ct), clock.GetUtcNow());
        var failed = progress.Failed + progress.Uncertain > 0 ? await recipients.List(id, RecipientState.Failed, null, 10, ct) : null;
        var coupon = campaign.Content.CouponId is { } couponId ? await coupons.Find(couponId, ct) : null;
        return new RazorComponentResult<WatchPage>(new
        {
            Campaign = campaign,
            Progress = progress,
            Messages = Sketches.Of(campaign.Content, coupon, clock.GetUtcNow(), zone),
            Demo = services.GetService<ConsoleDemo>(),
            Failed = failed?.Recipients ?? [],
        });
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<PreviewPage>, RazorComponentResult<ProblemPage>>> Approve(
        string id, [FromForm] string? hash, [FromForm] string? when, [FromForm] string? at, CampaignStore campaigns, CampaignDesk desk, PeopleDesk people, CancellationToken ct)
    {
        var sendAt = when == "later" ? at ?? "" : null;
        var result = await desk.Approve(id, hash ?? "", sendAt, By, ct);
        if (result is ApproveResult.NotFound || (await campaigns.Find(id, ct))?.Value is not { } campaign)
        {
            return ProblemPage.NotFound();
        }

        return IsToApprove(campaign)
            ? await Preview(campaign, desk, people, result, ct, sendAt)
            : TypedResults.Redirect(UrlOf(id));
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<PreviewPage>, RazorComponentResult<ProblemPage>>> Ask(
        string id, [FromForm] string? hash, [FromForm] string? when, [FromForm] string? at, CampaignStore campaigns, CampaignDesk desk, PeopleDesk people, CancellationToken ct)
    {
        var sendAt = when == "later" ? at ?? "" : null;
        var result = await desk.Ask(id, hash ?? "", sendAt, By, ct);
        return result is ApproveResult.NotFound || (await campaigns.Find(id, ct))?.Value is not { } campaign ? ProblemPage.NotFound()
            : result is ApproveResult.Asked || !IsToApprove(campaign) ? TypedResults.Redirect(UrlOf(id))
            : await Preview(campaign, desk, people, result, ct, sendAt);
    }

    private static Task<Results<RedirectHttpResult, RazorComponentResult<ProblemPage>>> Return(string id, CampaignDesk desk, CancellationToken ct) =>
        Back(id, desk.Return(id, ct));

    private static bool IsToApprove(Campaign campaign) => campaign.State is CampaignState.Draft or CampaignState.AwaitingApproval;

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<PreviewPage>, RazorComponentResult<ProblemPage>>> Test(
        string id, [FromForm] string? to, CampaignStore campaigns, CampaignDesk desk, PeopleDesk people, CampaignTestSend test,
        FriendStore friends, FriendSearcher searcher, CancellationToken ct)
    {
        if ((await campaigns.Find(id, ct))?.Value is not { } campaign)
        {
            return ProblemPage.NotFound();
        }

        var (ids, problems) = await TestFriends.FindAll(to, friends, searcher, ct);
        problems = problems.Count > 0 ? problems : await TestFriends.Send(campaign, ids, test, ct);
        return problems.Count == 0
            ? TypedResults.Redirect($"{UrlOf(id)}?said=test")
            : await Preview(campaign, desk, people, null, ct, testTo: to, testProblems: problems);
    }

    private static Task<Results<RedirectHttpResult, RazorComponentResult<ProblemPage>>> Pause(string id, CampaignDesk desk, CancellationToken ct) =>
        Back(id, desk.Pause(id, ct));

    private static Task<Results<RedirectHttpResult, RazorComponentResult<ProblemPage>>> Resume(string id, CampaignDesk desk, CancellationToken ct) =>
        Back(id, desk.Resume(id, ct));

    private static Task<Results<RedirectHttpResult, RazorComponentResult<ProblemPage>>> Cancel(string id, CampaignDesk desk, CancellationToken ct) =>
        Back(id, desk.Cancel(id, ct));

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<ProblemPage>>> Delete(string id, CampaignStore campaigns, CancellationToken ct) =>
        await campaigns.Delete(id, ct) switch
        {
            StepResult.NotFound => ProblemPage.NotFound(),
            StepResult.NotNow => TypedResults.Redirect(UrlOf(id)),
            _ => TypedResults.Redirect("/campaigns"),
        };

    private static async Task<Results<RazorComponentResult<RecipientsPage>, RazorComponentResult<ProblemPage>>> Recipients(
        string id, string? state, string? after, CampaignStore campaigns, CampaignRecipients recipients, FriendStore friends, CancellationToken ct)
    {
        if ((await campaigns.Find(id, ct))?.Value is not { } campaign)
        {
            return ProblemPage.NotFound();
        }

        var page = await recipients.List(id, Chosen.Of<RecipientState>(state), after, PerPage, ct);
        var found = await friends.FindAll(page.Recipients.Select(recipient => recipient.FriendId), ct);
        List<RecipientsPage.Row> rows = [.. page.Recipients.Select(recipient => new RecipientsPage.Row(recipient, found.GetValueOrDefault(recipient.FriendId)))];
        return new RazorComponentResult<RecipientsPage>(new { Campaign = campaign, State = Chosen.Of<RecipientState>(state), Rows = rows, After = page.After, IsFirst = after is null });
    }

    // A step that came too late needs no word of its own: the page shows where the campaign stands now.
    private static async Task<Results<RedirectHttpResult, RazorComponentResult<ProblemPage>>> Back(string id, Task<StepResult> step) =>
        await step is StepResult.NotFound ? ProblemPage.NotFound() : TypedResults.Redirect(UrlOf(id));

    // Who could say yes to it as it stands: once it is asked for, or by whoever looks at the draft. Null: nobody has to.
    private static async Task<IReadOnlyList<string>?> Approvers(Campaign campaign, CampaignPreview? preview, PeopleDesk people, CancellationToken ct) =>
        preview is not { NeedsSecondPerson: true } ? null :
        [
            .. (await people.All(ct))
                .Where(person => person.IsEnabled && person.SignedInAt is not null && person.Role.Permissions().Contains(Permission.Campaigns))
                .Where(person => !CampaignDesk.IsOf(campaign, person.Id) && (campaign.Request is not null || person.Id != Me.Id))
                .Select(person => person.Name),
        ];

    private static async Task<RazorComponentResult<PreviewPage>> Preview(
        Campaign campaign, CampaignDesk desk, PeopleDesk people, ApproveResult? refused, CancellationToken ct,
        string? sendAt = null, string? testTo = null, IReadOnlyList<Words>? testProblems = null, bool testSent = false)
    {
        var result = await desk.Preview(campaign.Id, ct);
        return new RazorComponentResult<PreviewPage>(new
        {
            Campaign = campaign,
            Preview = (result as PreviewResult.Shown)?.Preview,
            ConditionProblems = result is PreviewResult.ConditionRefused(var problems) ? problems : [],
            Refused = refused,
            SendAt = sendAt,
            TestTo = testTo,
            TestProblems = testProblems ?? [],
            TestSent = testSent,
            Approvers = await Approvers(campaign, (result as PreviewResult.Shown)?.Preview, people, ct),
        })
        {
            StatusCode = refused switch
            {
                null when testProblems is { Count: > 0 } => StatusCodes.Status422UnprocessableEntity,
                null => StatusCodes.Status200OK,
                ApproveResult.BadTime => StatusCodes.Status422UnprocessableEntity,
                _ => StatusCodes.Status409Conflict,
            },
        };
    }
}
