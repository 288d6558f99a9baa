using Bot.Conditions;
using Bot.Friends;

namespace Bot.Campaigns;

/// <summary>What a campaign is to move friends to do, by which its variants are compared.</summary>
public abstract record CampaignDeed
{
    private CampaignDeed()
    {
    }

    /// <summary>What it is called over the API: <c>clicked</c>, <c>redeemed</c>, <c>completed</c>, <c>tagged</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The coupon, survey or tag; null: the deed needs none.</summary>
    public abstract string? What { get; }

    /// <summary>Tapped one of the campaign's links.</summary>
    public sealed record Clicked : CampaignDeed
    {
        /// <inheritdoc/>
        public override string Kind => "clicked";

        /// <inheritdoc/>
        public override string? What => null;
    }

    /// <summary>Used this coupon.</summary>
    public sealed record Redeemed(string Coupon) : CampaignDeed
    {
        /// <inheritdoc/>
        public override string Kind => "redeemed";

        /// <inheritdoc/>
        public override string What => Coupon;
    }

    /// <summary>Completed this survey.</summary>
    public sealed record Completed(string Survey) : CampaignDeed
    {
        /// <inheritdoc/>
        public override string Kind => "completed";

        /// <inheritdoc/>
        public override string What => Survey;
    }

    /// <summary>Got this tag, from whoever gives it: staff at the counter, an import of purchases, an answer.</summary>
    public sealed record Tagged(string Tag) : CampaignDeed
    {
        /// <inheritdoc/>
        public override string Kind => "tagged";

        /// <inheritdoc/>
        public override string What => Tag;
    }

    /// <summary>The deed of this kind; null: there is no such kind, or it needs to be said of what.</summary>
    public static CampaignDeed? Of(string kind, string? what) => (kind, string.IsNullOrWhiteSpace(what) ? null : what.Trim()) switch
    {
        ("clicked", _) => new Clicked(),
        ("redeemed", { } coupon) => new Redeemed(coupon),
        ("completed", { } survey) => new Completed(survey),
        ("tagged", { } tag) => new Tagged(tag),
        _ => null,
    };

    /// <summary>What is looked at unless somebody says otherwise: the use of its coupon, else taps where it is known whose they are. Null: neither.</summary>
    public static CampaignDeed? Usual(Campaign campaign) =>
        campaign.Contents().Select(content => content.CouponId).OfType<string>().FirstOrDefault() is { } coupon ? new Redeemed(coupon)
        : campaign.Links == LinkTracking.People ? new Clicked()
        : null;

    /// <summary>Who may have done it from this day on; null where it is not among a friend's facts.</summary>
    internal Condition? SinceDay(DateOnly day)
    {
        var since = new When.Compare(DayOrder.OnOrAfter, new Moment.Day(day));
        return this switch
        {
            Redeemed(var coupon) => new Condition.Date(new DateFact.Redeemed(coupon), since),
            Completed(var survey) => new Condition.Date(new DateFact.Completed(survey), since),
            Tagged(var tag) => new Condition.Tag(new ValueList<string>([tag]), since),
            _ => null,
        };
    }

    /// <summary>When the friend did it, as far as is known.</summary>
    internal IEnumerable<DateTimeOffset> Times(Friend friend) => this switch
    {
        Redeemed(var coupon) => friend.Coupons.Where(fact => fact.Coupon == coupon).Select(fact => fact.RedeemedAt).OfType<DateTimeOffset>(),
        Completed(var survey) => friend.Survey(survey)?.CompletedAt is { } at ? [at] : [],
        Tagged(var tag) => friend.Tags.Where(held => held.Name == tag).Select(held => held.Since),
        _ => [],
    };
}
