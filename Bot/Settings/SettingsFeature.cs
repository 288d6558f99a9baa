using Bot.Access;
using Bot.Line;
using Bot.Work;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Settings;

/// <summary>The account as a whole: what LINE says of it, how the bot is, its configuration, backups.</summary>
public static class SettingsFeature
{
    /// <summary>Adds what looks after the account.</summary>
    public static IServiceCollection AddSettings(this IServiceCollection services) => services
        .AddSingleton<LineAccountDesk>()
        .AddSingleton<HealthReader>()
        .AddSingleton<BackupJob>()
        .AddSingleton<IJobInOneGo>(provider => provider.GetRequiredService<BackupJob>())
        .AddSingleton<IJobFile>(provider => provider.GetRequiredService<BackupJob>());

    /// <summary>Maps <c>/account</c>, <c>/health</c> and <c>/backup</c>.</summary>
    public static void MapSettings(this IEndpointRouteBuilder api)
    {
        api.MapGet("/account", Account).WithSummary("The account as LINE tells of it: who, quota, friends, webhook, token.");
        api.MapPost("/account/webhook/test", Test).Needs(Permission.Settings).WithSummary("Has LINE try the address it posts events to.");
        api.MapPut("/account/webhook", Set).Needs(Permission.Settings).WithSummary("Has LINE post events to this address.");
        api.MapGet("/health", Read).WithSummary("Store, LINE, backlog, index, roles, mistakes in files.");
        api.MapGet("/configuration", Configuration).WithSummary("Settings that are no secrets, and where each comes from.");
        api.MapPost("/backup", Backup).Needs(Permission.Settings).WithSummary("A checked copy of the store as a file, made as a job; embedded store only.");
    }

    private static async Task<Ok<LineAccount>> Account(LineAccountDesk desk, CancellationToken ct) => TypedResults.Ok(await desk.Read(ct));

    private static async Task<Ok<Health>> Read(HealthReader reader, CancellationToken ct) => TypedResults.Ok(await reader.Read(ct));

    private static Ok<IReadOnlyList<ConfiguredSetting>> Configuration(IConfiguration configuration) => TypedResults.Ok(Configured.Read(configuration));

    private static async Task<Results<Ok<WebhookTest>, ProblemHttpResult>> Test(LineAccountDesk desk, CancellationToken ct)
    {
        var tried = await desk.Test(ct);
        return tried.Succeeded ? TypedResults.Ok(tried.Value) : Refused(tried.Failure);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Set(WebhookRequest request, LineAccountDesk desk, CancellationToken ct) =>
        (await desk.SetWebhook(request.Endpoint, ct)).Failure is { } failure ? Refused(failure) : TypedResults.NoContent();

    private static async Task<Results<Accepted<JobsApi.JobView>, ProblemHttpResult>> Backup(BackupJob backup, TimeProvider clock, CancellationToken ct) =>
        await backup.Take(jobId: null, ct) is { } job ? JobsApi.Accepted(job, clock) : TypedResults.Problem(
            "Use 'store backup <file>' of the command line, or the server's own means.", statusCode: StatusCodes.Status409Conflict, title: "The store is a server's.");

    private static ProblemHttpResult Refused(LineFailure? failure) => TypedResults.Problem(
        failure?.Message,
        statusCode: failure is LineFailure.BadRequest ? StatusCodes.Status400BadRequest : StatusCodes.Status502BadGateway,
        title: failure is LineFailure.BadRequest ? "LINE does not take this address." : "LINE did not do it.");

    internal sealed record WebhookRequest(string? Endpoint);
}
