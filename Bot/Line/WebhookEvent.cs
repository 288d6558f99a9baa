using System.Text.Json.Serialization;

namespace Bot.Line;

/// <summary>
/// One event. An event of a type we do not know is an <see cref="UnknownEvent"/>, never an error: LINE adds types without
/// notice.
/// </summary>
[JsonConverter(typeof(WebhookEventConverter))]
public abstract record WebhookEvent
{
    /// <summary>LINE's name of the event, e.g. <c>message</c>.</summary>
    [JsonPropertyOrder(-1)]
    public required string Type { get; init; }

    /// <summary>A ULID; the same in every redelivery of the event. Where LINE gave none: a digest of the event.</summary>
    public required string WebhookEventId { get; init; }

    /// <summary>When it happened, in milliseconds since 1970 (UTC).</summary>
    public required long Timestamp { get; init; }

    /// <summary><c>active</c>, or <c>standby</c> when another module holds the chat: then nothing may be sent.</summary>
    public string Mode { get; init; } = "active";

    public EventSource? Source { get; init; }

    public DeliveryContext DeliveryContext { get; init; } = new(IsRedelivery: false);

    /// <summary>The one-use right to answer, where the event has one. Good for about a minute.</summary>
    public string? ReplyToken { get; init; }

    [JsonIgnore]
    public DateTimeOffset HappenedAt => DateTimeOffset.FromUnixTimeMilliseconds(Timestamp);

    /// <summary>The person, in a one-to-one chat; null in groups, rooms and where LINE may not tell.</summary>
    [JsonIgnore]
    public string? FriendId => Source is { Type: "user" } ? Source.UserId : null;
}

/// <summary>Where the event comes from. Type is <c>user</c>, <c>group</c> or <c>room</c>.</summary>
public sealed record EventSource(string Type, string? UserId = null, string? GroupId = null, string? RoomId = null);

public sealed record DeliveryContext(bool IsRedelivery = false);

public sealed record MessageEvent(ReceivedMessage Message) : WebhookEvent;

/// <summary>The friend changed a text they had sent; same message id, new text.</summary>
public sealed record MessageEditedEvent(ReceivedMessage Message) : WebhookEvent;

/// <summary>The friend took a message back: what is stored of it must go.</summary>
public sealed record UnsendEvent(UnsentMessage Unsend) : WebhookEvent;

public sealed record UnsentMessage(string MessageId);

/// <summary>Someone added the account, or unblocked it.</summary>
public sealed record FollowEvent : WebhookEvent
{
    public FollowDetail? Follow { get; init; }

    [JsonIgnore]
    public bool IsUnblocked => Follow?.IsUnblocked ?? false;
}

public sealed record FollowDetail(bool IsUnblocked = false);

/// <summary>The friend blocked the account.</summary>
public sealed record UnfollowEvent : WebhookEvent;

public sealed record PostbackEvent(Postback Postback) : WebhookEvent;

public sealed record Postback(string Data)
{
    public PostbackParams? Params { get; init; }
}

/// <summary>What the date picker or the rich menu switch adds to a postback.</summary>
public sealed record PostbackParams
{
    public string? Date { get; init; }

    public string? Time { get; init; }

    public string? Datetime { get; init; }

    public string? NewRichMenuAliasId { get; init; }

    public string? Status { get; init; }
}

public sealed record VideoPlayCompleteEvent(VideoPlayComplete VideoPlayComplete) : WebhookEvent;

public sealed record VideoPlayComplete(string TrackingId);

public sealed record BeaconEvent(Beacon Beacon) : WebhookEvent;

public sealed record Beacon(string Hwid, string Type, string? Dm = null);

public sealed record AccountLinkEvent(AccountLink Link) : WebhookEvent;

public sealed record AccountLink(string Result, string? Nonce = null);

public sealed record MembershipEvent(Membership Membership) : WebhookEvent;

public sealed record Membership(string Type, long MembershipId);

public sealed record JoinEvent : WebhookEvent;

public sealed record LeaveEvent : WebhookEvent;

public sealed record MemberJoinedEvent(Members Joined) : WebhookEvent;

public sealed record MemberLeftEvent(Members Left) : WebhookEvent;

/// <summary>The people of a group who came or went. (LINE names the list <c>members</c>.)</summary>
public sealed record Members([property: JsonPropertyName("members")] IReadOnlyList<EventSource> List);

/// <summary>An event of a type, or a shape, that we do not know; kept, never acted upon.</summary>
public sealed record UnknownEvent : WebhookEvent;
