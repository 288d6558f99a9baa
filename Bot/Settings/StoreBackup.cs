using System.Globalization;
using Bot.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Bot.Settings;

/// <summary>A checked copy of the store as a file to keep elsewhere.</summary>
internal sealed class StoreBackup(IOptions<StorageOptions> options, IHostEnvironment environment, TimeZoneInfo zone, TimeProvider clock)
{
    /// <summary>Whether the store is a file of its own. A server has its own means, or <c>store backup</c> of the command line.</summary>
    public bool CanTake => options.Value.Engine == StorageEngine.Sqlite;

    /// <summary>Writes the copy where nobody else on the machine can read it, gives it out, and deletes it. Null: the store is a server's.</summary>
    public async Task<FileStreamHttpResult?> Take(HttpContext http, CancellationToken ct)
    {
        if (!CanTake)
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

        // Opened beside the one in use, as the command does: what features see of the store need not be the file itself.
        using (var store = StoreAddress.OpenExisting(options.Value.ConnectionString, environment.ContentRootPath, []))
        {
            await store.Backup!.Backup(file, ct);
        }

        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(File.OpenRead(file), "application/vnd.sqlite3", name);
    }
}
