using System.Globalization;
using Bot.Conditions;

namespace Bot.Surveys.Questions;

/// <summary>One option of a choice.</summary>
public sealed record Option(string Id, string Label)
{
    // A copy with other words must not keep those of the original.
    private IReadOnlyList<string>? _plain;

    /// <summary>Other words that mean this option when typed.</summary>
    public IReadOnlyList<string> Also { get; init => (field, _plain) = (value, null); } = [];

    /// <summary>What choosing it says about the friend.</summary>
    public Outcome Outcome { get; init; } = Outcome.None;

    /// <summary>Of several: cannot stand beside another ("none of these").</summary>
    public bool Alone { get; init; }

    /// <summary>Asks for words of the friend's own beside it ("other").</summary>
    public bool Other { get; init; }

    /// <summary>How many friends may choose it; null: any number.</summary>
    public int? Places { get; init; }

    /// <summary>What it counts in scores; null: nothing.</summary>
    public double? Points { get; init; }

    /// <summary>Where choosing it leads; null: to what comes next.</summary>
    public Jump? Then { get; init; }

    /// <summary>An https address of a picture of it; null: it has none.</summary>
    public string? Picture { get; init; }

    /// <summary>Every text that means this option, in the form that is compared.</summary>
    internal IReadOnlyList<string> Plain => _plain ??= [.. Also.Append(Label).Append(Id).Select(TypedText.Plain).Distinct()];

    /// <summary>The option as conditions and results know it.</summary>
    internal KnownName Known => new(Id, Label);
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

    /// <summary>The options of these ids, in the order of the question.</summary>
    public static IReadOnlyList<Option> Having(this IReadOnlyList<Option> options, IReadOnlyList<string>? ids) =>
        [.. options.Where(option => ids?.Contains(option.Id) == true)];

    /// <summary>The options as a list, numbered as a friend may type them.</summary>
    public static string Numbered(this IReadOnlyList<Option> options) =>
        string.Join('\n', options.Select((option, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {option.Label}")));

    /// <summary>Where the option stands in the question, from 0.</summary>
    public static int IndexOf(this IReadOnlyList<Option> options, Option option) => options.TakeWhile(other => other.Id != option.Id).Count();

    /// <summary>The options as this friend sees them: in an order of their own where it is random, with those that stand alone last.</summary>
    public static IReadOnlyList<Option> Arranged(this IReadOnlyList<Option> options, bool randomly, Asking asking) => randomly
        ? [.. options.OrderBy(option => option.Alone || option.Other).ThenBy(option => option.Alone || option.Other ? 0 : Lot.Of(asking.Seed, option.Id))]
        : options;

    /// <summary>The chosen options as people read them; one the question does not know (any more) by its id.</summary>
    public static string Say(this IReadOnlyList<Option> options, AnswerValue answer)
    {
        var labels = string.Join("、", options.Having(answer.Choices).Select(option => option.Label));
        return answer.Text is { } words ? $"{labels}（{words}）" : labels;
    }

    /// <summary>What the chosen options count as; those of an earlier version by their ids.</summary>
    public static IEnumerable<KnownName> Counted(this IReadOnlyList<Option> options, AnswerValue answer) =>
        (answer.Choices ?? []).Select(id => options.FirstOrDefault(option => option.Id == id)?.Known ?? new KnownName(id, id));

    private static List<Option> Saying(this IReadOnlyList<Option> options, string plain) =>
        [.. options.Where(option => option.Plain.Contains(plain))];

    private static int? Number(string plain) =>
        int.TryParse(TypedText.WithoutEnding(plain).TrimEnd('番', '.', ')'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
