using System.Globalization;
using Bot.Conditions;
using Bot.Surveys.Questions;

namespace Bot.Surveys;

/// <summary>
/// Of each question the few answers that make a difference somewhere in its survey: every option that leads elsewhere or is asked for,
/// numbers on both sides of what conditions compare with. One stands for all others.
/// </summary>
internal sealed class TypicalAnswers
{
    // Of this many options every combination is tried; of more, a condition on several at once is not decided.
    private const int MostCombined = 5;

    private readonly Survey _survey;
    private readonly List<Condition> _tests;

    public TypicalAnswers(Survey survey)
    {
        _survey = survey;
        _tests = [.. survey.Questions.Select(question => question.When).Concat(survey.Consequences.Select(consequence => consequence.When)).OfType<Condition>().SelectMany(when => when.Tests())];
    }

    /// <summary>Whether something in the survey depends on what is answered.</summary>
    public bool Matters(Question question) =>
        question.Choosable.Any(option => option.Then is not null)
        || _tests.Any(test => test switch
        {
            Condition.Answer answer => answer.Survey == _survey.Id && answer.Question == question.Id,
            Condition.Answered answered => answered.Survey == _survey.Id && (answered.Question ?? question.Id) == question.Id,
            Condition.Tag tag => question.EveryOutcome.Tags.Any(own => tag.Names.Contains(own.Name)),
            Condition.Attribute attribute => question.EveryOutcome.Attributes.Any(own => own.Name == attribute.Name)
                || _survey.Scores.Any(score => score.Attribute == attribute.Name && score.Questions.Any(scored => scored.Question == question.Id)),
            _ => false,
        });

    /// <summary>The answers worth trying, at least one.</summary>
    public IReadOnlyList<AnswerValue> Of(Question question)
    {
        List<AnswerValue> answers = [.. Matters(question) ? Different(question) : []];
        if (answers.Count == 0 && One(question) is { } any)
        {
            answers.Add(any);
        }

        // Who lets a question's time pass has skipped it too.
        if ((question.Optional || question.TimeLimit is not null) && (Matters(question) || question.Then is not null || answers.Count == 0))
        {
            answers.Add(AnswerValue.Skipped);
        }

        return answers.Count > 0 ? answers : [AnswerValue.Skipped];
    }

    /// <summary>Whether a test of this question's answer can be decided on the typical ones.</summary>
    public static bool CanDecide(Question question) =>
        question.Known.Kind is ValueKind.Number || (question.Choosable.Count > 0 && question is not RankingQuestion && (question is not MultiChoiceQuestion || question.Choosable.Count <= MostCombined));

    private IEnumerable<AnswerValue> Different(Question question) => question switch
    {
        MultiChoiceQuestion multi => Combinations(multi),
        { Choosable: { Count: > 0 } options } => options.Select(option => AnswerValue.Chose(option.Id)),
        { Known.Kind: ValueKind.Number } => Numbers(question),
        _ => [],
    };

    private static IEnumerable<AnswerValue> Combinations(MultiChoiceQuestion multi)
    {
        if (multi.Options.Count > MostCombined)
        {
            return multi.Options.Select(option => AnswerValue.Chose(option.Id)).Append(AnswerValue.Chose([.. multi.Options.Where(option => !option.Alone).Select(option => option.Id)]));
        }

        return Enumerable.Range(0, 1 << multi.Options.Count)
            .Select(set => multi.Options.Where((_, i) => (set >> i & 1) == 1).ToList())
            .Where(chosen => chosen.Count >= multi.AtLeast && chosen.Count <= multi.AtMost && (chosen.Count == 1 || chosen.TrueForAll(option => !option.Alone)))
            .Select(chosen => AnswerValue.Chose([.. chosen.Select(option => option.Id)]));
    }

    private IEnumerable<AnswerValue> Numbers(Question question)
    {
        var compared = _tests.OfType<Condition.Answer>().Where(test => test.Survey == _survey.Id && test.Question == question.Id).SelectMany(test => test.Test switch
        {
            ValueTest.Number(_, var than) => [than],
            ValueTest.Between(var low, var high) => [low, high],
            ValueTest.Is(Value.Number(var number)) => [number],
            ValueTest.IsNot(Value.Number(var number)) => [number],
            ValueTest.In(var values) => values.OfType<Value.Number>().Select(value => value.Is),
            ValueTest.NotIn(var values) => values.OfType<Value.Number>().Select(value => value.Is),
            _ => Array.Empty<double>(),
        });
        var known = question.Expected.Select(name => double.Parse(name.Id, CultureInfo.InvariantCulture));
        var sides = compared.SelectMany(number => new[] { number - 1, number, number + 1 }).Distinct().Order().ToList();
        return sides.Concat(sides.Zip(sides.Skip(1), (low, high) => (low + high) / 2)).Concat(known).Distinct().Order()
            .Select(number => question.Read(number.ToString(CultureInfo.InvariantCulture), Somewhen))
            .OfType<Reading.Answered>()
            .Select(reading => reading.Value)
            .Distinct();
    }

    private static AnswerValue? One(Question question)
    {
        var asking = Somewhen;
        for (var step = 0; step < 20; step++)
        {
            var reading = question.Example(asking) switch
            {
                SurveyInput.Typed typed => question.Read(typed.Text, asking),
                SurveyInput.Sent sent => question.Take(sent.Message, asking),
                SurveyInput.Tapped tapped => question.Tap(tapped.Answer, tapped.Picked, asking),
                _ => null,
            };
            switch (reading)
            {
                case Reading.Answered(var value):
                    return value;
                case Reading.Choosing(var options, var words):
                    asking = asking with { Chosen = options, Text = words };
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private static Asking Somewhen { get; } = new(new DateTime(2026, 11, 21, 12, 0, 0));
}
