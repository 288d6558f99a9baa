namespace Bot.Storage.Mongo;

/// <summary>
/// An index of a collection, as MongoDB's <c>createIndexes</c> takes it. Its name says what is in it, so that a changed
/// declaration is another index.
/// </summary>
internal sealed record MongoIndex(string Name, IReadOnlyList<string> Fields, bool Unique)
{
    /// <summary>
    /// The indexes that a collection's declarations ask for: one for each list, one for each declared index. All but the
    /// unique ones end with the id, which pages are ordered by in the end.
    /// </summary>
    public static IReadOnlyList<MongoIndex> Of(Collection collection)
    {
        var fields = new MongoFilterFields(collection);
        return
        [
            .. collection.Fields.Where(field => field.Many).Select(field => Ordered([fields.NameOf(field.Path)]))
                .Concat(collection.Indexes.Select(index => index.Fields.Select(fields.NameOf).ToList() is var names && index.Unique ? OneEach(names) : Ordered(names)))
                .Where(index => index.Fields[0] != "_id")
                .DistinctBy(index => index.Name),
        ];
    }

    /// <summary>Writes the specification, an element of <c>createIndexes</c>' list.</summary>
    public void Write(BsonWriter bson)
    {
        bson.BeginDocument().BeginDocument("key"u8);
        foreach (var field in Fields)
        {
            bson.Int32(field, 1);
        }

        bson.End().String("name"u8, Name);
        if (Unique)
        {
            // Documents that lack one of the fields are free.
            bson.Boolean("unique"u8, true).BeginDocument("partialFilterExpression"u8);
            foreach (var field in Fields)
            {
                bson.BeginDocument(field).Boolean("$exists"u8, true).End();
            }

            bson.End();
        }

        bson.End();
    }

    private static MongoIndex Ordered(List<string> fields) =>
        new(NameOf(fields), fields.Contains("_id") ? fields : [.. fields, "_id"], Unique: false);

    private static MongoIndex OneEach(List<string> fields) => new($"{NameOf(fields)}_unique", fields, Unique: true);

    private static string NameOf(List<string> fields) => string.Join('_', fields.Select(field => $"{field}_1"));
}
