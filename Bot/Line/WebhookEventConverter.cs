using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot.Line;

/// <summary>Chooses the record by LINE's <c>type</c>, wherever it stands in the object; other types are unknown events.</summary>
internal sealed class WebhookEventConverter : JsonConverter<WebhookEvent>
{
    public override WebhookEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (WebhookEvent)JsonSerializer.Deserialize(ref reader, LineJson.Wire.Info(RecordFor(JsonPeek.Type(reader))))!;

    public override void Write(Utf8JsonWriter writer, WebhookEvent value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, LineJson.Wire.Info(value.GetType()));

    private static Type RecordFor(string? type) => type switch
    {
        "message" => typeof(MessageEvent),
        "messageEdited" => typeof(MessageEditedEvent),
        "unsend" => typeof(UnsendEvent),
        "follow" => typeof(FollowEvent),
        "unfollow" => typeof(UnfollowEvent),
        "postback" => typeof(PostbackEvent),
        "videoPlayComplete" => typeof(VideoPlayCompleteEvent),
        "beacon" => typeof(BeaconEvent),
        "accountLink" => typeof(AccountLinkEvent),
        "membership" => typeof(MembershipEvent),
        "join" => typeof(JoinEvent),
        "leave" => typeof(LeaveEvent),
        "memberJoined" => typeof(MemberJoinedEvent),
        "memberLeft" => typeof(MemberLeftEvent),
        _ => typeof(UnknownEvent),
    };
}
