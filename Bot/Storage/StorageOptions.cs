using System.ComponentModel.DataAnnotations;
using Bot.Storage.Mongo;
using Bot.Storage.Sqlite;

namespace Bot.Storage;

/// <summary>Section <c>Storage</c>: where documents are kept.</summary>
public sealed class StorageOptions : IValidatableObject
{
    /// <summary>Which engine keeps them; Sqlite unless said otherwise.</summary>
    public StorageEngine Engine { get; set; } = StorageEngine.Sqlite;

    /// <summary>
    /// For Sqlite <c>Data Source=</c> and a file, relative to the folder the definitions are in; for Mongo <c>mongodb://</c>
    /// or <c>mongodb+srv://</c> with everything MongoDB allows there.
    /// </summary>
    public string ConnectionString { get; set; } = "Data Source=data/botapp.db";

    /// <summary>Refuses a connection string the engine cannot open. It may hold a password, so it is never repeated.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Problem() is { } problem)
        {
            yield return new(problem, [nameof(ConnectionString)]);
        }
    }

    private string? Problem() => (Engine, MongoUri.Looks(ConnectionString)) switch
    {
        (StorageEngine.Sqlite, true) =>
            "Storage:ConnectionString names a MongoDB, but Storage:Engine is Sqlite. Set Storage:Engine to Mongo, or Storage:ConnectionString to 'Data Source=' and a file.",
        (StorageEngine.Sqlite, false) => SqliteFile.IsValid(ConnectionString)
            ? null
            : "Storage:ConnectionString must be 'Data Source=' and a file, e.g. 'Data Source=data/botapp.db'.",
        (_, false) =>
            "Storage:Engine is Mongo, so Storage:ConnectionString must be MongoDB's, e.g. mongodb://user:password@host:27017/botapp?replicaSet=rs0. Write that, or set Storage:Engine to Sqlite.",
        _ => MongoUri.ProblemOf(ConnectionString),
    };
}

/// <summary>The engines documents can be kept in.</summary>
public enum StorageEngine
{
    /// <summary>One file on this machine.</summary>
    Sqlite,

    /// <summary>A MongoDB replica set or sharded cluster, which several instances can share.</summary>
    Mongo,
}
