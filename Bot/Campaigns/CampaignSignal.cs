using Bot.Instances;

namespace Bot.Campaigns;

/// <summary>Wakes the runner of campaigns: one may have something to do at once.</summary>
internal sealed class CampaignSignal : Signal;
