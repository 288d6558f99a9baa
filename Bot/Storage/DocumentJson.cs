using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Bot.Storage;

/// <summary>How documents are written as JSON: camelCase, enums by name, no nulls, times as <see cref="StoredTime"/>, bytes as <see cref="StoredBytes"/>, Japanese readable.</summary>
public static class DocumentJson
{
    /// <summary>Options for a feature's source-generated context, e.g. <c>new FriendsJson(DocumentJson.Options())</c>.</summary>
    public static JsonSerializerOptions Options() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowOutOfOrderMetadataProperties = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new StoredTime(), new StoredBytes(), new StoredMemory(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The type's metadata in a source-generated context.</summary>
    public static JsonTypeInfo<T> For<T>(this JsonSerializerContext context) =>
        (JsonTypeInfo<T>)(context.GetTypeInfo(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not in {context.GetType().Name}."));
}
