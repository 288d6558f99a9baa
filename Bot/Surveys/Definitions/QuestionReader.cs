using Bot.Conditions;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions;

/// <summary>
/// Turns the steps of a file into the questions of a survey, one after the other. Sections are taken apart: their condition becomes
/// their questions', and a repeated one stands there as often as it may be gone through, its questions as <c>name</c>,
/// <c>name-2</c>, <c>name-3</c>, so that everything else need not know of sections.
/// </summary>
internal sealed class QuestionReader(SurveyConditions conditions, MessageOfSurveyReader messages, string surveyId, Problems problems)
{
    // Of a section gone through again, everything wrong was told the first time.
    private readonly Problems _told = new(problems.File);
    private readonly List<Question> _questions = [];
    private readonly List<(Question Question, QuestionYaml Shape)> _written = [];

    /// <summary>The questions with the shapes they were written in; those a repetition asks by itself have none.</summary>
    public IReadOnlyList<(Question Question, QuestionYaml Shape)> Written => _written;

    /// <summary>The questions in the order of the file.</summary>
    public IReadOnlyList<Question> Read(IReadOnlyList<StepYaml> steps)
    {
        Read(steps, new Context());
        CheckIds();
        return [.. _questions.Select(Joined)];
    }

    private void Read(IReadOnlyList<StepYaml> steps, Context context)
    {
        foreach (var step in steps)
        {
            switch (step)
            {
                case SectionYaml section:
                    Read(section, context);
                    break;
                case QuestionYaml question:
                    Read(question, context);
                    break;
            }
        }
    }

    private void Read(SectionYaml section, Context context)
    {
        if (context.Shuffled is not null && section.Questions.Count > 0)
        {
            problems.Add(section.Place, LintRule.SectionInRandomOrder, $"The section '{section.Id}' stands in a section whose questions come in a random order.", "Take it out, or drop 'random-order'.");
        }

        var inside = context with { When = SurveyConditions.Both(context.When, ConditionOf(section, context)) };
        inside = section.RandomOrder ? inside with { Shuffled = section.Id, Asked = [.. _questions] } : inside;
        if (section.Repeat is not { } repeat)
        {
            Read(section.Questions, inside);
            return;
        }

        if (context.Round is not null)
        {
            problems.Add(section.At(nameof(SectionYaml.Repeat)), LintRule.SectionRepeatsWithin, $"The section '{section.Id}' repeats within a section that repeats.", "Repeat only one of them.");
            return;
        }

        Repeat(section, repeat, inside);
    }

    private void Repeat(SectionYaml section, RepeatYaml repeat, Context context)
    {
        var counted = CountedBy(repeat);
        var ids = IdsIn(section.Questions).ToList();
        var (most, going) = (Math.Clamp(repeat.Most, 1, 20), context.When);
        for (var round = 1; round <= most; round++)
        {
            var when = counted is null ? going : SurveyConditions.Both(context.When, AtLeast(counted, round));
            var names = round == 1 ? Context.NoNames : ids.ToDictionary(id => id, id => $"{id}-{round}");
            Read(section.Questions, context with
            {
                When = when,
                Round = round,
                Names = names,
                Shuffled = context.Shuffled is null ? null : $"{context.Shuffled}-{round}",
            });
            if (counted is null && round < most)
            {
                var more = More(section, repeat, round, when, names);
                _questions.Add(more);
                going = SurveyConditions.Both(context.When, new Condition.Answer(surveyId, more.Id, new ValueTest.Is(new Value.Text("yes"))));
            }
        }
    }

    private Question? CountedBy(RepeatYaml repeat)
    {
        if (repeat.Times is null == repeat.More is null)
        {
            problems.Add(repeat.Place, LintRule.OneThing, "A section repeats by 'times' or by 'more'.", "Write 'times: children' (a question that asks for a number before), or 'more: ほかにもいらっしゃいますか？'.");
        }

        if (repeat.Times is not { } id)
        {
            return null;
        }

        if (_questions.Find(question => question.Id == id) is { Known.Kind: ValueKind.Number } counted)
        {
            return counted;
        }

        problems.Add(
            repeat.At(nameof(RepeatYaml.Times)),
            LintRule.NoSuchQuestion,
            $"There is no question '{id}' before that asks for a number.",
            NearestWord.Hint(id, [.. _questions.Where(question => question.Known.Kind is ValueKind.Number).Select(question => question.Id)]));
        return null;
    }

    private Condition.Answer AtLeast(Question counted, int round) =>
        new(surveyId, counted.Id, new ValueTest.Number(NumberOrder.GreaterOrEqual, round));

