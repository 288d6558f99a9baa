using Bot.Access;
using Bot.Friends;
using Bot.Work;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.PersonalData;

/// <summary>All that is kept of a friend, in the REST API.</summary>
internal static class PersonalDataApi
{
    // Most friends are erased long before; whoever erases one who takes longer is told where to look.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder api)
    {
        var friends = api.MapGroup("/friends").WithTags("Friends");
        friends.MapDelete("/{userId}", Erase).Needs(Permission.Erase).WithSummary("Erase everything kept of a friend: the receipt, or where it takes longer the job");
        friends.MapPost("/{userId}/export", Export).Needs(Permission.Friends).GivesDataOut().WithSummary("Write a file of everything kept of a friend, as a job; its file is at /jobs/{id}/file");
    }

    private static async Task<Results<Ok<ErasureReceipt>, Accepted<JobsApi.JobView>, NotFound>> Erase(
        string userId, PersonalDataDesk desk, JobDesk jobs, TimeProvider clock, CancellationToken ct)
    {
        if (await desk.Erase(userId, jobId: null, ct) is not { } begun)
        {
            return TypedResults.NotFound();
        }

        var job = await jobs.UntilOver(begun.Id, Patience, ct) ?? begun;
        return job.State != JobState.Done ? JobsApi.Accepted(job, clock)
            : await desk.Receipt(job.Id, ct) is { } receipt ? TypedResults.Ok(receipt)
            : TypedResults.NotFound();
    }

    private static async Task<Results<Accepted<JobsApi.JobView>, NotFound>> Export(string userId, PersonalDataDesk desk, TimeProvider clock, CancellationToken ct) =>
        await desk.Export(userId, jobId: null, ct) is { } job ? JobsApi.Accepted(job, clock) : TypedResults.NotFound();
}
