using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.Access;
using Bot.Coupons.Definitions;
using Bot.Definitions;
using Bot.Dialogs.Definitions;
using Bot.Surveys;
using Bot.Surveys.Definitions;
using Bot.Transcripts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bot.Admin.Definitions;

/// <summary>
/// Writing what is live: surveys, dialogs and coupons as YAML, checked and tried while they are written, compared before they are
/// published, with every version there was. A form carries the text and the hash of what was live when it was begun, so nothing is
/// lost and nobody overwrites what they have not seen.
/// </summary>
internal static class DefinitionPages
{
    private const int PerPage = 30;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private static readonly Dictionary<string, Lazy<string>> Schemas = new()
    {
        ["surveys"] = new(() => SurveyDefinition.Schema),
        ["dialogs"] = new(DialogDefinitions.Schema),
        ["coupons"] = new(CouponDefinitions.Schema),
    };

    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/dialogs", (DefinitionShelf shelf, string? did, CancellationToken ct) => List("dialogs", did, shelf, ct));
        console.MapGet("/surveys/new", () => TypedResults.Redirect("/definitions/surveys/new")).Needs(Permission.Surveys);
        var kind = console.MapGroup("/definitions/{kind}");
        kind.MapGet("/", List);
        kind.MapGet("/new", Begin).Needs(Permission.Surveys);
        kind.MapPost("/new", BeginFrom).Needs(Permission.Surveys);
        kind.MapGet("/schema.json", Schema);

