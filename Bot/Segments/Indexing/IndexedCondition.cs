using Bot.Conditions;
using Bot.Friends;

namespace Bot.Segments.Indexing;

/// <summary>A condition as a selection of the index: true of the same friends as <see cref="Condition.Holds"/>, within its bounds.</summary>
internal sealed class IndexedCondition
{
    private readonly FriendIndex _index;
    private readonly ConditionContext _context;
    private readonly Func<string, OrdinalSet> _received;

    private IndexedCondition(FriendIndex index, ConditionContext context, Func<string, OrdinalSet> received) =>
        (_index, _context, _received) = (index, context, received);

    /// <summary>The bounds of a condition; who received a campaign is asked for by its id.</summary>
    public static Bounds Of(Condition condition, FriendIndex index, ConditionContext context, Func<string, OrdinalSet> received)
    {
        var bounds = new IndexedCondition(index, context, received).Of(condition);
        var irregular = Selection.Of(index.Fields.Find(new(FactKind.Irregular))?.Members);
        return irregular == Selection.Nobody ? bounds : new(Selection.Without(bounds.Sure, irregular), Selection.Or(bounds.Maybe, irregular));
    }

    private Bounds Of(Condition condition) => condition switch
    {
        Condition.All => Bounds.Exactly(_index.Everybody),
        Condition.And(var parts) => And(parts),
        Condition.Or(var parts) => Bounds.Or([.. parts.Select(Of)]),
        Condition.Not(var inner) => Not(Of(inner)),
        Condition.StatusIs(var status) => Have(new(FactKind.Status, status.ToString())),
        Condition.OptedOut(null) => Have(new(FactKind.Status, nameof(Condition.OptedOut))),
        Condition.OptedOut(var topic) => Bounds.Or([Have(new(FactKind.Status, nameof(Condition.OptedOut))), Have(Fact.OptedOutOf(topic))]),
        Condition.Tag(var names, var added) => Bounds.Or([.. names.Select(name => Came(new(FactKind.Tag, name), added))]),
        Condition.Attribute(var name, var test) => Value(Holder.OfAttribute(name), test),
        Condition.Answer(var survey, var question, var test) => Value(Holder.OfAnswer(survey, question), test),
        Condition.Answered(var survey, null, var at) => AnyOf(FactKind.Answer, survey, key => Came(key, at)),
        Condition.Answered(var survey, var question, var at) => Came(new(FactKind.Answer, survey, Value: question), at),
        Condition.SurveyIs(var survey, var progress) => Have(KeyOf(survey, progress)),
        Condition.CouponIs(var coupon, var use) => AnyOf(FactKind.Coupon, coupon, issue => Is(issue, use)),
        Condition.Received(var campaign) => Bounds.Exactly(Selection.Of(_received(campaign))),
        Condition.Clicked clicked => Bounds.Exactly(Selection.Of(_received(clicked.Key()))),
        Condition.Date(var fact, var when) => Moment(fact, when),
        Condition.Known(var fact) => Moment(fact, null),
        Condition.Never(var fact) => Not(Moment(fact, null)),
        _ => throw new ArgumentException($"{condition.GetType().Name} cannot be asked of the index.", nameof(condition)),
    };

    // "A and not B" takes B's friends out of A's; that saves turning B round over everybody.
    private Bounds And(ValueList<Condition> parts)
    {
        var having = parts.Where(part => part is not Condition.Not).Select(Of).ToList();
        var lacking = parts.OfType<Condition.Not>().Select(part => Of(part.Inner)).ToList();
        var those = having.Count == 0 ? Bounds.Exactly(_index.Everybody) : Bounds.And(having);
        return lacking.Aggregate(those, (left, without) => left.Without(without));
    }

    private Bounds Not(Bounds bounds) => Bounds.Exactly(_index.Everybody).Without(bounds);

    private Bounds Have(FactKey key) => Bounds.Exactly(Members(key));

    private Selection Members(FactKey key) => Selection.Of(_index.Fields.Find(key)?.Members);

    private Bounds AnyOf(FactKind kind, string subject, Func<FactKey, Bounds> each) =>
        Bounds.Or([.. _index.Fields.Family(kind, subject).Select(field => each(field.Key))]);

