namespace Bot.Demo;

/// <summary>
/// Chance that always falls the same for the same seed, on every machine and .NET (SplitMix64). Each purpose takes dice of
/// its own, so that one more throw for one thing changes nothing else.
/// </summary>
internal struct Dice(ulong state)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>The dice of one thing of one friend.</summary>
    public static Dice Of(long seed, int number, int purpose) =>
        new(Mixed(Mixed((ulong)seed + Step) ^ ((ulong)(uint)number << 8 | (uint)purpose)));

    /// <summary>Any 64 bits.</summary>
    public ulong Next() => Mixed(state += Step);

    /// <summary>From 0 to below this.</summary>
    public int Below(int end) => (int)((UInt128)Next() * (uint)end >> 64);

    /// <summary>From 0 to below 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True so often.</summary>
    public bool Chance(double share) => Unit() < share;

    /// <summary>One of them.</summary>
    public T OneOf<T>(IReadOnlyList<T> all) => all[Below(all.Count)];

    /// <summary>Around 0, two thirds within 1, never beyond 4: a bell near enough.</summary>
    public double Bell()
    {
        var sum = 0.0;
        for (var i = 0; i < 5; i++)
        {
            sum += Unit();
        }

        return (sum - 2.5) * 1.55;
    }

    /// <summary>A waiting time around this, short ones most often.</summary>
    public double Wait(double mean) => -Math.Log(1 - Unit()) * mean;

    /// <summary>No two inputs come out alike.</summary>
    public static ulong Mixed(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
