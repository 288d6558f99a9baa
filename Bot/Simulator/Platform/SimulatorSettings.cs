namespace Bot.Simulator.Platform;

/// <summary>A trouble that LINE can be told to have.</summary>
internal enum Fault
{
    /// <summary>500, and nothing was accepted.</summary>
    ServerError,

    /// <summary>500 although the messages went out: the retry must meet a 409.</summary>
    ServerErrorAfterAccepting,

    /// <summary>No answer although the messages went out.</summary>
    TimeoutAfterAccepting,

    /// <summary>429, too fast.</summary>
    RateLimit,

    /// <summary>429, this month's messages are used up.</summary>
    MonthlyLimit,

    /// <summary>401, as after a token was revoked.</summary>
    Unauthorized,
}

/// <summary>The next calls of an endpoint (<c>reply</c>, <c>push</c>, <c>multicast</c>, …; <c>*</c> is any) meet a fault.</summary>
internal sealed record PlannedFault(string Endpoint, Fault Fault, int Count = 1)
{
    public bool Meets(string endpoint) => Count > 0 && (Endpoint == "*" || Endpoint == endpoint);
}

/// <summary>Everything that can be switched while the platform runs.</summary>
internal sealed record SimulatorSettings
{
    /// <summary>Added to every call of the bot, in milliseconds.</summary>
    public int LatencyMs { get; init; }

    /// <summary>How long an answer is held back by <see cref="Fault.TimeoutAfterAccepting"/>, in milliseconds.</summary>
    public int HoldMs { get; init; } = 60_000;

    /// <summary>What every message call meets until switched off.</summary>
    public Fault? Fail { get; init; }

    public IReadOnlyList<PlannedFault> Next { get; init; } = [];

    /// <summary>LINE's own limits per endpoint (2,000 replies a second, 60 broadcasts an hour, …).</summary>
    public bool RateLimits { get; init; } = true;

    /// <summary>Messages a month; 0 is no limit.</summary>
    public long MonthlyLimit { get; init; }

    /// <summary>Follower ids are given to verified accounts only.</summary>
    public bool VerifiedAccount { get; init; } = true;

    /// <summary>LINE's documents contradict each other on unknown ids in a multicast: skipped, or 400.</summary>
    public bool RefuseUnknownIds { get; init; }

    /// <summary>A message with a coupon that the account does not have is a 400. LINE's documents do not say.</summary>
    public bool RefuseUnknownCoupons { get; init; } = true;

    /// <summary>LINE's smallest numbers for a narrowcast by attributes: 100 friends, 50 recipients.</summary>
    public bool NarrowcastMinimums { get; init; } = true;

    /// <summary>LINE tells no number of an interaction that it, or the people behind it, are fewer than 20.</summary>
    public bool InsightMinimums { get; init; } = true;

    /// <summary>How long LINE prepares a video or sound that a friend sent, in seconds of its clock.</summary>
    public double TranscodingSeconds { get; init; } = 3;

    /// <summary>When the bot's own token ends, as one of 30 days would; null: never.</summary>
    public DateTimeOffset? TokenEndsAt { get; init; }

    public WebhookSettings Webhook { get; init; } = new();
}

/// <summary>How webhooks travel.</summary>
internal sealed record WebhookSettings
{
    /// <summary>Whether an event that was not answered with 2xx in time is sent again.</summary>
    public bool Redelivery { get; init; }

    /// <summary>When, after each failure, on the simulated clock.</summary>
    public IReadOnlyList<double> RedeliverAfterSeconds { get; init; } = [5, 30, 120];

    /// <summary>How many more times every event is sent.</summary>
    public int Duplicates { get; init; }

    /// <summary>Events overtake each other.</summary>
    public bool Shuffle { get; init; }

    /// <summary>Events of this many milliseconds share a request, whoever they are of; 0 sends at once.</summary>
    public int BatchWindowMs { get; init; }

    /// <summary>Events in one request, at most.</summary>
    public int MaxBatch { get; init; } = 100;

    /// <summary>LINE waits two seconds.</summary>
    public int TimeoutMs { get; init; } = 2_000;
}
