using System.ComponentModel.DataAnnotations;

namespace Bot.Outbox;

/// <summary>Section <c>Outbox</c>.</summary>
public sealed class OutboxOptions
{
    /// <summary>Push (billed) what could no longer be said by reply (free); false gives it up instead.</summary>
    public bool PushWhenReplyIsTooLate { get; set; } = true;

    /// <summary>
    /// Replies, and pushes, a second, of all instances together. LINE allows 2,000 of each per channel; a little less keeps
    /// clear of 429, also when three instances use up at once what each may take ahead (a sixtieth of this).
    /// </summary>
    [Range(1, 100_000)]
    public int RepliesPerSecond { get; set; } = 1_900;

    /// <summary>See <see cref="RepliesPerSecond"/>.</summary>
    [Range(1, 100_000)]
    public int PushesPerSecond { get; set; } = 1_900;

    /// <summary>Multicasts (of up to 500 friends) a second, of all instances together. LINE allows 200 per channel.</summary>
    [Range(1, 100_000)]
    public int MulticastsPerSecond { get; set; } = 190;

    /// <summary>Calls to LINE under way at the same time for campaigns.</summary>
    [Range(1, 256)]
    public int MailingCalls { get; set; } = 24;

    /// <summary>Friends answered at the same time; one friend's messages always go one after the other.</summary>
    [Range(1, 1024)]
    public int Lanes { get; set; } = 96;

    /// <summary>The same content to the same friend within this many hours stops a campaign.</summary>
    [Range(0, 720)]
    public int RepeatHours { get; set; } = 24;
}
