using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.Line;

namespace Bot.Simulator;

internal static class SimulatorJson
{
    /// <summary>camelCase, enums by name, nothing written for null, Japanese and emoji left readable.</summary>
    public static JsonSerializerOptions Readable { get; } = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = new ReadableJsonEncoder();
        if (!options.Converters.Any(converter => converter is JsonStringEnumConverter))
        {
            options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        }

        return options;
    }
}
