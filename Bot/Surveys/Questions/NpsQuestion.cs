using Bot.Surveys.Results;

namespace Bot.Surveys.Questions;

/// <summary>How likely they would recommend us, from 0 to 10 (Net Promoter Score).</summary>
public sealed record NpsQuestion : ScaleQuestion
{
    private const int Promotes = 9;
    private const int Detracts = 6;

    /// <summary>The question; the labels say what the two ends mean.</summary>
    public NpsQuestion(string minLabel, string maxLabel)
        : base(0, 10, minLabel, maxLabel)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "nps";

    /// <summary>Adds promoters, passives, detractors and the score.</summary>
    public override QuestionResults Results(QuestionResults counted, IReadOnlyList<AnswerValue> answers)
    {
        var grades = answers.Select(answer => answer.Number).OfType<double>().ToList();
        var (promoters, detractors) = (grades.Count(grade => grade >= Promotes), grades.Count(grade => grade <= Detracts));
        return grades.Count == 0 ? counted : counted with
        {
            Recommendation = new(promoters, grades.Count - promoters - detractors, detractors, 100.0 * (promoters - detractors) / grades.Count),
        };
    }
}
