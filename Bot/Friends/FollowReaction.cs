using Bot.Line;

namespace Bot.Friends;

/// <summary>
/// Takes down that the friend follows (again), and asks LINE for their name so that the greeting can say it. The greeting
/// itself is another reaction's.
/// </summary>
internal sealed class FollowReaction(ProfileReader profiles) : IReaction
{
    public async ValueTask<bool> React(Turn turn, CancellationToken ct)
    {
        if (turn.Event is not FollowEvent follow)
        {
            return false;
        }

        var cameBack = follow.IsUnblocked || turn.Friend.Status == FriendStatus.Blocked;
        if (turn.Friend.Followed(turn.Event.HappenedAt) is not { } following)
        {
            // Older than what is known: the friend has been greeted, or has gone again.
            return true;
        }

        turn.Friend = (await profiles.Read(following.Id, ct)).On(following, turn.Now);
        turn.Record(cameBack ? TimelineKind.Unblocked : TimelineKind.Followed);
        return false;
    }
}

/// <summary>Takes down that the friend has blocked the account.</summary>
internal sealed class UnfollowReaction : IReaction
{
    public ValueTask<bool> React(Turn turn, CancellationToken ct)
    {
        if (turn.Event is not UnfollowEvent)
        {
            return ValueTask.FromResult(false);
        }

        if (turn.Friend.Blocked(turn.Event.HappenedAt) is { } blocked)
        {
            turn.Friend = blocked;
            turn.Record(TimelineKind.Blocked);
        }

        return ValueTask.FromResult(true);
    }
}
