using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Bot.Line;

/// <summary>
/// LINE's JSON: messages and actions as LINE reads them, events as LINE writes them. Members we do not know are ignored,
/// nulls are left out, Japanese and emoji are written as they are.
/// </summary>
[JsonSerializable(typeof(IReadOnlyList<Message>))]
[JsonSerializable(typeof(List<Message>))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(FlexContainer))]
[JsonSerializable(typeof(LineAction))]
[JsonSerializable(typeof(QuickReply))]
[JsonSerializable(typeof(WebhookEvent))]
[JsonSerializable(typeof(MessageEvent))]
[JsonSerializable(typeof(MessageEditedEvent))]
[JsonSerializable(typeof(UnsendEvent))]
[JsonSerializable(typeof(FollowEvent))]
[JsonSerializable(typeof(UnfollowEvent))]
[JsonSerializable(typeof(PostbackEvent))]
[JsonSerializable(typeof(VideoPlayCompleteEvent))]
[JsonSerializable(typeof(BeaconEvent))]
[JsonSerializable(typeof(AccountLinkEvent))]
[JsonSerializable(typeof(MembershipEvent))]
[JsonSerializable(typeof(JoinEvent))]
[JsonSerializable(typeof(LeaveEvent))]
[JsonSerializable(typeof(MemberJoinedEvent))]
[JsonSerializable(typeof(MemberLeftEvent))]
[JsonSerializable(typeof(UnknownEvent))]
[JsonSerializable(typeof(ReceivedText))]
[JsonSerializable(typeof(ReceivedMedia))]
[JsonSerializable(typeof(ReceivedFile))]
[JsonSerializable(typeof(ReceivedLocation))]
[JsonSerializable(typeof(ReceivedSticker))]
[JsonSerializable(typeof(UnknownReceivedMessage))]
internal sealed partial class LineJson : JsonSerializerContext
{
    /// <summary>The one instance: what goes over the wire.</summary>
    public static LineJson Wire { get; } = new(WireOptions());

    /// <summary>How LINE's JSON is written; a new instance for each context that wants to write so.</summary>
    public static JsonSerializerOptions WireOptions() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = new ReadableJsonEncoder(),
        AllowOutOfOrderMetadataProperties = true,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>The metadata of a type of this context.</summary>
    public JsonTypeInfo Info(Type type) =>
        GetTypeInfo(type) ?? throw new InvalidOperationException($"{type.Name} is not in {nameof(LineJson)}.");

    /// <summary>The messages as the JSON array that LINE takes.</summary>
    public static byte[] ToUtf8(IReadOnlyList<Message> messages) => JsonSerializer.SerializeToUtf8Bytes(messages, Wire.IReadOnlyListMessage);

    /// <summary>The messages as a JSON array in memory.</summary>
    public static JsonElement ToElement(IReadOnlyList<Message> messages) => JsonSerializer.SerializeToElement(messages, Wire.IReadOnlyListMessage);

    /// <summary>A Flex Message's container as JSON in memory.</summary>
    public static JsonElement ToElement(FlexContainer container) => JsonSerializer.SerializeToElement(container, Wire.FlexContainer);

    /// <summary>How many bytes of JSON the container takes.</summary>
    public static int Length(FlexContainer container) => JsonSerializer.SerializeToUtf8Bytes(container, Wire.FlexContainer).Length;

    /// <summary>A Flex Message's container. Throws <see cref="JsonException"/> for what is none.</summary>
    public static FlexContainer ParseFlex(JsonElement container) =>
        container.Deserialize(Wire.FlexContainer) ?? throw new JsonException("A Flex Message's container is an object.");

    /// <summary>The messages of a JSON array. Throws <see cref="JsonException"/> for what is none.</summary>
    public static IReadOnlyList<Message> ParseMessages(JsonElement messages) => messages.Deserialize(Wire.ListMessage) ?? [];
}
