using Bot.Access;
using Bot.Admin.Campaigns.Composing;
using Bot.Campaigns;
using Bot.Coupons;
using Bot.Dialogs;
using Bot.FriendLists;
using Bot.Friends;
using Bot.Segments;
using Bot.Surveys;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bot.Admin.Campaigns;

/// <summary>Writing a campaign: a form whose every button comes back with the form changed, until it is saved as a draft.</summary>
internal static class ComposePages
{
    // An imagemap of fifty places has seven fields for each.
    private const int MostFields = 4096;

    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/campaigns/new", New).Needs(Permission.Campaigns);
        console.MapPost("/campaigns", Save).WithFormOptions(valueCountLimit: MostFields).Needs(Permission.Campaigns);
        console.MapPost("/campaigns/form", Change).WithFormOptions(valueCountLimit: MostFields).Needs(Permission.Look);
        console.MapPost("/campaigns/sketch", Sketch).WithFormOptions(valueCountLimit: MostFields).Needs(Permission.Look);
        console.MapPost("/campaigns/json", Json).WithFormOptions(valueCountLimit: MostFields).Needs(Permission.Look);
        console.MapPost("/campaigns/try", Try).WithFormOptions(valueCountLimit: MostFields).Needs(Permission.Campaigns);
        console.MapGet("/campaigns/calendar", Calendar);
        console.MapGet("/campaigns/{id}/edit", Edit).Needs(Permission.Campaigns);
        console.MapPost("/campaigns/{id}/edit", Save).WithFormOptions(valueCountLimit: MostFields).Needs(Permission.Campaigns);
    }

    private static Task<RazorComponentResult<ComposePage>> New(string? condition, string? segment, ComposeDesk desk, CancellationToken ct) =>
        desk.Page(CampaignForm.New(condition, segment), ct);

    private static async Task<Results<RazorComponentResult<ComposePage>, RazorComponentResult<ProblemPage>, RedirectHttpResult>> Edit(
        string id, CampaignStore campaigns, ComposeDesk desk, CancellationToken ct) =>
        (await campaigns.Find(id, ct))?.Value switch
        {
            null => ProblemPage.NotFound(),
            { State: CampaignState.Draft or CampaignState.AwaitingApproval } campaign => await desk.Page(CampaignForm.Of(campaign), ct),
            _ => TypedResults.Redirect(UrlOf(id)),
        };

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<ComposePage>, RazorComponentResult<ProblemPage>>> Save(
        string? id, IFormCollection sent, CampaignDesk campaigns, ComposeDesk desk, CancellationToken ct)
    {
        var form = Read(sent) with { Id = id };
        var (draft, problems) = await desk.Check(form, ct);
        if (draft is null)
        {
            return await desk.Page(form, ct, problems);
        }

        if (id is null)
        {
            return TypedResults.Redirect(UrlOf((await campaigns.Add(draft, ct)).Id));
        }

        return await campaigns.Edit(id, draft, form.Seen, ct) switch
        {
            StepResult.Taken => TypedResults.Redirect(UrlOf(id)),
            StepResult.Changed({ State: CampaignState.Draft or CampaignState.AwaitingApproval } other) => await desk.Page(form, ct, other: other),

            // Approved or thrown away meanwhile: what was typed is still worth something.
            _ => await desk.Page(form with { Id = null, Seen = null }, ct, isGone: true),
        };
    }

    private static async Task<RazorComponentResult<ComposePage>> Change(IFormCollection sent, ComposeDesk desk, SurveyBook surveys, CancellationToken ct)
    {
        var form = Read(sent);
        var pressed = sent["do"].ToString();
        if (pressed.Split(' ', 2) is ["survey", var list])
        {
            var chosen = sent[list == "messages" ? "survey" : $"survey-{JsonForm.IdOf(list)}"].ToString();
            return await desk.Page(surveys.Find(chosen) is { } survey ? form.With(list, SurveyMessages.Invite(survey)) : form, ct);
        }

        return await desk.Page(form.After(pressed), ct);
    }

    private static async Task<Results<RazorComponentResult<CalendarPage>, RedirectHttpResult>> Calendar(
        string? month, [FromQuery(Name = "for")] string? id, CampaignCalendar calendar, CampaignStore campaigns, CancellationToken ct) =>
        calendar.Read(month) is { } first
            ? new RazorComponentResult<CalendarPage>(new { Month = await calendar.Of(first, ct), For = id is null ? null : (await campaigns.Find(id, ct))?.Value })
            : TypedResults.Redirect("/campaigns/calendar");

    // The phone beside the form, as somebody writes.
    private static async Task<RazorComponentResult<Sketch>> Sketch(
        IFormCollection sent, ComposeDesk desk, CouponCatalog coupons, TimeZoneInfo zone, TimeProvider clock, CancellationToken ct)
    {
        var form = Read(sent);
        var friends = await desk.Friends(form, ct);
        var friend = friends[Math.Clamp(form.Friend, 0, friends.Count - 1)];
        return new(new { Friends = friends, Chosen = form.Friend, Contents = Sketches.Of(form, await coupons.All(ct), friend, clock.GetUtcNow(), zone) });
    }

    // What is wrong in or under one place, while JSON is written there.
    private static async Task<RazorComponentResult<LiveProblems>> Json(string? at, IFormCollection sent, ComposeDesk desk, CancellationToken ct)
    {
        var (_, problems) = await desk.Check(Read(sent), ct);
        return new(new { Problems = at is null ? [] : problems.GetValueOrDefault(at) ?? [] });
    }

    // A test of what stands in the form, before anything is saved.
    private static async Task<RazorComponentResult<ComposePage>> Try(
        IFormCollection sent, ComposeDesk desk, CampaignTestSend test, FriendStore friends, FriendSearcher searcher, Reader reader, TimeProvider clock, CancellationToken ct)
    {
        var form = Read(sent);
        var (draft, problems) = await desk.Check(form with { Name = string.IsNullOrWhiteSpace(form.Name) ? "テスト" : form.Name, Segment = null, Condition = "all" }, ct);
        if (draft is null)
        {
            return await desk.Page(form, ct, problems);
        }

        var (ids, wrong) = await TestFriends.FindAll(form.To, friends, searcher, ct);
        wrong = wrong.Count > 0 ? wrong : await TestFriends.Send(draft.AsCampaign(clock.GetUtcNow()), ids, test, ct);
        return wrong.Count > 0
            ? await desk.Page(form, ct, new() { ["to"] = [.. wrong.Select(reader.Say)] })
            : await desk.Page(form, ct, said: reader.Say($"テストを {ids.Count}人に送りました。まもなくスマートフォンに届きます。下書きはまだ保存していません。", $"The test is on its way to {ids.Count}. The draft is not saved yet."));
    }

    private static CampaignForm Read(IFormCollection sent) =>
        CampaignForm.Read(sent.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? ""))));

    private static string UrlOf(string id) => $"/campaigns/{Uri.EscapeDataString(id)}";
}

