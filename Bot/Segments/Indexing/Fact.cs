using System.Globalization;
using Bot.Conditions;
using Bot.Friends;

namespace Bot.Segments.Indexing;

/// <summary>One indexed fact of one friend, with its number where the kind has one: a slot, or a key that sorts as the value does.</summary>
internal readonly record struct Fact(FactKey Key, ulong Value)
{
    /// <summary>The key of those who want to hear nothing of this topic.</summary>
    public static FactKey OptedOutOf(string topic) => new(FactKind.Status, $"{nameof(Condition.OptedOut)} {topic}");

    /// <summary>Everything to index of a friend.</summary>
    public static void AllOf(Friend friend, List<Fact> facts)
    {
        facts.Clear();
        Add(facts, new(FactKind.Status, friend.Status.ToString()));
        if (friend.OptedOutAt is not null)
        {
            // Beside the status, under a subject of its own: snapshots from before know nobody like that, and stay good.
            Add(facts, new(FactKind.Status, nameof(Condition.OptedOut)));
        }

        foreach (var topic in friend.OptedOutOf ?? [])
        {
            Add(facts, OptedOutOf(topic.Topic));
        }

        Add(facts, new(FactKind.FirstSeen), SortKey.Of(friend.FirstSeenAt));
        Add(facts, new(FactKind.Followed), friend.FollowedAt);
        Add(facts, new(FactKind.BlockedAt), friend.BlockedAt);
        Add(facts, new(FactKind.LastMessage), friend.LastMessageAt);
        foreach (var tag in friend.Tags)
        {
            Add(facts, new(FactKind.Tag, tag.Name), TimeSlot.Of(tag.Since));
        }

        foreach (var attribute in friend.Attributes)
        {
            AddAttribute(facts, attribute);
        }

        foreach (var answer in friend.Answers)
        {
            AddAnswer(facts, answer);
        }

        foreach (var survey in friend.Surveys)
        {
            Add(facts, new(FactKind.Survey, survey.Survey), TimeSlot.Of(survey.StartedAt));
            Add(facts, new(FactKind.SurveyStanding, survey.Survey, survey.Standing.ToString()));
            AddSlot(facts, new(FactKind.SurveyCompleted, survey.Survey), survey.CompletedAt);
        }

        AddCoupons(facts, friend.Coupons);
        if (IsIrregular(friend))
        {
            Add(facts, new(FactKind.Irregular));
        }
    }

    private static void AddAttribute(List<Fact> facts, FriendAttribute attribute)
    {
        var name = attribute.Name;
        Add(facts, new(FactKind.Attribute, name));
        if (attribute.Text is { } text)
        {
            Add(facts, new(FactKind.AttributeText, name, Value: text));
        }

        if (attribute.Number is { } number)
        {
            Add(facts, new(FactKind.AttributeNumber, name), SortKey.Of(number));
        }

        if (attribute.Flag is { } flag)
        {
            Add(facts, new(FactKind.AttributeFlag, name, Value: flag ? "true" : "false"));
        }

        if (attribute.Date is { } date)
        {
            Add(facts, new(FactKind.AttributeDay, name), SortKey.Of(date));
        }
    }

    private static void AddAnswer(List<Fact> facts, AnswerFact answer)
    {
        var (survey, question) = (answer.Survey, answer.Question);
        Add(facts, new(FactKind.Answer, survey, Value: question), TimeSlot.Of(answer.At));
        foreach (var choice in answer.Choices ?? [])
        {
            Add(facts, new(FactKind.AnswerChoice, survey, question, choice));
        }

        if (answer.Text is { } text)
        {
            Add(facts, new(FactKind.AnswerText, survey, question, text));
        }

        if (answer.Number is { } number)
        {
            Add(facts, new(FactKind.AnswerNumber, survey, question), SortKey.Of(number));
        }

        if (answer.Date is { } date)
        {
            Add(facts, new(FactKind.AnswerDay, survey, question), SortKey.Of(date));
        }
    }

    private static void AddCoupons(List<Fact> facts, IReadOnlyList<CouponFact> coupons)
    {
        for (var at = 0; at < coupons.Count; at++)
        {
            var (coupon, earlier) = (coupons[at], 0);
            for (var before = 0; before < at; before++)
            {
                earlier += coupons[before].Coupon == coupon.Coupon ? 1 : 0;
            }

            var issue = earlier.ToString(CultureInfo.InvariantCulture);
            Add(facts, new(FactKind.Coupon, coupon.Coupon, Value: issue), TimeSlot.Of(coupon.IssuedAt));
            Add(facts, new(FactKind.CouponExpires, coupon.Coupon, Value: issue), coupon.ExpiresAt);
            AddSlot(facts, new(FactKind.CouponRedeemed, coupon.Coupon, Value: issue), coupon.RedeemedAt);
            if (coupon.RevokedAt is not null)
            {
                Add(facts, new(FactKind.CouponRevoked, coupon.Coupon, Value: issue));
            }
        }
    }

    private static void Add(List<Fact> facts, FactKey key, ulong value = 0) => facts.Add(new(key, value));

    private static void Add(List<Fact> facts, FactKey key, DateTimeOffset? moment)
    {
        if (moment is { } at)
        {
            Add(facts, key, SortKey.Of(at));
        }
    }

    private static void AddSlot(List<Fact> facts, FactKey key, DateTimeOffset? moment)
    {
        if (moment is { } at)
        {
            Add(facts, key, TimeSlot.Of(at));
        }
    }

    // Each of these stands once in a friend whom the product wrote; whoever writes into the store by other ways may not know.
    private static bool IsIrregular(Friend friend) =>
        RepeatsOne(friend.Tags, tag => tag.Name)
        || RepeatsOne(friend.Attributes, attribute => attribute.Name)
        || RepeatsOne(friend.Surveys, survey => survey.Survey)
        || RepeatsOne(friend.Answers, answer => (answer.Survey, answer.Question));

    private static bool RepeatsOne<T, TKey>(IReadOnlyList<T> items, Func<T, TKey> key)
    {
        if (items.Count < 2)
        {
            return false;
        }

        var seen = new HashSet<TKey>(items.Count);
        foreach (var item in items)
        {
            if (!seen.Add(key(item)))
            {
                return true;
            }
        }

        return false;
    }
}