    private static ChoiceQuestion More(SectionYaml section, RepeatYaml repeat, int round, Condition? when, IReadOnlyDictionary<string, string> names) =>
        new([new Option("yes", SurveyWords.MoreYes) { Also = ["はい", "いる", "います"] }, new Option("no", SurveyWords.MoreNo) { Also = ["いいえ", "いない", "いません"] }])
        {
            Id = round == 1 ? $"{section.Id}-more" : $"{section.Id}-more-{round}",
            Text = repeat.More?.Trim() ?? "",
            When = when,
            Round = round,
            Names = names,
        };

    private void Read(QuestionYaml shape, Context context)
    {
        var found = context.Round > 1 ? _told : problems;
        if (shape.ToQuestion(found) is not { } question)
        {
            return;
        }

        var names = context.Names;
        question = question with
        {
            Id = names.GetValueOrDefault(shape.Id, shape.Id),
            Text = shape.Text.Trim(),
            When = SurveyConditions.Both(context.When, ConditionOf(shape, context)),
            Optional = shape.Optional,
            Retry = shape.Retry?.Trim(),
            Attribute = shape.Attribute is { } attribute && context.Round > 1 ? $"{attribute.Trim()}{context.Round}" : shape.Attribute?.Trim(),
            Before = messages.Read(shape.Before, found),
            After = messages.Read(shape.After, found),
            Variants = [.. (shape.Variants ?? []).Select(variant => new Wording(variant.Id, variant.Text.Trim(), variant.Weight ?? 100))],
            Then = shape.Then is { } then ? Target(then, names) : null,
            TimeLimit = shape.TimeLimit,
            ShuffledIn = context.Shuffled,
            Round = context.Round,
            Names = names,
        };
        _questions.Add(question);
        if (context.Round is null or 1)
        {
            _written.Add((question, shape));
        }
    }

    // A condition is read once; in later rounds it asks for the questions of its round.
    private Condition? ConditionOf(StepYaml step, Context context)
    {
        if (step.When is not { } text)
        {
            return null;
        }

        if (!_parsed.TryGetValue(step, out var condition))
        {
            _parsed[step] = condition = conditions.Parse(text, step.At(nameof(StepYaml.When)), context.Asked ?? [.. _questions]);
        }

        return condition is null ? null : conditions.Renamed(condition, context.Names);
    }

    private readonly Dictionary<StepYaml, Condition?> _parsed = [];

    private static Jump Target(string then, IReadOnlyDictionary<string, string> names) => new(then == "end" ? null : names.GetValueOrDefault(then, then));

    // Options name where they lead as they are written, which in a later round is another question.
    private Question Joined(Question question) => question.Names.Count == 0 ? question : question.WithOptions(option =>
        option.Then is { Question: { } target } ? option with { Then = new Jump(question.Names.GetValueOrDefault(target, target)) } : option);

    private void CheckIds()
    {
        foreach (var (_, shape) in _written)
        {
            if (SurveyStep.Reserved.Contains(shape.Id))
            {
                problems.Add(shape.At(nameof(StepYaml.Id)), LintRule.ReservedName, $"'{shape.Id}' is a name of the bot's own.", "Rename the question.");
            }
        }

        var seen = new HashSet<string>();
        foreach (var question in _questions.Where(question => question.Id.Length > 0 && !seen.Add(question.Id)))
        {
            var shape = _written.FindLast(written => written.Question.Id == question.Id || question.Names.GetValueOrDefault(written.Shape.Id) == question.Id).Shape;
            problems.Add(
                shape?.At(nameof(StepYaml.Id)) ?? Place.Start,
                LintRule.IdTwice,
                question.Round > 1 ? (LintText)$"A question is called '{question.Id}', as one is when its section is gone through again." : (LintText)$"A question before is called '{question.Id}' too.",
                "Give each question its own id.");
        }
    }

    private static IEnumerable<string> IdsIn(IEnumerable<StepYaml> steps) =>
        steps.SelectMany(step => step is SectionYaml section ? IdsIn(section.Questions) : [step.Id]);

    /// <summary>What holds for the steps being read, from the sections around them.</summary>
    private sealed record Context
    {
        public static IReadOnlyDictionary<string, string> NoNames { get; } = new Dictionary<string, string>();

        public Condition? When { get; init; }

        public string? Shuffled { get; init; }

        public int? Round { get; init; }

        public IReadOnlyDictionary<string, string> Names { get; init; } = NoNames;

        /// <summary>The questions that are surely asked before, where the order is not the file's.</summary>
        public IReadOnlyList<Question>? Asked { get; init; }
    }
}
