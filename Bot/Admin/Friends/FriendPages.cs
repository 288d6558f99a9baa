using System.Globalization;
using Bot.Access;
using Bot.Admin.Work;
using Bot.Campaigns;
using Bot.Coupons;
using Bot.FriendLists;
using Bot.Friends;
using Bot.Inbox;
using Bot.Line;
using Bot.Outbox;
using Bot.PersonalData;
using Bot.Segments;
using Bot.Storage;
using Bot.Surveys;
using Bot.Work;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bot.Admin.Friends;

/// <summary>The friends, and one friend with everything that happened.</summary>
internal static class FriendPages
{
    private const int CampaignsLookedAt = 30;

    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/friends/{id}", One);
        console.MapGet("/friends/{id}/campaigns", Campaigns);
        console.MapPost("/friends/{id}/export", Export).Needs(Permission.Friends).GivesDataOut();
        console.MapPost("/friends/{id}/tags", AddTag).Needs(Permission.Friends);
        console.MapPost("/friends/{id}/tags/remove", RemoveTag).Needs(Permission.Friends);
        console.MapPost("/friends/{id}/attributes", SetAttribute).Needs(Permission.Friends);
        console.MapPost("/friends/{id}/attributes/remove", RemoveAttribute).Needs(Permission.Friends);
        console.MapPost("/friends/{id}/undo", Undo).Needs(Permission.Friends);
        console.MapPost("/friends/{id}/notes", Note).Needs(Permission.Friends);
        console.MapPost("/friends/{id}/message", Write).Needs(Permission.Answer);
        console.MapPost("/friends/{id}/survey", StartSurvey).Needs(Permission.Surveys);
        console.MapGet("/friends/{id}/erase", AskErase).Needs(Permission.Erase);
        console.MapPost("/friends/{id}/erase", Erase).Needs(Permission.Erase);
    }

    private static Task<Results<RazorComponentResult<FriendPage>, RazorComponentResult<ProblemPage>, RedirectHttpResult>> One(
        string id, string? did, string? after, [AsParameters] Around around, CancellationToken ct) => around.Show(id, new(did), after, ct);

    private static async Task<Results<RazorComponentResult<FriendPage>, RazorComponentResult<ProblemPage>, RedirectHttpResult>> AddTag(
        string id, [FromForm] string? name, FactsDesk facts, [AsParameters] Around around, CancellationToken ct) =>
        FactName.IsGood(name)
            ? await around.Show(id, new("tagged") { Undo = await facts.Change(id, change => change.AddTag(name!.Trim(), null, Me.Source), ct) }, null, ct)
            : await around.Show(id, new() { Wrong = FriendPage.Part.Tag, Name = name }, null, ct);

    private static async Task<Results<RazorComponentResult<FriendPage>, RazorComponentResult<ProblemPage>, RedirectHttpResult>> RemoveTag(
        string id, [FromForm] string? name, FactsDesk facts, [AsParameters] Around around, CancellationToken ct) =>
        await around.Show(id, new("untagged") { Undo = await facts.Change(id, change => change.RemoveTag(name ?? "", Me.Source), ct) }, null, ct);

    private static async Task<Results<RazorComponentResult<FriendPage>, RazorComponentResult<ProblemPage>, RedirectHttpResult>> SetAttribute(
        string id, [FromForm] string? name, [FromForm] string? type, [FromForm] string? value, FactsDesk facts, [AsParameters] Around around, CancellationToken ct)
    {
        var typed = new TypedValue(type ?? "", value?.Trim() ?? "");
        return FactName.IsGood(name) && typed.As(name!.Trim()) is { } given
            ? await around.Show(id, new("set") { Undo = await facts.Change(id, change => change.SetAttribute(given(change.Now, Me.Source)), ct) }, null, ct)
            : await around.Show(id, new() { Wrong = FactName.IsGood(name) ? FriendPage.Part.Value : FriendPage.Part.Attribute, Name = name, Type = type, Value = value }, null, ct);
    }

    private static async Task<Results<RazorComponentResult<FriendPage>, RazorComponentResult<ProblemPage>, RedirectHttpResult>> RemoveAttribute(
        string id, [FromForm] string? name, FactsDesk facts, [AsParameters] Around around, CancellationToken ct) =>
        await around.Show(id, new("unset") { Undo = await facts.Change(id, change => change.RemoveAttribute(name ?? "", Me.Source), ct) }, null, ct);

    private static async Task<Results<RazorComponentResult<FriendPage>, RazorComponentResult<ProblemPage>, RedirectHttpResult>> Undo(
        string id, [FromForm] string? token, FactsDesk facts, [AsParameters] Around around, CancellationToken ct) =>
        await facts.TakeBack(id, token ?? "", Me.Source, ct)
            ? TypedResults.Redirect($"/friends/{Uri.EscapeDataString(id)}?did=undone")
            : await around.Show(id, new() { Wrong = FriendPage.Part.Undo }, null, ct);

    private static async Task<Results<RazorComponentResult<FriendPage>, RazorComponentResult<ProblemPage>, RedirectHttpResult>> Note(
        string id, [FromForm] string? text, FriendStore friends, [AsParameters] Around around, CancellationToken ct) =>
        await friends.Change(id, (change, _) => ValueTask.FromResult((object)change.Note(text, Me.Source)), ct) is true
            ? TypedResults.Redirect($"/friends/{Uri.EscapeDataString(id)}?did=noted")
            : await around.Show(id, new() { Wrong = FriendPage.Part.Note, Value = text }, null, ct);

    private static async Task<Results<RazorComponentResult<FriendPage>, RazorComponentResult<ProblemPage>, RedirectHttpResult>> Write(
        string id, [FromForm] string? text, InquiryDesk desk, [AsParameters] Around around, CancellationToken ct)
    {
        if (text?.Trim() is not { Length: > 0 and <= LineLimits.Text } words)
        {
            return await around.Show(id, new() { Wrong = FriendPage.Part.Message, Value = text }, null, ct);
        }

        return await desk.Write(id, [new TextMessage(words)], Me.Name, ct) is WriteAnswer.Sent
            ? TypedResults.Redirect($"/friends/{Uri.EscapeDataString(id)}?did=written")
            : await around.Show(id, new() { Wrong = FriendPage.Part.Blocked, Value = text }, null, ct);
    }

    private static async Task<Results<RazorComponentResult<FriendPage>, RazorComponentResult<ProblemPage>, RedirectHttpResult>> StartSurvey(
        string id, [FromForm] string? survey, SurveyStarter starter, [AsParameters] Around around, CancellationToken ct) =>
        await starter.Begin(id, survey ?? "", Me.Source, ct) switch
        {
            StartResult.Sent => TypedResults.Redirect($"/friends/{Uri.EscapeDataString(id)}?did=asked"),
            StartResult.OptedOut => await around.Show(id, new() { Wrong = FriendPage.Part.OptedOut }, null, ct),
            _ => await around.Show(id, new() { Wrong = FriendPage.Part.Blocked }, null, ct),
        };

    private static async Task<Results<RazorComponentResult<FriendCampaignsPage>, RazorComponentResult<ProblemPage>>> Campaigns(
        string id, FriendStore friends, CampaignStore campaigns, IDocumentStore store, CancellationToken ct)
    {
        if (await friends.Find(id, ct) is not { } friend)
        {
            return ProblemPage.NotFound();
        }

        var received = new List<FriendCampaignsPage.Sent>();
        foreach (var (campaign, _) in (await campaigns.List(null, null, CampaignsLookedAt, ct)).Items)
        {
            if (campaign.StartedAt is not null && await OutboxCollections.MessageTo(store, campaign.Id, id, ct) is { Value: var message })
            {
                received.Add(new(campaign, message));
            }
        }

        return new RazorComponentResult<FriendCampaignsPage>(new { Friend = friend, Campaigns = received });
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<ProblemPage>>> Export(
        string id, [FromForm] string? job, PersonalDataDesk data, JobDesk jobs, CancellationToken ct) =>
        await data.Export(id, JobId(job), ct) is { } begun ? await WorkPages.Show(begun, jobs, ct) : ProblemPage.NotFound();

    // Made up by the page, so that a button tapped twice means one job.
    private static string? JobId(string? typed) => Guid.TryParseExact(typed, "N", out _) ? typed : null;

    private static async Task<Results<RazorComponentResult<ErasePage>, RazorComponentResult<ProblemPage>>> AskErase(
        string id, FriendStore friends, CancellationToken ct) =>
        await friends.Find(id, ct) is { } friend
            ? new RazorComponentResult<ErasePage>(new { Friend = friend })
            : ProblemPage.NotFound();

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<ErasePage>, RazorComponentResult<ProblemPage>>> Erase(
        string id, [FromForm] string? typed, [FromForm] string? job, FriendStore friends, PersonalDataDesk data, JobDesk jobs, CancellationToken ct)
    {
        if (await data.Erased(JobId(job), ct) is { } there)
        {
            return await WorkPages.Show(there, jobs, ct);
        }

        if (await friends.Find(id, ct) is not { } friend)
        {
            return ProblemPage.NotFound();
        }

        if (typed?.Trim() != ErasePage.ToType(friend))
        {
            return new RazorComponentResult<ErasePage>(new { Friend = friend, Typed = typed ?? "", IsWrong = true })
            {
                StatusCode = StatusCodes.Status422UnprocessableEntity,
            };
        }

        return await data.Erase(id, JobId(job), ct) is { } begun ? await WorkPages.Show(begun, jobs, ct) : ProblemPage.NotFound();
    }
}

