using Bot.Friends;

namespace Bot.Campaigns;

/// <summary>
/// Friends next to each other by id whom a campaign's audience holds and no message yet. It is never empty, and goes in the
/// commit that writes its friends' messages.
/// </summary>
public sealed record AudienceSlice(string Id, string CampaignId, FriendIds Friends)
{
    /// <summary>The first of them by id.</summary>
    public string FirstId => Friends[0];

    /// <summary>The last of them by id; with the first one finds the slices a friend may be in.</summary>
    public string LastId => Friends[^1];
}

/// <summary>
/// Who completes an audience and who erases a friend both write this one document over the version they began with. So an
/// audience chosen before an erasure and complete after it is chosen anew, and no erasure misses a slice.
/// </summary>
public sealed record AudienceGate
{
    /// <summary>There is one.</summary>
    public string Id { get; init; } = OnlyId;

    internal const string OnlyId = "gate";
}
