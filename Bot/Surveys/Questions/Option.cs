using System.Globalization;

namespace Bot.Surveys.Questions;

/// <summary>One option of a choice.</summary>
public sealed record Option(string Id, string Label)
{
    /// <summary>Other words that mean this option when typed.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>What choosing it says about the friend.</summary>
    public Outcome Outcome { get; init; } = Outcome.None;

    /// <summary>Of several: cannot stand beside another ("none of these").</summary>
    public bool Alone { get; init; }

    /// <summary>Every text that means this option, in the form that is compared.</summary>
    internal IReadOnlyList<string> Plain => field ??= [.. Also.Append(Label).Append(Id).Select(TypedText.Plain).Distinct()];
}

/// <summary>Finds the options a friend means.</summary>
internal static class Options
{
    /// <summary>The options a text may mean: by label, other word or id; else by its number in the list, from 1.</summary>
    public static IReadOnlyList<Option> Matching(this IReadOnlyList<Option> options, string typed)
    {
        var plain = TypedText.Plain(typed);
        return options.Saying(plain) is [_, ..] exact ? exact
            : options.Saying(TypedText.WithoutEnding(plain)) is [_, ..] polite ? polite
            : Number(plain) is { } number && number >= 1 && number <= options.Count ? [options[number - 1]]
            : [];
    }

    public static IReadOnlyList<Option> Having(this IReadOnlyList<Option> options, IReadOnlyList<string>? ids) =>
        [.. options.Where(option => ids?.Contains(option.Id) == true)];

    private static List<Option> Saying(this IReadOnlyList<Option> options, string plain) =>
        [.. options.Where(option => option.Plain.Contains(plain))];

    private static int? Number(string plain) =>
        int.TryParse(TypedText.WithoutEnding(plain).TrimEnd('番', '.', ')'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