/// <summary>What the page of a friend stands on.</summary>
internal sealed record Around(FriendStore Friends, SurveyBook Surveys, CouponCatalog Coupons, SegmentVocabulary Vocabulary, JobDesk Jobs)
{
    private const int PerPage = 50;

    /// <summary>The page, with what was just done or typed.</summary>
    public async Task<Results<RazorComponentResult<FriendPage>, RazorComponentResult<ProblemPage>, RedirectHttpResult>> Show(
        string id, FriendPage.Turn turn, string? after, CancellationToken ct)
    {
        if (await Friends.Find(id, ct) is not { } friend)
        {
            return ProblemPage.NotFound();
        }

        if (friend.Erasing is { } erasing && await Jobs.Find(erasing.JobId, ct) is { Value: var job } && !job.IsOver())
        {
            return TypedResults.Redirect($"/jobs/{job.Id}"); // Nothing of them is shown any more.
        }

        try
        {
            var timeline = await Friends.Timeline(id, PerPage, after, ct);
            var titles = new Titles(
                Surveys.Current.ToDictionary(survey => survey.Id, survey => survey.Title),
                (from survey in Surveys.Current from question in survey.Questions select ($"{survey.Id}.{question.Id}", question.Text)).ToDictionary(),
                (await Coupons.All(ct)).ToDictionary(coupon => coupon.Id, coupon => coupon.Title));
            var known = await Vocabulary.Recent(ct);
            return new RazorComponentResult<FriendPage>(new
            {
                Friend = friend,
                Timeline = timeline,
                Titles = titles,
                Now = turn,
                Surveys = Surveys.Current.OrderBy(survey => survey.Id, StringComparer.Ordinal).ToList(),
                KnownTags = (known.Tags ?? []).Order(StringComparer.Ordinal).Take(500).ToList(),
                KnownAttributes = (known.Attributes ?? []).Select(attribute => attribute.Name).Order(StringComparer.Ordinal).Take(500).ToList(),
            })
            {
                StatusCode = turn.Wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            };
        }
        catch (ArgumentException)
        {
            return TypedResults.Redirect($"/friends/{Uri.EscapeDataString(id)}");
        }
    }
}

