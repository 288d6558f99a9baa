using System.Text.Json.Serialization;

namespace Bot.Line;

/// <summary>Which friends a narrowcast goes to; nothing set: all of them.</summary>
public sealed record NarrowcastTarget
{
    /// <summary>Audiences, and friends of earlier narrowcasts. LINE: at most 10 of both together (Messaging API reference, Send narrowcast message).</summary>
    public NarrowcastRecipient? Recipient { get; init; }

    /// <summary>
    /// What LINE deems friends to be. LINE: needs a target reach of 100, at most 10 conditions (Messaging API reference,
    /// Demographic filter objects).
    /// </summary>
    public DemographicFilter? Demographic { get; init; }

    /// <summary>How many at most.</summary>
    public NarrowcastLimit? Limit { get; init; }
}

/// <summary>Friends chosen by lists.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(AudienceRecipient), "audience")]
[JsonDerivedType(typeof(RedeliveryRecipient), "redelivery")]
[JsonDerivedType(typeof(OperatorRecipient), "operator")]
public abstract record NarrowcastRecipient;

/// <summary>The friends of an audience that is ready.</summary>
public sealed record AudienceRecipient(long AudienceGroupId) : NarrowcastRecipient;

/// <summary>The friends an earlier narrowcast went to. LINE: one of the last 14 days that succeeded.</summary>
/// <param name="RequestId">LINE's id of the request that sent it.</param>
public sealed record RedeliveryRecipient(string RequestId) : NarrowcastRecipient;

/// <summary>Lists combined. LINE: exactly one of the three, not empty.</summary>
public sealed record OperatorRecipient : NarrowcastRecipient
{
    /// <summary>Those on all of these.</summary>
    public IReadOnlyList<NarrowcastRecipient>? And { get; init; }

    /// <summary>Those on any of these.</summary>
    public IReadOnlyList<NarrowcastRecipient>? Or { get; init; }

    /// <summary>Those not on this.</summary>
    public NarrowcastRecipient? Not { get; init; }
}

/// <summary>Friends chosen by what LINE deems them to be; its data is about three days old.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(GenderFilter), "gender")]
[JsonDerivedType(typeof(AgeFilter), "age")]
[JsonDerivedType(typeof(AppTypeFilter), "appType")]
[JsonDerivedType(typeof(AreaFilter), "area")]
[JsonDerivedType(typeof(SubscriptionPeriodFilter), "subscriptionPeriod")]
[JsonDerivedType(typeof(OperatorFilter), "operator")]
public abstract record DemographicFilter;

/// <summary><c>male</c>, <c>female</c>.</summary>
public sealed record GenderFilter(IReadOnlyList<string> OneOf) : DemographicFilter;

/// <summary>From <c>age_15</c> to <c>age_70</c> in fives: at least <see cref="Gte"/>, younger than <see cref="Lt"/>, one or both.</summary>
public sealed record AgeFilter(string? Gte = null, string? Lt = null) : DemographicFilter;

/// <summary><c>ios</c>, <c>android</c>.</summary>
public sealed record AppTypeFilter(IReadOnlyList<string> OneOf) : DemographicFilter;

/// <summary>Prefectures and regions, e.g. <c>jp_13</c> for Tokyo.</summary>
public sealed record AreaFilter(IReadOnlyList<string> OneOf) : DemographicFilter;

/// <summary>How long they have been friends: <c>day_7</c>, <c>day_30</c>, <c>day_90</c>, <c>day_180</c> or <c>day_365</c>.</summary>
public sealed record SubscriptionPeriodFilter(string? Gte = null, string? Lt = null) : DemographicFilter;

/// <summary>Conditions combined. LINE: exactly one of the three, not empty.</summary>
public sealed record OperatorFilter : DemographicFilter
{
    /// <summary>All of these hold.</summary>
    public IReadOnlyList<DemographicFilter>? And { get; init; }

    /// <summary>Any of these holds.</summary>
    public IReadOnlyList<DemographicFilter>? Or { get; init; }

    /// <summary>This does not hold.</summary>
    public DemographicFilter? Not { get; init; }
}

/// <summary>How many friends a narrowcast goes to at most; LINE chooses by chance.</summary>
public sealed record NarrowcastLimit
{
    /// <summary>At least 1.</summary>
    public int? Max { get; init; }

    /// <summary>No more than the month has left; else LINE refuses what is over it.</summary>
    public bool? UpToRemainingQuota { get; init; }

    /// <summary>Nobody rather than only some; only with <see cref="UpToRemainingQuota"/>.</summary>
    public bool? ForbidPartialDelivery { get; init; }
}

/// <summary>How far a narrowcast has come. The counts are missing while it waits.</summary>
/// <param name="Phase"><c>waiting</c>, <c>sending</c>, <c>succeeded</c> or <c>failed</c>.</param>
public sealed record NarrowcastProgress(string Phase)
{
    /// <summary>How many got it.</summary>
    public long? SuccessCount { get; init; }

    /// <summary>How many did not, e.g. because they blocked the account meanwhile.</summary>
    public long? FailureCount { get; init; }

    /// <summary>How many it was meant for.</summary>
    public long? TargetCount { get; init; }

    /// <summary>Why it failed, in LINE's words.</summary>
    public string? FailedDescription { get; init; }

    /// <summary>
    /// 1: trouble at LINE; 2: too few recipients; 3: accepted before; 4: an audience of under 50; 5: would have reached only
    /// some, which was forbidden.
    /// </summary>
    public int? ErrorCode { get; init; }

    /// <summary>When LINE took it on.</summary>
    public DateTimeOffset? AcceptedTime { get; init; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? CompletedTime { get; init; }

    /// <summary>Whether nothing more will happen.</summary>
    [JsonIgnore]
    public bool IsOver => Phase is "succeeded" or "failed";
}
