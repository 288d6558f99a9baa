using Bot.Friends;

namespace Bot.Coupons;

/// <summary>
/// The life of an issue: issued → redeemed | expired | revoked, and from redeemed back to issued when staff undo. Pure: takes
/// the issue and the moment, answers the issue as it is afterwards.
/// </summary>
public static class CouponMachine
{
    // What each state is once the time is over: of a million issues that is asked at once.
    private static readonly Dictionary<IssueState, IssueState> WhenOver = Enum.GetValues<IssueState>().ToDictionary(state => state, Expired);

    /// <summary>The whole life of an issue as a machine that stands at this state.</summary>
    public static StateMachine<IssueState, IssueTrigger> Table(IssueState state)
    {
        var machine = new StateMachine<IssueState, IssueTrigger>(() => state, next => state = next);
        machine.Configure(IssueState.Issued)
            .Permit(IssueTrigger.Redeem, IssueState.Redeemed)
            .Permit(IssueTrigger.Expire, IssueState.Expired)
            .Permit(IssueTrigger.Revoke, IssueState.Revoked);
        machine.Configure(IssueState.Redeemed)
            .Permit(IssueTrigger.Undo, IssueState.Issued);
        machine.Configure(IssueState.Expired);
        machine.Configure(IssueState.Revoked);
        machine.Configure(IssueState.Lost);
        return machine;
    }

    /// <summary>The state at a moment: an issue whose time is over is expired, though nobody wrote that down.</summary>
    public static IssueState StateAt(this CouponIssue issue, DateTimeOffset now) => StateAt(issue.State, issue.ExpiresAt, now);

    /// <summary>The state of an issue that was last written in this one and ends then; null: never.</summary>
    internal static IssueState StateAt(IssueState state, DateTimeOffset? expiresAt, DateTimeOffset now) => expiresAt <= now ? WhenOver[state] : state;

    private static IssueState Expired(IssueState state)
    {
        var machine = Table(state);
        if (machine.CanFire(IssueTrigger.Expire))
        {
            machine.Fire(IssueTrigger.Expire);
        }

        return machine.State;
    }

    /// <summary>Uses the issue up. The number is what the friend's screen shows to staff.</summary>
    public static RedeemResult Redeem(CouponIssue issue, DateTimeOffset now, FactSource by, string number, string? store = null) =>
        Fire(issue, IssueTrigger.Redeem, now) switch
        {
            IssueState.Redeemed when issue.ValidFrom > now => new RedeemResult.NotYet(issue, issue.ValidFrom.Value),
            IssueState.Redeemed => new RedeemResult.Redeemed(issue with { State = IssueState.Redeemed, Redemption = new(now, number, by) { Store = store } }),
            _ => issue.StateAt(now) switch
            {
                IssueState.Redeemed => new RedeemResult.AlreadyRedeemed(issue),
                IssueState.Revoked => new RedeemResult.Revoked(issue),
                IssueState.Lost => new RedeemResult.Lost(issue),
                _ => new RedeemResult.Expired(issue),
            },
        };

    /// <summary>Takes a redemption back; null when the issue is not redeemed. It may have expired meanwhile.</summary>
    public static CouponIssue? Undo(CouponIssue issue, DateTimeOffset now) =>
        Fire(issue, IssueTrigger.Undo, now) is { } state ? issue with { State = state, Redemption = null, Undone = issue.Undone + 1 } : null;

    /// <summary>Takes an unused issue away from the friend; null when it was used, is over or was taken away before.</summary>
    public static CouponIssue? Revoke(CouponIssue issue, DateTimeOffset now) =>
        Fire(issue, IssueTrigger.Revoke, now) is { } state ? issue with { State = state, RevokedAt = now } : null;

    private static IssueState? Fire(CouponIssue issue, IssueTrigger trigger, DateTimeOffset now)
    {
        var machine = Table(issue.StateAt(now));
        if (!machine.CanFire(trigger))
        {
            return null;
        }

        machine.Fire(trigger);
        return machine.State;
    }
}

/// <summary>What can happen to an issue.</summary>
public enum IssueTrigger
{
    /// <summary>The friend or staff uses it.</summary>
    Redeem,

    /// <summary>Its time ends.</summary>
    Expire,

    /// <summary>The shop takes it back.</summary>
    Revoke,

    /// <summary>Staff take a use of it back.</summary>
    Undo,
}

/// <summary>What became of using an issue.</summary>
public abstract record RedeemResult(CouponIssue Issue)
{
    /// <summary>It is used now, for the first time.</summary>
    public sealed record Redeemed(CouponIssue Issue) : RedeemResult(Issue);

    /// <summary>It was used before, once; nothing changed.</summary>
    public sealed record AlreadyRedeemed(CouponIssue Issue) : RedeemResult(Issue);

    /// <summary>Its time was over; nothing changed.</summary>
    public sealed record Expired(CouponIssue Issue) : RedeemResult(Issue);

    /// <summary>The shop had taken it back; nothing changed.</summary>
    public sealed record Revoked(CouponIssue Issue) : RedeemResult(Issue);

    /// <summary>A lottery was lost with it; there is nothing to use.</summary>
    public sealed record Lost(CouponIssue Issue) : RedeemResult(Issue);

    /// <summary>It is for others, or for the friend no more; nothing changed.</summary>
    /// <param name="Issue">The issue as it is.</param>
    /// <param name="Reason">Why, for staff.</param>
    public sealed record NotForFriend(CouponIssue Issue, Words Reason) : RedeemResult(Issue);

    /// <summary>It is good, but not at this hour of the week; nothing changed.</summary>
    public sealed record NotNow(CouponIssue Issue) : RedeemResult(Issue);

    /// <summary>It cannot be used yet; nothing changed.</summary>
    /// <param name="Issue">The issue as it is.</param>
    /// <param name="From">From when it can be used.</param>
    public sealed record NotYet(CouponIssue Issue, DateTimeOffset From) : RedeemResult(Issue);
}