    private Bounds Moment(DateFact fact, When? when) => fact switch
    {
        DateFact.FirstSeen => ExactMoment(new(FactKind.FirstSeen), when),
        DateFact.Followed => ExactMoment(new(FactKind.Followed), when),
        DateFact.BlockedAt => ExactMoment(new(FactKind.BlockedAt), when),
        DateFact.LastMessage => ExactMoment(new(FactKind.LastMessage), when),
        DateFact.Started(var survey) => Came(new(FactKind.Survey, survey), when),
        DateFact.Completed(var survey) => Came(new(FactKind.SurveyCompleted, survey), when),
        DateFact.Issued(var coupon) => AnyOf(FactKind.Coupon, coupon, issue => Came(issue, when)),
        DateFact.Redeemed(var coupon) => AnyOf(FactKind.Coupon, coupon, issue => Came(issue with { Kind = FactKind.CouponRedeemed }, when)),
        DateFact.Expires(var coupon) => AnyOf(FactKind.Coupon, coupon, issue => Bounds.And([Usable(issue), ExactMoment(issue with { Kind = FactKind.CouponExpires }, when)])),
        _ => throw new ArgumentException($"{fact.GetType().Name} cannot be asked of the index.", nameof(fact)),
    };

    private Bounds Is(FactKey issue, CouponUse use) => use switch
    {
        CouponUse.Issued => Have(issue),
        CouponUse.Unused => Usable(issue).Without(HasEnded(issue)),
        CouponUse.Expired => Bounds.And([Usable(issue), HasEnded(issue)]),
        CouponUse.Redeemed => Have(issue with { Kind = FactKind.CouponRedeemed }),
        _ => Have(issue with { Kind = FactKind.CouponRevoked }),
    };

    private Bounds Usable(FactKey issue) =>
        Have(issue).Without(Have(issue with { Kind = FactKind.CouponRedeemed })).Without(Have(issue with { Kind = FactKind.CouponRevoked }));

    private Bounds HasEnded(FactKey issue) =>
        Range(issue with { Kind = FactKind.CouponExpires }, null, SortKey.Of(_context.Now) + 1);

    private static FactKey KeyOf(string survey, SurveyProgress progress) => progress switch
    {
        SurveyProgress.Started => new(FactKind.Survey, survey),
        SurveyProgress.Completed => new(FactKind.SurveyCompleted, survey),
        SurveyProgress.Ongoing => new(FactKind.SurveyStanding, survey, nameof(SurveyStanding.Started)),
        SurveyProgress.Stopped => new(FactKind.SurveyStanding, survey, nameof(SurveyStanding.Stopped)),
        _ => new(FactKind.SurveyStanding, survey, nameof(SurveyStanding.Declined)),
    };

    // A time known to three hours: those whose slot a bound lies in are left open.
    private Bounds Came(FactKey key, When? when)
    {
        if (when is null || _index.Fields.Find(key) is not FactField.Dated { Dates: var dates })
        {
            return Have(key);
        }

        var span = WhenSpan.OfMoments(when, _context);
        var (within, touched) = TimeSlot.In(span.From, span.Until);
        var sure = Selection.Between(dates, within);
        var bounds = within == touched ? Bounds.Exactly(sure) : new(sure, Selection.Between(dates, touched));
        return span.Outside ? Have(key).Without(bounds) : bounds;
    }

    private Bounds ExactMoment(FactKey key, When? when)
    {
        if (when is null)
        {
            return Have(key);
        }

        var span = WhenSpan.OfMoments(when, _context);
        return Range(key, Key(span.From), Key(span.Until), span.Outside);

        // Stored moments are whole milliseconds, so that a bound between two of them means from the next one on.
        static ulong? Key(DateTimeOffset? bound) => bound is { } at ? SortKey.Of(at.AddTicks(TimeSpan.TicksPerMillisecond - 1)) : null;
    }

    private Bounds Range(FactKey key, ulong? from, ulong? until, bool outside = false)
    {
        var values = (_index.Fields.Find(key) as FactField.Valued)?.Values;
        var range = Bounds.Exactly(Selection.Between(values, from, until));
        return outside ? Have(key).Without(range) : range;
    }

