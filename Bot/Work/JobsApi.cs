using Bot.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Work;

/// <summary>Long work in the REST API.</summary>
internal static class JobsApi
{
    private const int MostOnPage = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        var jobs = api.MapGroup("/jobs").WithTags("Jobs");
        jobs.MapGet("/", List).WithSummary("Long work, newest first");
        jobs.MapGet("/{id}", Find).WithSummary("How far a job is");
        jobs.MapPost("/{id}/cancel", Cancel).Needs(Permission.Friends).WithSummary("Stop it; what was done until then stays");
        jobs.MapPost("/{id}/undo", Undo).Needs(Permission.Friends).WithSummary("Take back what it did, in a job of its own");
        jobs.MapGet("/{id}/file", File).Needs(Permission.Friends).GivesDataOut().WithSummary("The file that came of it, for whoever asked for it and for owners");
    }

    /// <summary>A job as the API shows it.</summary>
    /// <param name="Id">Names it.</param>
    /// <param name="Kind">What sort of work it is.</param>
    /// <param name="Title">What is done, in English.</param>
    /// <param name="State">How it stands.</param>
    /// <param name="Total">How many friends, or of what else <c>unit</c> says, it is about.</param>
    /// <param name="Done">How many of them are done.</param>
    /// <param name="Changed">For how many of those something changed.</param>
    /// <param name="CreatedAt">When it was asked for.</param>
    public sealed record JobView(string Id, string Kind, string Title, JobState State, long Total, long Done, long Changed, DateTimeOffset CreatedAt)
    {
        /// <summary>What it is counted in.</summary>
        public JobUnit Unit { get; init; }

        public string? By { get; init; }

        public DateTimeOffset? FinishedAt { get; init; }

        /// <summary>About how many seconds the rest takes; null: not known.</summary>
        public double? SecondsLeft { get; init; }

        public long ProblemCount { get; init; }

        public required IReadOnlyList<JobProblem> Problems { get; init; }

        public bool CanBeUndone { get; init; }

        /// <summary>The job that takes this one back.</summary>
        public string? UndoneIn { get; init; }

        public string? Failure { get; init; }

        /// <summary>Whether it can be stopped now.</summary>
        public bool CanBeStopped { get; init; }

        /// <summary>Until when its file is at <c>/jobs/{id}/file</c>; null: none came of it.</summary>
        public DateTimeOffset? FileUntil { get; init; }
    }

    public sealed record JobList(IReadOnlyList<JobView> Items, string? Next);

    private static async Task<Results<Ok<JobList>, ValidationProblem>> List(JobDesk desk, TimeProvider clock, string? after, int? limit, CancellationToken ct)
    {
        try
        {
            var page = await desk.List(Math.Clamp(limit ?? 50, 1, MostOnPage), after, ct);
            return TypedResults.Ok(new JobList([.. page.Items.Select(job => View(job.Value, clock.GetUtcNow()))], page.Next));
        }
        catch (ArgumentException)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["after"] = ["This is not a 'next' of this list. Begin again without it."] });
        }
    }

    private static async Task<Results<Ok<JobView>, NotFound>> Find(string id, JobDesk desk, TimeProvider clock, CancellationToken ct) =>
        await desk.Find(id, ct) is { } job ? TypedResults.Ok(View(job.Value, clock.GetUtcNow())) : TypedResults.NotFound();

    private static async Task<Results<Ok<JobView>, NotFound, ProblemHttpResult>> Cancel(string id, JobDesk desk, HttpContext http, TimeProvider clock, CancellationToken ct)
    {
        if (await desk.Find(id, ct) is not { Value: var job })
        {
            return TypedResults.NotFound();
        }

        if (!JobFiles.MayChange(http.User, job))
        {
            return Forbidden($"It needs the permission '{job.Needs}'.");
        }

        return job.GoesOn && !job.IsOver()
            ? TypedResults.Problem("What it has begun it goes on with to its end.", statusCode: StatusCodes.Status409Conflict, title: "The job cannot be stopped.")
            : TypedResults.Ok(View((await desk.Cancel(id, ct))!, clock.GetUtcNow()));
    }

    private static async Task<Results<Accepted<JobView>, NotFound, ProblemHttpResult>> Undo(string id, JobDesk desk, HttpContext http, TimeProvider clock, CancellationToken ct)
    {
        if (await desk.Find(id, ct) is not { Value: var job })
        {
            return TypedResults.NotFound();
        }

        if (!JobFiles.MayChange(http.User, job))
        {
            return Forbidden($"It needs the permission '{job.Needs}'.");
        }

        return await desk.Undo(id, Acting.Now?.Actor.Name, ct) is { } undo
            ? Accepted(undo, clock)
            : TypedResults.Problem("It is still under way, changed nothing, or is taken back already.", statusCode: StatusCodes.Status409Conflict, title: "The job cannot be taken back.");
    }

    private static async Task<Results<PushStreamHttpResult, NotFound, ProblemHttpResult>> File(string id, JobDesk desk, JobFiles files, HttpContext http, CancellationToken ct) =>
        await desk.Find(id, ct) is not { Value: var job } || await files.Open(job, ct) is not { } file ? TypedResults.NotFound()
        : JobFiles.MayOpen(http.User, job) ? JobFiles.Download(job, file, http)
        : Forbidden("It is for whoever asked for it, and for owners.");

    private static ProblemHttpResult Forbidden(string why) => TypedResults.Problem(why, statusCode: StatusCodes.Status403Forbidden, title: "This is not for you.");

    /// <summary>The answer to whoever asked for long work.</summary>
    internal static Accepted<JobView> Accepted(Job job, TimeProvider clock) => TypedResults.Accepted($"/api/jobs/{job.Id}", View(job, clock.GetUtcNow()));

    internal static JobView View(Job job, DateTimeOffset now) =>
        new(job.Id, job.Kind, job.Title.English, job.State, job.Total, job.Done, job.Changed, job.CreatedAt)
        {
            Unit = job.Unit,
            By = job.By,
            FinishedAt = job.FinishedAt,
            SecondsLeft = job.Left(now) is { } left ? Math.Round(left.TotalSeconds) : null,
            ProblemCount = job.ProblemCount,
            Problems = job.Problems,
            CanBeUndone = job.CanBeUndone(),
            UndoneIn = job.UndoneIn,
            Failure = job.Failure,
            CanBeStopped = job.CanBeStopped(),
            FileUntil = job.FileGoesAt(),
        };
}
