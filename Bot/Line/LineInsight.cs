using System.Text.Json.Serialization;

namespace Bot.Line;

/// <summary>How many people the account had at the end of a day of Japan. The numbers are there once LINE has counted, usually the next day.</summary>
/// <param name="Status"><c>ready</c>, <c>unready</c> or <c>out_of_service</c> (before LINE counted).</param>
public sealed record FollowerStatistics(string Status)
{
    /// <summary>How many ever added the account; it never falls.</summary>
    public long? Followers { get; init; }

    /// <summary>How many a message by attributes can reach.</summary>
    public long? TargetedReaches { get; init; }

    /// <summary>How many block the account.</summary>
    public long? Blocks { get; init; }

    /// <summary>Whether LINE has counted.</summary>
    [JsonIgnore]
    public bool IsReady => Status == "ready";
}

/// <summary>How many messages went out on a day of Japan, by the call that sent them. A number is missing where nothing was sent.</summary>
/// <param name="Status"><c>ready</c>, <c>unready</c> or <c>out_of_service</c> (before LINE counted).</param>
public sealed record DeliveryStatistics(string Status)
{
    /// <summary>Of LINE's console, to all friends.</summary>
    public long? Broadcast { get; init; }

    /// <summary>Of LINE's console, to some friends.</summary>
    public long? Targeting { get; init; }

    /// <summary>Of the bot, to all friends.</summary>
    public long? ApiBroadcast { get; init; }

    /// <summary>Of the bot, to friends LINE chose.</summary>
    public long? ApiNarrowcast { get; init; }

    /// <summary>Of the bot, to several friends at once.</summary>
    public long? ApiMulticast { get; init; }

    /// <summary>Of the bot, to single friends.</summary>
    public long? ApiPush { get; init; }

    /// <summary>Of the bot, as answers.</summary>
    public long? ApiReply { get; init; }
}

/// <summary>
/// What people did with messages. LINE: a number is null where it, or the number of people behind it, is under 20; counted for 14
/// days after the sending (Messaging API reference, Insights).
/// </summary>
public sealed record MessageStatistics(InteractionOverview Overview, IReadOnlyList<BubbleStatistics> Messages, IReadOnlyList<ClickStatistics> Clicks);

/// <summary>What people did with all bubbles together.</summary>
public sealed record InteractionOverview
{
    /// <summary>Of a broadcast or narrowcast: its request id.</summary>
    public string? RequestId { get; init; }

    /// <summary>Of a broadcast or narrowcast: when it went out.</summary>
    [JsonPropertyName("timestamp"), JsonConverter(typeof(UnixSeconds))]
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Of a broadcast or narrowcast: how many got it, under 20 too; null until all is sent.</summary>
    public long? Delivered { get; init; }

    /// <summary>How many people saw any bubble.</summary>
    public long? UniqueImpression { get; init; }

    /// <summary>How many people opened any address.</summary>
    public long? UniqueClick { get; init; }

    /// <summary>How many people started any video or sound.</summary>
    public long? UniqueMediaPlayed { get; init; }

    /// <summary>How many people played any video or sound to its end.</summary>
    public long? UniqueMediaPlayed100Percent { get; init; }
}

/// <summary>What people did with one bubble.</summary>
/// <param name="Seq">Its number in the request, from 1.</param>
public sealed record BubbleStatistics(int Seq)
{
    /// <summary>How often it was shown.</summary>
    public long? Impression { get; init; }

    /// <summary>How many people saw it; by unit only.</summary>
    public long? UniqueImpression { get; init; }

    /// <summary>How often its video or sound was started.</summary>
    public long? MediaPlayed { get; init; }

    /// <summary>How often its video or sound was played to the end.</summary>
    public long? MediaPlayed100Percent { get; init; }
}

/// <summary>How an address in a bubble was opened.</summary>
/// <param name="Seq">The bubble's number in the request, from 1.</param>
/// <param name="Url">The address.</param>
public sealed record ClickStatistics(int Seq, string Url)
{
    /// <summary>How often.</summary>
    public long? Click { get; init; }

    /// <summary>By how many people.</summary>
    public long? UniqueClick { get; init; }

    /// <summary>By how many people, in whichever bubble of the request.</summary>
    public long? UniqueClickOfRequest { get; init; }
}

/// <summary>What ties a friend's LINE account to one at the shop's site, once, within 10 minutes.</summary>
public sealed record IssuedLinkToken(string LinkToken);
