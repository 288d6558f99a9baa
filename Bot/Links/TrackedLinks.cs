namespace Bot.Links;

/// <summary>
/// The addresses that a mailing's tracked links lead to, in the order of their codes. Written once, before the first code is
/// made: so a link leads where the marketer said and nowhere else.
/// </summary>
public sealed record TrackedLinks
{
    /// <summary>The most links of a mailing, all variants together: what a code has room for.</summary>
    public const int Most = 256;

    /// <summary>The mailing's, which is its campaign's.</summary>
    public required string Id { get; init; }

    /// <summary>The links of all variants.</summary>
    public required IReadOnlyList<TrackedLink> Links { get; init; }

    /// <summary>The place of an address of this variant; -1: it is not tracked.</summary>
    public int IndexOf(string address, string? part)
    {
        for (var i = 0; i < Links.Count; i++)
        {
            if (Links[i].Address == address && Links[i].Part == part)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>One address in what one variant says.</summary>
/// <param name="Address">Where it leads.</param>
/// <param name="Part">The variant it stands in; null where there are none.</param>
public sealed record TrackedLink(string Address, string? Part = null);

/// <summary>What codes are made with. There is one of each secret of the shop, with the name of the seal for its id.</summary>
public sealed record LinkSecret(string Id, string Secret)
{
    /// <summary>The id of one in clear: a shop without a secret, as the demo, has nothing to seal it with.</summary>
    internal const string Unsealed = "links";
}
