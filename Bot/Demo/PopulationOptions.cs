using Bot.Coupons;
using Bot.Surveys;

namespace Bot.Demo;

/// <summary>What the friends of a <see cref="Population"/> are to hold.</summary>
public sealed record PopulationOptions
{
    /// <summary>How many tags there are, 1 to <see cref="Population.MostTags"/>.</summary>
    public int Tags { get; init; } = 500;

    /// <summary>How many of them a friend holds on average, at most half of all.</summary>
    public double TagsEach { get; init; } = 20;

    /// <summary>Leaves out all but tags, standing, dates and a rank.</summary>
    public bool TagsAlone { get; init; }

    /// <summary>The surveys that some of them have answered, all of them or in part.</summary>
    public IReadOnlyList<Survey> Surveys { get; init; } = [];

    /// <summary>The coupons that surveys give.</summary>
    public IReadOnlyList<Coupon> Coupons { get; init; } = [];
}
