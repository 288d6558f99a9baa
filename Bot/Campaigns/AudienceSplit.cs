using System.IO.Hashing;
using System.Text;
using Bot.Friends;

namespace Bot.Campaigns;

/// <summary>
/// How a campaign's audience is divided: who gets which variant, and who gets nothing so that the others can be compared with
/// them. Which part a friend is in follows from the two ids alone: it is the same in the preview, when everybody is written
/// down, and after a crash.
/// </summary>
/// <param name="Shares">One number a variant; a variant of share 2 goes to twice as many as one of share 1.</param>
/// <param name="HoldOutPercent">So many of 100 friends get nothing.</param>
public sealed record AudienceSplit(IReadOnlyList<int> Shares, int HoldOutPercent)
{
    /// <summary>The most variants of one campaign.</summary>
    public const int MostVariants = 4;

    /// <summary>The greatest share.</summary>
    public const int GreatestShare = 100;

    /// <summary>The most friends of 100 to hold out.</summary>
    public const int MostHeldOut = 90;

    /// <summary>The part of those who get nothing.</summary>
    public const int HeldOut = -1;

    /// <summary>Everybody gets the same.</summary>
    public static AudienceSplit Whole { get; } = new([1], 0);

    /// <summary>Whether everybody gets the same.</summary>
    public bool IsWhole() => Shares.Count == 1 && HoldOutPercent == 0;

    /// <summary>The number of the variant this friend gets, from 0; or <see cref="HeldOut"/>.</summary>
    public int PartOf(string campaignId, string friendId) => IsWhole() ? 0 : PartOf(SeedOf(campaignId), PackedId.KeyOf(friendId), Shares.Sum());

    /// <summary>How many of these friends are in each part: the variants in order, then those held out.</summary>
    public IReadOnlyList<int> Sizes(string campaignId, FriendIds friends)
    {
        var sizes = new int[Shares.Count + 1];
        if (IsWhole())
        {
            sizes[0] = friends.Count;
            return sizes;
        }

        // A million friends are divided while somebody waits for the preview.
        var (campaign, all) = (SeedOf(campaignId), Shares.Sum());
        friends.ForEachKey(friend =>
        {
            var part = PartOf(campaign, friend, all);
            sizes[part == HeldOut ? Shares.Count : part]++;
        });
        return sizes;
    }

    /// <summary>What people call a variant: A, B, C or D.</summary>
    public static string NameOf(int variant) => ((char)('A' + variant)).ToString();

    private int PartOf(long campaign, ReadOnlySpan<byte> friend, int all)
    {
        // Uniform below the whole, and unlike for another campaign: who is held out of one is not held out of all.
        var point = (int)(((UInt128)XxHash3.HashToUInt64(friend, campaign) * (uint)(100 * all)) >> 64);
        var end = HoldOutPercent * all;
        if (point < end)
        {
            return HeldOut;
        }

        for (var variant = 0; variant < Shares.Count - 1; variant++)
        {
            end += Shares[variant] * (100 - HoldOutPercent);
            if (point < end)
            {
                return variant;
            }
        }

        return Shares.Count - 1;
    }

    private static long SeedOf(string campaignId) => (long)XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(campaignId));
}
