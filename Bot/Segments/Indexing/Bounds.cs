namespace Bot.Segments.Indexing;

/// <summary>What the index can say: those of whom a condition surely holds, and those of whom it may. Where the two are one, it is exact.</summary>
internal readonly record struct Bounds(Selection Sure, Selection Maybe)
{
    public bool AreExact => Sure == Maybe;

    public static Bounds Exactly(Selection selection) => new(selection, selection);

    public static Bounds And(IReadOnlyList<Bounds> parts)
    {
        var sure = Selection.And([.. parts.Select(part => part.Sure)]);
        return parts.All(part => part.AreExact) ? Exactly(sure) : new(sure, Selection.And([.. parts.Select(part => part.Maybe)]));
    }

    public static Bounds Or(IReadOnlyList<Bounds> parts)
    {
        var sure = Selection.Or([.. parts.Select(part => part.Sure)]);
        return parts.All(part => part.AreExact) ? Exactly(sure) : new(sure, Selection.Or([.. parts.Select(part => part.Maybe)]));
    }

    /// <summary>Those of them of whom the others do not hold.</summary>
    public Bounds Without(Bounds others)
    {
        var sure = Selection.Without(Sure, others.Maybe);
        return AreExact && others.AreExact ? Exactly(sure) : new(sure, Selection.Without(Maybe, others.Sure));
    }
}
