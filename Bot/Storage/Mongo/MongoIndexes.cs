using System.Text;

namespace Bot.Storage.Mongo;

/// <summary>
/// Brings collections and indexes to what is declared. Unique indexes are there before the store is used; others are built
/// in the background. What differs from the declarations is told and never changed.
/// </summary>
internal sealed partial class MongoIndexes(MongoClient client, IReadOnlyCollection<Collection> collections, ILogger logger)
{
    private const int DuplicateKey = 11000;
    private const int NamespaceExists = 48;
    private const int NamespaceNotFound = 26;

    /// <summary>Makes what the store cannot be used without; returns what is left to build.</summary>
    public IReadOnlyList<Missing> Build(bool numbered)
    {
        var there = client.Collections();
        var later = new List<Missing>();
        foreach (var collection in collections)
        {
            var declared = Declared(collection, numbered);
            var isNew = !there.Contains(collection.Name);
            if (isNew)
            {
                Create(collection.Name);
            }

            var existing = isNew ? [] : Existing(collection.Name);
            var missing = declared.Where(index => !existing.ContainsKey(index.Name)).ToList();
            Compare(collection.Name, declared, existing);
            CreateIndexes(collection.Name, [.. missing.Where(index => isNew || index.Unique)]);
            later.AddRange(missing.Where(index => !isNew && !index.Unique).Select(index => new Missing(collection.Name, index)));
        }

        return later;
    }

    /// <summary>Builds an index that queries can do without until it is there.</summary>
    public static void BuildLater(MongoClient client, Missing missing, ILogger logger)
    {
        try
        {
            new MongoIndexes(client, [], logger).CreateIndexes(missing.Collection, [missing.Index]);
            Built(logger, missing.Collection, missing.Index.Name);
        }
        catch (MongoError error) when (error.IsNetwork)
        {
            // The server goes on with it.
            StillBuilding(logger, missing.Collection, missing.Index.Name);
        }
        catch (MongoError error)
        {
            NotBuilt(logger, missing.Collection, missing.Index.Name, error.Message);
        }
    }

    private void Create(string collection)
    {
        try
        {
            client.Write(client.First.Reset().BeginDocument().String("create"u8, collection).End().Written);
        }
        catch (MongoError error) when (error.Code == NamespaceExists)
        {
            // Another instance was first.
        }
    }

    private Dictionary<string, byte[]> Existing(string collection)
    {
        try
        {
            var reply = client.Read(client.First.Reset().BeginDocument()
                .String("listIndexes"u8, collection).BeginDocument("cursor"u8).Int32("batchSize"u8, 1000).End()
                .End().Written);
            return MongoClient.Batch(reply).ToDictionary(index => BsonReader.Find(index, "name"u8).String());
        }
        catch (MongoError error) when (error.Code == NamespaceNotFound)
        {
            return [];
        }
    }

    private void CreateIndexes(string collection, IReadOnlyList<MongoIndex> indexes)
    {
        if (indexes.Count == 0)
        {
            return;
        }

        var command = client.First.Reset().BeginDocument().String("createIndexes"u8, collection).BeginArray("indexes"u8);
        foreach (var index in indexes)
        {
            index.Write(command);
        }

        try
        {
            client.Write(command.End().End().Written);
        }
        catch (MongoError error) when (error.Code == DuplicateKey)
        {
            throw new StoreException(
                $"A unique index of {collection} cannot be made, because documents have the same values: {error.Message} " +
                "Change or delete all but one of them; the index is made by itself then.");
        }
        catch (MongoError error) when (error.IsNetwork)
        {
            throw new StoreException($"MongoDB is building the indexes {string.Join(", ", indexes.Select(index => index.Name))} of {collection}. The store opens by itself when they are there.", error);
        }
    }

    private void Compare(string collection, IReadOnlyList<MongoIndex> declared, Dictionary<string, byte[]> existing)
    {
        foreach (var (name, specification) in existing.Where(index => index.Key != "_id_"))
        {
            if (declared.FirstOrDefault(index => index.Name == name) is not { } known)
            {
                Undeclared(logger, collection, name);
            }
            else if (Meaning(Specification(known)) is var wanted && Meaning(specification) is var found && wanted != found)
            {
                Different(logger, collection, name, found, wanted);
            }
        }
    }

    private static IReadOnlyList<MongoIndex> Declared(Collection collection, bool numbered) =>
        numbered && collection.HasChangeFeed ? [.. MongoIndex.Of(collection), new MongoIndex($"{SequenceFeed.Number}_1", [SequenceFeed.Number], Unique: false)] : MongoIndex.Of(collection);

    private static byte[] Specification(MongoIndex index)
    {
        var bson = new BsonWriter();
        index.Write(bson);
        return bson.Written.ToArray();
    }

    // What makes an index what it is, as text: servers add members of their own and change the types of numbers.
    private static string Meaning(byte[] specification)
    {
        var parts = new List<string>();
        foreach (var member in (string[])["key", "unique", "sparse", "partialFilterExpression", "expireAfterSeconds", "collation"])
        {
            if (BsonReader.Find(specification, Encoding.UTF8.GetBytes(member)) is { IsNull: false } value && !(value.Type == BsonType.Boolean && !value.Boolean()))
            {
                parts.Add($"{member} {Text(value)}");
            }
        }

        return string.Join(", ", parts);
    }

    private static string Text(BsonReader value)
    {
        switch (value.Type)
        {
            case BsonType.Document or BsonType.Array:
                var members = new List<string>();
                for (var inner = value.Document(); inner.Read();)
                {
                    members.Add($"{Encoding.UTF8.GetString(inner.Name)}: {Text(inner)}");
                }

                return $"{{ {string.Join(", ", members)} }}";
            case BsonType.Boolean:
                return value.Boolean() ? "true" : "false";
            case BsonType.Int32 or BsonType.Int64 or BsonType.Double:
                return value.Double().ToString(System.Globalization.CultureInfo.InvariantCulture);
            case BsonType.String:
                return $"'{value.String()}'";
            default:
                return value.Type.ToString();
        }
    }

    /// <summary>An index to build while the store is used already.</summary>
    public sealed record Missing(string Collection, MongoIndex Index);

    [LoggerMessage(LogLevel.Information, "The index {Index} of {Collection} is built.")]
    private static partial void Built(ILogger logger, string collection, string index);

    [LoggerMessage(LogLevel.Information, "MongoDB is still building the index {Index} of {Collection}; queries are slower until it is there.")]
    private static partial void StillBuilding(ILogger logger, string collection, string index);

    [LoggerMessage(LogLevel.Warning, "The index {Index} of {Collection} could not be built, so queries are slower: {Reason}")]
    private static partial void NotBuilt(ILogger logger, string collection, string index, string reason);

    [LoggerMessage(LogLevel.Warning, "The index {Index} of {Collection} is not declared by this version. If you did not make it yourself, drop it in mongosh when no older version runs any more: db.getCollection(…).dropIndex(…)")]
    private static partial void Undeclared(ILogger logger, string collection, string index);

    [LoggerMessage(LogLevel.Warning, "The index {Index} of {Collection} is not as this version declares it: it is {Found}, declared is {Wanted}. Drop it in mongosh and restart the bot, which makes it anew.")]
    private static partial void Different(ILogger logger, string collection, string index, string found, string wanted);
}
