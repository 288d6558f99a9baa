using Bot.Access;
using Bot.Line;
using Bot.Settings;
using Bot.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bot.Admin.Settings;

/// <summary>The settings: the account at LINE, the shop's configuration, how the bot is, backups.</summary>
internal static class SettingsPages
{
    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/settings", Account);
        console.MapPost("/settings/webhook/test", Test).Needs(Permission.Settings);
        console.MapPost("/settings/webhook", SetWebhook).Needs(Permission.Settings);
        ShopPages.Map(console);
        console.MapGet("/settings/health", Health);
        console.MapGet("/settings/backup", (StoreBackup backup, HttpContext http) => new RazorComponentResult<BackupPage>(new { backup.CanTake, May = http.User.May(Permission.Settings) }));
        console.MapPost("/settings/backup", Backup).Needs(Permission.Settings);
    }

    private static async Task<RazorComponentResult<AccountPage>> Account(LineAccountDesk desk, HttpContext http, CancellationToken ct) =>
        new(new { Account = await desk.Read(ct), May = http.User.May(Permission.Settings) });

    private static async Task<RazorComponentResult<HealthPage>> Health(HealthReader health, CancellationToken ct) =>
        new(new { Health = await health.Read(ct) });

    private static async Task<RazorComponentResult<AccountPage>> Test(LineAccountDesk desk, Reader reader, HttpContext http, CancellationToken ct)
    {
        var tried = await desk.Test(ct);
        var (said, advice) = tried.Succeeded ? WebhookWords.Of(tried.Value, reader) : WebhookWords.Of(tried.Failure, reader);
        return new(new
        {
            Account = await desk.Read(ct),
            May = http.User.May(Permission.Settings),
            Said = said,
            Advice = advice,
            IsSaidGood = tried.Value is { Success: true },
            Detail = tried.Value is { } test ? $"{test.Reason} {test.StatusCode} {test.Detail}".Trim() : tried.Failure!.Message,
        });
    }

    private static async Task<RazorComponentResult<AccountPage>> SetWebhook(
        [FromForm] string? endpoint, LineAccountDesk desk, Reader reader, HttpContext http, CancellationToken ct)
    {
        var done = await desk.SetWebhook(endpoint, ct);
        return new(new
        {
            Account = await desk.Read(ct),
            May = http.User.May(Permission.Settings),
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

    private static async Task<Results<FileStreamHttpResult, RazorComponentResult<BackupPage>>> Backup(StoreBackup backup, HttpContext http, CancellationToken ct)
    {
        try
        {
            return await backup.Take(http, ct) is { } copy ? copy : Page(null);
        }
        catch (StoreException problem)
        {
            return Page(problem.Message);
        }

        RazorComponentResult<BackupPage> Page(string? problem) => new(new { backup.CanTake, May = true, Problem = problem })
        {
            StatusCode = StatusCodes.Status409Conflict,
        };
    }
}
