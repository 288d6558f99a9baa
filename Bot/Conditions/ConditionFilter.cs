using Bot.Storage;

namespace Bot.Conditions;

/// <summary>A condition as a query over <see cref="Friends.FriendCollections.Friends"/>; the same truth as <see cref="Condition.Holds"/>.</summary>
public static class ConditionFilter
{
    public static Filter For(Condition condition, ConditionContext context) => throw new NotImplementedException();
}
