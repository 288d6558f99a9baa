using System.Diagnostics;
using Bot.Access;
using Bot.Conditions;
using Bot.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Campaigns;

/// <summary>Asks a second person to approve the preview with this hash; the time is the one the campaign is to go out at.</summary>
public sealed record AskRequest(string? Hash = null, string? SendAt = null, string? By = null);

/// <summary>Approves the preview with this hash; without a time at once, a time without offset is the shop's.</summary>
public sealed record ApproveRequest(string? Hash = null, string? SendAt = null, string? By = null);

/// <summary>Who gets the test send.</summary>
public sealed record TestSendRequest(IReadOnlyList<string>? UserIds = null);

/// <summary>The campaign as it stands now, and why where it goes out later than asked for.</summary>
public sealed record CampaignAnswer(CampaignView Campaign, Words? Note);

/// <summary>Campaigns, newest first, and where to continue.</summary>
public sealed record CampaignList(IReadOnlyList<CampaignView> Campaigns, string? After);

/// <summary>The messages of a test send in the outbox.</summary>
public sealed record TestSendAnswer(IReadOnlyList<string> MessageIds);

/// <summary>The campaigns of the REST API.</summary>
internal static class CampaignEndpoints
{
    private const int MostOnPage = 500;

    public static RouteGroupBuilder Map(IEndpointRouteBuilder api)
    {
        var campaigns = api.MapGroup("/campaigns").WithTags("Campaigns");
        campaigns.MapGet("/", List).WithSummary("All campaigns, newest first");
        campaigns.MapPost("/", Create).Needs(Permission.Campaigns).WithSummary("Write a draft");
        campaigns.MapGet("/calendar", Calendar).WithSummary("What was and will be sent in a month of the shop's calendar");
        campaigns.MapGet("/{id}", Get).WithSummary("A campaign and how far it has come");
        campaigns.MapPut("/{id}", Edit).Needs(Permission.Campaigns).WithSummary("Write a draft anew");
        campaigns.MapDelete("/{id}", Delete).Needs(Permission.Campaigns).WithSummary("Throw a draft away");
        campaigns.MapPost("/{id}/preview", Preview).Needs(Permission.Campaigns).WithSummary("Who would get it, what it costs, and the hash an approval names");
        campaigns.MapPost("/{id}/ask", Ask).Needs(Permission.Campaigns).WithSummary("Ask a second person to approve what the preview with this hash showed");
        campaigns.MapPost("/{id}/return", Return).Needs(Permission.Campaigns).WithSummary("Make a request for approval a draft again");
        campaigns.MapPost("/{id}/approve", Approve).Needs(Permission.Campaigns).WithSummary("Send exactly what the preview with this hash showed, now or later");
        campaigns.MapPost("/{id}/pause", Pause).Needs(Permission.Campaigns).WithSummary("Send nothing more until resumed");
        campaigns.MapPost("/{id}/resume", Resume).Needs(Permission.Campaigns).WithSummary("Go on");
        campaigns.MapPost("/{id}/cancel", Cancel).Needs(Permission.Campaigns).WithSummary("Send nothing more, ever");
        campaigns.MapPost("/{id}/test", Test).Needs(Permission.Campaigns).WithSummary("Send the content to up to five friends to look at");
        campaigns.MapGet("/{id}/recipients", Recipients).WithSummary("What became of each friend");
        campaigns.MapGet("/{id}/recipients/{friendId}", Recipient).WithSummary("What became of one friend");
        return campaigns;
    }

    private static async Task<Results<Ok<CampaignList>, ValidationProblem>> List(
        CampaignStore campaigns, string? state, string? after, int? limit, CancellationToken ct)
    {
        CampaignState? wanted = null;
        if (state is not null)
        {
            if (!TryParse(state, out CampaignState parsed))
            {
                return Invalid("state", $"There is no state '{state}'.");
            }

            wanted = parsed;
        }

        try
        {
            var page = await campaigns.List(wanted, after, Math.Clamp(limit ?? 50, 1, MostOnPage), ct);
            return TypedResults.Ok(new CampaignList([.. page.Items.Select(item => CampaignView.Of(item.Value))], page.Next));
        }
        catch (ArgumentException)
        {
            return Invalid("after", "This is not where another page ended.");
        }
    }

    private static async Task<Results<Ok<CalendarMonth>, ValidationProblem>> Calendar(string? month, CampaignCalendar calendar, CancellationToken ct) =>
        calendar.Read(month) is { } first ? TypedResults.Ok(await calendar.Of(first, ct)) : Invalid("month", "Write a month like 2026-11.");

    private static async Task<Results<Created<CampaignView>, ValidationProblem>> Create(
        CampaignRequest request, CampaignDrafting drafting, CampaignDesk desk, CancellationToken ct)
    {
        var checkedDraft = await drafting.Check(request, ct);
        if (checkedDraft.Draft is not { } draft)
        {
            return TypedResults.ValidationProblem(checkedDraft.ByPath());
        }

        var campaign = await desk.Add(draft, ct, request.By);
        return TypedResults.Created($"/api/campaigns/{campaign.Id}", CampaignView.Of(campaign));
    }

