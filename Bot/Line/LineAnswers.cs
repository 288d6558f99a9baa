namespace Bot.Line;

/// <summary>LINE accepted the messages: now, or at an earlier attempt with the same retry key.</summary>
public sealed record Sent(IReadOnlyList<SentMessage> Messages)
{
    /// <summary>LINE's id of this request.</summary>
    public string? RequestId { get; init; }

    /// <summary>LINE's id of the earlier request that was accepted; null when this one was.</summary>
    public string? AcceptedRequestId { get; init; }
}

/// <summary>A message LINE took: its id (decimal digits), and the token to quote it by where its type can be quoted.</summary>
public sealed record SentMessage(string Id, string? QuoteToken = null);

/// <summary>Done; there is nothing more to say.</summary>
public sealed record Done;

/// <summary>How a friend presents themselves.</summary>
public sealed record Profile(string UserId, string DisplayName)
{
    /// <summary>Null: they show no picture.</summary>
    public string? PictureUrl { get; init; }

    /// <summary>The line beneath their name; null: they wrote none.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>BCP 47; only from those who agreed to LINE's privacy policy.</summary>
    public string? Language { get; init; }
}

/// <summary>How many messages the plan allows in a month.</summary>
public sealed record Quota(string Type, long? Value = null)
{
    /// <summary>Null: unlimited.</summary>
    public long? Limit => Type == "limited" ? Value : null;
}

/// <summary>How many messages went out this month, approximately; those of LINE's own console count too.</summary>
public sealed record QuotaConsumption(long TotalUsage);

/// <summary>The account itself.</summary>
public sealed record BotInfo(string UserId, string BasicId, string DisplayName)
{
    /// <summary>The <c>@</c> id the shop bought; null: only the basic id.</summary>
    public string? PremiumId { get; init; }

    /// <summary>Null: the account shows no picture.</summary>
    public string? PictureUrl { get; init; }

    /// <summary><c>chat</c> or <c>bot</c>.</summary>
    public string? ChatMode { get; init; }

    /// <summary><c>auto</c> or <c>manual</c>.</summary>
    public string? MarkAsReadMode { get; init; }
}

/// <summary>Until when LINE takes the channel's token; null: it has no end, or the bot fetches a new one by itself.</summary>
public sealed record TokenLife(DateTimeOffset? EndsAt)
{
    /// <summary>How long before the end somebody should see to it.</summary>
    public static TimeSpan Notice { get; } = TimeSpan.FromDays(7);

    /// <summary>Whether it ends so soon that somebody should see to it.</summary>
    public bool EndsSoon(DateTimeOffset now) => EndsAt - now <= Notice;
}

/// <summary>Where LINE posts events, and whether it does.</summary>
public sealed record WebhookEndpoint(string Endpoint, bool Active);

/// <summary>What LINE met when it tried the webhook's address.</summary>
public sealed record WebhookTest(bool Success, int StatusCode, string Reason)
{
    /// <summary>When LINE tried it.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>LINE's words for the reason, e.g. the status it was answered with.</summary>
    public string? Detail { get; init; }
}

/// <summary>Some of those who follow the account.</summary>
public sealed record FollowerIds(IReadOnlyList<string> UserIds)
{
    /// <summary>Where the rest begins, good for 24 hours; null: there is no more.</summary>
    public string? Next { get; init; }
}

/// <summary>The bytes of a picture, video, audio or file that a friend sent.</summary>
public abstract record MessageContent
{
    /// <summary>
    /// Here it comes. Dispose it; the stream is LINE's connection. It breaks off with an <see cref="IOException"/> where it
    /// turns out longer than <see cref="LineOptions.LargestContent"/>.
    /// </summary>
    public sealed record Ready(Stream Stream, string ContentType, long? Length) : MessageContent, IDisposable
    {
        /// <summary>Ends LINE's connection.</summary>
        public void Dispose() => Stream.Dispose();
    }

    /// <summary>LINE was still preparing the video or audio after <see cref="LineOptions.ContentWait"/>: ask again later.</summary>
    public sealed record Preparing : MessageContent;

    /// <summary>It has more bytes than <see cref="LineOptions.LargestContent"/> allows; none of them was read.</summary>
    public sealed record TooLarge(long Length) : MessageContent;
}

/// <summary>The calls for which LINE checks messages without sending them.</summary>
public enum MessageCall
{
    /// <summary>Answers an event, by its reply token.</summary>
    Reply,
    /// <summary>To one friend.</summary>
    Push,
    /// <summary>To several friends. LINE: at most 500 a request (Messaging API reference, Send multicast message).</summary>
    Multicast,
    /// <summary>To friends LINE chooses by audiences and attributes.</summary>
    Narrowcast,
    /// <summary>To all friends.</summary>
    Broadcast,
}
