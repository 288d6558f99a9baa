namespace Bot.Friends;

/// <summary>Changes of a friend's facts, as functions of values.</summary>
public static class FriendFacts
{
    /// <summary>
    /// The friend with this tag. A tag of the same exclusive group is taken off; a tag already there keeps its date.
    /// Answers which tags went.
    /// </summary>
    public static (Friend Friend, bool Added, IReadOnlyList<FriendTag> Removed) WithTag(this Friend friend, FriendTag tag)
    {
        IReadOnlyList<FriendTag> removed = tag.Group is null
            ? []
            : [.. friend.Tags.Where(held => held.Group == tag.Group && held.Name != tag.Name)];
        if (friend.HasTag(tag.Name) && removed.Count == 0)
        {
            return (friend, false, []);
        }

        var added = !friend.HasTag(tag.Name);
        var kept = friend.Tags.Except(removed);
        return (friend with { Tags = [.. kept, .. added ? [tag] : Array.Empty<FriendTag>()] }, added, removed);
    }

    /// <summary>The friend without this tag; null when it was not there.</summary>
    public static Friend? WithoutTag(this Friend friend, string name) =>
        friend.HasTag(name) ? friend with { Tags = [.. friend.Tags.Where(tag => tag.Name != name)] } : null;

    public static Friend WithAttribute(this Friend friend, FriendAttribute attribute) => friend with
    {
        Attributes = [.. friend.Attributes.Where(held => held.Name != attribute.Name), attribute],
    };

    public static Friend WithoutAttribute(this Friend friend, string name) => friend with
    {
        Attributes = [.. friend.Attributes.Where(held => held.Name != name)],
    };

    public static Friend WithAnswer(this Friend friend, AnswerFact answer) => friend with
    {
        Answers = [.. friend.Answers.Where(held => (held.Survey, held.Question) != (answer.Survey, answer.Question)), answer],
    };

    public static SurveyFact? Survey(this Friend friend, string id) => friend.Surveys.FirstOrDefault(fact => fact.Survey == id);

    public static Friend WithSurvey(this Friend friend, SurveyFact survey) => friend with
    {
        Surveys = [.. friend.Surveys.Where(held => held.Survey != survey.Survey), survey],
    };

    public static Friend WithCoupon(this Friend friend, CouponFact coupon) => friend with
    {
        Coupons = [.. friend.Coupons.Where(held => held.Issue != coupon.Issue), coupon],
    };
}
