using System.Text.Json.Serialization;

namespace Bot.Simulator.Platform;

/// <summary>Something that happened on the platform. The facts in order are all there is to know; the journal keeps them.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "fact")]
[JsonDerivedType(typeof(PersonAdded), "person")]
[JsonDerivedType(typeof(CrowdAdded), "crowd")]
[JsonDerivedType(typeof(Followed), "followed")]
[JsonDerivedType(typeof(BlockedAccount), "blocked")]
[JsonDerivedType(typeof(Acted), "acted")]
[JsonDerivedType(typeof(Noticed), "noticed")]
[JsonDerivedType(typeof(Changed), "changed")]
[JsonDerivedType(typeof(Sent), "sent")]
[JsonDerivedType(typeof(NarrowcastTaken), "narrowcast")]
[JsonDerivedType(typeof(NarrowcastDelivered), "narrowcastDelivered")]
[JsonDerivedType(typeof(ContentAdded), "content")]
[JsonDerivedType(typeof(CouponMade), "coupon")]
[JsonDerivedType(typeof(CouponClosed), "couponClosed")]
[JsonDerivedType(typeof(CouponDrawn), "couponDrawn")]
[JsonDerivedType(typeof(CouponUsed), "couponUsed")]
[JsonDerivedType(typeof(AudienceMade), "audience")]
[JsonDerivedType(typeof(AudienceFed), "audienceFed")]
[JsonDerivedType(typeof(AudienceRenamed), "audienceRenamed")]
[JsonDerivedType(typeof(AudienceDeleted), "audienceDeleted")]
[JsonDerivedType(typeof(Interacted), "interacted")]
[JsonDerivedType(typeof(Measured), "measured")]
[JsonDerivedType(typeof(DeliveredBefore), "deliveredBefore")]
[JsonDerivedType(typeof(WebhookSet), "webhook")]
[JsonDerivedType(typeof(ClockMoved), "clock")]
[JsonDerivedType(typeof(Shown), "shown")]
[JsonDerivedType(typeof(QuotaUsed), "quota")]
[JsonDerivedType(typeof(Cleared), "cleared")]
internal abstract record PlatformFact;

internal sealed record PersonAdded(string Id, string Name, string? StatusMessage = null) : PlatformFact
{
    public Standing Standing { get; init; }

    public DateTimeOffset? LastWroteAt { get; init; }

    public DateTimeOffset? FollowedAt { get; init; }

    public DateTimeOffset? FirstFollowedAt { get; init; }

    public DateTimeOffset? BlockedAt { get; init; }
}

/// <summary>Many people at once, for load: their names and ids follow from their numbers.</summary>
internal sealed record CrowdAdded(int Count, bool Friends) : PlatformFact;

internal sealed record Followed(int Person, ChatEntry Note, IssuedReplyToken Token) : PlatformFact;

internal sealed record BlockedAccount(int Person, ChatEntry Note) : PlatformFact;

/// <summary>A person wrote, tapped or chose; a silent postback has no entry.</summary>
internal sealed record Acted(int Person, DateTimeOffset At, IReadOnlyList<ChatEntry> Entries, IReadOnlyList<IssuedReplyToken> Tokens, long QuickRepliesGoneAt) : PlatformFact;

/// <summary>LINE noticed something of a person that shows in no chat, and the bot may answer.</summary>
internal sealed record Noticed(IssuedReplyToken Token) : PlatformFact;

/// <summary>A person changed a text or took a message back.</summary>
internal sealed record Changed(int Person, ChatEntry Entry, IssuedReplyToken? Token) : PlatformFact;

/// <summary>LINE accepted messages of the bot. <see cref="To"/> are those whose phones show them.</summary>
internal sealed record Sent(
    string Via, DateTimeOffset At, IReadOnlyList<int> To, IReadOnlyList<ChatEntry> Entries, int Billed, string RequestId, string? RetryKey, string? UsedReplyToken) : PlatformFact
{
    /// <summary>The bot asked for no ring.</summary>
    public bool Silent { get; init; }

    /// <summary>What the bot wants its statistics gathered under.</summary>
    public string? Unit { get; init; }
}

