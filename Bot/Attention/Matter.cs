namespace Bot.Attention;

/// <summary>Something that needs a person: what it is, and where it is mended.</summary>
/// <param name="Urgency">How soon.</param>
/// <param name="Japanese">What it is, in a sentence.</param>
/// <param name="English">The same in English.</param>
/// <param name="Url">The page where it is mended; null: outside the console, and the sentence says where.</param>
public sealed record Matter(Urgency Urgency, string Japanese, string English, string? Url = null);

/// <summary>How soon a matter needs a person; the greatest comes first.</summary>
public enum Urgency
{
    /// <summary>One of these days.</summary>
    Someday,

    /// <summary>Today.</summary>
    Today,

    /// <summary>Now: friends miss something until then.</summary>
    Now,
}

/// <summary>A feature that knows when it needs a person.</summary>
public interface INeedsAPerson
{
    /// <summary>What needs a person now; to be told at once, without asking anybody outside.</summary>
    Task<IReadOnlyList<Matter>> Look(CancellationToken ct);
}
