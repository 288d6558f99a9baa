using System.Globalization;
using Bot.Storage;

namespace Bot.Links;

/// <summary>
/// That a friend tapped a link of a mailing: when first and last, and how often. The friend is the one its message went to, and
/// stands only there: with them erased, nobody knows any more whose it was.
/// </summary>
public sealed record LinkClick
{
    /// <summary>Of the message and the link.</summary>
    public required string Id { get; init; }

    /// <summary>The mailing, which has its campaign's id.</summary>
    public required string MailingId { get; init; }

    /// <summary>The outbox message the link stood in.</summary>
    public required string MessageId { get; init; }

    /// <summary>The place of the address among the mailing's links.</summary>
    public required int Link { get; init; }

    /// <summary>When they first did.</summary>
    public required DateTimeOffset FirstAt { get; init; }

    /// <summary>When they last did.</summary>
    public required DateTimeOffset LastAt { get; init; }

    /// <summary>How often.</summary>
    public required int Count { get; init; }

    internal static string IdOf(LinkCode code) => string.Create(CultureInfo.InvariantCulture, $"{code.MailingId}-{code.Message:D6}-{code.Link}");
}

/// <summary>How often one link of a mailing was tapped in one hour, whoever did; <see cref="First"/> of them by friends who had not tapped it before.</summary>
public sealed record ClickHour
{
    /// <summary>Of the mailing, the link and the hour.</summary>
    public required string Id { get; init; }

    /// <summary>The mailing, which has its campaign's id.</summary>
    public required string MailingId { get; init; }

    /// <summary>The place of the address among the mailing's links.</summary>
    public required int Link { get; init; }

    /// <summary>When the hour began.</summary>
    public required DateTimeOffset Hour { get; init; }

    /// <summary>How often.</summary>
    public required int Count { get; init; }

    /// <summary>How many of them were a known friend's first; 0 where links are the same for everybody.</summary>
    public int First { get; init; }

    internal static string IdOf(string mailingId, int link, DateTimeOffset hour) =>
        string.Create(CultureInfo.InvariantCulture, $"{mailingId}-{link}-{hour.UtcDateTime:yyyyMMddHH}");

    internal static DateTimeOffset HourOf(DateTimeOffset at) => StoredTime.Truncate(new DateTimeOffset(at.UtcDateTime.Date.AddHours(at.UtcDateTime.Hour), TimeSpan.Zero));
}
