using Bot.Friends;

namespace Bot.Conditions;

/// <summary>Decides a condition for one friend.</summary>
internal static class ConditionTruth
{
    public static bool Of(Condition condition, Friend friend, ConditionContext context) => throw new NotImplementedException();
}
