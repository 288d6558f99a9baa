namespace Bot.Simulator.Platform;

/// <summary>
/// What people do with LINE's coupons on their phones. Each act answers why the phone would refuse it, or null. The platform's
/// gate must be held.
/// </summary>
internal sealed class Wallets(LinePlatform platform)
{
    /// <summary>What the account's page shows the person: public coupons that can be had, and those they have.</summary>
    public IEnumerable<Coupon> Listed(Person person) => platform.Coupons.All.Where(coupon =>
        coupon.Tickets.TryGetValue(person.Number, out var ticket) ? ticket.Won : coupon.IsPublic && coupon.IsUsableAt(platform.Now));

    public string? Acquire(Person person, Coupon coupon)
    {
        if (coupon.Tickets.ContainsKey(person.Number))
        {
            return coupon.Probability is null ? "The coupon was taken already." : "One draws once.";
        }

        if (NotNow(coupon) is { } closed)
        {
            return closed;
        }

        if (!coupon.IsPublic && !person.Chat.Any(entry => Shows(entry, coupon)))
        {
            return "The coupon was not sent to this person.";
        }

        var winners = coupon.Tickets.Values.Count(ticket => ticket.Won);
        if (winners >= coupon.MostWinners)
        {
            return "All of these coupons are taken.";
        }

        var won = coupon.Probability is not { } percent || Random.Shared.Next(100) < percent;
        platform.Record(new CouponDrawn(person.Number, coupon.Id, platform.Now, won));
        return null;
    }

    public string? Use(Person person, Coupon coupon)
    {
        if (!coupon.Tickets.TryGetValue(person.Number, out var ticket) || !ticket.Won)
        {
            return "The person does not have this coupon.";
        }

        if (NotNow(coupon) is { } closed)
        {
            return closed;
        }

        if (ticket.UsedAt.Count >= coupon.MostUses)
        {
            return "The coupon is used.";
        }

        platform.Record(new CouponUsed(person.Number, coupon.Id, platform.Now));
        return null;
    }

    private string? NotNow(Coupon coupon) =>
        coupon.Closed is not null ? "The coupon was ended."
        : platform.Now < coupon.StartsAt ? "The coupon is not valid yet."
        : platform.Now >= coupon.EndsAt ? "The coupon has expired."
        : null;

    private static bool Shows(ChatEntry entry, Coupon coupon) =>
        entry.FromBot && entry.Message.Parse() is var message && Tap.Text(message, "type") == "coupon" && Tap.Text(message, "couponId") == coupon.Id;
}