/// <summary>Gathers what the composer's page shows beside the form itself.</summary>
internal sealed partial class ComposeDesk(
    CampaignDrafting drafting,
    SegmentReader segments,
    SegmentStore saved,
    SegmentVocabulary vocabulary,
    CouponCatalog coupons,
    SurveyBook surveys,
    CurrentDialogs dialogs,
    Reader reader,
    TimeProvider clock)
{
    private const int FriendsShown = 5;
    private const int PlaceholdersShown = 30;

    /// <summary>The draft, or what is wrong by field.</summary>
    public async Task<(CampaignDraft? Draft, Dictionary<string, string[]> Problems)> Check(CampaignForm form, CancellationToken ct)
    {
        var (request, unreadable) = form.ToRequest();
        var (draft, wrong) = await drafting.Check(request, ct);
        var noJson = unreadable.ToDictionary(problem => problem.Field, problem => new[] { reader.Say(problem.Words) });
        var problems = wrong
            .Select(problem => (Field: form.FieldOf(problem.Path), Message: InJson(problem.Path, form.FieldOf(problem.Path)) + reader.Say(problem.Words)))
            .GroupBy(problem => problem.Field, problem => problem.Message)
            .Where(field => !noJson.ContainsKey(field.Key))
            .Select(field => KeyValuePair.Create(field.Key, field.Distinct().ToArray()))
            .Concat(noJson)
            .ToDictionary();
        return (problems.Count == 0 ? draft : null, problems);
    }

    // What is wrong inside JSON is looked for there by its place.
    private static string InJson(string path, string field) =>
        field.EndsWith(".contents", StringComparison.Ordinal) && path.IndexOf(".contents", StringComparison.Ordinal) is > 0 and var at ? $"{path[(at + 1)..]}: "
        : field.EndsWith(']') && AnyMessage().Match(path) is { Success: true, Length: var length } && length < path.Length ? $"{path[length..].TrimStart('.')}: "
        : "";

    [System.Text.RegularExpressions.GeneratedRegex(@"^(variants\[[0-9]\]\.)?messages\[[0-9]+\]")]
    private static partial System.Text.RegularExpressions.Regex AnyMessage();

    /// <summary>Some of those who would get it, and somebody of whom nothing is known.</summary>
    public async Task<IReadOnlyList<Friend>> Friends(CampaignForm form, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var text = string.IsNullOrEmpty(form.Segment) ? form.Condition ?? "" : (await saved.Find(form.Segment, ct))?.Condition ?? "";
        var parsed = await segments.Parse(text, ct);
        var some = parsed.IsUnderstood ? await segments.Latest(parsed.Condition, FriendsShown, now, ct) : [];
        return [.. some.Count == 0 ? [Sketches.Somebody(now)] : some, Sketches.Nobody(now)];
    }

    /// <summary>The page with this form.</summary>
    public async Task<RazorComponentResult<ComposePage>> Page(
        CampaignForm form, CancellationToken ct, Dictionary<string, string[]>? problems = null, Campaign? other = null, string? said = null, bool isGone = false) => new(new
        {
            Composer = new Composer
            {
                Form = form,
                Problems = problems ?? [],
                Placeholders = [.. ((await vocabulary.Recent(ct)).Attributes ?? []).Select(attribute => attribute.Name).Where(name => Personalisation.PlaceholdersIn($"{{{name}}}") is [var only] && only == name).Take(PlaceholdersShown)],
                Surveys = [.. surveys.Current],
                Coupons = [.. await coupons.All(ct)],
                Topics = dialogs.Book.Topics.Names,
                Friends = await Friends(form, ct),
            },
            Theirs = other is null ? null : CampaignForm.Of(other),
            Said = said,
            IsGone = isGone,
            Segments = await saved.List(ct),
        })
        {
            StatusCode = other is not null || isGone ? StatusCodes.Status409Conflict
                : problems is { Count: > 0 } ? StatusCodes.Status422UnprocessableEntity
                : StatusCodes.Status200OK,
        };
}