        var file = kind.MapGroup("/{file}");
        file.MapGet("/", Edit);
        file.MapPost("/", CheckAndShow).Needs(Permission.Surveys);
        file.MapPost("/check", Check).Needs(Permission.Surveys);
        file.MapPost("/draft", Keep).Needs(Permission.Surveys);
        file.MapPost("/try", Try).Needs(Permission.Surveys);
        file.MapPost("/review", Review).Needs(Permission.Surveys);
        file.MapPost("/publish", Publish).Needs(Permission.Surveys);
        file.MapPost("/discard", Discard).Needs(Permission.Surveys);
        file.MapPost("/remove", Remove).Needs(Permission.Surveys);
        file.MapGet("/text", Text);
        file.MapGet("/versions", Versions);
        file.MapGet("/versions/{hash}", Version);
        file.MapPost("/versions/{hash}/restore", Restore).Needs(Permission.Surveys);
    }

    // As versions name who published them.
    private static string By => Me.Name ?? "console";

    /// <summary>What a form of the editor brings.</summary>
    public sealed record Written(string? Yaml, string? Based)
    {
        // A form writes the end of a line as two characters, the field it came from as one.
        public string Text => (Yaml ?? "").ReplaceLineEndings("\n");

        public string? BasedOn => string.IsNullOrEmpty(Based) ? null : Based;
    }

    private static async Task<Results<RazorComponentResult<DefinitionsPage>, RedirectHttpResult, RazorComponentResult<ProblemPage>>> List(
        string kind, string? did, DefinitionShelf shelf, CancellationToken ct) =>
        kind == "surveys" ? TypedResults.Redirect("/surveys")
        : await shelf.Read(kind, ct) is { } rows ? new RazorComponentResult<DefinitionsPage>(new { Kind = kind, Rows = rows, Did = did })
        : ProblemPage.NotFound();

    private static Results<RazorComponentResult<NewPage>, RazorComponentResult<ProblemPage>> Begin(string kind, Publications publications) =>
        publications.Find(kind) is null ? ProblemPage.NotFound() : new RazorComponentResult<NewPage>(new { Kind = kind });

    private static async Task<Results<RazorComponentResult<NewPage>, RedirectHttpResult, RazorComponentResult<ProblemPage>>> BeginFrom(
        string kind, [FromForm] string? name, [FromForm] string? template, Publications publications, Drafts drafts, CancellationToken ct)
    {
        if (publications.Find(kind) is null)
        {
            return ProblemPage.NotFound();
        }

        var file = FileName(name);
        var problem = file is null ? NewPage.Wrong.Name
            : await publications.Live(kind, file, ct) is not null || await drafts.Find(kind, file, Me.Id, ct) is not null ? NewPage.Wrong.Taken
            : (NewPage.Wrong?)null;
        if (problem is not null)
        {
            return new RazorComponentResult<NewPage>(new { Kind = kind, Name = name ?? "", Template = template ?? "", Problem = problem })
            {
                StatusCode = StatusCodes.Status422UnprocessableEntity,
            };
        }

        await drafts.Keep(kind, file!, Me.Id, Template.Of(kind, template, Path.GetFileNameWithoutExtension(file!)), null, ct);
        return TypedResults.Redirect(Address(kind, file!));
    }

    private static Results<ContentHttpResult, RazorComponentResult<ProblemPage>> Schema(string kind) =>
        Schemas.TryGetValue(kind, out var schema) ? TypedResults.Text(schema.Value, "application/schema+json; charset=utf-8") : ProblemPage.NotFound();

    private static async Task<Results<RazorComponentResult<EditPage>, RazorComponentResult<ReadPage>, RazorComponentResult<ProblemPage>>> Edit(
        string kind, string file, string? from, string? did, Reader reader, DefinitionDesk desk, CancellationToken ct)
    {
        if (await desk.Open(kind, file, from, ct) is not { } editing)
        {
            return ProblemPage.NotFound();
        }

        var check = await desk.Check(kind, file, editing.Yaml, ct);
        return reader.May(Permission.Surveys)
            ? new RazorComponentResult<EditPage>(new { Editing = editing, Check = check, Did = did })
            : new RazorComponentResult<ReadPage>(new { Editing = editing, Check = check });
    }

    private static async Task<Results<RazorComponentResult<EditPage>, RazorComponentResult<ProblemPage>>> CheckAndShow(
        string kind, string file, [AsParameters] WrittenForm form, DefinitionDesk desk, CancellationToken ct) =>
        await desk.Open(kind, file, form.Written, ct) is { } editing
            ? Show(editing, await desk.KeepAndCheck(editing, ct), StatusCodes.Status200OK)
            : ProblemPage.NotFound();

    private static RazorComponentResult<EditPage> Show(Editing editing, DraftCheck check, int status, Rehearsal? rehearsal = null) =>
        new(new { Editing = editing, Check = check, Rehearsal = rehearsal }) { StatusCode = status };

    private static async Task<Results<JsonHttpResult<Checked>, RazorComponentResult<ProblemPage>>> Check(
        string kind, string file, [AsParameters] WrittenForm form, DefinitionDesk desk, Reader reader, CancellationToken ct)
    {
        if (!desk.Knows(kind, file))
        {
            return ProblemPage.NotFound();
        }

        var check = await desk.Check(kind, file, form.Written.Text, ct);
        return TypedResults.Json(new Checked(Said(check.Findings), Said(check.Elsewhere), check.Graph), Json);

        IReadOnlyList<DefinitionError> Said(IReadOnlyList<DefinitionError> found) =>
            [.. found.Select(one => one with { Message = reader.Say(one.MessageInJapanese, one.Message), Fix = reader.Say(one.FixInJapanese, one.Fix) })];
    }

    private static async Task<Results<NoContent, RazorComponentResult<ProblemPage>>> Keep(
        string kind, string file, [AsParameters] WrittenForm form, DefinitionDesk desk, CancellationToken ct) =>
        await desk.Keep(kind, file, form.Written, ct) ? TypedResults.NoContent() : ProblemPage.NotFound();

    private static async Task<Results<RazorComponentResult<TryPhone>, RazorComponentResult<EditPage>, RazorComponentResult<ProblemPage>>> Try(
        string kind, string file, [AsParameters] WrittenForm form, HttpContext http, DefinitionDesk desk, Rehearsals rehearsals, CancellationToken ct)
    {
        if (await desk.Open(kind, file, form.Written, ct) is not { } editing)
        {
            return ProblemPage.NotFound();
        }

        var script = TryScript.Of(await http.Request.ReadFormAsync(ct));
        var rehearsal = await rehearsals.Try(kind, file, editing.Yaml, script, ct);
        return http.Request.Headers.ContainsKey("HX-Request")
            ? new RazorComponentResult<TryPhone>(new { Editing = editing, Rehearsal = rehearsal })
            : Show(editing, await desk.KeepAndCheck(editing, ct), StatusCodes.Status200OK, rehearsal);
    }

    private static async Task<Results<RazorComponentResult<ReviewPage>, RazorComponentResult<EditPage>, RazorComponentResult<ProblemPage>>> Review(
        string kind, string file, [AsParameters] WrittenForm form, DefinitionDesk desk, CancellationToken ct)
    {
        if (await desk.Open(kind, file, form.Written, ct) is not { } editing)
        {
            return ProblemPage.NotFound();
        }

        var check = await desk.KeepAndCheck(editing, ct);
        return check.IsGood
            ? new RazorComponentResult<ReviewPage>(new { Review = await desk.Review(editing, check, ct) })
            : Show(editing, check, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<ReviewPage>, RazorComponentResult<ProblemPage>>> Publish(
        string kind, string file, [AsParameters] WrittenForm form, DefinitionDesk desk, Publications publications, Drafts drafts, CancellationToken ct)
    {
        if (await desk.Open(kind, file, form.Written, ct) is not { } editing)
        {
            return ProblemPage.NotFound();
        }

        var based = editing.BasedOn;
        switch (await publications.Put(kind, file, Encoding.UTF8.GetBytes(editing.Yaml), hash => hash == based, By, ct))
        {
            case PublishResult.Published:
                await drafts.Drop(kind, file, Me.Id, ct);
                return TypedResults.Redirect($"{Address(kind, file)}?did=published");
            case var result:
                await desk.Keep(kind, file, form.Written, ct);
                var again = (await desk.Open(kind, file, form.Written, ct))!;
                var review = await desk.Review(again, await desk.Check(kind, file, again.Yaml, ct), ct);
                return new RazorComponentResult<ReviewPage>(new { Review = review with { Errors = (result as PublishResult.Invalid)?.Errors ?? [] } })
                {
                    StatusCode = result is PublishResult.Changed ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity,
                };
        }
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<ProblemPage>>> Discard(
        string kind, string file, DefinitionDesk desk, Publications publications, Drafts drafts, CancellationToken ct)
    {
        if (!desk.Knows(kind, file))
        {
            return ProblemPage.NotFound();
        }

        await drafts.Drop(kind, file, Me.Id, ct);
        return TypedResults.Redirect(await publications.Live(kind, file, ct) is null ? $"{ListOf(kind)}?did=discarded" : $"{Address(kind, file)}?did=discarded");
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<ReviewPage>, RazorComponentResult<ProblemPage>>> Remove(
        string kind, string file, [FromForm] string? based, DefinitionDesk desk, Publications publications, CancellationToken ct)
    {
        var result = await publications.Delete(kind, file, hash => hash == based, By, ct);
        if (result is PublishResult.Deleted)
        {
            return TypedResults.Redirect($"{Address(kind, file)}/versions?did=removed");
        }

        if (await desk.Open(kind, file, from: null, ct) is not { } editing)
        {
            return ProblemPage.NotFound();
        }

        var review = await desk.Review(editing, await desk.Check(kind, file, editing.Yaml, ct), ct);
        return new RazorComponentResult<ReviewPage>(new { Review = review with { Errors = (result as PublishResult.Invalid)?.Errors ?? [], IsRemoval = true } })
        {
            StatusCode = result is PublishResult.Changed ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity,
        };
    }

    private static async Task<Results<ContentHttpResult, RazorComponentResult<ProblemPage>>> Text(string kind, string file, Publications publications, CancellationToken ct) =>
        await publications.Live(kind, file, ct) is { } live ? TypedResults.Text(live.Yaml, "application/yaml; charset=utf-8") : ProblemPage.NotFound();

    private static async Task<Results<RazorComponentResult<VersionsPage>, RedirectHttpResult, RazorComponentResult<ProblemPage>>> Versions(
        string kind, string file, string? after, string? did, DefinitionDesk desk, Publications publications, CancellationToken ct)
    {
        if (!desk.Knows(kind, file))
        {
            return ProblemPage.NotFound();
        }

        try
        {
            var (items, next) = await publications.Versions(kind, file, PerPage, after, ct);
            var live = await publications.Live(kind, file, ct);
            return items.Count == 0 && live is null && after is null
                ? ProblemPage.NotFound()
                : new RazorComponentResult<VersionsPage>(new { Kind = kind, File = file, Versions = items, Live = live, Next = next, IsFirst = after is null, Did = did });
        }
        catch (ArgumentException)
        {
            return TypedResults.Redirect($"{Address(kind, file)}/versions");
        }
    }

    private static async Task<Results<RazorComponentResult<VersionPage>, RazorComponentResult<ProblemPage>>> Version(
        string kind, string file, string hash, DefinitionDesk desk, Publications publications, CancellationToken ct) =>
        await publications.Version(kind, file, hash, ct) is { } version
            ? await ShowVersion(version, kind, file, [], publications, ct)
            : ProblemPage.NotFound();

    private static async Task<RazorComponentResult<VersionPage>> ShowVersion(
        DefinitionVersion version, string kind, string file, IReadOnlyList<DefinitionError> errors, Publications publications, CancellationToken ct)
    {
        var live = await publications.Live(kind, file, ct);
        return new RazorComponentResult<VersionPage>(new
        {
            Kind = kind,
            File = file,
            Version = version,
            Live = live,
            Difference = TextDifference.Between(live?.Yaml ?? "", version.Yaml),
            Changes = DefinitionDesk.Changes(kind, live?.Yaml, version.Yaml),
            Errors = errors,
        });
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<VersionPage>, RazorComponentResult<ProblemPage>>> Restore(
        string kind, string file, string hash, [FromForm] string? based, Publications publications, CancellationToken ct)
    {
        if (await publications.Version(kind, file, hash, ct) is not { } version)
        {
            return ProblemPage.NotFound();
        }

        var seen = string.IsNullOrEmpty(based) ? null : based;
        var result = await publications.Put(kind, file, Encoding.UTF8.GetBytes(version.Yaml), now => now == seen, By, ct);
        if (result is PublishResult.Published)
        {
            return TypedResults.Redirect($"{Address(kind, file)}/versions?did=restored");
        }

        var page = await ShowVersion(version, kind, file, (result as PublishResult.Invalid)?.Errors ?? [], publications, ct);
        page.StatusCode = result is PublishResult.Changed ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return page;
    }

    /// <summary>Where a file is edited.</summary>
    internal static string Address(string kind, string file) => $"/definitions/{kind}/{Uri.EscapeDataString(file)}";

    /// <summary>Where the file of a path is edited, e.g. of <c>surveys/spice-level.yaml</c>.</summary>
    internal static string Address(string path) => Address(Path.GetDirectoryName(path) ?? "", Path.GetFileName(path));

    /// <summary>Where the files of a kind are listed.</summary>
    internal static string ListOf(string kind) => kind switch { "surveys" => "/surveys", "dialogs" => "/dialogs", _ => $"/definitions/{kind}" };

    // Who types a bare name means a file of it.
    private static string? FileName(string? name)
    {
        var typed = name?.Trim() ?? "";
        var file = typed.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || typed.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) ? typed : typed + ".yaml";
        return typed.Length > 0 && DefinitionFile.IsName(file) ? file : null;
    }

    /// <summary>The fields of the editor's form.</summary>
    internal readonly record struct WrittenForm([FromForm] string? Yaml, [FromForm] string? Based)
    {
        public Written Written => new(Yaml, Based);
    }

    private sealed record Checked(IReadOnlyList<DefinitionError> Findings, IReadOnlyList<DefinitionError> Elsewhere, SurveyGraph? Graph);
}
