using System.Text.RegularExpressions;
using Bot.Conditions;
using Bot.Line;
using Bot.Surveys.Results;

namespace Bot.Surveys.Questions;

/// <summary>Options in the friend's order of preference, the first <paramref name="Top"/> of them.</summary>
public sealed partial record RankingQuestion(IReadOnlyList<Option> Options, int Top, bool RandomOrder = false) : Question
{
    private const string UndoAnswer = "undo";

    private static readonly char[] Separators = ['、', ',', '，', '/', '／', '\n', '\r', '→', '＞', '>', '・'];

    /// <inheritdoc/>
    public override string Kind => "ranking";

    /// <summary>Takes one option or several in order, also numbered: 「1位 カレー、2位 うどん」.</summary>
    public override Reading Read(string typed, Asking asking)
    {
        var plain = TypedText.WithoutEnding(TypedText.Plain(typed.Length > 1_000 ? "" : typed));
        if (plain is "取り消す" or "取消" or "取り消し" or "とりけす" or "とりけし")
        {
            return Undo(asking);
        }

        var shown = Options.Arranged(RandomOrder, asking);
        var chosen = asking.Chosen;
        foreach (var part in Parts(typed, shown))
        {
            switch (shown.Matching(part))
            {
                case [var one] when chosen.Contains(one.Id):
                    return No($"「{one.Label}」は{Rank(chosen, one.Id)}位に選ばれています。{SurveyWords.OneOf(Left(chosen, shown).Select(option => option.Label))}");
                case [var one]:
                    chosen = [.. chosen, one.Id];
                    break;
                case []:
                    return No(SurveyWords.OneOf(Left(chosen, shown).Select(option => option.Label)));
                case var several:
                    return No(SurveyWords.SeveralMatch(several.Select(option => option.Label)));
            }
        }

        return chosen.Count == asking.Chosen.Count ? No(SurveyWords.OneOf(Left(chosen, shown).Select(option => option.Label)))
            : chosen.Count > Top ? No($"{Top}位までをお選びください。")
            : Ranked(chosen);
    }

    /// <summary>The tapped option gets the next rank; 「取り消す」 takes the last one back.</summary>
    public override Reading Tap(string answer, PostbackParams? picked, Asking asking) =>
        answer == UndoAnswer ? Undo(asking)
        : int.TryParse(answer, out var number) && number >= 1 && number <= Options.Count && !asking.Chosen.Contains(Options[number - 1].Id)
            ? Ranked([.. asking.Chosen, Options[number - 1].Id])
            : No(SurveyWords.OneOf(Left(asking.Chosen, Options).Select(option => option.Label)));

    /// <summary>One button for each option without a rank, and one to take the last rank back.</summary>
    public override IEnumerable<LineAction> Buttons(Func<string, string> data, Asking asking) =>
    [
        .. from option in Left(asking.Chosen, Options.Arranged(RandomOrder, asking))
           select new PostbackAction(data($"{Options.IndexOf(option) + 1}")) { Label = option.Label, DisplayText = $"{asking.Chosen.Count + 1}位 {option.Label}" },
        .. asking.Chosen.Count == 0 ? Array.Empty<LineAction>() : [new PostbackAction(data(UndoAnswer)) { Label = SurveyWords.Undo, DisplayText = SurveyWords.Undo }],
    ];

    /// <summary>The ranks so far, and which one is next.</summary>
    public override string? Hint(Asking asking) => asking.Chosen.Count == 0
        ? $"（お好きな順に、{Top}位までお選びください）"
        : $"\n{string.Join('\n', asking.Chosen.Select((id, i) => $"{i + 1}位 {Label(id)}"))}\n\n次は{asking.Chosen.Count + 1}位です。";

    /// <summary>The options with their ranks: 「1位 カレー、2位 うどん」.</summary>
    public override string Say(AnswerValue answer) => string.Join("、", (answer.Choices ?? []).Select((id, i) => $"{i + 1}位 {Label(id)}"));

    /// <inheritdoc/>
    public override IReadOnlyList<KnownName> Expected => [.. Options.Select(option => option.Known)];

