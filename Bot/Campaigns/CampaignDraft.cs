namespace Bot.Campaigns;

/// <summary>What a person writes of a campaign, checked: a canonical condition and content LINE takes.</summary>
public sealed record CampaignDraft(string Name, string Condition, string? SegmentId, CampaignContent Content);
