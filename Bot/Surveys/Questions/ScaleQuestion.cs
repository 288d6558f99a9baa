using Bot.Conditions;
using Bot.Line;

namespace Bot.Surveys.Questions;

/// <summary>A grade from <paramref name="Min"/> to <paramref name="Max"/>, kept as a number.</summary>
public record ScaleQuestion(int Min, int Max, string? MinLabel, string? MaxLabel) : Question
{
    /// <inheritdoc/>
    public override string Kind => "scale";

    /// <summary>Takes a whole number of the scale, in full or half width.</summary>
    public override Reading Read(string typed, Asking asking) =>
        NumberQuestion.Parse(typed, null) is { } number && number == Math.Floor(number) && number >= Min && number <= Max
            ? new Reading.Answered(new AnswerValue { Number = number })
            : No($"{Min}から{Max}の数字でお答えください。");

    /// <summary>One button a grade.</summary>
    public override IEnumerable<LineAction> Buttons(Func<string, string> data, Asking asking) => Enumerable
        .Range(Min, Max - Min + 1)
        .Select(grade => new PostbackAction(data($"{grade}")) { Label = $"{grade}", DisplayText = $"{grade}" });

    /// <summary>What the two ends mean, where a label says so.</summary>
    public override string? Hint(Asking asking) =>
        (MinLabel, MaxLabel) is (null, null) ? null : $"（{Min}: {MinLabel ?? "低い"} 〜 {Max}: {MaxLabel ?? "高い"}）";

    /// <summary>Every grade.</summary>
    public override IReadOnlyList<KnownName> Expected => [.. Enumerable.Range(Min, Max - Min + 1).Select(grade => new KnownName($"{grade}", $"{grade}"))];

    /// <inheritdoc/>
    public override SurveyInput Example(Asking asking) => new SurveyInput.Typed($"{Max}");

    /// <inheritdoc/>
    public override KnownQuestion Known => new(Id, Text, ValueKind.Number, []);
}
