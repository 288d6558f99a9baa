using System.Text.Json;
using Bot.Line;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>A campaign as the API shows it.</summary>
public sealed record CampaignView
{
    /// <summary>The campaign's id.</summary>
    public required string Id { get; init; }

    /// <summary>What staff call it.</summary>
    public required string Name { get; init; }

    /// <summary>draft, awaitingApproval, scheduled, freezing, sending, paused, sent, cancelled or failed.</summary>
    public required string State { get; init; }

    /// <summary>Who gets it, in the condition language.</summary>
    public required string Condition { get; init; }

    /// <summary>The saved segment the condition was taken from; null: it was written for this campaign.</summary>
    public string? SegmentId { get; init; }

    /// <summary>The messages as LINE's JSON, with their placeholders.</summary>
    public required JsonElement Messages { get; init; }

    /// <summary>The coupon each friend gets an issue of; null: none.</summary>
    public string? CouponId { get; init; }

    /// <summary>Each content to compare and its share, A first; one where there are no variants.</summary>
    public required IReadOnlyList<VariantView> Variants { get; init; }

    /// <summary>So many of 100 friends get nothing, so that the others can be compared with them.</summary>
    public int HoldOutPercent { get; init; }

    /// <summary>What is found out of the taps on its links: off, clicks or people.</summary>
    public LinkTracking Links { get; init; }

    /// <summary>When the draft was first saved.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it goes out, quiet hours taken into account; null: not approved.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>When the audience was chosen; null: not yet.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the audience was complete and the first message could go; null: not yet.</summary>
    public DateTimeOffset? SendingAt { get; init; }

    /// <summary>When it was over; null: it is not.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Who asked a second person to approve it; null: nobody did.</summary>
    public string? AskedBy { get; init; }

    /// <summary>When that was; null: nobody did.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Who approved it; null: nobody yet.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>When it was approved; null: not yet.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>The hash that was approved, or of the last preview of a draft.</summary>
    public string? Hash { get; init; }

    /// <summary>What stands in the draft, to name as <c>seen</c> when it is edited.</summary>
    public required string Digest { get; init; }

    /// <summary>Why nothing is sent: person, quietHours, audienceGrew, cannotStart or outbox.</summary>
    public string? PauseCause { get; init; }

    /// <summary>Why nothing is sent, in words; null: it is not paused.</summary>
    public Words? PausedBecause { get; init; }

    /// <summary>When it goes on by itself.</summary>
    public DateTimeOffset? ResumesAt { get; init; }

    /// <summary>How far the send has come; null where that was not asked for, or nothing was begun.</summary>
    public CampaignProgress? Progress { get; init; }

    /// <summary>The campaign as the API shows it, with its progress where that is known.</summary>
    public static CampaignView Of(Campaign campaign, CampaignProgress? progress = null) => new()
    {
        Id = campaign.Id,
        Name = campaign.Name,
        State = FieldValue.Of(campaign.State).Text,
        Condition = campaign.Condition,
        SegmentId = campaign.SegmentId,
        Messages = LineJson.ToElement(campaign.Content.Messages),
        CouponId = campaign.Content.CouponId,
        Variants =
        [
            .. campaign.Contents().Select((content, variant) =>
                new VariantView(AudienceSplit.NameOf(variant), campaign.Split.Shares[variant], LineJson.ToElement(content.Messages), content.CouponId)),
        ],
        HoldOutPercent = campaign.Split.HoldOutPercent,
        Links = campaign.Links,
        CreatedAt = campaign.CreatedAt,
        UpdatedAt = campaign.UpdatedAt,
        SendAt = campaign.SendAt,
        StartedAt = campaign.StartedAt,
        SendingAt = campaign.SendingAt,
        FinishedAt = campaign.FinishedAt,
        AskedBy = campaign.Request?.By,
        AskedAt = campaign.Request?.At,
        ApprovedBy = campaign.Approval?.By,
        ApprovedAt = campaign.Approval?.At,
        Hash = campaign.Approval?.Hash ?? campaign.Request?.Hash ?? campaign.Preview?.Hash,
        Digest = DraftDigest.Of(campaign),
        PauseCause = campaign.Pause is { } pause ? FieldValue.Of(pause.Cause).Text : null,
        PausedBecause = campaign.Pause?.Reason,
        ResumesAt = campaign.Pause is null ? null : campaign.DueAt,
        Progress = progress,
    };
}

/// <summary>One of the contents to compare; a variant of share 2 goes to twice as many friends as one of share 1.</summary>
public sealed record VariantView(string Name, int Share, JsonElement Messages, string? CouponId);

/// <summary>How far a send has come; the rate is of friends a second lately, the end a guess from it.</summary>
public sealed record CampaignProgress(int Audience, int Sent, int Skipped, int Failed, int Uncertain, int Waiting, double? FriendsPerSecond, DateTimeOffset? DoneAbout)
{
    /// <summary>Those who get nothing, so that the others can be compared with them.</summary>
    public int HeldOut { get; init; }

    /// <summary>The progress at this moment; without a rate the end is not guessed.</summary>
    public static CampaignProgress Of(CampaignCounts counts, double? friendsPerSecond, DateTimeOffset now) => new(
        counts.Audience,
        counts.Sent,
        counts.Skipped,
        counts.Failed,
        counts.Uncertain,
        counts.Waiting,
        friendsPerSecond,
        friendsPerSecond is { } pace && counts.Waiting > 0 ? now.AddSeconds(counts.Waiting / pace) : null)
    {
        HeldOut = counts.HeldOut,
    };
}
