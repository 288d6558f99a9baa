using System.Globalization;
using Bot.Access;
using Bot.Storage;
using Bot.Work;
using Microsoft.Extensions.Options;

namespace Bot.Settings;

/// <summary>
/// Copies the store to a checked file to keep elsewhere, which lies beside the store for a day. Only a store in a file of its own is
/// copied; a server has its own means, or <c>store backup</c> of the command line.
/// </summary>
internal sealed class BackupJob(IOptions<StorageOptions> options, IHostEnvironment environment, JobDesk jobs, TimeZoneInfo zone, TimeProvider clock) : IJobInOneGo, IJobFile
{
    public const string KindName = "backup";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public string Name => KindName;

    /// <summary>Whether the store can be copied.</summary>
    public bool CanTake => StoreFile is not null;

    /// <summary>The backup that is being made now, or a new one. Null: the store is a server's.</summary>
    public async Task<Job?> Take(string? jobId, CancellationToken ct)
    {
        if (!CanTake)
        {
            return null;
        }

        return await jobs.BeginAlone(
            new JobRequest(KindName, new("バックアップ", "Backup"), Acting.Now?.Actor.Name)
            {
                Id = jobId,
                Needs = Permission.Settings,
                Unit = JobUnit.Bytes,
                FileName = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).ToString("'botapp-'yyyyMMdd-HHmm'.db'", CultureInfo.InvariantCulture),
                KeepFile = Kept,
            },
            ct);
    }

    public async Task<GoDone> Do(Job job, JobProgress progress, CancellationToken ct)
    {
        var file = FileOf(job) ?? throw new JobFailedException("The store is a server's.");
        if (clock.GetUtcNow() - job.CreatedAt > Kept)
        {
            throw new JobFailedException("The bot was stopped, or is one that was restored, and nobody waits for this backup any more. Make a new one.");
        }

        try
        {
            MakeFolder(Path.GetDirectoryName(file)!);
            File.Delete(file); // Of a process that was killed just before it could say so.

            // Opened beside the one in use, as the command does: what features see of the store need not be the file itself.
            using var store = StoreAddress.OpenExisting(options.Value.ConnectionString, environment.ContentRootPath, []);
            await store.Backup!.Backup(file, progress.Tell, ct);
            return new(new Commit(), Changed: 0);
        }
        catch (Exception failure) when (failure is StoreException or IOException or UnauthorizedAccessException)
        {
            throw new JobFailedException(failure.Message, failure);
        }
    }

    public Task<JobFile?> Open(Job job, CancellationToken ct) => Task.FromResult(FileOf(job) is not { } file || !File.Exists(file) ? null : new JobFile(
        "application/vnd.sqlite3",
        async (stream, stopped) =>
        {
            await using var copy = File.OpenRead(file);
            await copy.CopyToAsync(stream, stopped);
        }));

    public void Forget(Job job)
    {
        if (FileOf(job) is { } file && File.Exists(file))
        {
            File.Delete(file);
        }
    }

    private string? StoreFile => StoreAddress.FileOf(options.Value.ConnectionString, environment.ContentRootPath);

    private string? FileOf(Job job) => StoreFile is { } store ? Path.Combine($"{store}.backups", $"{job.Id}.db") : null;

    // Nobody else on the machine can read what is in it.
    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
