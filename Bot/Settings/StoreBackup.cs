using System.Globalization;
using Bot.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Settings;

/// <summary>A checked copy of the store as a file to keep elsewhere.</summary>
internal static class StoreBackup
{
    /// <summary>
    /// Writes the copy where nobody else on the machine can read it, gives it out, and deletes it. Null: the store is a server's, which
    /// has its own means, or <c>store backup</c> of the command line.
    /// </summary>
    public static async Task<FileStreamHttpResult?> Take(IDocumentStore store, HttpContext http, TimeZoneInfo zone, TimeProvider clock, CancellationToken ct)
    {
        if (store is not IBackup backup)
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("botapp-backup-");
        http.Response.OnCompleted(() =>
        {
            folder.Delete(recursive: true);
            return Task.CompletedTask;
        });
        var name = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).ToString("'botapp-'yyyyMMdd-HHmm'.db'", CultureInfo.InvariantCulture);
        var file = Path.Combine(folder.FullName, name);
        await backup.Backup(file, ct);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(File.OpenRead(file), "application/vnd.sqlite3", name);
    }
}
