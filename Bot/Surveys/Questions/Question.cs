using Bot.Conditions;
using Bot.Line;

namespace Bot.Surveys.Questions;

/// <summary>
/// One question. A kind of question says how an answer is understood, which buttons help to give it, and what it says
/// about the friend. One kind is one file here, with its YAML beside the survey's.
/// </summary>
public abstract record Question
{
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

    /// <summary>What a typed text means as an answer.</summary>
    public abstract Reading Read(string typed, Asking asking);

    /// <summary>What the answer in a button means. Buttons say the same as typing, except where a kind knows better.</summary>
    public virtual Reading Tap(string answer, PostbackParams? picked, Asking asking) => Read(answer, asking);

    /// <summary>The buttons to answer with; <paramref name="data"/> makes the postback that carries an answer.</summary>
    public abstract IEnumerable<LineAction> Buttons(Func<string, string> data, Asking asking);

    /// <summary>The words of the question while these options are chosen.</summary>
    public virtual string Words(Asking asking) => Text;

    /// <summary>The answer as people read it.</summary>
    public virtual string Say(AnswerValue answer) => answer.ToString();

    /// <summary>What an answer says about the friend.</summary>
    public virtual Outcome OutcomeOf(AnswerValue answer) =>
        Attribute is { } name && !answer.IsSkipped ? new([], [AttributeFrom(name, answer)]) : Outcome.None;

    /// <summary>Everything any answer may say, so that what an earlier answer said can be taken back.</summary>
    public virtual Outcome EveryOutcome => Attribute is { } name ? new([], [new AttributeOutcome(name)]) : Outcome.None;

    /// <summary>The question as conditions know it.</summary>
    public abstract KnownQuestion Known { get; }

    /// <summary>The attribute of this name that an answer sets; a kind whose answers are no plain values says its own.</summary>
    protected virtual AttributeOutcome AttributeFrom(string name, AnswerValue answer) =>
        new(name) { Text = answer.Text, Number = answer.Number, Date = answer.Date };

    /// <summary>Not understood, for this reason in words for the friend.</summary>
    protected static Reading No(string reason) => new Reading.NotUnderstood(reason);
}

/// <summary>The circumstances of asking: options chosen so far (several-choice), and today in the shop's zone.</summary>
public sealed record Asking(IReadOnlyList<string> Chosen, DateOnly Today);

/// <summary>What was understood of an answer.</summary>
public abstract record Reading
{
    private Reading()
    {
    }

    /// <summary>A whole answer.</summary>
    public sealed record Answered(AnswerValue Value) : Reading;

    /// <summary>Not finished: these options are chosen so far.</summary>
    public sealed record Choosing(IReadOnlyList<string> Options) : Reading;

    /// <summary>The reason, in words for the friend.</summary>
    public sealed record NotUnderstood(string Reason) : Reading;
}
