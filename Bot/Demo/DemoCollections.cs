using System.Text.Json.Serialization;
using Bot.Storage;

namespace Bot.Demo;

/// <summary>What a store knows of made-up friends.</summary>
public static class DemoCollections
{
    /// <summary>The populations in the store, one document a seed.</summary>
    public static Collection<Seeding> Seedings { get; } =
        new("demoSeedings", DemoJson.Documents.For<Seeding>(), seeding => seeding.Id);
}

/// <summary>So many friends of a population are in the store: those of the numbers from 0. Written in the commit of each batch of them.</summary>
public sealed record Seeding(long Seed, int Friends)
{
    /// <summary>The document's id: the seed.</summary>
    public string Id => Key(Seed);

    /// <summary>The id of the document of this seed.</summary>
    public static string Key(long seed) => seed.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

[JsonSerializable(typeof(Seeding))]
[JsonSerializable(typeof(SeedOrder))]
internal sealed partial class DemoJson : JsonSerializerContext
{
    public static DemoJson Documents { get; } = new(DocumentJson.Options());
}
