using System.Text.Json;
using Bot.Line;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>A campaign as the API shows it.</summary>
public sealed record CampaignView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>draft, scheduled, freezing, sending, paused, sent, cancelled or failed.</summary>
    public required string State { get; init; }

    public required string Condition { get; init; }

    public string? SegmentId { get; init; }

    /// <summary>The messages as LINE's JSON, with their placeholders.</summary>
    public required JsonElement Messages { get; init; }

    public string? CouponId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? SendAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? SendingAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? ApprovedBy { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>The hash that was approved, or of the last preview of a draft.</summary>
    public string? Hash { get; init; }

    /// <summary>Why nothing is sent: person, quietHours, audienceGrew, cannotStart or outbox.</summary>
    public string? PauseCause { get; init; }

    public string? PausedBecause { get; init; }

    /// <summary>When it goes on by itself.</summary>
    public DateTimeOffset? ResumesAt { get; init; }

    public CampaignProgress? Progress { get; init; }

    public static CampaignView Of(Campaign campaign, CampaignProgress? progress = null) => new()
    {
        Id = campaign.Id,
        Name = campaign.Name,
        State = FieldValue.Of(campaign.State).Text,
        Condition = campaign.Condition,
        SegmentId = campaign.SegmentId,
        Messages = LineJson.ToElement(campaign.Content.Messages),
        CouponId = campaign.Content.CouponId,
        CreatedAt = campaign.CreatedAt,
        UpdatedAt = campaign.UpdatedAt,
        SendAt = campaign.SendAt,
        StartedAt = campaign.StartedAt,
        SendingAt = campaign.SendingAt,
        FinishedAt = campaign.FinishedAt,
        ApprovedBy = campaign.Approval?.By,
        ApprovedAt = campaign.Approval?.At,
        Hash = campaign.Approval?.Hash ?? campaign.Preview?.Hash,
        PauseCause = campaign.Pause is { } pause ? FieldValue.Of(pause.Cause).Text : null,
        PausedBecause = campaign.Pause?.Reason,
        ResumesAt = campaign.Pause is null ? null : campaign.DueAt,
        Progress = progress,
    };
}

/// <summary>How far a send has come; the rate is of friends a second lately, the end a guess from it.</summary>
public sealed record CampaignProgress(int Audience, int Sent, int Skipped, int Failed, int Uncertain, int Waiting, double? FriendsPerSecond, DateTimeOffset? DoneAbout)
{
    public static CampaignProgress Of(CampaignCounts counts, double? friendsPerSecond, DateTimeOffset now) => new(
        counts.Audience,
        counts.Sent,
        counts.Skipped,
        counts.Failed,
        counts.Uncertain,
        counts.Waiting,
        friendsPerSecond,
        friendsPerSecond is { } pace && counts.Waiting > 0 ? now.AddSeconds(counts.Waiting / pace) : null);
}
