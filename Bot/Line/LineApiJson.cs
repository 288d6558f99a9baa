using System.Text.Json.Serialization;

namespace Bot.Line;

/// <summary>Bodies of LINE's API, both ways.</summary>
[JsonSerializable(typeof(ReplyRequest))]
[JsonSerializable(typeof(PushRequest))]
[JsonSerializable(typeof(MulticastRequest))]
[JsonSerializable(typeof(BroadcastRequest))]
[JsonSerializable(typeof(NarrowcastRequest))]
[JsonSerializable(typeof(NarrowcastProgress))]
[JsonSerializable(typeof(FollowerIds))]
[JsonSerializable(typeof(LineCoupon))]
[JsonSerializable(typeof(MadeLineCoupon))]
[JsonSerializable(typeof(LineCouponDetail))]
[JsonSerializable(typeof(LineCouponPage))]
[JsonSerializable(typeof(MadeAudience))]
[JsonSerializable(typeof(AudienceDetail))]
[JsonSerializable(typeof(AudiencePage))]
[JsonSerializable(typeof(CreateAudienceRequest))]
[JsonSerializable(typeof(AddToAudienceRequest))]
[JsonSerializable(typeof(RenameAudienceRequest))]
[JsonSerializable(typeof(FollowerStatistics))]
[JsonSerializable(typeof(DeliveryStatistics))]
[JsonSerializable(typeof(MessageStatistics))]
[JsonSerializable(typeof(IssuedLinkToken))]
[JsonSerializable(typeof(ValidateRequest))]
[JsonSerializable(typeof(LoadingRequest))]
[JsonSerializable(typeof(WebhookEndpointRequest))]
[JsonSerializable(typeof(SentResponse))]
[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(VerifiedToken))]
[JsonSerializable(typeof(Profile))]
[JsonSerializable(typeof(Quota))]
[JsonSerializable(typeof(QuotaConsumption))]
[JsonSerializable(typeof(BotInfo))]
[JsonSerializable(typeof(WebhookEndpoint))]
[JsonSerializable(typeof(WebhookTest))]
internal sealed partial class LineApiJson : JsonSerializerContext
{
    public static LineApiJson Wire { get; } = new(LineJson.WireOptions());
}

internal sealed record ReplyRequest(string ReplyToken, IReadOnlyList<Message> Messages, bool? NotificationDisabled);

internal sealed record PushRequest(string To, IReadOnlyList<Message> Messages, bool? NotificationDisabled, IReadOnlyList<string>? CustomAggregationUnits);

internal sealed record MulticastRequest(IReadOnlyList<string> To, IReadOnlyList<Message> Messages, bool? NotificationDisabled, IReadOnlyList<string>? CustomAggregationUnits);

internal sealed record BroadcastRequest(IReadOnlyList<Message> Messages, bool? NotificationDisabled);

internal sealed record NarrowcastRequest(
    IReadOnlyList<Message> Messages, NarrowcastRecipient? Recipient, NarrowcastFilter? Filter, NarrowcastLimit? Limit, bool? NotificationDisabled);

internal sealed record NarrowcastFilter(DemographicFilter Demographic);

internal sealed record ValidateRequest(IReadOnlyList<Message> Messages);

internal sealed record LoadingRequest(string ChatId, int LoadingSeconds);

internal sealed record WebhookEndpointRequest(string? Endpoint);

internal sealed record SentResponse(IReadOnlyList<SentMessage>? SentMessages = null);

/// <summary>The API says <c>message</c> and <c>details</c>; the token endpoints say <c>error</c> and <c>error_description</c>.</summary>
internal sealed record ErrorResponse
{
    public string? Message { get; init; }

    public IReadOnlyList<LineErrorDetail>? Details { get; init; }

    public string? Error { get; init; }

    [JsonPropertyName("error_description")]
    public string? ErrorDescription { get; init; }
}

internal sealed record TokenResponse(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("expires_in")] int ExpiresIn);

internal sealed record VerifiedToken([property: JsonPropertyName("expires_in")] long ExpiresIn);
