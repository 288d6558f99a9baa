using Bot.Access;
using Bot.Work;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Demo;

/// <summary>Made-up friends in the REST API.</summary>
internal static class DemoApi
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/demo/seed", Seed).Needs(Permission.Settings).WithTags("Jobs").WithSummary("Makes up friends to try things out with, as a job; only where LINE is simulated");

    /// <summary>How many friends there are to be, of which seed, and whether also among others.</summary>
    public sealed record SeedRequest(int Friends, long Seed = 1, bool Add = false);

    private static async Task<Results<Accepted<JobsApi.JobView>, ValidationProblem>> Seed(SeedRequest request, SeedJob job, TimeProvider clock, CancellationToken ct) =>
        request.Friends is >= 1 and <= Seeder.Most
            ? JobsApi.Accepted(await job.Begin(new(request.Friends, request.Seed, request.Add), ct), clock)
            : TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["friends"] = [$"This takes a number from 1 to {Seeder.Most:N0}."] });
}
