using System.ComponentModel.DataAnnotations;
using Bot.Storage.Sqlite;

namespace Bot.Storage;

/// <summary>Section <c>Storage</c>: where documents are kept.</summary>
public sealed class StorageOptions : IValidatableObject
{
    /// <summary>Which engine keeps them; Sqlite unless said otherwise.</summary>
    public StorageEngine Engine { get; set; } = StorageEngine.Sqlite;

    /// <summary>For Sqlite <c>Data Source=</c> and a file, relative to the folder the definitions are in.</summary>
    public string ConnectionString { get; set; } = "Data Source=data/botapp.db";

    /// <summary>Refuses a connection string the engine cannot open.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!SqliteFile.IsValid(ConnectionString))
        {
            yield return new("Storage:ConnectionString must be 'Data Source=' and a file, e.g. 'Data Source=data/botapp.db'.", [nameof(ConnectionString)]);
        }
    }
}

/// <summary>The engines documents can be kept in.</summary>
public enum StorageEngine
{
    /// <summary>One file on this machine.</summary>
    Sqlite,
}
