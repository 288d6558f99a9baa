using System.CommandLine;
using Bot.Hosting;
using Bot.Storage;
using Bot.Storage.Moving;

namespace Bot.Cli;

/// <summary><c>store</c>: looks after the store, copies it and brings it back.</summary>
internal static class StoreCommands
{
    public static Command Create() => new("store", "The store: backup, restore, copy, check")
    {
        Backup(),
        StoreCopyCommands.Restore(),
        StoreCopyCommands.Copy(),
        Check(),
    };

    /// <summary>Runs a command on a store; what is wrong with the store is told in its own words.</summary>
    public static async Task<int> Told(Func<Task<int>> act)
    {
        try
        {
            return await act();
        }
        catch (StoreException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
    }

    /// <summary>The configuration, of which only the store's section and these others must be right.</summary>
    /// <exception cref="StoreException">It is wrong; why was told already.</exception>
    public static WebApplicationBuilder Builder(params IReadOnlyList<string> sections) =>
        BotHost.CreateBuilder([], configuration => [.. sections.Prepend("Storage").SelectMany(section => ConfigurationCheck.Problems(configuration, section))])
        ?? throw new StoreException("Nothing was done.");

    public static StorageOptions Options(WebApplicationBuilder builder) =>
        builder.Configuration.GetSection("Storage").Get<StorageOptions>() ?? new StorageOptions();

    /// <summary>Every collection that a feature declares.</summary>
    public static IReadOnlyList<Collection> Collections(WebApplicationBuilder builder)
    {
        Program.AddFeatures(builder);
        return [.. builder.Services.Select(service => service.ServiceType == typeof(Collection) ? service.ImplementationInstance : null).OfType<Collection>().Distinct().Except([StoreCopy.Unfinished])];
    }

    private static Command Backup()
    {
        var file = new Argument<FileInfo>("file") { Description = "Where the copy goes; must not exist yet" };
        var command = new Command("backup", "Writes a checked copy of the store to a file, also while the bot runs") { file };
        command.SetAction((parsed, ct) => Told(async () =>
        {
            var (builder, target) = (Builder(), parsed.GetRequiredValue(file));
            using var store = Open(builder);
            if (store.Backup is { } backup)
            {
                await ToFile(backup, target.FullName, ct);
            }
            else
            {
                await CopyToFile(builder, target.FullName, ct);
            }

            target.Refresh();
            Console.WriteLine($"{target.FullName}: {target.Length:N0} bytes, checked.");
            return 0;
        }));
        return command;
    }

    private static Command Check()
    {
        var command = new Command("check", "Looks for damage in the store's file, or for what keeps a server's store from working");
        command.SetAction((_, ct) => Told(async () =>
        {
            using var store = Open(Builder());
            var damage = store.Backup is { } file ? await file.Damage(ct) : await store.Documents.Problem(ct);
            Console.WriteLine(damage ?? "No damage found.");
            return damage is null ? 0 : 1;
        }));
        return command;
    }

    private static StoreAddress Open(WebApplicationBuilder builder) =>
        StoreAddress.OpenExisting(Options(builder).ConnectionString, builder.Environment.ContentRootPath, []);

    // Nightly runs are told when it is done, and nothing else.
    private static async Task ToFile(IBackup backup, string file, CancellationToken ct)
    {
        var line = new ProgressLine(isForTerminals: true);
        try
        {
            await backup.Backup(
                file,
                (done, total) => line.Show(done < total ? $"{done:N0} of {total:N0} bytes ({100 * done / Math.Max(1, total)} %)" : $"{total:N0} bytes copied; checking them", isLast: done == total),
                ct);
        }
        finally
        {
            line.End();
        }
    }

    // A file under a name of its own until it is whole, so that no half backup is taken for one.
    private static async Task CopyToFile(WebApplicationBuilder builder, string file, CancellationToken ct)
    {
        if (File.Exists(file))
        {
            throw new StoreException($"{file} is there already: choose another name for the backup.");
        }

        var part = $"{file}.part";
        File.Delete(part);
        await StoreCopyCommands.Copy(builder, Options(builder).ConnectionString, $"Data Source={part}", ct);
        File.Move(part, file);
    }
}
