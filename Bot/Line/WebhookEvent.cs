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

    /// <summary>Null where LINE does not say, e.g. when linking an account failed.</summary>
    public EventSource? Source { get; init; }

    /// <summary>Whether LINE sends it for the first time or again.</summary>
    public DeliveryContext DeliveryContext { get; init; } = new(IsRedelivery: false);

    /// <summary>The one-use right to answer, where the event has one. Good for about a minute.</summary>
    public string? ReplyToken { get; init; }

    /// <summary>When it happened, in UTC; events may arrive in another order.</summary>
    [JsonIgnore]
    public DateTimeOffset HappenedAt => DateTimeOffset.FromUnixTimeMilliseconds(Timestamp);

    /// <summary>The person, in a one-to-one chat; null in groups, rooms and where LINE may not tell.</summary>
    [JsonIgnore]
    public string? FriendId => Source is { Type: "user" } ? Source.UserId : null;
}

/// <summary>Where the event comes from. Type is <c>user</c>, <c>group</c> or <c>room</c>.</summary>
public sealed record EventSource(string Type, string? UserId = null, string? GroupId = null, string? RoomId = null);

/// <summary>Redelivery: LINE got no 2xx in time, and this is the same event again.</summary>
public sealed record DeliveryContext(bool IsRedelivery = false);

/// <summary>Someone sent the bot a message.</summary>
public sealed record MessageEvent(ReceivedMessage Message) : WebhookEvent;

/// <summary>The friend changed a text they had sent; same message id, new text.</summary>
public sealed record MessageEditedEvent(ReceivedMessage Message) : WebhookEvent;

/// <summary>The friend took a message back: what is stored of it must go.</summary>
public sealed record UnsendEvent(UnsentMessage Unsend) : WebhookEvent;

/// <summary>The id of the message that was taken back.</summary>
public sealed record UnsentMessage(string MessageId);

/// <summary>Someone added the account, or unblocked it.</summary>
public sealed record FollowEvent : WebhookEvent
{
    /// <summary>Null in LINE's older events.</summary>
    public FollowDetail? Follow { get; init; }

    /// <summary>Unblocked, not newly added; LINE itself says that it is not always right.</summary>
    [JsonIgnore]
    public bool IsUnblocked => Follow?.IsUnblocked ?? false;
}

/// <summary>What LINE adds to a follow: whether the account had been blocked.</summary>
public sealed record FollowDetail(bool IsUnblocked = false);

/// <summary>The friend blocked the account.</summary>
public sealed record UnfollowEvent : WebhookEvent;

/// <summary>The friend tapped something that sends data to the bot.</summary>
public sealed record PostbackEvent(Postback Postback) : WebhookEvent;

/// <summary>The data the bot itself gave the action. LINE: at most 300 UTF-16 units (Messaging API reference, Action objects).</summary>
public sealed record Postback(string Data)
{
    /// <summary>Null for a plain postback action.</summary>
    public PostbackParams? Params { get; init; }
}

/// <summary>What the date picker or the rich menu switch adds to a postback.</summary>
public sealed record PostbackParams
{
    /// <summary>The date chosen, e.g. <c>2026-11-21</c>; no time zone.</summary>
    public string? Date { get; init; }

    /// <summary>The time chosen, e.g. <c>10:00</c>; no time zone.</summary>
    public string? Time { get; init; }

    /// <summary>The moment chosen, e.g. <c>2026-11-21T10:00</c>; no time zone.</summary>
    public string? Datetime { get; init; }

    /// <summary>The alias of the menu now shown; null when the switch failed.</summary>
    public string? NewRichMenuAliasId { get; init; }

    /// <summary>How the switch went: <c>SUCCESS</c>, <c>RICHMENU_ALIAS_ID_NOTFOUND</c>, <c>RICHMENU_NOTFOUND</c> or <c>FAILED</c>.</summary>
    public string? Status { get; init; }
}

/// <summary>The friend watched a video message to its end; one-to-one chats only.</summary>
public sealed record VideoPlayCompleteEvent(VideoPlayComplete VideoPlayComplete) : WebhookEvent;

/// <summary>The tracking id the bot gave the video. LINE: at most 100 characters (Messaging API reference, Message objects).</summary>
public sealed record VideoPlayComplete(string TrackingId);

/// <summary>The friend came near a LINE Beacon, stays there, or tapped its banner.</summary>
public sealed record BeaconEvent(Beacon Beacon) : WebhookEvent;

/// <summary>The beacon's hardware id; type <c>enter</c>, <c>banner</c> or <c>stay</c>; and its device message in hex, if it sent one.</summary>
public sealed record Beacon(string Hwid, string Type, string? Dm = null);

/// <summary>The friend tied, or failed to tie, their LINE account to one at the shop's own site.</summary>
public sealed record AccountLinkEvent(AccountLink Link) : WebhookEvent;

/// <summary>Result <c>ok</c> or <c>failed</c>, and the nonce that the shop's login page gave.</summary>
public sealed record AccountLink(string Result, string? Nonce = null);

/// <summary>The friend joined, left or renewed a paid membership of LINE's.</summary>
public sealed record MembershipEvent(Membership Membership) : WebhookEvent;

/// <summary>Type <c>joined</c>, <c>left</c> or <c>renewed</c>, and LINE's number of the membership.</summary>
public sealed record Membership(string Type, long MembershipId);

/// <summary>The account was added to a group or room.</summary>
public sealed record JoinEvent : WebhookEvent;

/// <summary>The account was removed from a group or room: nothing can be answered.</summary>
public sealed record LeaveEvent : WebhookEvent;

/// <summary>People came into a group or room the account is in.</summary>
public sealed record MemberJoinedEvent(Members Joined) : WebhookEvent;

/// <summary>People left a group or room the account is in: nothing can be answered.</summary>
public sealed record MemberLeftEvent(Members Left) : WebhookEvent;

/// <summary>The people of a group who came or went. (LINE names the list <c>members</c>.)</summary>
public sealed record Members([property: JsonPropertyName("members")] IReadOnlyList<EventSource> List);

/// <summary>An event of a type, or a shape, that we do not know; kept, never acted upon.</summary>
public sealed record UnknownEvent : WebhookEvent;
