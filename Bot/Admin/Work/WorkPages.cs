using Bot.Access;
using Bot.FriendLists;
using Bot.Friends;
using Bot.Work;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Admin.Work;

/// <summary>Long work: what is under way and what came of it.</summary>
internal static class WorkPages
{
    private const int PerPage = 30;

    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/jobs", List);
        console.MapGet("/jobs/{id}", One);
        console.MapGet("/jobs/{id}/file", File).Needs(Permission.Friends).GivesDataOut();
        console.MapPost("/jobs/{id}/cancel", Cancel).Needs(Permission.Friends);
        console.MapPost("/jobs/{id}/undo", Undo).Needs(Permission.Friends);
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
        string id, JobDesk jobs, TimeProvider clock, CancellationToken ct) => await jobs.Find(id, ct) switch
        {
            null => ProblemPage.NotFound(),
            { Value: { State: JobState.Proposed } job } when FactsImport.FileOf(job) is not null => TypedResults.Redirect($"/friends/import/{id}"),
            { Value: var job } => new RazorComponentResult<JobPage>(new { Job = job, Now = clock.GetUtcNow() }),
        };

    private static async Task<Results<PushStreamHttpResult, RazorComponentResult<ProblemPage>>> File(string id, JobDesk jobs, FriendsCsv csv, CancellationToken ct) =>
        await jobs.Find(id, ct) is { } job && FriendListDesk.FileOf(job.Value) is { } columns
            ? TypedResults.Stream(stream => csv.Write(stream, jobs.Kept(id, ct).Select(note => note.Note.GetString()!), columns, ct), CsvText.ContentType, job.Value.FileName)
            : ProblemPage.NotFound();

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<ProblemPage>>> Cancel(string id, JobDesk jobs, CancellationToken ct) =>
        await jobs.Cancel(id, ct) is null ? ProblemPage.NotFound() : TypedResults.Redirect($"/jobs/{id}");

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<ProblemPage>>> Undo(string id, JobDesk jobs, CancellationToken ct) =>
        await jobs.Find(id, ct) is null ? ProblemPage.NotFound() : TypedResults.Redirect($"/jobs/{(await jobs.Undo(id, Me.Name, ct))?.Id ?? id}");
}
