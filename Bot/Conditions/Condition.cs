using Bot.Friends;

namespace Bot.Conditions;

/// <summary>
/// What must be true of a friend: a tree of tests joined by and, or and not. Trees compare as values.
/// <see cref="ConditionText"/> gives it a text form, <see cref="Holds"/> decides it for one friend, and
/// <see cref="ConditionFilter"/> turns it into a query of the store.
/// </summary>
public abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>True of everybody: <c>all</c>.</summary>
    public sealed record All : Condition;

    /// <summary>Every part holds. At least two parts.</summary>
    public sealed record And(ValueList<Condition> Parts) : Condition;

    /// <summary>At least one part holds. At least two parts.</summary>
    public sealed record Or(ValueList<Condition> Parts) : Condition;

    /// <summary>The inner condition does not hold.</summary>
    public sealed record Not(Condition Inner) : Condition;

    /// <summary>How the person stands to the account: <c>following</c>, <c>blocked</c>, <c>visitor</c>.</summary>
    public sealed record StatusIs(FriendStatus Status) : Condition;

    /// <summary>Asked to be sent nothing: <c>opted_out</c>; nothing of this topic, or nothing at all: <c>opted_out(新商品)</c>.</summary>
    public sealed record OptedOut(string? Topic = null) : Condition;

    /// <summary>Holds at least one of these tags, put on at a time that satisfies <paramref name="Added"/>: <c>tag in (A, B) added after 2026-01-01</c>.</summary>
    public sealed record Tag(ValueList<string> Names, When? Added = null) : Condition;

    /// <summary>An attribute's value: <c>attribute(prefecture) = 東京</c>.</summary>
    public sealed record Attribute(string Name, ValueTest Test) : Condition;

    /// <summary>The latest answer to a question: <c>answer(spice-level.spice) in (甘口, 中辛)</c>.</summary>
    public sealed record Answer(string Survey, string Question, ValueTest Test) : Condition;

    /// <summary>
    /// Has answered the question (any question of the survey, without one), the latest answer at a time that satisfies
    /// <paramref name="At"/>: <c>answered(spice-level.spice) &lt;= 30 days ago</c>.
    /// </summary>
    public sealed record Answered(string Survey, string? Question, When? At = null) : Condition;

    /// <summary>Where the friend stands in a survey: <c>survey(spice-level) is completed</c>.</summary>
    public sealed record SurveyIs(string Survey, SurveyProgress Progress) : Condition;

    /// <summary>What became of a coupon issued to the friend: <c>coupon(welcome) is unused</c>.</summary>
    public sealed record CouponIs(string Coupon, CouponUse Use) : Condition;

    /// <summary>Was sent this campaign: <c>received(new-curry)</c>. Looked up in <see cref="ConditionContext.Received"/>.</summary>
    public sealed record Received(string Campaign) : Condition;

    /// <summary>
    /// Tapped a link of this campaign, where friends had links of their own: <c>clicked(new-curry)</c>. Looked up in
    /// <see cref="ConditionContext.Received"/> like who received it, under its own <see cref="Key"/>.
    /// </summary>
    public sealed record Clicked(string Campaign) : Condition
    {
        private const string Before = "clicked ";

        /// <summary>What is looked up for it.</summary>
        public string Key() => Before + Campaign;

        /// <summary>The campaign of a key; null: the key is that of a campaign received.</summary>
        internal static string? CampaignOf(string key) => key.StartsWith(Before, StringComparison.Ordinal) ? key[Before.Length..] : null;
    }

    /// <summary>A moment of the friend's history: <c>last_message &gt; 90 days ago</c>. False where it never came.</summary>
    public sealed record Date(DateFact Fact, When When) : Condition;

    /// <summary>The moment came: <c>last_message is known</c>, <c>completed(spice-level)</c>.</summary>
    public sealed record Known(DateFact Fact) : Condition;

    /// <summary>The moment never came: <c>last_message is never</c>.</summary>
    public sealed record Never(DateFact Fact) : Condition;

    /// <summary>
    /// Whether it is true of this friend, exactly as written. A segment also leaves out those who do not follow:
    /// see <see cref="AmongFollowing"/>.
    /// </summary>
    public bool Holds(Friend friend, ConditionContext context) => ConditionTruth.Of(this, friend, context);

    /// <summary>The tests that make it true of a friend of whom it holds; those under a <c>not</c> come with their own.</summary>
    public IEnumerable<Condition> Because(Friend friend, ConditionContext context) => ConditionTruth.Because(this, holds: true, friend, context);

    /// <summary>
    /// The condition as a segment means it: only following friends, unless it speaks of the status itself
    /// (<c>blocked</c>, <c>visitor</c>, <c>status = …</c>); then it means exactly what it says.
    /// </summary>
    public Condition AmongFollowing() =>
        Tests().Any(test => test is StatusIs) ? this : new And([new StatusIs(FriendStatus.Following), this]);

    /// <summary>The campaigns whose recipients, and the keys of those whose taps, must be looked up before the condition can be decided.</summary>
    public IReadOnlySet<string> CampaignsMentioned() =>
        Tests().Select(test => test switch
        {
            Received(var campaign) => campaign,
            Clicked clicked => clicked.Key(),
            _ => null,
        }).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>The leaves of the tree, in order.</summary>
    public IEnumerable<Condition> Tests() => this switch
    {
        And(var parts) => parts.SelectMany(part => part.Tests()),
        Or(var parts) => parts.SelectMany(part => part.Tests()),
        Not(var inner) => inner.Tests(),
        _ => [this],
    };

    /// <summary>The canonical text form.</summary>
    public sealed override string ToString() => ConditionText.Print(this);
}

/// <summary>How far a friend has come in a survey.</summary>
public enum SurveyProgress
{
    /// <summary>Has begun it, whatever became of it; <c>not started</c> is: never.</summary>
    Started,

    /// <summary>Is in the middle of it now.</summary>
    Ongoing,

    /// <summary>Has completed it at least once; stays true while answering again.</summary>
    Completed,

    /// <summary>Broke it off.</summary>
    Stopped,

    /// <summary>Did not consent.</summary>
    Declined,
}

/// <summary>What became of a coupon. A friend may hold several issues of one coupon; one that fits is enough.</summary>
public enum CouponUse
{
    /// <summary>Was issued, whatever became of it.</summary>
    Issued,

    /// <summary>Can still be used: neither redeemed, revoked nor expired.</summary>
    Unused,

    /// <summary>Was used up at the shop.</summary>
    Redeemed,

    /// <summary>Ran out before it was used.</summary>
    Expired,

    /// <summary>Was taken back by the shop before it was used.</summary>
    Revoked,
}
