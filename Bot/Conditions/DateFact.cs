namespace Bot.Conditions;

/// <summary>A moment in a friend's history that a condition can ask about.</summary>
public abstract record DateFact
{
    private DateFact()
    {
    }

    /// <summary>First heard of: <c>first_seen</c>.</summary>
    public sealed record FirstSeen : DateFact;

    /// <summary>Followed last (a return after a block counts): <c>followed</c>.</summary>
    public sealed record Followed : DateFact;

    /// <summary>Blocked the account: <c>blocked_at</c>.</summary>
    public sealed record BlockedAt : DateFact;

    /// <summary>Wrote or tapped last: <c>last_message</c>.</summary>
    public sealed record LastMessage : DateFact;

    /// <summary>Last began a survey: <c>started(spice-level)</c>.</summary>
    public sealed record Started(string Survey) : DateFact;

    /// <summary>Last completed a survey: <c>completed(spice-level)</c>.</summary>
    public sealed record Completed(string Survey) : DateFact;

    /// <summary>Was issued a coupon (any of its issues): <c>issued(welcome)</c>.</summary>
    public sealed record Issued(string Coupon) : DateFact;

    /// <summary>Used a coupon (any of its issues): <c>redeemed(welcome)</c>.</summary>
    public sealed record Redeemed(string Coupon) : DateFact;

    /// <summary>A coupon runs out (any of its issues that is neither redeemed nor revoked): <c>expires(welcome)</c>.</summary>
    public sealed record Expires(string Coupon) : DateFact;
}
