using Microsoft.Data.Sqlite;

namespace Bot.Storage.Sqlite;

/// <summary>Connection strings: they must name a file, since a store in memory would forget everything.</summary>
internal static class SqliteFile
{
    public static bool IsValid(string connectionString)
    {
        try
        {
            var settings = new SqliteConnectionStringBuilder(connectionString);
            return settings.DataSource is not ("" or ":memory:") && settings.Mode != SqliteOpenMode.Memory;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The file a connection string names, as an absolute path.</summary>
    public static string PathUnder(string folder, string connectionString) =>
        Path.Combine(Path.GetFullPath(folder), new SqliteConnectionStringBuilder(connectionString).DataSource);

    /// <summary>The connection string with its file under the folder, unless it names a place of its own.</summary>
    public static string Under(string folder, string connectionString)
    {
        var settings = new SqliteConnectionStringBuilder(connectionString);
        settings.DataSource = PathUnder(folder, connectionString);
        return settings.ConnectionString;
    }

    /// <summary>Whether another process, such as the bot, has the file open.</summary>
    public static bool IsInUse(string connectionString)
    {
        using var database = Database.OpenCopy(new SqliteConnectionStringBuilder(connectionString));
        return !database.IsAlone();
    }
}
