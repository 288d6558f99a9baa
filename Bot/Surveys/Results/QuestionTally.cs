using Bot.Surveys.Questions;

namespace Bot.Surveys.Results;

/// <summary>How often each answer to one question is some friend's latest, by wording and version.</summary>
internal sealed class QuestionTally(string id)
{
    /// <summary>Stands for words that nobody counts, whatever they are: only that there were some.</summary>
    public static readonly AnswerValue SomeWords = new() { Text = "…" };

    private readonly Dictionary<AnswerValue, int> _places = new(new ByContent());
    private readonly List<AnswerValue> _values = [];
    private readonly Dictionary<CountKey, int> _counts = [];

    public string Id => id;

    /// <summary>The kind of question when its first answer came: it decided which words are counted.</summary>
    public string? Kind { get; private set; }

    /// <summary>Whether words were left out that another kind of question may count.</summary>
    public bool HasLeftOutWords { get; private set; }

    public IReadOnlyList<AnswerValue> Values => _values;

    public IReadOnlyDictionary<CountKey, int> Counts => _counts;

    /// <summary>The place of an answer among the different ones, as far as they are counted.</summary>
    public int PlaceOf(AnswerValue value, Question? question)
    {
        Kind = _values.Count == 0 ? question?.Kind : Kind;
        var counted = AsCounted(value, question);
        HasLeftOutWords |= ReferenceEquals(counted, SomeWords);
        if (!_places.TryGetValue(counted, out var place))
        {
            place = _values.Count;
            _places.Add(counted, place);
            _values.Add(counted);
        }

        return place;
    }

    public void Count(CountKey key, int more)
    {
        var count = _counts.GetValueOrDefault(key) + more;
        if (count == 0)
        {
            _counts.Remove(key);
        }
        else
        {
            _counts[key] = count;
        }
    }

    // Of words, places and pictures there are as many as there are answers; the memory is for what repeats itself.
    private static AnswerValue AsCounted(AnswerValue value, Question? question) => value switch
    {
        { Choices: not null } => value with { Text = null },
        { Photos: { Count: var pictures } } => new AnswerValue { Photos = [.. Enumerable.Repeat("", pictures)] },
        { Place: not null } => SomeWords,
        { Text: not null } when question is null || !question.CountedAs(value).Any() => SomeWords,
        _ => value,
    };

    /// <summary>Which answer, in which wording, in which version of the survey, each by its place.</summary>
    internal readonly record struct CountKey(int Value, byte Wording, short Version);

    // The record's own hash knows of choices only how many there are.
    private sealed class ByContent : IEqualityComparer<AnswerValue>
    {
        public bool Equals(AnswerValue? one, AnswerValue? other) => one is null ? other is null : one.Equals(other);

        public int GetHashCode(AnswerValue value)
        {
            var hash = new HashCode();
            hash.Add((value.Text, value.Number, value.Date, value.Time, value.Erased));
            foreach (var choice in value.Choices ?? [])
            {
                hash.Add(choice);
            }

            return hash.ToHashCode();
        }
    }
}