    private Bounds Value(Holder held, ValueTest test) => test switch
    {
        ValueTest.Is(var value) => Is(held, value),
        ValueTest.IsNot(var value) => Have(held.Known).Without(Is(held, value)),
        ValueTest.In(var values) => Bounds.Or([.. values.Select(value => Is(held, value))]),
        ValueTest.NotIn(var values) => Have(held.Known).Without(Bounds.Or([.. values.Select(value => Is(held, value))])),
        ValueTest.Number(NumberOrder.Less, var than) => Range(held.Number, null, SortKey.Of(than)),
        ValueTest.Number(NumberOrder.LessOrEqual, var than) => Range(held.Number, null, SortKey.Of(than) + 1),
        ValueTest.Number(NumberOrder.Greater, var than) => Range(held.Number, SortKey.Of(than) + 1, null),
        ValueTest.Number(_, var than) => Range(held.Number, SortKey.Of(than), null),
        ValueTest.Between(var low, var high) => Range(held.Number, SortKey.Of(low), SortKey.Of(high) + 1),
        ValueTest.Contains(var text) => Contains(held, text),
        ValueTest.Day(var when) => Day(held.Day, when),
        ValueTest.Known => Have(held.Known),
        ValueTest.Unknown => Not(Have(held.Known)),
        _ => throw new ArgumentException($"{test.GetType().Name} cannot be asked of the index.", nameof(test)),
    };

    private Bounds Is(Holder held, Value value) => value switch
    {
        Conditions.Value.Text(var text) => Bounds.Or([.. held.Texts.Select(kept => TextIs(kept.Listed, kept.Other, text))]),
        Conditions.Value.Number(var number) => Range(held.Number, SortKey.Of(number), SortKey.Of(number) + 1),
        Conditions.Value.Flag(var flag) => held.Flag is { } key ? Have(key with { Value = flag ? "true" : "false" }) : Bounds.Exactly(Selection.Nobody),
        Conditions.Value.Day(var date) => Range(held.Day, SortKey.Of(date), SortKey.Of(date) + 1),
        _ => throw new ArgumentException($"{value.GetType().Name} cannot be asked of the index.", nameof(value)),
    };

    // A text is listed or it is one of the others, never both.
    private Bounds TextIs(FactKey listed, FactKey other, string text) =>
        _index.Fields.Find(listed with { Value = text }) is { } field ? Bounds.Exactly(Selection.Of(field.Members)) : new(Selection.Nobody, Members(other));

    private Bounds Contains(Holder held, string text)
    {
        // Options are ids, and no words of the friend's.
        var (own, other) = held.Texts[0];
        var listed = Selection.Or([.. _index.Fields.Family(own.Kind, own.Subject, own.Part)
            .Where(field => field.Key.Value.Contains(text, StringComparison.Ordinal))
            .Select(field => Selection.Of(field.Members))]);
        var others = Members(other);
        return others == Selection.Nobody ? Bounds.Exactly(listed) : new(listed, Selection.Or(listed, others));
    }

    private Bounds Day(FactKey key, When when)
    {
        var span = WhenSpan.OfDays(when, _context);
        return Range(key, span.From is { } from ? SortKey.Of(from) : null, span.Until is { } until ? SortKey.Of(until) : null, span.Outside);
    }

    /// <summary>Where the values of an attribute or of the answers to a question are indexed; free texts come first.</summary>
    private readonly record struct Holder(FactKey Known, (FactKey Listed, FactKey Other)[] Texts, FactKey Number, FactKey? Flag, FactKey Day)
    {
        public static Holder OfAttribute(string name) => new(
            new(FactKind.Attribute, name),
            [(new(FactKind.AttributeText, name), new(FactKind.AttributeOther, name))],
            new(FactKind.AttributeNumber, name),
            new(FactKind.AttributeFlag, name),
            new(FactKind.AttributeDay, name));

        public static Holder OfAnswer(string survey, string question) => new(
            new(FactKind.Answer, survey, Value: question),
            [
                (new(FactKind.AnswerText, survey, question), new(FactKind.AnswerOther, survey, question)),
                (new(FactKind.AnswerChoice, survey, question), new(FactKind.AnswerOtherChoice, survey, question)),
            ],
            new(FactKind.AnswerNumber, survey, question),
            null,
            new(FactKind.AnswerDay, survey, question));
    }
}
