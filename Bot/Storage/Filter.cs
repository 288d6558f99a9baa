namespace Bot.Storage;

/// <summary>
/// Which documents a query wants. Paths are JSON paths (<c>state</c>, <c>tags.name</c>), relative to the listed element
/// inside <see cref="Any"/>; a step through a list goes to each of its elements. A comparison with a missing value is
/// false, so <see cref="Not"/> of it is true: two-valued logic, the same on every engine. Only values of one kind
/// compare; a time is the text that documents store for it. A path that is no path, or nesting beyond a thousand levels,
/// is an <see cref="ArgumentException"/> of the query.
/// </summary>
public abstract record Filter
{
    private Filter()
    {
    }

    /// <summary>Holds for every document.</summary>
    public static Filter Everything { get; } = new And([]);

    /// <summary>Holds for no document.</summary>
    public static Filter Nothing { get; } = new Or([]);

    /// <summary>Both hold.</summary>
    public static Filter operator &(Filter left, Filter right) => new And([left, right]);

    /// <summary>At least one of the two holds.</summary>
    public static Filter operator |(Filter left, Filter right) => new Or([left, right]);

    /// <summary>The filter does not hold.</summary>
    public static Filter operator !(Filter filter) => new Not(filter);

    /// <summary>The field has this value; for a field of lists, any element does.</summary>
    public static Filter Equal(string path, FieldValue value) => new Compare(path, Comparison.Equal, value);

    /// <summary>The field has one of these values; for a field of lists, any element does.</summary>
    public static Filter In(string path, IEnumerable<FieldValue> values) => new OneOf(path, [.. values]);

    /// <summary>All of these hold; true when there are none.</summary>
    public sealed record And(IReadOnlyList<Filter> Filters) : Filter;

    /// <summary>At least one of these holds; false when there are none.</summary>
    public sealed record Or(IReadOnlyList<Filter> Filters) : Filter;

    /// <summary>This does not hold.</summary>
    public sealed record Not(Filter Filter) : Filter;

    /// <summary>The field has a value of the same kind that compares so. For a field of lists: any element does.</summary>
    public sealed record Compare(string Path, Comparison By, FieldValue Value) : Filter;

    /// <summary>The field equals one of these. For a field of lists: any element does.</summary>
    public sealed record OneOf(string Path, IReadOnlyList<FieldValue> Values) : Filter;

    /// <summary>The text field contains this text, compared exactly (code point by code point).</summary>
    public sealed record Contains(string Path, string Text) : Filter;

    /// <summary>The field has a value (not null; for lists: at least one element).</summary>
    public sealed record Exists(string Path) : Filter;

    /// <summary>The list at the path has an element, an object, for which all of the inner filter holds.</summary>
    public sealed record Any(string Path, Filter Element) : Filter;

    /// <summary>The document's id is one of these.</summary>
    public sealed record IdIn(IReadOnlySet<string> Ids) : Filter;
}

/// <summary>How a field is compared with a value.</summary>
public enum Comparison
{
    /// <summary>The same value.</summary>
    Equal,
    /// <summary>Below it; of times, before it.</summary>
    Less,
    /// <summary>Below it or the same.</summary>
    LessOrEqual,
    /// <summary>Above it; of times, after it.</summary>
    Greater,
    /// <summary>Above it or the same.</summary>
    GreaterOrEqual,
}
