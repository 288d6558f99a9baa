using Bot.Conditions;
using Bot.Line;

namespace Bot.Surveys.Questions;

/// <summary>One of several options.</summary>
public record ChoiceQuestion(IReadOnlyList<Option> Options, bool RandomOrder = false) : Question
{
    /// <inheritdoc/>
    public override string Kind => "choice";

    /// <inheritdoc/>
    public override Reading Read(string typed, Asking asking)
    {
        if (Options.Having(asking.Chosen) is [{ Other: true } other] && Arranged(asking).Matching(typed).Count == 0)
        {
            return OtherWords.Read(other, typed);
        }

        return Arranged(asking).Matching(typed) switch
        {
            [var one] => Take(one, asking),
            [] => No(IsListed ? SurveyWords.TypeNumber : SurveyWords.OneOf(Open(asking))),
            var several => No(SurveyWords.SeveralMatch(several.Select(option => option.Label))),
        };
    }

    // A button names its option by number, so that a label that is itself a number cannot be mistaken.
    /// <inheritdoc/>
    public override Reading Tap(string answer, PostbackParams? picked, Asking asking) =>
        int.TryParse(answer, out var number) && number >= 1 && number <= Options.Count
            ? Take(Options[number - 1], asking)
            : No(SurveyWords.OneOf(Open(asking)));

    /// <summary>So many options can be listed for friends to type from; LINE shows 13 as buttons.</summary>
    public const int MostListed = 50;

    /// <summary>One button an option that has a place left; none where they are listed instead.</summary>
    public override IEnumerable<LineAction> Buttons(Func<string, string> data, Asking asking) =>
        from option in IsListed ? [] : Arranged(asking)
        where !asking.Full.Contains(option.Id)
        select new PostbackAction(data($"{Options.IndexOf(option) + 1}")) { Label = option.Label, DisplayText = option.Label };

    /// <summary>Which options have no place left, and that "other" waits for words.</summary>
    public override string? Hint(Asking asking) =>
        Options.Having(asking.Chosen) is [{ Other: true } other] ? OtherWords.Ask(other)
        : IsListed ? $"\n{Arranged(asking).Numbered()}\n\n{SurveyWords.TypeNumber}{(SurveyWords.NoPlaces(Options, asking.Full) is { } full ? "\n" + full : "")}"
        : SurveyWords.NoPlaces(Options, asking.Full);

    /// <summary>The labels of the chosen options.</summary>
    public override string Say(AnswerValue answer) => Options.Say(answer);

    /// <inheritdoc/>
    public override IReadOnlyList<KnownName> Expected => [.. Options.Select(option => option.Known)];

    /// <inheritdoc/>
    public override IEnumerable<KnownName> CountedAs(AnswerValue answer) => Options.Counted(answer);

    /// <summary>What the chosen option says, beside the attribute.</summary>
    public override Outcome OutcomeOf(AnswerValue answer) =>
        Outcome.Of([base.OutcomeOf(answer), .. Options.Having(answer.Choices).Select(option => option.Outcome)]);

    /// <inheritdoc/>
    public override Outcome EveryOutcome => Outcome.Of([base.EveryOutcome, .. Options.Select(option => option.Outcome)]);

    /// <inheritdoc/>
    public override IReadOnlyList<Option> Choosable => Options;

    /// <inheritdoc/>
    public override SurveyInput Example(Asking asking) => new SurveyInput.Typed(Open(asking).FirstOrDefault() ?? Options[0].Label);

    /// <inheritdoc/>
    public override Question WithOptions(Func<Option, Option> change) => this with { Options = [.. Options.Select(change)] };

    /// <inheritdoc/>
    public override KnownQuestion Known => new(Id, Text, ValueKind.Choice, Expected);

    /// <summary>The attribute takes the label, as a text.</summary>
    protected override AttributeOutcome AttributeFrom(string name, AnswerValue answer) => new(name) { Text = Say(answer) };

    private static Reading Take(Option option, Asking asking) =>
        asking.Full.Contains(option.Id) ? No(SurveyWords.Full(option.Label))
        : option.Other ? new Reading.Choosing([option.Id])
        : new Reading.Answered(AnswerValue.Chose(option.Id));

    // More than LINE has buttons for.
    private bool IsListed => Options.Count > SurveyMessages.MostButtons;

    private IReadOnlyList<Option> Arranged(Asking asking) => Options.Arranged(RandomOrder, asking);

    private IEnumerable<string> Open(Asking asking) => Arranged(asking).Where(option => !asking.Full.Contains(option.Id)).Select(option => option.Label);
}