    private static async Task<Results<Ok<CampaignView>, NotFound>> Get(
        string id, CampaignStore campaigns, CampaignTally tally, CampaignPace pace, TimeProvider clock, CancellationToken ct)
    {
        if (await campaigns.Find(id, ct) is not { Value: var campaign })
        {
            return TypedResults.NotFound();
        }

        var progress = campaign.Freeze is null && campaign.Counts is null
            ? null
            : pace.Progress(campaign, await tally.Of(campaign, ct), clock.GetUtcNow());
        return TypedResults.Ok(CampaignView.Of(campaign, progress));
    }

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ValidationProblem, ProblemHttpResult>> Edit(
        string id, CampaignRequest request, CampaignDrafting drafting, CampaignDesk desk, CancellationToken ct)
    {
        var checkedDraft = await drafting.Check(request, ct);
        return checkedDraft.Draft is not { } draft
            ? TypedResults.ValidationProblem(checkedDraft.ByPath())
            : await desk.Edit(id, draft, request.Seen, ct, request.By) switch
            {
                StepResult.Changed(var campaign) => NotNow(campaign, "Somebody else saved this draft. Look at it, and name its new digest as 'seen'."),
                StepResult.Taken(var campaign) => Answer(campaign),
                StepResult.NotNow(var campaign) => NotNow(campaign, "Only a draft can be edited."),
                _ => TypedResults.NotFound(),
            };
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Delete(string id, CampaignStore campaigns, CancellationToken ct) =>
        await campaigns.Delete(id, ct) switch
        {
            StepResult.Taken => TypedResults.NoContent(),
            StepResult.NotNow(var campaign) => NotNow(campaign, "Only a draft can be deleted."),
            _ => TypedResults.NotFound(),
        };

    private static async Task<Results<Ok<CampaignPreview>, NotFound, ProblemHttpResult>> Preview(string id, CampaignDesk desk, CancellationToken ct) =>
        await desk.Preview(id, ct) switch
        {
            PreviewResult.Shown(var preview) => TypedResults.Ok(preview),
            PreviewResult.ConditionRefused(var problems) => Refused(problems),
            PreviewResult.NotFound => TypedResults.NotFound(),
            _ => throw new UnreachableException(),
        };

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ValidationProblem, ProblemHttpResult>> Approve(
        string id, ApproveRequest request, CampaignDesk desk, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Hash))
        {
            return Invalid("hash", "Name the hash of a preview.");
        }