    /// <summary>Who is first counts; <see cref="Results"/> tells of the other ranks.</summary>
    public override IEnumerable<KnownName> CountedAs(AnswerValue answer) => Options.Counted(answer).Take(1);

    /// <summary>Adds first places and mean ranks.</summary>
    public override QuestionResults Results(QuestionResults counted, IReadOnlyList<AnswerValue> answers)
    {
        var rankings = answers.Select(answer => answer.Choices).OfType<IReadOnlyList<string>>().ToList();
        return counted with
        {
            Ranks =
            [
                .. from option in Options
                   let ranks = rankings.Select(ranking => Rank(ranking, option.Id)).Where(rank => rank > 0).ToList()
                   select new RankResults(option.Id, option.Label, ranks.Count(rank => rank == 1), ranks.Count, ranks.Count == 0 ? null : ranks.Average()),
            ],
        };
    }

    /// <summary>What the option of the first rank says, beside the attribute.</summary>
    public override Outcome OutcomeOf(AnswerValue answer) =>
        Outcome.Of([base.OutcomeOf(answer), .. Options.Having([.. (answer.Choices ?? []).Take(1)]).Select(option => option.Outcome)]);

    /// <inheritdoc/>
    public override Outcome EveryOutcome => Outcome.Of([base.EveryOutcome, .. Options.Select(option => option.Outcome)]);

    /// <inheritdoc/>
    public override IReadOnlyList<Option> Choosable => Options;

    /// <inheritdoc/>
    public override Question WithOptions(Func<Option, Option> change) => this with { Options = [.. Options.Select(change)] };

    /// <summary>The points of the option that is first.</summary>
    public override double PointsOf(AnswerValue answer) => Options.Having([.. (answer.Choices ?? []).Take(1)]).Sum(option => option.Points ?? 0);

    /// <inheritdoc/>
    internal override IEnumerable<IReadOnlyList<string>> Drafts => [[], [.. Options.Take(Top - 1).Select(option => option.Id)]];

    /// <inheritdoc/>
    public override SurveyInput Example(Asking asking) => new SurveyInput.Typed(Left(asking.Chosen, Options).First().Label);

    /// <inheritdoc/>
    public override KnownQuestion Known => new(Id, Text, ValueKind.Choice, Expected);

    /// <summary>The attribute takes the labels in order, as one text.</summary>
    protected override AttributeOutcome AttributeFrom(string name, AnswerValue answer) => new(name) { Text = Say(answer) };

    // Who has ranked all but one has ranked that one too.
    private Reading Ranked(IReadOnlyList<string> chosen) =>
        Top == Options.Count && chosen.Count == Top - 1 ? new Reading.Answered(AnswerValue.Chose([.. chosen, Left(chosen, Options).Single().Id]))
        : chosen.Count >= Top ? new Reading.Answered(AnswerValue.Chose(chosen))
        : new Reading.Choosing(chosen);

    private static Reading Undo(Asking asking) =>
        asking.Chosen.Count == 0 ? No("まだ何も選ばれていません。") : new Reading.Choosing([.. asking.Chosen.SkipLast(1)]);

    // A label may hold a separator or a space itself, so the whole text and whole parts are tried first.
    private static IEnumerable<string> Parts(string typed, IReadOnlyList<Option> shown) => shown.Matching(typed).Count > 0
        ? [typed]
        : typed.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => Numbered().Replace(part, ""))
            .SelectMany(part => shown.Matching(part).Count > 0 ? [part] : part.Split([' ', '　'], StringSplitOptions.RemoveEmptyEntries).Select(word => Numbered().Replace(word, "")))
            .Where(part => part.Length > 0);

    private static IEnumerable<Option> Left(IReadOnlyList<string> chosen, IReadOnlyList<Option> shown) => shown.Where(option => !chosen.Contains(option.Id));

    private string Label(string id) => Options.FirstOrDefault(option => option.Id == id)?.Label ?? id;

    private static int Rank(IReadOnlyList<string> ranking, string id) => ranking.TakeWhile(other => other != id).Count() is var before && before < ranking.Count ? before + 1 : 0;

    [GeneratedRegex("^[0-9０-９]{1,2}位[はがに:：.．]?[ 　]*")]
    private static partial Regex Numbered();
}
