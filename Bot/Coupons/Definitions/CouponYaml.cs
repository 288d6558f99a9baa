using System.ComponentModel;
using Bot.Calendar;
using Bot.Definitions;

namespace Bot.Coupons.Definitions;

/// <summary>A file of <c>coupons/</c> as it is written.</summary>
internal sealed class CouponYaml : RewardYaml
{
    [Description("What surveys and campaigns call the coupon by. Do not change it once friends have the coupon.")]
    [Pattern(PatternAttribute.Id, PatternAttribute.IdWords)]
    public required string Id { get; set; }

    [Description("The headline of the card, 60 characters at most.")]
    public required string Title { get; set; }

    [Description("Prizes one of which is drawn when the coupon is given; what is left of the odds wins nothing.")]
    public IReadOnlyList<PrizeYaml>? Lottery { get; set; }

    [Description("Of how many the odds of the prizes are. Default: 100, so that they are percent.")]
    public double? OddsOf { get; set; }

    [Description("What the card says to who wins nothing, 100 characters at most.")]
    public string? NoPrize { get; set; }

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

    [Description("How many months after it was given it ends; the last day counts whole.")]
    public int? ValidMonths { get; set; }

    [Description("valid-days and valid-months count from this day of the friend's: an attribute such as 最終来店日, or followed, first_seen, last_message.")]
    public string? After { get; set; }

    [Description("true: good in the month of the friend's birthday only; given in that month and the one before.")]
    public bool? BirthdayMonth { get; set; }

    [Description("The attribute with the friend's birthday. Default: 誕生日.")]
    public string? Birthday { get; set; }

    [Description("The hours of the week at which it can be used. Default: at any.")]
    public IReadOnlyList<OpeningHoursYaml>? Usable { get; set; }

    [Description("false: a friend may get it again. Default: true.")]
    public bool? OncePerFriend { get; set; }

    [Description("How many times a friend can get it. Default: once.")]
    public int? PerFriend { get; set; }

    [Description("A friend may get it again after this long, such as 30 days.")]
    public TimeSpan? AgainAfter { get; set; }

    [Description("How many are given in all, first come, first served.")]
    public int? Limit { get; set; }

    [Description("A condition, such as tag = 会員: who does not match is neither given it nor can use it.")]
    public string? OnlyFor { get; set; }

    [Description("The id of a saved segment: who is not in it is neither given it nor can use it.")]
    public string? Segment { get; set; }

    [Description("How long before its end those who did not use it are reminded, such as 3 days.")]
    public TimeSpan? Remind { get; set; }

    [Description("What the reminder says above the card, 500 characters at most; {name} is the friend's name.")]
    public string? RemindText { get; set; }

    [Description("true: sent as a coupon of LINE's own. LINE tells nobody who used it; it needs valid-until, and takes no reminder, lottery or length.")]
    public bool? Line { get; set; }

    [Description("true: it is given no more. What friends have stays good.")]
    public bool? Closed { get; set; }
}
