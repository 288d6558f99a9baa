using Bot.Access;
using Bot.FriendLists;
using Bot.PersonalData;
using Bot.Work;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Admin.Work;

/// <summary>Long work: what is under way and what came of it.</summary>
internal static class WorkPages
{
    private const int PerPage = 30;

    // What is done by then is shown as done, without a page in between.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/jobs", List);
        console.MapGet("/jobs/{id}", One);
        console.MapGet("/jobs/{id}/file", File).Needs(Permission.Friends).GivesDataOut();
        console.MapPost("/jobs/{id}/cancel", Cancel).Needs(Permission.Friends);
        console.MapPost("/jobs/{id}/undo", Undo).Needs(Permission.Friends);
    }

    /// <summary>The page of work that was just asked for.</summary>
    public static async Task<RedirectHttpResult> Show(Job begun, JobDesk jobs, CancellationToken ct)
    {
        await jobs.UntilOver(begun.Id, Patience, ct);
        return TypedResults.Redirect($"/jobs/{begun.Id}");
    }

    private static async Task<Results<RazorComponentResult<WorkPage>, RedirectHttpResult>> List(string? after, JobDesk jobs, CancellationToken ct)
    {
        try
        {
            var page = await jobs.List(PerPage, after, ct);
            return new RazorComponentResult<WorkPage>(new { Jobs = page, IsFirst = after is null });
        }
        catch (ArgumentException)
        {
            return TypedResults.Redirect("/jobs");
        }
    }

    private static async Task<Results<RazorComponentResult<JobPage>, RedirectHttpResult, RazorComponentResult<ProblemPage>>> One(
        string id, JobDesk jobs, JobFiles files, PersonalDataDesk data, HttpContext http, TimeProvider clock, CancellationToken ct)
    {
        if (await jobs.Find(id, ct) is not { Value: var job })
        {
            return ProblemPage.NotFound();
        }

        if (job.State == JobState.Proposed && FactsImport.FileOf(job) is not null)
        {
            return TypedResults.Redirect($"/friends/import/{id}");
        }

        return new RazorComponentResult<JobPage>(new
        {
            Job = job,
            Now = clock.GetUtcNow(),
            MayChange = JobFiles.MayChange(http.User, job),
            MayOpen = JobFiles.MayOpen(http.User, job),
            HasFile = await files.Open(job, ct) is not null,
            Receipt = await data.Receipt(id, ct),
        });
    }

    private static async Task<Results<PushStreamHttpResult, RazorComponentResult<ProblemPage>>> File(string id, JobDesk jobs, JobFiles files, HttpContext http, CancellationToken ct) =>
        await jobs.Find(id, ct) is not { Value: var job } || await files.Open(job, ct) is not { } file ? ProblemPage.NotFound()
        : JobFiles.MayOpen(http.User, job) ? JobFiles.Download(job, file, http)
        : ProblemPage.Forbidden();

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<ProblemPage>>> Cancel(string id, JobDesk jobs, HttpContext http, CancellationToken ct)
    {
        if (await Refusal(id, jobs, http, ct) is { } refusal)
        {
            return refusal;
        }

        await jobs.Cancel(id, ct);
        return TypedResults.Redirect($"/jobs/{id}");
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<ProblemPage>>> Undo(string id, JobDesk jobs, HttpContext http, CancellationToken ct) =>
        await Refusal(id, jobs, http, ct) is { } refusal ? refusal : TypedResults.Redirect($"/jobs/{(await jobs.Undo(id, Me.Name, ct))?.Id ?? id}");

    private static async Task<RazorComponentResult<ProblemPage>?> Refusal(string id, JobDesk jobs, HttpContext http, CancellationToken ct) =>
        await jobs.Find(id, ct) is not { Value: var job } ? ProblemPage.NotFound()
        : JobFiles.MayChange(http.User, job) ? null
        : ProblemPage.Forbidden();
}
