using System.Globalization;
using Bot.Conditions;

namespace Bot.Surveys.Results;

/// <summary>The friends behind a number of the results, as a condition; null where no condition says it.</summary>
public static class WhoAnswered
{
    /// <summary>Who answered the question, whatever they said.</summary>
    public static Condition Any(Survey survey, QuestionResults results) => new Condition.Answered(survey.Id, results.Id, null);

    /// <summary>Who gave this answer. Of rankings, which count what was put first, of what is counted about an answer, and of options of earlier versions in words: null.</summary>
    public static Condition? Of(Survey survey, QuestionResults results, AnswerCount count)
    {
        if (survey.Find(results.Id) is not { CountsAnswers: true, Known.Kind: var kind } || results.Ranks is not null)
        {
            return null;
        }

        Value? value = kind switch
        {
            ValueKind.Number => double.TryParse(count.Answer, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? new Value.Number(number) : null,
            ValueKind.Day => DateOnly.TryParse(count.Answer, CultureInfo.InvariantCulture, out var day) ? new Value.Day(day) : null,
            _ => new Value.Text(count.Answer),
        };
        return value is null ? null : new Condition.Answer(survey.Id, results.Id, new ValueTest.Is(value));
    }

    /// <summary>Who ranked this option at all.</summary>
    public static Condition Of(Survey survey, QuestionResults results, RankResults rank) =>
        new Condition.Answer(survey.Id, results.Id, new ValueTest.Is(new Value.Text(rank.Answer)));

    /// <summary>Who recommends between these grades.</summary>
    public static Condition Between(Survey survey, QuestionResults results, int low, int high) =>
        new Condition.Answer(survey.Id, results.Id, new ValueTest.Between(low, high));

    /// <summary>
    /// Who stands still at a step: has begun, has neither finished nor answered there, and has answered the last question before that
    /// everybody must. Exact where friends go through once and in order; who answers again is told by their earlier answers too.
    /// </summary>
    public static Condition StandingAt(Survey survey, FunnelStep step)
    {
        Condition unfinished = new Condition.Or([new Condition.SurveyIs(survey.Id, SurveyProgress.Ongoing), new Condition.SurveyIs(survey.Id, SurveyProgress.Stopped)]);
        var question = survey.Find(step.Id);
        if (question is null)
        {
            return new Condition.And([unfinished, new Condition.Not(new Condition.Answered(survey.Id, null, null))]);
        }

        var before = survey.Questions.TakeWhile(one => one != question).LastOrDefault(one => one is { When: null, Optional: false });
        return new Condition.And(
        [
            unfinished,
            .. before is null ? Array.Empty<Condition>() : [new Condition.Answered(survey.Id, before.Id, null)],
            .. question.When is { } when ? new[] { when } : [],
            new Condition.Not(new Condition.Answered(survey.Id, question.Id, null)),
        ]);
    }
}
