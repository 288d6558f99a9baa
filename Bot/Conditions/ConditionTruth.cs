using Bot.Friends;
using Bot.Storage;

namespace Bot.Conditions;

/// <summary>Decides a condition for one friend.</summary>
internal static class ConditionTruth
{
    public static bool Of(Condition condition, Friend friend, ConditionContext context) => condition switch
    {
        Condition.All => true,
        Condition.And(var parts) => parts.All(part => Of(part, friend, context)),
        Condition.Or(var parts) => parts.Any(part => Of(part, friend, context)),
        Condition.Not(var inner) => !Of(inner, friend, context),
        Condition.StatusIs(var status) => friend.Status == status,
        Condition.OptedOut(var topic) => friend.HasOptedOutOf(topic),
        Condition.Tag(var names, var added) => friend.Tags.Any(tag => names.Contains(tag.Name) && Came(tag.Since, added, context)),
        Condition.Attribute(var name, ValueTest.Unknown) => !friend.Attributes.Any(attribute => attribute.Name == name),
        Condition.Attribute(var name, var test) => friend.Attributes.Any(attribute => attribute.Name == name && Holds(test, Held.By(attribute), context)),
        Condition.Answer(var survey, var question, ValueTest.Unknown) => !friend.Answers.Any(answer => answer.Survey == survey && answer.Question == question),
        Condition.Answer(var survey, var question, var test) =>
            friend.Answers.Any(answer => answer.Survey == survey && answer.Question == question && Holds(test, Held.By(answer), context)),
        Condition.Answered(var survey, var question, var at) =>
            friend.Answers.Any(answer => answer.Survey == survey && (question is null || answer.Question == question) && Came(answer.At, at, context)),
        Condition.SurveyIs(var survey, var progress) => friend.Surveys.Any(fact => fact.Survey == survey && Is(fact, progress)),
        Condition.CouponIs(var coupon, var use) => friend.Coupons.Any(fact => fact.Coupon == coupon && Is(fact, use, StoredTime.Truncate(context.Now))),
        Condition.Received(var campaign) => context.RecipientsOf(campaign).Contains(friend.Id),
        Condition.Clicked clicked => context.RecipientsOf(clicked.Key()).Contains(friend.Id),
        Condition.Date(var fact, var when) => MomentsOf(fact, friend).Any(moment => Came(moment, when, context)),
        Condition.Known(var fact) => MomentsOf(fact, friend).Any(moment => moment is not null),
        Condition.Never(var fact) => !MomentsOf(fact, friend).Any(moment => moment is not null),
        _ => throw new ArgumentException($"{condition.GetType().Name} cannot be decided.", nameof(condition)),
    };

    /// <summary>The tests, as they turned out, from which it follows that the condition holds, or does not.</summary>
    public static IEnumerable<Condition> Because(Condition condition, bool holds, Friend friend, ConditionContext context) => condition switch
    {
        Condition.And(var parts) => parts.Where(part => holds || !Of(part, friend, context)).SelectMany(part => Because(part, holds, friend, context)),
        Condition.Or(var parts) => parts.Where(part => !holds || Of(part, friend, context)).SelectMany(part => Because(part, holds, friend, context)),
        Condition.Not(var inner) => Because(inner, !holds, friend, context),
        _ => [holds ? condition : new Condition.Not(condition)],
    };

    private static bool Came(DateTimeOffset? moment, When? when, ConditionContext context) =>
        when is null || (moment is { } at && WhenSpan.OfMoments(when, context).Includes(at));

    private static IEnumerable<DateTimeOffset?> MomentsOf(DateFact fact, Friend friend) => fact switch
    {
        DateFact.FirstSeen => [friend.FirstSeenAt],
        DateFact.Followed => [friend.FollowedAt],
        DateFact.BlockedAt => [friend.BlockedAt],
        DateFact.LastMessage => [friend.LastMessageAt],
        DateFact.Started(var survey) => friend.Surveys.Where(held => held.Survey == survey).Select(held => (DateTimeOffset?)held.StartedAt),
        DateFact.Completed(var survey) => friend.Surveys.Where(held => held.Survey == survey).Select(held => held.CompletedAt),
        DateFact.Issued(var coupon) => friend.Coupons.Where(held => held.Coupon == coupon).Select(held => (DateTimeOffset?)held.IssuedAt),
        DateFact.Redeemed(var coupon) => friend.Coupons.Where(held => held.Coupon == coupon).Select(held => held.RedeemedAt),
        DateFact.Expires(var coupon) => friend.Coupons
            .Where(held => held.Coupon == coupon && held.RedeemedAt is null && held.RevokedAt is null).Select(held => held.ExpiresAt),
        _ => throw new ArgumentException($"{fact.GetType().Name} cannot be decided.", nameof(fact)),
    };

    private static bool Is(SurveyFact fact, SurveyProgress progress) => progress switch
    {
        SurveyProgress.Started => true,
        SurveyProgress.Ongoing => fact.Standing == SurveyStanding.Started,
        SurveyProgress.Completed => fact.CompletedAt is not null,
        SurveyProgress.Stopped => fact.Standing == SurveyStanding.Stopped,
        _ => fact.Standing == SurveyStanding.Declined,
    };

    private static bool Is(CouponFact fact, CouponUse use, DateTimeOffset now) => use switch
    {
        CouponUse.Issued => true,
        CouponUse.Unused => fact.RedeemedAt is null && fact.RevokedAt is null && !(fact.ExpiresAt <= now),
        CouponUse.Redeemed => fact.RedeemedAt is not null,
        CouponUse.Expired => fact.RedeemedAt is null && fact.RevokedAt is null && fact.ExpiresAt <= now,
        _ => fact.RevokedAt is not null,
    };

    private static bool Holds(ValueTest test, Held held, ConditionContext context) => test switch
    {
        ValueTest.Is(var value) => held.Matches(value),
        ValueTest.IsNot(var value) => !held.Matches(value),
        ValueTest.In(var values) => values.Any(held.Matches),
        ValueTest.NotIn(var values) => !values.Any(held.Matches),
        ValueTest.Number(var order, var than) => held.Number is { } number && order switch
        {
            NumberOrder.Less => number < than,
            NumberOrder.LessOrEqual => number <= than,
            NumberOrder.Greater => number > than,
            _ => number >= than,
        },
        ValueTest.Between(var low, var high) => held.Number >= low && held.Number <= high,
        ValueTest.Contains(var text) => held.Text?.Contains(text, StringComparison.Ordinal) == true,
        ValueTest.Day(var when) => held.Date is { } date && WhenSpan.OfDays(when, context).Includes(date),
        _ => true,
    };

    /// <summary>The value of an attribute or an answer.</summary>
    private sealed record Held(string? Text, IReadOnlyList<string>? Choices, double? Number, bool? Flag, DateOnly? Date)
    {
        public static Held By(FriendAttribute attribute) => new(attribute.Text, null, attribute.Number, attribute.Flag, attribute.Date);

        public static Held By(AnswerFact answer) => new(answer.Text, answer.Choices, answer.Number, null, answer.Date);

        public bool Matches(Value value) => value switch
        {
            Value.Text(var text) => Text == text || Choices?.Contains(text) == true,
            Value.Number(var number) => Number == number,
            Value.Flag(var flag) => Flag == flag,
            Value.Day(var date) => Date == date,
            _ => false,
        };
    }
}
