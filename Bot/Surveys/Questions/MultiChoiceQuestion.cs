using Bot.Conditions;
using Bot.Line;

namespace Bot.Surveys.Questions;

/// <summary>Any of several options: a tap chooses or unchooses one, 「決定」 ends it.</summary>
public sealed record MultiChoiceQuestion(IReadOnlyList<Option> Options, int AtLeast, int AtMost, bool RandomOrder = false) : Question
{
    private const string DecideAnswer = "ok";
    private const string ChosenMark = "✓ ";

    private static readonly string DecidePlain = TypedText.Plain(SurveyWords.Decide);
    private static readonly char[] Separators = ['、', ',', '，', '・', '/', '／', '\n', '\r', ' ', '　', '＋', '+', '&', '＆'];

    /// <inheritdoc/>
    public override string Kind => "multi-choice";

    /// <summary>Typed options are chosen in addition; several may be typed at once. Other words are those of "other", once it is chosen.</summary>
    public override Reading Read(string typed, Asking asking)
    {
        if (TypedText.Plain(typed) == DecidePlain)
        {
            return Decide(asking);
        }

        // A label may hold a separator itself, so the whole text is tried first.
        var shown = Options.Arranged(RandomOrder, asking);
        var parts = shown.Matching(typed).Count > 0 ? [typed] : typed.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (WaitsForWords(asking) && !parts.All(part => shown.Matching(part).Count == 1))
        {
            return OtherWords.Refuse(typed) ?? new Reading.Choosing(asking.Chosen, typed.Trim());
        }

        var chosen = asking.Chosen;
        foreach (var part in parts)
        {
            switch (shown.Matching(part))
            {
                case [var full] when asking.Full.Contains(full.Id):
                    return No(SurveyWords.Full(full.Label));
                case [var one]:
                    chosen = With(chosen, one);
                    break;
                case []:
                    return No(SurveyWords.OneOf(shown.Select(option => option.Label)));
                case var several:
                    return No(SurveyWords.SeveralMatch(several.Select(option => option.Label)));
            }
        }

        return Choosing(chosen, asking.Text);
    }

    /// <summary>Chooses or unchooses the tapped option, or decides.</summary>
    public override Reading Tap(string answer, PostbackParams? picked, Asking asking)
    {
        if (answer == DecideAnswer)
        {
            return Decide(asking);
        }

        if (!int.TryParse(answer, out var number) || number < 1 || number > Options.Count)
        {
            return No(SurveyWords.OneOf(Options.Select(option => option.Label)));
        }

        var option = Options[number - 1];
        return asking.Chosen.Contains(option.Id) ? Choosing([.. asking.Chosen.Where(id => id != option.Id)], asking.Text)
            : asking.Full.Contains(option.Id) ? No(SurveyWords.Full(option.Label))
            : Choosing(With(asking.Chosen, option), asking.Text);
    }

    /// <summary>One button an option that has a place left, with a mark on the chosen ones, and 「決定」 last.</summary>
    public override IEnumerable<LineAction> Buttons(Func<string, string> data, Asking asking) => Options.Arranged(RandomOrder, asking)
        .Where(option => asking.Chosen.Contains(option.Id) || !asking.Full.Contains(option.Id))
        .Select(option => new PostbackAction(data($"{Options.IndexOf(option) + 1}"))
        {
            Label = (asking.Chosen.Contains(option.Id) ? ChosenMark : "") + option.Label,
            DisplayText = option.Label,
        })
        .Append(new PostbackAction(data(DecideAnswer)) { Label = SurveyWords.Decide, DisplayText = SurveyWords.Decide });

    /// <summary>What is chosen so far, or which options have no place left.</summary>
    public override string? Hint(Asking asking) =>
        asking.Chosen.Count == 0 ? SurveyWords.NoPlaces(Options, asking.Full)
        : WaitsForWords(asking) ? OtherWords.Ask(Options.First(option => option.Other))
        : $"\n選択中: {Say(AnswerValue.Chose(asking.Chosen) with { Text = asking.Text })}\nよろしければ「{SurveyWords.Decide}」を押してください。";

    /// <summary>The labels of the chosen options.</summary>
    public override string Say(AnswerValue answer) => Options.Say(answer);

    /// <inheritdoc/>
    public override IReadOnlyList<KnownName> Expected => [.. Options.Select(option => option.Known)];

    /// <inheritdoc/>
    public override IEnumerable<KnownName> CountedAs(AnswerValue answer) => Options.Counted(answer);

    /// <summary>What the chosen options say, beside the attribute; to have chosen none says nothing.</summary>
    public override Outcome OutcomeOf(AnswerValue answer) =>
        answer.Choices is [] ? Outcome.None : Outcome.Of([base.OutcomeOf(answer), .. Options.Having(answer.Choices).Select(option => option.Outcome)]);

    /// <inheritdoc/>
    public override Outcome EveryOutcome => Outcome.Of([base.EveryOutcome, .. Options.Select(option => option.Outcome)]);

    /// <inheritdoc/>
    public override IReadOnlyList<Option> Choosable => Options;

    /// <inheritdoc/>
    internal override IEnumerable<IReadOnlyList<string>> Drafts => [[], [.. Options.Select(option => option.Id)]];

    /// <inheritdoc/>
    public override SurveyInput Example(Asking asking) => new SurveyInput.Typed(
        WaitsForWords(asking) ? "〇〇"
        : asking.Chosen.Count < Math.Max(1, AtLeast) && Options.OrderBy(option => option.Alone).FirstOrDefault(option => !asking.Chosen.Contains(option.Id)) is { } next ? next.Label
        : SurveyWords.Decide);

    /// <inheritdoc/>
    public override Question WithOptions(Func<Option, Option> change) => this with { Options = [.. Options.Select(change)] };

    /// <inheritdoc/>
    public override KnownQuestion Known => new(Id, Text, ValueKind.Choice, Expected);

    /// <summary>The attribute takes the labels, as one text.</summary>
    protected override AttributeOutcome AttributeFrom(string name, AnswerValue answer) => new(name) { Text = Say(answer) };

    private Reading Decide(Asking asking) =>
        asking.Chosen.Count < AtLeast ? No(SurveyWords.AtLeast(AtLeast))
        : Options.Having(asking.Chosen).FirstOrDefault(option => asking.Full.Contains(option.Id)) is { } full ? No(SurveyWords.FullMeanwhile(full.Label, ChosenMark + full.Label))
        : WaitsForWords(asking) ? No(OtherWords.Ask(Options.First(option => option.Other)))
        : new Reading.Answered(AnswerValue.Chose([.. Options.Having(asking.Chosen).Select(option => option.Id)]) with { Text = asking.Text });

    private Reading Choosing(IReadOnlyList<string> chosen, string? words) => chosen.Count > AtMost
        ? No(SurveyWords.AtMost(AtMost))
        : new Reading.Choosing([.. Options.Having(chosen).Select(option => option.Id)], Options.Having(chosen).Any(option => option.Other) ? words : null);

    private bool WaitsForWords(Asking asking) => asking.Text is null && Options.Having(asking.Chosen).Any(option => option.Other);

    // "None of these" and the others push each other out.
    private IReadOnlyList<string> With(IReadOnlyList<string> chosen, Option option) =>
        option.Alone ? [option.Id] : [.. Options.Having(chosen).Where(held => !held.Alone).Select(held => held.Id), option.Id];
}
