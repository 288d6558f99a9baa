using System.Globalization;
using Bot.Storage;

namespace Bot.Conditions;

/// <summary>
/// A condition as a query over <see cref="Friends.FriendCollections.Friends"/>: true of the same friends as
/// <see cref="Condition.Holds"/>. The paths are those of the stored friend.
/// </summary>
public static class ConditionFilter
{
    /// <summary>The query that finds those of whom the condition holds at the context's moment; <see cref="ArgumentException"/>: a kind of test it does not know.</summary>
    public static Filter For(Condition condition, ConditionContext context) => condition switch
    {
        Condition.All => Filter.Everything,
        Condition.And(var parts) => new Filter.And([.. parts.Select(part => For(part, context))]),
        Condition.Or(var parts) => new Filter.Or([.. parts.Select(part => For(part, context))]),
        Condition.Not(var inner) => !For(inner, context),
        Condition.StatusIs(var status) => Filter.Equal("status", FieldValue.Of(status)),
        Condition.OptedOut(null) => new Filter.Exists("optedOutAt"),
        Condition.OptedOut(var topic) => new Filter.Exists("optedOutAt") | new Filter.Any("optedOutOf", Filter.Equal("topic", topic)),
        Condition.Tag(var names, null) => OneOf("tags.name", names),
        // The first part is what the index of tags answers.
        Condition.Tag(var names, { } added) => OneOf("tags.name", names) & new Filter.Any("tags", OneOf("name", names) & Came("since", added, context)),
        Condition.Attribute(var name, var test) => Valued("attributes", Filter.Equal("name", name), test, context),
        Condition.Answer(var survey, var question, var test) => Valued("answers", Filter.Equal("survey", survey) & Filter.Equal("question", question), test, context),
        Condition.Answered(var survey, var question, var at) => new Filter.Any("answers",
            Filter.Equal("survey", survey)
            & (question is null ? Filter.Everything : Filter.Equal("question", question))
            & (at is null ? Filter.Everything : Came("at", at, context))),
        Condition.SurveyIs(var survey, var progress) => new Filter.Any("surveys", Filter.Equal("survey", survey) & Is(progress)),
        Condition.CouponIs(var coupon, var use) => new Filter.Any("coupons", Filter.Equal("coupon", coupon) & Is(use, StoredTime.Truncate(context.Now))),
        Condition.Received(var campaign) => new Filter.IdIn(context.RecipientsOf(campaign).ToHashSet(StringComparer.Ordinal)),
        Condition.Clicked clicked => new Filter.IdIn(context.RecipientsOf(clicked.Key()).ToHashSet(StringComparer.Ordinal)),
        Condition.Date(var fact, var when) => Moment(fact, path => Came(path, when, context)),
        Condition.Known(var fact) => Moment(fact, path => new Filter.Exists(path)),
        Condition.Never(var fact) => !Moment(fact, path => new Filter.Exists(path)),
        _ => throw new ArgumentException($"{condition.GetType().Name} cannot be asked of the store.", nameof(condition)),
    };

    private static Filter Valued(string list, Filter named, ValueTest test, ConditionContext context) =>
        test is ValueTest.Unknown ? new Filter.Not(new Filter.Any(list, named)) : new Filter.Any(list, named & Holds(test, context));

    private static Filter Holds(ValueTest test, ConditionContext context) => test switch
    {
        ValueTest.Is(var value) => Equal(value),
        ValueTest.IsNot(var value) => !Equal(value),
        ValueTest.In(var values) => new Filter.Or([.. values.Select(Equal)]),
        ValueTest.NotIn(var values) => !new Filter.Or([.. values.Select(Equal)]),
        ValueTest.Number(var order, var than) => new Filter.Compare("number", ComparisonOf(order), than),
        ValueTest.Between(var low, var high) =>
            new Filter.Compare("number", Comparison.GreaterOrEqual, low) & new Filter.Compare("number", Comparison.LessOrEqual, high),
        ValueTest.Contains(var text) => new Filter.Contains("text", text),
        ValueTest.Day(var when) => Within("date", WhenSpan.OfDays(when, context), day => Text(day)),
        _ => Filter.Everything,
    };

