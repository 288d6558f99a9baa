namespace Bot.Demo;

/// <summary>
/// How likely somebody holds each tag: Zipf's law (the tenth is held a tenth as often as the first would be), made to fit
/// the average that is wanted, and bent by what the person is like without changing how many hold the tag in all.
/// </summary>
internal sealed class Popularity
{
    // Even the most popular tag is not everybody's.
    private const double Most = 0.95;

    private const int Sample = 4_000;

    private readonly ShopTag[] _tags;

    // Of 2^32, for those the tag leans to and for the others.
    private readonly (uint Leaning, uint Others)[] _chances;

    public Popularity(int tags, double each)
    {
        _tags = [.. ShopTags.ByPopularity.Take(tags)];
        var dice = Dice.Of(0, 0, 0);
        var people = Enumerable.Range(0, Sample).Select(_ => Persona.Of(ref dice)).ToList();
        var shares = _tags.Select(tag => tag.Leaning is { } leaning ? (double)people.Count(leaning) / Sample : 1).ToArray();

        // Twice the number of tags makes all of them as popular as can be.
        var (low, high) = (0.0, tags * 2.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            var held = _tags.Select((_, rank) => Held(rank, middle, shares)).Sum();
            (low, high) = held < each ? (middle, high) : (low, middle);
        }

        _chances = [.. _tags.Select((tag, rank) => Chances(tag, Held(rank, high, shares), shares[rank]))];
    }

    /// <summary>The tags' names, the most popular first.</summary>
    public IReadOnlyList<string> Names => field ??= [.. _tags.Select(tag => tag.Name)];

    /// <summary>The tags that such a person holds.</summary>
    public IEnumerable<ShopTag> Of(Persona persona, Dice dice)
    {
        for (var rank = 0; rank < _tags.Length; rank++)
        {
            var (leaning, others) = _chances[rank];
            var chance = leaning == others || _tags[rank].Leaning!(persona) ? leaning : others;
            if ((uint)(dice.Next() >> 32) < chance)
            {
                yield return _tags[rank];
            }
        }
    }

    // What only some can hold is not held by more than those.
    private double Held(int rank, double scale, double[] shares)
    {
        var wanted = Math.Min(Most, scale / (rank + 1));
        return double.IsInfinity(_tags[rank].Lift) ? Math.Min(wanted, shares[rank] * Most) : wanted;
    }

    private static (uint Leaning, uint Others) Chances(ShopTag tag, double held, double share)
    {
        if (tag.Leaning is null || share is 0 or 1)
        {
            return (Of(held), Of(tag.Leaning is null ? held : 0));
        }

        var leaning = Math.Min(Most, Math.Min(held / share, held * tag.Lift));
        return (Of(leaning), Of((held - (leaning * share)) / (1 - share)));

        static uint Of(double chance) => (uint)(Math.Clamp(chance, 0, Most) * uint.MaxValue);
    }
}
