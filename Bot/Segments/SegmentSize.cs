using System.Globalization;
using System.Text.Json.Serialization;

namespace Bot.Segments;

/// <summary>How many friends were in a segment on one day of the shop's calendar.</summary>
public sealed record SegmentSize
{
    /// <summary>The segment and the day, so that two instances that measure at once write one document.</summary>
    public required string Id { get; init; }

    /// <summary>Which segment.</summary>
    public required string SegmentId { get; init; }

    /// <summary>The day, as <c>2026-11-22</c>, which sorts as the days do.</summary>
    [JsonPropertyName("day")]
    public required string DayText { get; init; }

    /// <summary>Friends the condition matched.</summary>
    public required long Count { get; init; }

    /// <summary>Those of them who could be sent to.</summary>
    public required long Reachable { get; init; }

    /// <summary>When it was counted.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The day.</summary>
    [JsonIgnore]
    public DateOnly Day => DateOnly.ParseExact(DayText, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The id of a segment's size on a day.</summary>
    public static string IdOf(string segmentId, string day) => $"{segmentId}:{day}";
}
