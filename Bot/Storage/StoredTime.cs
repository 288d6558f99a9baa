using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot.Storage;

/// <summary>
/// Times as documents hold them: UTC, fixed width, whole milliseconds (what MongoDB keeps), so that text order is time order.
/// </summary>
public sealed class StoredTime : JsonConverter<DateTimeOffset>
{
    private const string Pattern = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The time as documents hold it, e.g. <c>2026-11-21T10:00:00.000Z</c>; what is finer than a millisecond is cut off.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString(Pattern, CultureInfo.InvariantCulture);

    /// <summary>The time a document would give back: without what is finer than a millisecond, and in UTC.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    /// <summary>Reads an ISO 8601 time (extended format) as UTC.</summary>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().ToUniversalTime();

    /// <summary>Writes the one form documents hold.</summary>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> utf8 = stackalloc byte[32];
        value.UtcDateTime.TryFormat(utf8, out var written, Pattern, CultureInfo.InvariantCulture);
        writer.WriteStringValue(utf8[..written]);
    }
}
