using System.CommandLine;
using Bot.Hosting;
using Bot.Storage;
using Bot.Storage.Sqlite;

namespace Bot.Cli;

/// <summary><c>store</c>: looks after the store's file, also while the bot runs.</summary>
internal static class StoreCommands
{
    public static Command Create() => new("store", "The store: backup, check")
    {
        Backup(),
        Check(),
    };

    private static Command Backup()
    {
        var file = new Argument<FileInfo>("file") { Description = "Where the copy goes; must not exist yet" };
        var command = new Command("backup", "Writes a checked copy of the store, also while the bot runs. To restore: stop the bot, put the copy in the store's place") { file };
        command.SetAction((parsed, ct) => OnStore(
            async store =>
            {
                var target = parsed.GetValue(file)!;
                await store.Backup(target.FullName, ct);
                target.Refresh();
                Console.WriteLine($"{target.FullName}: {target.Length:N0} bytes, checked.");
                return 0;
            }));
        return command;
    }

    private static Command Check()
    {
        var command = new Command("check", "Looks for damage in the store's file");
        command.SetAction((_, ct) => OnStore(
            async store =>
            {
                var damage = await store.Damage(ct);
                Console.WriteLine(damage ?? "No damage found.");
                return damage is null ? 0 : 1;
            }));
        return command;
    }

    private static async Task<int> OnStore(Func<SqliteStore, Task<int>> act)
    {
        try
        {
            if (BotHost.CreateBuilder([], configuration => ConfigurationCheck.Problems(configuration, "Storage")) is not { } builder)
            {
                return 1;
            }

            var options = builder.Configuration.GetSection("Storage").Get<StorageOptions>() ?? new StorageOptions();
            using var store = SqliteStore.Open(SqliteFile.Under(builder.Environment.ContentRootPath, options.ConnectionString), []);
            return await act(store);
        }
        catch (StoreException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
    }
}
