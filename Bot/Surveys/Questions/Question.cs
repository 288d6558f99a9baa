using Bot.Conditions;
using Bot.Line;
using Bot.Surveys.Results;

namespace Bot.Surveys.Questions;

/// <summary>
/// One question. A kind of question says how an answer is understood, which buttons help to give it, and what it says
/// about the friend. One kind is one file here, with its YAML beside the survey's.
/// </summary>
public abstract record Question
{
    private static readonly IReadOnlyDictionary<string, string> NoNames = new Dictionary<string, string>();

    /// <summary>The id by which answers and conditions name it; unique in the survey.</summary>
    public required string Id { get; init; }

    /// <summary>The words it is asked with.</summary>
    public required string Text { get; init; }

    /// <summary>The question is asked only where this holds.</summary>
    public Condition? When { get; init; }

    /// <summary>Whether it can be skipped.</summary>
    public bool Optional { get; init; }

    /// <summary>What is said before asking again; null: the reason alone.</summary>
    public string? Retry { get; init; }

    /// <summary>The attribute of the friend that takes the answer.</summary>
    public string? Attribute { get; init; }

    /// <summary>Said before the question is asked for the first time.</summary>
    public IReadOnlyList<Message> Before { get; init; } = [];

    /// <summary>Said when it is answered, before what comes next.</summary>
    public IReadOnlyList<Message> After { get; init; } = [];

    /// <summary>
    /// What names in its texts mean, where that is not what they say: within a repeated section, the question of the same round.
    /// </summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = NoNames;

    /// <summary>Which time its section is gone through, from 1; null: its section is not repeated.</summary>
    public int? Round { get; init; }

    /// <summary>Other wordings of the text, tried against it; a friend always gets the same one.</summary>
    public IReadOnlyList<Wording> Variants { get; init; } = [];

    /// <summary>Where answering leads, unless the option says otherwise; null: to what comes next.</summary>
    public Jump? Then { get; init; }

    /// <summary>How long an answer is waited for; a later one counts as none. Null: as long as the survey.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>The section it is in whose questions come in an order of the friend's own; null: in the file's order.</summary>
    public string? ShuffledIn { get; init; }

    /// <summary>The kind, as files name it: <c>multi-choice</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>What a typed text means as an answer.</summary>
    public abstract Reading Read(string typed, Asking asking);

    /// <summary>What the answer in a button means. Buttons say the same as typing, except where a kind knows better.</summary>
    public virtual Reading Tap(string answer, PostbackParams? picked, Asking asking) => Read(answer, asking);

    /// <summary>What a message without words means: most kinds want words.</summary>
    public virtual Reading Take(ReceivedMessage sent, Asking asking) => No(SurveyWords.WordsOnly);

    /// <summary>Something a friend may do that is understood, for examples and for walks through a survey.</summary>
    public abstract SurveyInput Example(Asking asking);

    /// <summary>The buttons to answer with; <paramref name="data"/> makes the postback that carries an answer.</summary>
    public virtual IEnumerable<LineAction> Buttons(Func<string, string> data, Asking asking) => [];

    /// <summary>
    /// The question as a message, without its quick replies: words, unless a kind shows pictures or stars.
    /// <paramref name="words"/> are its text and hint with everything filled in.
    /// </summary>
    public virtual Message Show(string words, Func<string, string> data, Asking asking) => new TextMessage(words);

    /// <summary>What is said beside the question's text, such as what is chosen so far; null: nothing.</summary>
    public virtual string? Hint(Asking asking) => null;

    /// <summary>The answer as people read it.</summary>
    public virtual string Say(AnswerValue answer) => answer.ToString();

    /// <summary>The answers that results list even when nobody gave them: options, grades.</summary>
    public virtual IReadOnlyList<KnownName> Expected => [];

    /// <summary>What an answer counts in a score: the points of its options, or its number.</summary>
    public virtual double PointsOf(AnswerValue answer) =>
        Choosable.Count == 0 ? answer.Number ?? 0 : Choosable.Having(answer.Choices).Sum(option => option.Points ?? 0);

