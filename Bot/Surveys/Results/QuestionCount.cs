using System.Globalization;
using Bot.Statistics;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Results;

/// <summary>What a question's counts say, as functions of values.</summary>
internal static class QuestionCount
{
    // Grades and numbers go up; days are in order as texts already.
    private static readonly Comparer<string> ByNumber = Comparer<string>.Create((one, other) =>
        double.Parse(one, CultureInfo.InvariantCulture).CompareTo(double.Parse(other, CultureInfo.InvariantCulture)));

    /// <summary>The results of a question whose answers come so often, by the wording they answer (null: there is one only).</summary>
    public static QuestionResults Of(Question question, IReadOnlyCollection<(AnswerValue Value, string? Wording, int Count)> counts)
    {
        var whole = Of(question, [.. counts.GroupBy(count => count.Value).Select(same => (same.Key, same.Sum(count => count.Count)))]);
        return question.Variants.Count == 0 ? whole : whole with { Wordings = Wordings(question, counts) };
    }

    private static QuestionResults Of(Question question, IReadOnlyCollection<(AnswerValue Value, int Count)> counts)
    {
        var known = counts.Where(count => count.Value is { IsSkipped: false, Erased: false }).ToList();
        var answered = known.Sum(count => count.Count);
        var rows = new Dictionary<string, int>();
        var labels = new Dictionary<string, string>();
        foreach (var (value, count) in known)
        {
            foreach (var name in question.CountedAs(value))
            {
                rows[name.Id] = rows.GetValueOrDefault(name.Id) + count;
                labels.TryAdd(name.Id, name.Name ?? name.Id);
            }
        }

        var expected = question.Expected.Select(name => (name.Id, Label: name.Name ?? name.Id)).ToList();
        var further = rows.Keys.Except(expected.Select(name => name.Id))
            .Order(question.CountsNumbers ? ByNumber : StringComparer.Ordinal)
            .Select(id => (Id: id, Label: labels[id]));
        var numbers = known.Where(count => count.Value.Number is not null).Select(count => (count.Value.Number!.Value, count.Count)).ToList();
        var sample = Numbers.SampleOf(numbers);
        var counted = new QuestionResults(
            question.Id,
            question.Text,
            question.Kind,
            answered,
            counts.Where(count => count.Value.IsSkipped).Sum(count => count.Count),
            [.. expected.Concat(further).Select(name => Row(name.Id, name.Label, rows.GetValueOrDefault(name.Id), answered))])
        {
            Erased = counts.Where(count => count.Value.Erased).Sum(count => count.Count),
            Mean = sample?.Mean,
            Median = Numbers.MedianOf(numbers),
            StandardDeviation = sample is { Count: > 1 } ? sample.StandardDeviation : null,
        };
        return question.Results(counted, [.. known.SelectMany(count => Enumerable.Repeat(count.Value, count.Count))]);
    }

    private static List<WordingResults> Wordings(Question question, IReadOnlyCollection<(AnswerValue Value, string? Wording, int Count)> counts)
    {
        QuestionResults With(string wording) => Of(question, [.. counts.Where(count => count.Wording == wording).Select(count => (count.Value, count.Count))]);

        var first = With(Wording.First);
        return
        [
            new WordingResults(Wording.First, question.Text, first),
            .. question.Variants.Select(variant => Compared(variant, With(variant.Id), first)),
        ];
    }

    private static WordingResults Compared(Wording variant, QuestionResults results, QuestionResults first) => new(variant.Id, variant.Text, results)
    {
        Shares =
        [
            .. results.Counts.Select(count => Differences.OfShares(
                count.Count, results.Answered, first.Counts.FirstOrDefault(other => other.Answer == count.Answer)?.Count ?? 0, first.Answered)),
        ],
        Mean = SampleOf(results) is { } sample && SampleOf(first) is { } other ? Differences.OfMeans(sample, other) : null,
    };

    private static Sample? SampleOf(QuestionResults results) =>
        results is { Mean: { } mean, StandardDeviation: { } deviation } ? new(results.Answered, mean, deviation) : null;

    private static AnswerCount Row(string answer, string label, int count, int of) => new(answer, label, count, of == 0 ? 0 : (double)count / of);
}