/// <summary>A value as it was typed, with its type.</summary>
internal sealed record TypedValue(string Type, string Text)
{
    private const int LongestText = 1000;

    /// <summary>The attribute it makes of a moment and a source; null: the text is no such value.</summary>
    public Func<DateTimeOffset, FactSource, FriendAttribute>? As(string name) => Type switch
    {
        "number" when double.TryParse(Text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) =>
            (at, source) => new(name, at, source) { Number = number },
        "date" when DateOnly.TryParse(Text, CultureInfo.InvariantCulture, out var date) => (at, source) => new(name, at, source) { Date = date },
        "flag" when Text is "true" or "false" or "はい" or "いいえ" => (at, source) => new(name, at, source) { Flag = Text is "true" or "はい" },
        "text" when Text.Length is > 0 and <= LongestText => (at, source) => new(name, at, source) { Text = Text },
        _ => null,
    };
}

/// <summary>What people call the surveys, questions (by <c>survey.question</c>) and coupons that friends' facts name by id.</summary>
public sealed record Titles(IReadOnlyDictionary<string, string> Surveys, IReadOnlyDictionary<string, string> Questions, IReadOnlyDictionary<string, string> Coupons)
{
    /// <summary>Nobody calls anything by a name.</summary>
    public static Titles None { get; } = new(new Dictionary<string, string>(), new Dictionary<string, string>(), new Dictionary<string, string>());

    /// <summary>The survey's title, or its id where no title is known.</summary>
    public string Survey(string id) => Surveys.GetValueOrDefault(id) ?? id;

    /// <summary>The coupon's title, or its id where no title is known.</summary>
    public string Coupon(string id) => Coupons.GetValueOrDefault(id) ?? id;

    /// <summary>The title of what an entry is about.</summary>
    public string Of(TimelineEntry entry) => Questions.GetValueOrDefault(entry.Subject ?? "") ?? Survey(Coupon(entry.Subject ?? ""));
}
