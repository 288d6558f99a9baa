using System.Security.Claims;
using Bot.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Work;

/// <summary>Gives out the file that a kind of job writes.</summary>
public interface IJobFile
{
    /// <summary>The kind of job.</summary>
    string Name { get; }

    /// <summary>The file of a job that is done; null: it is not there any more.</summary>
    Task<JobFile?> Open(Job job, CancellationToken ct);
}

/// <summary>A file that came of a job.</summary>
/// <param name="ContentType">What it is.</param>
/// <param name="Write">Writes it.</param>
public sealed record JobFile(string ContentType, Func<Stream, CancellationToken, Task> Write);

/// <summary>The files that came of jobs, for whoever asked for them and for owners.</summary>
public sealed class JobFiles(IEnumerable<IJobFile> kinds)
{
    /// <summary>The file; null: none came of the job, or it is not there any more.</summary>
    public async Task<JobFile?> Open(Job job, CancellationToken ct) =>
        job.IsFileWritten() && kinds.FirstOrDefault(kind => kind.Name == job.Kind) is { } kind ? await kind.Open(job, ct) : null;

    /// <summary>The file as it is downloaded, under the job's name for it.</summary>
    public static PushStreamHttpResult Download(Job job, JobFile file, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(stream => file.Write(stream, http.RequestAborted), file.ContentType, job.FileName);
    }

    /// <summary>Whether the caller may stop the job or take it back.</summary>
    public static bool MayChange(ClaimsPrincipal caller, Job job) => caller.May(job.Needs ?? Permission.Friends);

    /// <summary>Whether the caller may have its file: who asked for it, or an owner.</summary>
    public static bool MayOpen(ClaimsPrincipal caller, Job job) => MayChange(caller, job) && (caller.May(Permission.People) || IsFor(job, Acting.Now?.Actor));

    // Keys that belong to nobody are told apart by their names alone.
    private static bool IsFor(Job job, Actor? actor) =>
        actor is not null && job.ByPersonId == actor.PersonId && (actor.PersonId is not null || job.By == actor.Name);
}
