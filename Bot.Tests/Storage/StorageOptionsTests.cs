using System.ComponentModel.DataAnnotations;
using Bot.Storage;

namespace Bot.Tests.Storage;

public class StorageOptionsTests
{
    [Theory]
    [InlineData(StorageEngine.Sqlite, "Data Source=data/botapp.db")]
    [InlineData(StorageEngine.Mongo, "mongodb://user:p%40ss@one:27017,two:27017/botapp?replicaSet=rs0&tls=true")]
    [InlineData(StorageEngine.Mongo, "mongodb+srv://user:password@cluster.example.net/botapp")]
    public void An_engine_takes_its_own_connection_string(StorageEngine engine, string connectionString) =>
        Assert.Empty(Problems(engine, connectionString));

    [Theory]
    [InlineData(StorageEngine.Sqlite, "mongodb://user:s3cr3t@host/botapp", "Set Storage:Engine to Mongo")]
    [InlineData(StorageEngine.Sqlite, "mongodb+srv://user:s3cr3t@host/botapp", "Set Storage:Engine to Mongo")]
    [InlineData(StorageEngine.Sqlite, "s3cr3t", "must be 'Data Source='")]
    [InlineData(StorageEngine.Mongo, "Data Source=data/botapp.db", "set Storage:Engine to Sqlite")]
    [InlineData(StorageEngine.Mongo, "mongodb://user:s3cr3t@host:port/botapp", "is not a connection string of MongoDB")]
    [InlineData(StorageEngine.Mongo, "user:s3cr3t@host/botapp", "must be MongoDB's, e.g. mongodb://")]
    public void Another_engines_is_refused_with_what_to_change_and_never_repeated(StorageEngine engine, string connectionString, string words)
    {
        var problem = Assert.Single(Problems(engine, connectionString));

        Assert.Contains(words, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", problem, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Problems(StorageEngine engine, string connectionString)
    {
        var options = new StorageOptions { Engine = engine, ConnectionString = connectionString };
        return options.Validate(new ValidationContext(options)).Select(problem => problem.ErrorMessage);
    }
}
