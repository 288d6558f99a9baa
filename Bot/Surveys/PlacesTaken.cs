namespace Bot.Surveys;

/// <summary>How many places of a survey are taken, of the whole and of each option that counts them. One document a survey.</summary>
public sealed record PlacesTaken(string Survey, IReadOnlyDictionary<string, int> Taken)
{
    /// <summary>The key of a place in the survey as a whole.</summary>
    public const string Whole = "survey";

    /// <summary>Nobody has a place yet.</summary>
    public static PlacesTaken None(string survey) => new(survey, new Dictionary<string, int>());

    /// <summary>The key of a place of an option: <c>session/Saturday</c>. Question ids hold no slash.</summary>
    public static string Of(string question, string option) => $"{question}/{option}";

    /// <summary>Whether a key is one of this question's options.</summary>
    public static bool IsOf(string key, string question) => key.StartsWith(question + "/", StringComparison.Ordinal);

    /// <summary>How many are taken.</summary>
    public int Count(string key) => Taken.GetValueOrDefault(key);

    /// <summary>With so many more taken, or fewer.</summary>
    public PlacesTaken With(string key, int more) =>
        this with { Taken = new Dictionary<string, int>(Taken) { [key] = Math.Max(0, Count(key) + more) } };
}
