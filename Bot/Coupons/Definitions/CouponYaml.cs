using System.ComponentModel;
using Bot.Definitions;

namespace Bot.Coupons.Definitions;

/// <summary>A file of <c>coupons/</c> as it is written.</summary>
internal sealed class CouponYaml : Shape
{
    [Description("What surveys and campaigns call the coupon by. Do not change it once friends have the coupon.")]
    [Pattern(PatternAttribute.Id, PatternAttribute.IdWords)]
    public required string Id { get; set; }

    [Description("The headline of the card, 60 characters at most.")]
    public required string Title { get; set; }

    [Description("So many percent off, 1 to 100. A coupon has this, amount-off or free-item.")]
    public int? PercentOff { get; set; }

    [Description("So many yen off, 1 to 1,000,000.")]
    public int? AmountOff { get; set; }

    [Description("One thing for nothing, named in 40 characters at most.")]
    public string? FreeItem { get; set; }

    [Description("Conditions of use, 500 characters at most.")]
    public string? Terms { get; set; }

    [Description("The https address of a JPEG or PNG above the words.")]
    public string? PictureUrl { get; set; }

    [Description("The first day it can be used, in the shop's zone. It may be given before.")]
    public DateOnly? ValidFrom { get; set; }

    [Description("The last day it can be given and used.")]
    public DateOnly? ValidUntil { get; set; }

    [Description("How many hours after it was given it ends, to the minute.")]
    public int? ValidHours { get; set; }

    [Description("How many days after it was given it ends; the last day counts whole.")]
    public int? ValidDays { get; set; }

    [Description("false: a friend may get it again. Default: true.")]
    public bool? OncePerFriend { get; set; }

    [Description("true: it is given no more. What friends have stays good.")]
    public bool? Closed { get; set; }
}