    private static Filter Equal(Value value) => value switch
    {
        Value.Text(var text) => Filter.Equal("text", text) | Filter.Equal("choices", text),
        Value.Number(var number) => Filter.Equal("number", number),
        Value.Flag(var flag) => Filter.Equal("flag", flag),
        Value.Day(var date) => Filter.Equal("date", Text(date)),
        _ => throw new ArgumentException($"{value.GetType().Name} cannot be asked of the store.", nameof(value)),
    };

    private static Filter Moment(DateFact fact, Func<string, Filter> test) => fact switch
    {
        DateFact.FirstSeen => test("firstSeenAt"),
        DateFact.Followed => test("followedAt"),
        DateFact.BlockedAt => test("blockedAt"),
        DateFact.LastMessage => test("lastMessageAt"),
        DateFact.Started(var survey) => new Filter.Any("surveys", Filter.Equal("survey", survey) & test("startedAt")),
        DateFact.Completed(var survey) => new Filter.Any("surveys", Filter.Equal("survey", survey) & test("completedAt")),
        DateFact.Issued(var coupon) => new Filter.Any("coupons", Filter.Equal("coupon", coupon) & test("issuedAt")),
        DateFact.Redeemed(var coupon) => new Filter.Any("coupons", Filter.Equal("coupon", coupon) & test("redeemedAt")),
        DateFact.Expires(var coupon) => new Filter.Any("coupons", Filter.Equal("coupon", coupon) & Usable & test("expiresAt")),
        _ => throw new ArgumentException($"{fact.GetType().Name} cannot be asked of the store.", nameof(fact)),
    };

    private static Filter Is(SurveyProgress progress) => progress switch
    {
        SurveyProgress.Started => Filter.Everything,
        SurveyProgress.Completed => new Filter.Exists("completedAt"),
        SurveyProgress.Ongoing => Filter.Equal("standing", FieldValue.Of(Friends.SurveyStanding.Started)),
        SurveyProgress.Stopped => Filter.Equal("standing", FieldValue.Of(Friends.SurveyStanding.Stopped)),
        _ => Filter.Equal("standing", FieldValue.Of(Friends.SurveyStanding.Declined)),
    };

    private static Filter Is(CouponUse use, DateTimeOffset now) => use switch
    {
        CouponUse.Issued => Filter.Everything,
        CouponUse.Unused => Usable & !new Filter.Compare("expiresAt", Comparison.LessOrEqual, now),
        CouponUse.Expired => Usable & new Filter.Compare("expiresAt", Comparison.LessOrEqual, now),
        CouponUse.Redeemed => new Filter.Exists("redeemedAt"),
        _ => new Filter.Exists("revokedAt"),
    };

    private static Filter Usable => !new Filter.Exists("redeemedAt") & !new Filter.Exists("revokedAt");

    private static Filter Came(string path, When when, ConditionContext context) =>
        Within(path, WhenSpan.OfMoments(when, context), moment => moment);

    private static Filter Within<T>(string path, WhenSpan<T> span, Func<T, FieldValue> value) where T : struct, IComparable<T>
    {
        var from = span.From is { } first ? new Filter.Compare(path, span.Outside ? Comparison.Less : Comparison.GreaterOrEqual, value(first)) : null;
        var until = span.Until is { } end ? new Filter.Compare(path, span.Outside ? Comparison.GreaterOrEqual : Comparison.Less, value(end)) : null;
        return (from, until) switch
        {
            ({ } both, { } ends) => span.Outside ? both | ends : both & ends,
            _ => from ?? until ?? throw new ArgumentException("A span has at least one end.", nameof(span)),
        };
    }

    private static Filter OneOf(string path, ValueList<string> names) =>
        names is [var only] ? Filter.Equal(path, only) : Filter.In(path, names.Select(name => (FieldValue)name));

    private static FieldValue Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Comparison ComparisonOf(NumberOrder order) => order switch
    {
        NumberOrder.Less => Comparison.Less,
        NumberOrder.LessOrEqual => Comparison.LessOrEqual,
        NumberOrder.Greater => Comparison.Greater,
        _ => Comparison.GreaterOrEqual,
    };
}
