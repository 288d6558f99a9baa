using System.CommandLine;
using Bot.Storage;
using Bot.Storage.Moving;

namespace Bot.Cli;

/// <summary><c>store copy</c> and <c>store restore</c>: everything from one store to another, of either engine.</summary>
internal static class StoreCopyCommands
{
    public static Command Copy()
    {
        var from = new Option<string>("--from") { Description = "The store to read: 'Data Source=file' or 'mongodb://…'. Stop the bot first", Required = true };
        var to = new Option<string>("--to") { Description = "The store to fill, empty or the target of the same copy that was stopped", Required = true };
        var command = new Command("copy", "Copies everything between SQLite and MongoDB, either way, and compares both in the end. Stopped, it goes on where it was") { from, to };
        command.SetAction((parsed, ct) => StoreCommands.Told(() => Copy(StoreCommands.Builder(), parsed.GetRequiredValue(from), parsed.GetRequiredValue(to), ct)));
        return command;
    }

    public static Command Restore()
    {
        var file = new Argument<FileInfo>("file") { Description = "A copy made by 'store backup'" };
        var command = new Command("restore", "Fills the configured store, which must be empty, from a backup") { file };
        command.SetAction((parsed, ct) => StoreCommands.Told(() =>
        {
            var builder = StoreCommands.Builder();
            var backup = parsed.GetRequiredValue(file);
            return Copy(builder, $"Data Source={backup.FullName}", StoreCommands.Options(builder).ConnectionString, ct);
        }));
        return command;
    }

    /// <summary>Copies all collections of the product, and says what came over.</summary>
    public static async Task<int> Copy(WebApplicationBuilder builder, string from, string to, CancellationToken ct)
    {
        var collections = StoreCommands.Collections(builder);
        var folder = builder.Environment.ContentRootPath;
        using var source = StoreAddress.OpenExisting(from, folder, [.. collections, StoreCopy.Unfinished]);
        using var target = StoreAddress.Open(to, folder, [.. collections, StoreCopy.Unfinished]);
        var progress = new ProgressLine();
        var copied = await new StoreCopy(source.Movable, target.Movable, collections).Run(copied => progress.Show(Text(copied), copied.Count == copied.Total), ct);
        progress.End();
        foreach (var collection in copied.Where(collection => collection.Count > 0))
        {
            Console.WriteLine($"  {collection.Collection,-20} {collection.Count,12:N0}  {collection.Digest[..16]}");
        }

        Console.WriteLine($"Copied and compared: {copied.Sum(collection => collection.Count):N0} documents are the same in both.");
        return 0;
    }

    private static string Text(CopyProgress progress) =>
        $"{progress.Collection}: {progress.Count:N0} of {progress.Total:N0} ({100 * progress.Count / Math.Max(1, progress.Total)} %)";
}
