namespace Bot.Conditions;

/// <summary>
/// A condition of the same meaning with less to decide: nothing twice, no nesting that joins alike, no double not, nothing
/// beside what decides alone. What people wrote is shown as they wrote it; this is for those who answer it.
/// </summary>
public static class Simplification
{
    private static readonly Condition Everybody = new Condition.All();
    private static readonly Condition Nobody = new Condition.Not(Everybody);

    /// <summary>The simplest form found.</summary>
    public static Condition Of(Condition condition) => condition switch
    {
        Condition.And(var parts) => Join(parts, part => part is Condition.And(var inner) ? inner : [part], all => new Condition.And([.. all]), Everybody, Nobody),
        Condition.Or(var parts) => Join(parts, part => part is Condition.Or(var inner) ? inner : [part], all => new Condition.Or([.. all]), Nobody, Everybody),
        Condition.Not(Condition.Not(var twice)) => Of(twice),
        Condition.Not(var inner) => Not(Of(inner)),
        Condition.Tag(var names, var added) => new Condition.Tag([.. names.Distinct()], added),
        _ => condition,
    };

    private static Condition Not(Condition simple) => simple is Condition.Not(var twice) ? twice : new Condition.Not(simple);

    // Idle: what adds nothing to the others. Deciding: beside which nothing else matters.
    private static Condition Join(
        IEnumerable<Condition> parts, Func<Condition, IEnumerable<Condition>> spread, Func<IReadOnlyList<Condition>, Condition> join, Condition idle, Condition deciding)
    {
        var left = parts.Select(Of).SelectMany(spread).Where(part => part != idle).Distinct().ToList();
        if (left.Contains(deciding) || left.OfType<Condition.Not>().Any(not => left.Contains(not.Inner)))
        {
            return deciding;
        }

        if (deciding == Everybody)
        {
            left = Tags(left);
        }

        return left switch
        {
            [] => idle,
            [var only] => only,
            _ => join(left),
        };
    }

    // Any of several tags is one test.
    private static List<Condition> Tags(List<Condition> parts) =>
    [
        .. parts.Where(part => part is not Condition.Tag),
        .. parts.OfType<Condition.Tag>().GroupBy(tag => tag.Added).Select(same => new Condition.Tag([.. same.SelectMany(tag => tag.Names).Distinct()], same.Key)),
    ];
}