        return Said(await desk.Approve(id, request.Hash, request.SendAt, request.By, ct));
    }

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ValidationProblem, ProblemHttpResult>> Ask(
        string id, AskRequest request, CampaignDesk desk, CancellationToken ct) =>
        string.IsNullOrWhiteSpace(request.Hash)
            ? Invalid("hash", "Name the hash of a preview.")
            : Said(await desk.Ask(id, request.Hash, request.SendAt, request.By, ct));

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ProblemHttpResult>> Return(string id, CampaignDesk desk, CancellationToken ct) =>
        Moved(await desk.Return(id, ct), "Only what awaits approval can be made a draft again.", CampaignState.Draft);

    private static Results<Ok<CampaignAnswer>, NotFound, ValidationProblem, ProblemHttpResult> Said(ApproveResult result) =>
        result switch
        {
            ApproveResult.Approved(var campaign, _, var note) => Answer(campaign, note),
            ApproveResult.Asked(var campaign) => Answer(campaign, new("書いた人とは別の人の承認を待っています。", "It waits for the approval of somebody who did not write it.")),
            ApproveResult.SecondPersonNeeded(var above) => Refused("second-person", $"It goes to more than {above:N0} friends. Ask for approval (ask), and let somebody approve it who did not write it.", new() { ["above"] = above }),
            ApproveResult.SamePerson(var above) => Refused("same-person", $"It goes to more than {above:N0} friends, so somebody approves it who neither wrote it nor asked.", new() { ["above"] = above }),
            ApproveResult.NotFound => TypedResults.NotFound(),
            ApproveResult.NotNow(var campaign) => NotNow(campaign, "It is approved already."),
            ApproveResult.PreviewAgain again => PreviewAgain(again),
            ApproveResult.QuotaShort(var messages, var left) => Refused("quota", $"It needs {messages:N0} messages, and {left:N0} are left this month.", new() { ["messages"] = messages, ["left"] = left }),
            ApproveResult.CouponUnavailable(var reason) => Refused("coupon", reason.English),
            ApproveResult.ConditionRefused(var problems) => Refused(problems),
            ApproveResult.Nobody => Refused("nobody", "Nobody matches the condition."),
            ApproveResult.BadTime(var message) => Invalid("sendAt", message.English),
            _ => throw new UnreachableException(),
        };

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ProblemHttpResult>> Pause(string id, CampaignDesk desk, CancellationToken ct) =>
        Moved(await desk.Pause(id, ct), "Only what is scheduled or going out can be paused.", CampaignState.Paused);

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ProblemHttpResult>> Resume(string id, CampaignDesk desk, CancellationToken ct) =>
        Moved(
            await desk.Resume(id, ct),
            "Only what is paused can be resumed.",
            CampaignState.Scheduled,
            CampaignState.Freezing,
            CampaignState.Sending);

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ProblemHttpResult>> Cancel(string id, CampaignDesk desk, CancellationToken ct) =>
        Moved(await desk.Cancel(id, ct), "Only what is scheduled or going out can be cancelled.", CampaignState.Cancelled);

    private static async Task<Results<Accepted<TestSendAnswer>, NotFound, ValidationProblem>> Test(
        string id, TestSendRequest request, CampaignStore campaigns, CampaignTestSend test, CancellationToken ct)
    {
        if (await campaigns.Find(id, ct) is not { } stored)
        {
            return TypedResults.NotFound();
        }

        return await test.Send(stored.Value, request.UserIds ?? [], ct) switch
        {
            TestSendResult.Queued(var messageIds) => TypedResults.Accepted((string?)null, new TestSendAnswer(messageIds)),
            TestSendResult.Refused(var problems) => Invalid("userIds", [.. problems.Select(problem => problem.English)]),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<Results<Ok<RecipientPage>, NotFound, ValidationProblem>> Recipients(
        string id, CampaignStore campaigns, CampaignRecipients recipients, string? state, string? after, int? limit, CancellationToken ct)
    {
        RecipientState? wanted = null;
        if (state is not null)
        {
            if (!TryParse(state, out RecipientState parsed))
            {
                return Invalid("state", $"There is no state '{state}'. It is one of waiting, sent, skipped, heldOut, failed, uncertain.");
            }

            wanted = parsed;
        }

        return await campaigns.Find(id, ct) is null
            ? TypedResults.NotFound()
            : TypedResults.Ok(await recipients.List(id, wanted, after, Math.Clamp(limit ?? 100, 1, MostOnPage), ct));
    }

    private static async Task<Results<Ok<Recipient>, NotFound, ProblemHttpResult>> Recipient(
        string id, string friendId, CampaignStore campaigns, CampaignRecipients recipients, CancellationToken ct) =>
        await campaigns.Find(id, ct) is null
            ? TypedResults.NotFound()
            : await recipients.Find(id, friendId, ct) is { } recipient
                ? TypedResults.Ok(recipient)
                : TypedResults.Problem("This friend is not in its audience.", statusCode: StatusCodes.Status404NotFound, type: "not-in-audience");

    // Asking twice for what is already so is no mistake.
    private static Results<Ok<CampaignAnswer>, NotFound, ProblemHttpResult> Moved(StepResult result, string otherwise, params CampaignState[] already) => result switch
    {
        StepResult.Taken(var campaign) => Answer(campaign),
        StepResult.NotNow(var campaign) when already.Contains(campaign.State) => Answer(campaign),
        StepResult.NotNow(var campaign) => NotNow(campaign, otherwise),
        _ => TypedResults.NotFound(),
    };

    private static Ok<CampaignAnswer> Answer(Campaign campaign, Words? note = null) =>
        TypedResults.Ok(new CampaignAnswer(CampaignView.Of(campaign), note ?? (campaign.Pause is { Cause: PauseCause.QuietHours, Reason: var why } ? why : null)));

    private static ProblemHttpResult NotNow(Campaign campaign, string why) =>
        Refused("state", $"{why} It is {FieldValue.Of(campaign.State).Text} now.", new() { ["state"] = FieldValue.Of(campaign.State).Text });

    private static ProblemHttpResult PreviewAgain(ApproveResult.PreviewAgain again)
    {
        var what = again switch
        {
            { DefinitionChanged: true } => "Its content or condition changed after the preview.",
            { Change: { } change } => $"Its audience changed after the preview (+{change.Added}/−{change.Removed}).",
            _ => "Its audience changed after the preview.",
        };
        return Refused("preview-again", $"{what} Preview it again.", new()
        {
            ["hash"] = again.Hash,
            ["matched"] = again.Matched,
            ["definitionChanged"] = again.DefinitionChanged,
            ["added"] = again.Change?.Added,
            ["removed"] = again.Change?.Removed,
        });
    }

    private static ProblemHttpResult Refused(IReadOnlyList<ConditionProblem> problems) =>
        Refused("condition", string.Join('\n', problems.Select(problem => CampaignDrafting.Say(problem).English)));

    private static ProblemHttpResult Refused(string type, string detail, Dictionary<string, object?>? more = null) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict, type: type, extensions: more);

    private static ValidationProblem Invalid(string path, params string[] messages) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [path] = messages });

    private static bool TryParse<TEnum>(string text, out TEnum value) where TEnum : struct, Enum =>
        Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0]);
}
