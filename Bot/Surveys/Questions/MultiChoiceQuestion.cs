using Bot.Conditions;
using Bot.Line;

namespace Bot.Surveys.Questions;

/// <summary>Any of several options: a tap chooses or unchooses one, 「決定」 ends it.</summary>
public sealed record MultiChoiceQuestion(IReadOnlyList<Option> Options, int AtLeast, int AtMost) : Question
{
    private const string DecideAnswer = "ok";
    private const string ChosenMark = "✓ ";

    private static readonly string DecidePlain = TypedText.Plain(SurveyWords.Decide);
    private static readonly char[] Separators = ['、', ',', '，', '・', '/', '／', '\n', '\r', ' ', '　', '＋', '+', '&', '＆'];

    /// <summary>Typed options are chosen in addition; several may be typed at once.</summary>
    public override Reading Read(string typed, Asking asking)
    {
        if (TypedText.Plain(typed) == DecidePlain)
        {
            return Decide(asking.Chosen);
        }

        // A label may hold a separator itself, so the whole text is tried first.
        var parts = Options.Matching(typed).Count > 0 ? [typed] : typed.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var chosen = asking.Chosen;
        foreach (var part in parts)
        {
            switch (Options.Matching(part))
            {
                case [var one]:
                    chosen = With(chosen, one);
                    break;
                case []:
                    return No(SurveyWords.OneOf(Options.Select(option => option.Label)));
                case var several:
                    return No(SurveyWords.SeveralMatch(several.Select(option => option.Label)));
            }
        }

        return Choosing(chosen);
    }

    /// <summary>Chooses or unchooses the tapped option, or decides.</summary>
    public override Reading Tap(string answer, PostbackParams? picked, Asking asking)
    {
        if (answer == DecideAnswer)
        {
            return Decide(asking.Chosen);
        }

        if (!int.TryParse(answer, out var number) || number < 1 || number > Options.Count)
        {
            return No(SurveyWords.OneOf(Options.Select(option => option.Label)));
        }

        var option = Options[number - 1];
        return Choosing(asking.Chosen.Contains(option.Id)
            ? [.. asking.Chosen.Where(id => id != option.Id)]
            : With(asking.Chosen, option));
    }

    /// <summary>One button an option, with a mark on the chosen ones, and 「決定」 last.</summary>
    public override IEnumerable<LineAction> Buttons(Func<string, string> data, Asking asking) => Options
        .Select((option, i) => new PostbackAction(data($"{i + 1}"))
        {
            Label = (asking.Chosen.Contains(option.Id) ? ChosenMark : "") + option.Label,
            DisplayText = option.Label,
        })
        .Append(new PostbackAction(data(DecideAnswer)) { Label = SurveyWords.Decide, DisplayText = SurveyWords.Decide });

    /// <summary>The question, and what is chosen so far.</summary>
    public override string Words(Asking asking) => asking.Chosen.Count == 0
        ? Text
        : $"{Text}\n\n選択中: {Say(AnswerValue.Chose(asking.Chosen))}\nよろしければ「{SurveyWords.Decide}」を押してください。";

    /// <summary>The labels of the chosen options.</summary>
    public override string Say(AnswerValue answer) => string.Join("、", Options.Having(answer.Choices).Select(option => option.Label));

    /// <summary>What the chosen options say, beside the attribute.</summary>
    public override Outcome OutcomeOf(AnswerValue answer) =>
        Outcome.Of([base.OutcomeOf(answer), .. Options.Having(answer.Choices).Select(option => option.Outcome)]);

    /// <inheritdoc/>
    public override Outcome EveryOutcome => field ??= Outcome.Of([base.EveryOutcome, .. Options.Select(option => option.Outcome)]);

    /// <inheritdoc/>
    public override KnownQuestion Known => new(Id, Text, ValueKind.Choice, [.. Options.Select(option => new KnownName(option.Id, option.Label))]);

    /// <summary>The attribute takes the labels, as one text.</summary>
    protected override AttributeOutcome AttributeFrom(string name, AnswerValue answer) => new(name) { Text = Say(answer) };

    private Reading Decide(IReadOnlyList<string> chosen) => chosen.Count < AtLeast
        ? No(SurveyWords.AtLeast(AtLeast))
        : new Reading.Answered(AnswerValue.Chose([.. Options.Having(chosen).Select(option => option.Id)]));

    private Reading Choosing(IReadOnlyList<string> chosen) => chosen.Count > AtMost
        ? No(SurveyWords.AtMost(AtMost))
        : new Reading.Choosing([.. Options.Having(chosen).Select(option => option.Id)]);

    // "None of these" and the others push each other out.
    private IReadOnlyList<string> With(IReadOnlyList<string> chosen, Option option) =>
        option.Alone ? [option.Id] : [.. Options.Having(chosen).Where(held => !held.Alone).Select(held => held.Id), option.Id];
}