    /// <summary>Whether what is counted are numbers, so that results put them in order.</summary>
    public bool CountsNumbers => Known.Kind is ValueKind.Number;

    /// <summary>What an answer counts as in results; several options count each. Nothing: it is not counted, such as free words.</summary>
    public virtual IEnumerable<KnownName> CountedAs(AnswerValue answer) =>
        answer is { Text: null, IsSkipped: false, Erased: false } ? [new KnownName(answer.ToString(), Say(answer))] : [];

    /// <summary>Whether what is counted are the answers themselves, so that a condition can ask for one; else something about them.</summary>
    public virtual bool CountsAnswers => true;

    /// <summary>What an answer says about the friend.</summary>
    public virtual Outcome OutcomeOf(AnswerValue answer) =>
        Attribute is { } name && !answer.IsSkipped ? new([], [AttributeFrom(name, answer)]) : Outcome.None;

    /// <summary>Everything any answer may say, so that what an earlier answer said can be taken back.</summary>
    public virtual Outcome EveryOutcome => Attribute is { } name ? new([], [new AttributeOutcome(name)]) : Outcome.None;

    /// <summary>The options there are to choose from; none for other kinds.</summary>
    public virtual IReadOnlyList<Option> Choosable => [];

    /// <summary>The question with each of its options changed; itself where it has none.</summary>
    public virtual Question WithOptions(Func<Option, Option> change) => this;

    /// <summary>What may be chosen so far when it is asked, from nothing to the most: the shortest and the longest the bot says.</summary>
    internal virtual IEnumerable<IReadOnlyList<string>> Drafts => [[]];

    /// <summary>The results of the question, with the figures that only its kind knows.</summary>
    public virtual QuestionResults Results(QuestionResults counted, IReadOnlyList<AnswerValue> answers) => counted;

    /// <summary>The question as conditions know it.</summary>
    public abstract KnownQuestion Known { get; }

    /// <summary>The attribute of this name that an answer sets; a kind whose answers are no plain values says its own.</summary>
    protected virtual AttributeOutcome AttributeFrom(string name, AnswerValue answer) =>
        answer is { Number: null, Date: null } ? new(name) { Text = answer.AsText } : new(name) { Number = answer.Number, Date = answer.Date };

    /// <summary>Not understood, for this reason in words for the friend.</summary>
    protected static Reading No(string reason) => new Reading.NotUnderstood(reason);
}

/// <summary>Another wording of a question, by the name results know it by, and its share against the others.</summary>
public sealed record Wording(string Id, string Text, int Weight)
{
    /// <summary>The name of the wording that stands in <c>text</c> itself.</summary>
    public const string First = "text";
}

/// <summary>Where an answer leads: to this question, or to the end where it is null.</summary>
public sealed record Jump(string? Question);

/// <summary>The circumstances of asking.</summary>
/// <param name="Now">The shop's clock.</param>
public sealed record Asking(DateTime Now)
{
    /// <summary>Today in the shop's zone.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now);

    /// <summary>Ids of the options chosen so far, where several may be, in the order they were chosen.</summary>
    public IReadOnlyList<string> Chosen { get; init; } = [];

    /// <summary>The words given so far beside what is chosen ("other").</summary>
    public string? Text { get; init; }

    /// <summary>Ids of the options that have no place left.</summary>
    public IReadOnlySet<string> Full { get; init; } = new HashSet<string>();

    /// <summary>What makes a random order this friend's own, the same at every asking.</summary>
    public ulong Seed { get; init; }
}

/// <summary>What was understood of an answer.</summary>
public abstract record Reading
{
    private Reading()
    {
    }

    /// <summary>A whole answer.</summary>
    public sealed record Answered(AnswerValue Value) : Reading;

    /// <summary>Not finished: these options are chosen so far, with these words beside them.</summary>
    public sealed record Choosing(IReadOnlyList<string> Options, string? Text = null) : Reading;

    /// <summary>The reason, in words for the friend.</summary>
    public sealed record NotUnderstood(string Reason) : Reading;
}
