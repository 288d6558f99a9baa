using Bot.Conditions;
using Bot.Line;

namespace Bot.Surveys.Questions;

/// <summary>One of several options.</summary>
public sealed record ChoiceQuestion(IReadOnlyList<Option> Options) : Question
{
    /// <inheritdoc/>
    public override Reading Read(string typed, Asking asking) => Options.Matching(typed) switch
    {
        [var one] => new Reading.Answered(AnswerValue.Chose(one.Id)),
        [] => No(SurveyWords.OneOf(Options.Select(option => option.Label))),
        var several => No(SurveyWords.SeveralMatch(several.Select(option => option.Label))),
    };

    // A button names its option by number, so that a label that is itself a number cannot be mistaken.
    /// <inheritdoc/>
    public override Reading Tap(string answer, PostbackParams? picked, Asking asking) =>
        int.TryParse(answer, out var number) && number >= 1 && number <= Options.Count
            ? new Reading.Answered(AnswerValue.Chose(Options[number - 1].Id))
            : No(SurveyWords.OneOf(Options.Select(option => option.Label)));

    /// <summary>One button an option.</summary>
    public override IEnumerable<LineAction> Buttons(Func<string, string> data, Asking asking) =>
        Options.Select((option, i) => new PostbackAction(data($"{i + 1}")) { Label = option.Label, DisplayText = option.Label });

    /// <summary>The labels of the chosen options.</summary>
    public override string Say(AnswerValue answer) => string.Join("、", Options.Having(answer.Choices).Select(option => option.Label));

    /// <summary>What the chosen option says, beside the attribute.</summary>
    public override Outcome OutcomeOf(AnswerValue answer) =>
        Outcome.Of([base.OutcomeOf(answer), .. Options.Having(answer.Choices).Select(option => option.Outcome)]);

    /// <inheritdoc/>
    public override Outcome EveryOutcome => field ??= Outcome.Of([base.EveryOutcome, .. Options.Select(option => option.Outcome)]);

    /// <inheritdoc/>
    public override KnownQuestion Known => new(Id, Text, ValueKind.Choice, [.. Options.Select(option => new KnownName(option.Id, option.Label))]);

    /// <summary>The attribute takes the label, as a text.</summary>
    protected override AttributeOutcome AttributeFrom(string name, AnswerValue answer) => new(name) { Text = Say(answer) };
}
