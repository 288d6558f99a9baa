using System.Security.Cryptography;

namespace Bot.Coupons;

/// <summary>Draws a lottery with numbers nobody can foresee.</summary>
internal static class CouponLottery
{
    /// <summary>Odds may have so many decimals: 0.001 is one in a hundred thousand of 100.</summary>
    public const int Fine = 1_000;

    /// <summary>The prize drawn, or null: nothing. <paramref name="below"/> gives a number from 0 up to, not including, its argument.</summary>
    public static Prize? Draw(Reward.Lottery lottery, Func<int, int>? below = null)
    {
        var number = (below ?? RandomNumberGenerator.GetInt32)((int)Math.Round(lottery.OutOf * Fine));
        var passed = 0;
        foreach (var prize in lottery.Prizes)
        {
            passed += (int)Math.Round(prize.Odds * Fine);
            if (number < passed)
            {
                return prize;
            }
        }

        return null;
    }
}
