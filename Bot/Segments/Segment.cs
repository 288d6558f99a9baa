using System.Text.Json.Serialization;
using Bot.Storage;

namespace Bot.Segments;

/// <summary>A condition that was given a name, so that it can be used again.</summary>
public sealed record Segment
{
    /// <summary>Lower-case letters, digits and hyphens, at most 60.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it, at most 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>In its canonical form.</summary>
    public required string Condition { get; init; }

    /// <summary>When it was first saved; a later save keeps it.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last saved.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>The documents of segments.</summary>
public static class SegmentCollections
{
    /// <summary>The saved segments, by id.</summary>
    public static Collection<Segment> Segments { get; } =
        new Collection<Segment>("segments", SegmentsJson.Documents.For<Segment>(), segment => segment.Id)
            .Field("name", FieldKind.Text, segment => segment.Name)
            .IndexedBy("name")
            .Traced(Trace.Values);

    /// <summary>How many friends were in a segment, a document a day.</summary>
    public static Collection<SegmentSize> Sizes { get; } =
        new Collection<SegmentSize>("segmentSizes", SegmentsJson.Documents.For<SegmentSize>(), size => size.Id)
            .Field("segmentId", FieldKind.Text, size => size.SegmentId)
            .Field("day", FieldKind.Text, size => size.DayText)
            .IndexedBy("segmentId", "day")
            .Traced(Trace.Nothing);
}

[JsonSerializable(typeof(Segment))]
[JsonSerializable(typeof(SegmentSize))]
internal sealed partial class SegmentsJson : JsonSerializerContext
{
    public static SegmentsJson Documents { get; } = new(DocumentJson.Options());
}
