using Bot.Access;
using Bot.Admin.Work;
using Bot.Line;
using Bot.Settings;
using Bot.Work;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bot.Admin.Settings;

/// <summary>The settings: the account at LINE, the shop's configuration, how the bot is, backups.</summary>
internal static class SettingsPages
{
    private const int LookedAt = 100;

    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/settings", Account);
        console.MapPost("/settings/webhook/test", Test).Needs(Permission.Settings);
        console.MapPost("/settings/webhook", SetWebhook).Needs(Permission.Settings);
        ShopPages.Map(console);
        console.MapGet("/settings/health", Health);
        console.MapGet("/settings/backup", ShowBackups);
        console.MapPost("/settings/backup", Backup).Needs(Permission.Settings);
    }

    private static async Task<RazorComponentResult<AccountPage>> Account(LineAccountDesk desk, CancellationToken ct) =>
        new(new { Account = await desk.Read(ct) });

    private static async Task<RazorComponentResult<HealthPage>> Health(HealthReader health, CancellationToken ct) =>
        new(new { Health = await health.Read(ct) });

    private static async Task<RazorComponentResult<AccountPage>> Test(LineAccountDesk desk, Reader reader, CancellationToken ct)
    {
        var tried = await desk.Test(ct);
        var (said, advice) = tried.Succeeded ? WebhookWords.Of(tried.Value, reader) : WebhookWords.Of(tried.Failure, reader);
        return new(new
        {
            Account = await desk.Read(ct),
            Said = said,
            Advice = advice,
            IsSaidGood = tried.Value is { Success: true },
            Detail = tried.Value is { } test ? $"{test.Reason} {test.StatusCode} {test.Detail}".Trim() : tried.Failure!.Message,
        });
    }

    private static async Task<RazorComponentResult<AccountPage>> SetWebhook(
        [FromForm] string? endpoint, LineAccountDesk desk, Reader reader, CancellationToken ct)
    {
        var done = await desk.SetWebhook(endpoint, ct);
        return new(new
        {
            Account = await desk.Read(ct),
            IsSaidGood = done.Succeeded,
            Said = done.Succeeded
                ? reader.Say("LINEに設定しました。続けて「LINEから届くか試す」を押してください。", "It is set at LINE. Now have LINE try it.")
                : done.Failure is LineFailure.BadRequest ? reader.Say("このアドレスは設定できません。https:// で始まるアドレスを入力してください。", "This address cannot be set. Type one that begins with https://.")
                : WebhookWords.Of(done.Failure, reader).Said,
            Detail = done.Failure?.Message,
            Typed = done.Succeeded ? null : endpoint ?? "",
        })
        {
            StatusCode = done.Succeeded ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }

    private static async Task<RazorComponentResult<BackupPage>> ShowBackups(BackupJob backup, JobDesk jobs, CancellationToken ct) => new(new
    {
        backup.CanTake,
        Latest = (await jobs.List(LookedAt, null, ct)).Items.Select(job => job.Value).FirstOrDefault(job => job.Kind == BackupJob.KindName),
    });

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<ProblemPage>>> Backup([FromForm] string? job, BackupJob backup, JobDesk jobs, CancellationToken ct) =>
        await backup.Take(Guid.TryParseExact(job, "N", out _) ? job : null, ct) is { } begun ? await WorkPages.Show(begun, jobs, ct) : ProblemPage.NotFound();
}