/// <summary>
/// LINE took a narrowcast on. <see cref="To"/> are those it is meant for, chosen then; <see cref="Reserved"/> of the month's
/// messages are set aside until it is delivered. With an <see cref="ErrorCode"/> it will turn out to have failed.
/// </summary>
internal sealed record NarrowcastTaken(
    string RequestId, DateTimeOffset At, IReadOnlyList<int> To, int Reserved, RawJson Messages, bool Silent, string? RetryKey, int? ErrorCode) : PlatformFact
{
    /// <summary>How many made-up people it is meant for too.</summary>
    public int MadeUp { get; init; }
}

/// <summary>A narrowcast reached so many phones.</summary>
internal sealed record NarrowcastDelivered(string RequestId, DateTimeOffset At, int Reached) : PlatformFact;

/// <summary>In a compacted journal: an entry and the phones it stands on.</summary>
internal sealed record Shown(IReadOnlyList<int> To, ChatEntry Entry) : PlatformFact;

/// <summary>In a compacted journal: this month's count.</summary>
internal sealed record QuotaUsed(DateTimeOffset At, long People) : PlatformFact;

/// <summary>The bot shows that it is busy. News only; no journal keeps it.</summary>
internal sealed record LoadingShown(int Person, DateTimeOffset Until);

/// <summary>Everything was forgotten on purpose.</summary>
internal sealed record Cleared : PlatformFact;

/// <summary>The picture, video or sound of a message a person sent.</summary>
internal sealed record ContentAdded(string MessageId, string MediaType, byte[] Bytes) : PlatformFact
{
    /// <summary>Until then LINE prepares it; null: it was ready at once, as pictures are.</summary>
    public DateTimeOffset? ReadyAt { get; init; }
}

/// <summary>The bot made a coupon of LINE's own; <see cref="Body"/> is its request.</summary>
internal sealed record CouponMade(string CouponId, DateTimeOffset At, RawJson Body) : PlatformFact;

/// <summary>The bot ended a coupon for good.</summary>
internal sealed record CouponClosed(string CouponId, DateTimeOffset At) : PlatformFact;

/// <summary>A person took a coupon, or drew for it in vain.</summary>
internal sealed record CouponDrawn(int Person, string CouponId, DateTimeOffset At, bool Won) : PlatformFact;

/// <summary>A person used a coupon at the shop.</summary>
internal sealed record CouponUsed(int Person, string CouponId, DateTimeOffset At) : PlatformFact;

/// <summary>The bot made an audience. <see cref="Kind"/>: <c>UPLOAD</c>, <c>CLICK</c> or <c>IMP</c>.</summary>
internal sealed record AudienceMade(long AudienceGroupId, string Kind, DateTimeOffset At, string Description) : PlatformFact
{
    /// <summary>Of advertisers' ids, none of which anybody has here.</summary>
    public bool OfAdvertisers { get; init; }

    public string? RequestId { get; init; }

    public string? ClickUrl { get; init; }
}

/// <summary>Ids came for an audience; those of nobody are left out already.</summary>
internal sealed record AudienceFed(long AudienceGroupId, long JobId, DateTimeOffset At, string Description, IReadOnlyList<string> UserIds) : PlatformFact;

internal sealed record AudienceRenamed(long AudienceGroupId, string Description) : PlatformFact;

internal sealed record AudienceDeleted(long AudienceGroupId) : PlatformFact;

/// <summary>A person saw a bubble of the bot, opened an address in it, or watched it to its end.</summary>
internal sealed record Interacted(int Person, long Seq, Interaction What, DateTimeOffset At, string? Url = null) : PlatformFact;

/// <summary>In a compacted journal: a request that LINE still counts interactions of.</summary>
internal sealed record Measured(string RequestId, string Via, DateTimeOffset At, int Delivered, string? Unit, IReadOnlyList<ChatEntry> Entries) : PlatformFact;

/// <summary>In a compacted journal: how many messages of a kind went out on a day.</summary>
internal sealed record DeliveredBefore(string Via, string Day, long Count) : PlatformFact;

internal sealed record WebhookSet(string Url) : PlatformFact;

internal sealed record ClockMoved(TimeSpan Offset) : PlatformFact;

/// <summary>A reply token of an event that happened then.</summary>
internal sealed record IssuedReplyToken(string Token, int Person, DateTimeOffset EventAt);
