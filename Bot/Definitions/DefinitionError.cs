using System.Text.Json.Serialization;

namespace Bot.Definitions;

/// <summary>Where something stands in a file; lines and columns count from 1.</summary>
public readonly record struct Place(int Line, int Column)
{
    /// <summary>The first character of a file.</summary>
    public static Place Start { get; } = new(1, 1);

    /// <summary>Where this character of a text stands; where there is none, the first.</summary>
    public static Place Of(string text, int index)
    {
        var before = text.AsSpan(0, Math.Max(0, index));
        return new(before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}

/// <summary>Something wrong in a definition file, or doubtful: where, what, and how to mend it.</summary>
public sealed record DefinitionError(string File, int Line, int Column, LintRule Rule, string Message, string Fix)
{
    /// <summary>What is wrong, for Japanese readers. Programs and the command line get English.</summary>
    [JsonIgnore]
    public string MessageInJapanese { get; init; } = Message;

    /// <summary>How to mend it, for Japanese readers.</summary>
    [JsonIgnore]
    public string FixInJapanese { get; init; } = Fix;

    /// <summary>File by file, from top to bottom.</summary>
    public static IComparer<DefinitionError> ByPlace { get; } = Comparer<DefinitionError>.Create((one, other) =>
        string.CompareOrdinal(one.File, other.File) is not 0 and var byFile ? byFile
        : (one.Line, one.Column).CompareTo((other.Line, other.Column)));

    /// <summary>Whether it keeps the file from being used.</summary>
    public Severity Severity { get; init; }

    /// <summary>One at this place of a file.</summary>
    public static DefinitionError At(string file, Place place, LintRule rule, LintText message, LintText fix) =>
        new(file, place.Line, place.Column, rule, message.English, fix.English) { MessageInJapanese = message.Japanese, FixInJapanese = fix.Japanese };

    /// <summary><c>file:line:column: what. Fix: how.</c></summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {(Severity == Severity.Warning ? "warning: " : "")}{Sentence(Message)} Fix: {Fix.ReplaceLineEndings(" ")}";

    // On one line, whatever the file says, and with its full stop: what LINE or a condition objects to may come without.
    private static string Sentence(string text) => text.ReplaceLineEndings(" ") + (text.EndsWith('.') || text.EndsWith('?') ? "" : ".");
}

/// <summary>How much something in a definition file matters.</summary>
public enum Severity
{
    /// <summary>The file cannot be used as it is.</summary>
    Error,

    /// <summary>It works, but likely not as meant, or not well for friends.</summary>
    Warning,
}

/// <summary>Collects everything wrong in one file, so that a person sees it all at once.</summary>
public sealed class Problems(string file)
{
    private readonly List<DefinitionError> _found = [];

    /// <summary>The file as messages name it.</summary>
    public string File { get; } = file;

    /// <summary>What keeps the file from being used, in its order.</summary>
    public IReadOnlyList<DefinitionError> Errors => Of(Severity.Error);

    /// <summary>What works but is doubtful, in the order of the file.</summary>
    public IReadOnlyList<DefinitionError> Warnings => Of(Severity.Warning);

    /// <summary>Whether something keeps the file from being used.</summary>
    public bool Any => _found.Exists(found => found.Severity == Severity.Error);

    /// <summary>Notes something wrong at this place; the same thing twice is noted once.</summary>
    public void Add(Place place, LintRule rule, LintText message, LintText fix) => Note(DefinitionError.At(File, place, rule, message, fix));

    /// <summary>Notes something that works but is likely not meant so; the file is used all the same.</summary>
    public void Warn(Place place, LintRule rule, LintText message, LintText fix) =>
        Note(DefinitionError.At(File, place, rule, message, fix) with { Severity = Severity.Warning });

    private void Note(DefinitionError found)
    {
        if (!_found.Contains(found))
        {
            _found.Add(found);
        }
    }

    private IReadOnlyList<DefinitionError> Of(Severity severity) =>
        [.. _found.Where(found => found.Severity == severity).OrderBy(found => found.Line).ThenBy(found => found.Column)];
}
