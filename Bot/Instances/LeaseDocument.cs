using System.Text.Json.Serialization;
using Bot.Storage;

namespace Bot.Instances;

/// <summary>
/// Who has a role. It holds no times, since no two machines' clocks agree: the holder writes it again and again, and the
/// document's version, growing, is its heart beat.
/// </summary>
public sealed record LeaseDocument
{
    /// <summary>The role.</summary>
    public required string Id { get; init; }

    /// <summary>The instance that has it; null when the last one gave it back.</summary>
    public string? Holder { get; init; }

    /// <summary>Grows with each new holder, and each time a holder begins anew.</summary>
    public required long Fence { get; init; }
}

/// <summary>The documents of instances.</summary>
public static class InstanceCollections
{
    /// <summary>Who has which role, by the role.</summary>
    public static Collection<LeaseDocument> Leases { get; } =
        new Collection<LeaseDocument>("leases", InstancesJson.Documents.For<LeaseDocument>(), lease => lease.Id).OfTheMoment()
            .Traced(Trace.Nothing);

    /// <summary>What the instance started last was set to, as digests.</summary>
    public static Collection<SettingsDocument> Settings { get; } =
        new Collection<SettingsDocument>("settings", InstancesJson.Documents.For<SettingsDocument>(), settings => settings.Id).OfTheMoment()
            .Traced(Trace.Nothing);
}

[JsonSerializable(typeof(LeaseDocument))]
[JsonSerializable(typeof(SettingsDocument))]
internal sealed partial class InstancesJson : JsonSerializerContext
{
    public static InstancesJson Documents { get; } = new(DocumentJson.Options());
}
