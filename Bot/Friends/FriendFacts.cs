namespace Bot.Friends;

/// <summary>Changes of a friend's facts, as functions of values.</summary>
public static class FriendFacts
{
    /// <summary>
    /// The friend as following since then. LINE does not promise the order of events: a follow older than a known block (or
    /// follow) changes nothing, and the answer is null.
    /// </summary>
    public static Friend? Followed(this Friend friend, DateTimeOffset at) =>
        friend.BlockedAt > at || friend.FollowedAt >= at
            ? null
            : friend with { Status = friend.Erasing is null ? FriendStatus.Following : friend.Status, FollowedAt = at };

    /// <summary>The friend as one whom this work erases: nothing more is sent to them.</summary>
    public static Friend ErasedBy(this Friend friend, string jobId, bool isOwnWish = false) =>
        friend with { Status = FriendStatus.Blocked, Erasing = new(jobId, friend.Erasing?.Was ?? friend.Status, isOwnWish) };

    /// <summary>The friend as they were before somebody began to erase them.</summary>
    public static Friend BeforeErasing(this Friend friend) =>
        friend.Erasing is { } erasing ? friend with { Status = erasing.Was, Erasing = null } : friend;

    /// <summary>The friend as having blocked us then, or null when a later follow is known.</summary>
    public static Friend? Blocked(this Friend friend, DateTimeOffset at) =>
        friend.FollowedAt > at || friend.BlockedAt >= at
            ? null
            : friend with { Status = FriendStatus.Blocked, BlockedAt = at };

    /// <summary>
    /// The friend as having written or tapped then. Who has blocked us cannot write, so someone blocked who does has
    /// unblocked us and the event of it went missing.
    /// </summary>
    public static (Friend Friend, bool Unblocked) Spoke(this Friend friend, DateTimeOffset at)
    {
        var unblocked = friend.Status == FriendStatus.Blocked && friend.BlockedAt < at && friend.Erasing is null;
        var last = friend.LastMessageAt > at ? friend.LastMessageAt : at;
        return unblocked
            ? (friend with { LastMessageAt = last, Status = FriendStatus.Following, FollowedAt = at }, true)
            : (friend with { LastMessageAt = last }, false);
    }

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

    /// <summary>The friend with this attribute, in place of one of the same name.</summary>
    public static Friend WithAttribute(this Friend friend, FriendAttribute attribute) => friend with
    {
        Attributes = [.. friend.Attributes.Where(held => held.Name != attribute.Name), attribute],
    };

    /// <summary>The friend without this attribute; the same where it was not there.</summary>
    public static Friend WithoutAttribute(this Friend friend, string name) => friend with
    {
        Attributes = [.. friend.Attributes.Where(held => held.Name != name)],
    };

    /// <summary>Whether the friend asked to be sent nothing, or nothing of this topic.</summary>
    public static bool HasOptedOutOf(this Friend friend, string? topic) =>
        friend.OptedOutAt is not null || (topic is not null && friend.OptedOutOf?.Any(held => held.Topic == topic) == true);

    /// <summary>The friend as hearing nothing of this topic any more; null is everything.</summary>
    public static Friend WithOptOut(this Friend friend, string? topic, DateTimeOffset at) =>
        topic is null ? friend with { OptedOutAt = friend.OptedOutAt ?? at }
        : friend.OptedOutOf?.Any(held => held.Topic == topic) == true ? friend
        : friend with { OptedOutOf = [.. friend.OptedOutOf ?? [], new TopicOptOut(topic, at)] };

    /// <summary>
    /// The friend as hearing of this topic again; null is everything. Of all topics, who had wanted nothing then hears this one alone.
    /// </summary>
    public static Friend WithoutOptOut(this Friend friend, string? topic, IEnumerable<string> topics, DateTimeOffset at)
    {
        if (topic is null)
        {
            return friend with { OptedOutAt = null, OptedOutOf = null };
        }

        var others = friend.OptedOutAt is null ? friend : topics.Aggregate(friend with { OptedOutAt = null }, (less, other) => less.WithOptOut(other, at));
        IReadOnlyList<TopicOptOut> left = [.. (others.OptedOutOf ?? []).Where(held => held.Topic != topic)];
        return others with { OptedOutOf = left.Count == 0 ? null : left };
    }

    /// <summary>The friend with this answer, in place of the one before to the same question.</summary>
    public static Friend WithAnswer(this Friend friend, AnswerFact answer) => friend with
    {
        Answers = [.. friend.Answers.Where(held => (held.Survey, held.Question) != (answer.Survey, answer.Question)), answer],
    };

    /// <summary>Where the friend stands in this survey, or null: never begun.</summary>
    public static SurveyFact? Survey(this Friend friend, string id) => friend.Surveys.FirstOrDefault(fact => fact.Survey == id);

    /// <summary>The friend with this standing, in place of the one before in the same survey.</summary>
    public static Friend WithSurvey(this Friend friend, SurveyFact survey) => friend with
    {
        Surveys = [.. friend.Surveys.Where(held => held.Survey != survey.Survey), survey],
    };

    /// <summary>The friend with this coupon, in place of what was known of the same issue.</summary>
    public static Friend WithCoupon(this Friend friend, CouponFact coupon) => friend with
    {
        Coupons = [.. friend.Coupons.Where(held => held.Issue != coupon.Issue), coupon],
    };
}
