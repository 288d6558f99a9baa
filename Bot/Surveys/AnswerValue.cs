using System.Globalization;

namespace Bot.Surveys;

/// <summary>What a friend answered: one of the values, or none for a question they skipped.</summary>
public sealed record AnswerValue
{
    /// <summary>The friend skipped the question.</summary>
    public static AnswerValue Skipped { get; } = new();

    /// <summary>An answer of which only that it was given is known: its friend was erased, or took it back.</summary>
    public static AnswerValue Gone { get; } = new() { Erased = true };

    /// <summary>Ids of the chosen options, in the order of the question; of a ranking, in the order of preference.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>The friend's own words.</summary>
    public string? Text { get; init; }

    /// <summary>A number or a grade.</summary>
    public double? Number { get; init; }

    /// <summary>A calendar day.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>A time of day, to the minute.</summary>
    public TimeOnly? Time { get; init; }

    /// <summary>A place on the map.</summary>
    public GivenPlace? Place { get; init; }

    /// <summary>LINE's ids of the messages that the pictures came in.</summary>
    public IReadOnlyList<string>? Photos { get; init; }

    /// <summary>Whether the answer is gone, by its friend's wish, and only its being given is known.</summary>
    public bool Erased { get; init; }

    /// <summary>Whether the friend skipped the question.</summary>
    public bool IsSkipped => this is { Choices: null, Text: null, Number: null, Date: null, Time: null, Place: null, Photos: null, Erased: false };

    /// <summary>The answer as one text, for facts: the friend's words, a place, a time of day, how many pictures.</summary>
    internal string? AsText =>
        Text ?? Place?.ToString() ?? Time?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? (Photos is { Count: var count } ? $"写真{count}枚" : null);

    /// <summary>An answer of chosen options, by their ids.</summary>
    public static AnswerValue Chose(params IReadOnlyList<string> options) => new() { Choices = options };

    /// <summary>Whether both say the same; choices must be in the same order.</summary>
    public bool Equals(AnswerValue? other) => other is not null
        && (Text, Number, Date, Time, Place, Erased) == (other.Text, other.Number, other.Date, other.Time, other.Place, other.Erased)
        && Same(Choices, other.Choices)
        && Same(Photos, other.Photos);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Choices?.Count, Text, Number, Date, Time, Place, Photos?.Count);

    /// <summary>The answer as data: choices by their ids, days and times in ISO form, a place by its coordinates.</summary>
    public override string ToString() => string.Join(' ', Parts());

    // An option "other" has the friend's words beside it; a day may have a time.
    private IEnumerable<string> Parts()
    {
        if (Choices is { } choices)
        {
            yield return string.Join("、", choices);
        }

        if (Number is { } number)
        {
            yield return number.ToString(CultureInfo.InvariantCulture);
        }

        if (Date is { } date)
        {
            yield return date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        if (Time is { } time)
        {
            yield return time.ToString("HH:mm", CultureInfo.InvariantCulture);
        }

        if (Place is { } place)
        {
            yield return place.ToString();
        }

        if (Photos is { } photos)
        {
            yield return string.Join("、", photos);
        }

        if (Text is not null)
        {
            yield return Text;
        }
    }

    private static bool Same(IReadOnlyList<string>? mine, IReadOnlyList<string>? theirs) =>
        mine is null || theirs is null ? ReferenceEquals(mine, theirs) : mine.SequenceEqual(theirs);
}

/// <summary>A place as the friend sent it, in degrees, with its name and address where LINE knows them.</summary>
public sealed record GivenPlace(double Latitude, double Longitude, string? Title = null, string? Address = null)
{
    /// <summary>Name, address or, without both, the coordinates.</summary>
    public override string ToString() =>
        Address ?? Title ?? string.Create(CultureInfo.InvariantCulture, $"{Latitude:0.######},{Longitude:0.######}");
}
