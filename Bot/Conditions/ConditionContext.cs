using Bot.Friends;

namespace Bot.Conditions;

/// <summary>What a condition is decided against besides the friend: the time, the shop's zone, and what had to be looked up.</summary>
public sealed record ConditionContext(DateTimeOffset Now, TimeZoneInfo Zone)
{
    /// <summary>
    /// For each campaign the condition mentions (<see cref="Condition.CampaignsMentioned"/>), the friends who got it.
    /// Deciding <c>received(x)</c> without it is a bug and throws.
    /// </summary>
    public IReadOnlyDictionary<string, FriendIds> Received { get; init; } = new Dictionary<string, FriendIds>();

    internal FriendIds RecipientsOf(string campaign) =>
        Received.TryGetValue(campaign, out var friends)
            ? friends
            : throw new InvalidOperationException($"Who received {campaign} was not looked up.");
}
