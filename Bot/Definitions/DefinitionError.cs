namespace Bot.Definitions;

/// <summary>Where something stands in a file; lines and columns count from 1.</summary>
public readonly record struct Place(int Line, int Column)
{
    /// <summary>The first character of a file.</summary>
    public static Place Start { get; } = new(1, 1);
}

/// <summary>Something wrong in a definition file: where, what, and how to mend it.</summary>
public sealed record DefinitionError(string File, int Line, int Column, string Message, string Fix)
{
    /// <summary>File by file, from top to bottom.</summary>
    public static IComparer<DefinitionError> ByPlace { get; } = Comparer<DefinitionError>.Create((one, other) =>
        string.CompareOrdinal(one.File, other.File) is not 0 and var byFile ? byFile
        : (one.Line, one.Column).CompareTo((other.Line, other.Column)));

    /// <summary><c>file:line:column: what. Fix: how.</c></summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Message} Fix: {Fix}";
}

/// <summary>Collects everything wrong in one file, so that a person sees it all at once.</summary>
public sealed class Problems(string file)
{
    private readonly List<DefinitionError> _errors = [];

    /// <summary>The file as messages name it.</summary>
    public string File { get; } = file;

    /// <summary>What was found, in the order of the file.</summary>
    public IReadOnlyList<DefinitionError> Errors =>
        [.. _errors.OrderBy(error => error.Line).ThenBy(error => error.Column)];

    /// <summary>Whether something is wrong.</summary>
    public bool Any => _errors.Count > 0;

    /// <summary>Notes something wrong at this place; the same thing twice is noted once.</summary>
    public void Add(Place place, string message, string fix)
    {
        var error = new DefinitionError(File, place.Line, place.Column, message, fix);
        if (!_errors.Contains(error))
        {
            _errors.Add(error);
        }
    }
}
