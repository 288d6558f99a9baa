using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot.Calendar;

/// <summary>Days of the week in documents: a list of names from Sunday on, so that equal sets are equal texts.</summary>
public sealed class WeekdaysJson : JsonConverter<IReadOnlySet<DayOfWeek>>
{
    /// <inheritdoc/>
    public override IReadOnlySet<DayOfWeek> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Days of the week are a list.");
        }

        var days = new HashSet<DayOfWeek>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            days.Add(Enum.TryParse<DayOfWeek>(reader.GetString(), ignoreCase: true, out var day) ? day : throw new JsonException("There is no such day of the week."));
        }

        return days;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlySet<DayOfWeek> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var day in value.Order())
        {
            writer.WriteStringValue(JsonNamingPolicy.CamelCase.ConvertName(day.ToString()));
        }

        writer.WriteEndArray();
    }
}
