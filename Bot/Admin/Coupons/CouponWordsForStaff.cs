using Bot.Coupons;

namespace Bot.Admin.Coupons;

/// <summary>Whether a coupon is given now.</summary>
public enum CouponStanding
{
    /// <summary>It is given.</summary>
    Open,

    /// <summary>It is given no more.</summary>
    Closed,

    /// <summary>Its last day is past.</summary>
    Over,
}

/// <summary>What the console says of coupons.</summary>
internal static class CouponWordsForStaff
{
    public static CouponStanding Standing(Coupon coupon, DateTimeOffset now) =>
        coupon.ClosedAt <= now ? CouponStanding.Closed : coupon.ValidUntil <= now ? CouponStanding.Over : CouponStanding.Open;

    public static string Say(Reader reader, CouponStanding standing) => standing switch
    {
        CouponStanding.Open => reader.Say("配布中", "Given"),
        CouponStanding.Closed => reader.Say("配布終了", "Closed"),
        _ => reader.Say("期限切れ", "Over"),
    };

    public static string Say(Reader reader, IssueState state) => state switch
    {
        IssueState.Issued => reader.Say("未使用", "Unused"),
        IssueState.Redeemed => reader.Say("使用済み", "Used"),
        IssueState.Expired => reader.Say("期限切れ", "Expired"),
        IssueState.Lost => reader.Say("はずれ", "Lost"),
        _ => reader.Say("取り消し", "Taken back"),
    };

    /// <summary>An end that is not included, as people say it: midnight is the whole day before.</summary>
    public static string End(Reader reader, DateTimeOffset? end) => end is { } at ? reader.End(at) : reader.Say("期限なし", "No end");

    /// <summary>Who it is for and how many there are; empty: everybody, any number.</summary>
    public static string Restrictions(Reader reader, Coupon coupon, long? left)
    {
        var parts = new List<string>();
        if (coupon.Limit is { } limit)
        {
            parts.Add(reader.Say($"先着{limit:N0}枚(残り{left ?? limit:N0}枚)", $"first {limit:N0} ({left ?? limit:N0} left)"));
        }

        if (coupon.PerFriend is > 1 and var times)
        {
            parts.Add(reader.Say($"お一人{times}回まで", $"{times} a friend"));
        }
        else if (!coupon.OncePerFriend)
        {
            parts.Add(reader.Say("お一人何度でも", "again and again"));
        }

        if (coupon.AgainAfter is { } pause)
        {
            parts.Add(reader.Say($"次は{pause.TotalDays:0.#}日後から", $"again after {pause.TotalDays:0.#} days"));
        }

        if (coupon.OnlyFor is { } condition)
        {
            parts.Add(reader.Say($"対象: {condition}", $"only for: {condition}"));
        }

        if (coupon.Segment is { } segment)
        {
            parts.Add(reader.Say($"セグメント: {segment}", $"segment: {segment}"));
        }

        if (coupon.Remind is { } remind)
        {
            parts.Add(reader.Say($"期限の{remind.TotalDays:0.#}日前にお知らせ", $"reminder {remind.TotalDays:0.#} days before the end"));
        }

        if (coupon.Line)
        {
            parts.Add(reader.Say("LINE公式クーポン", "LINE's own coupon"));
        }

        return string.Join(reader.Say("、", ", "), parts);
    }

    public static string Validity(Reader reader, Coupon coupon)
    {
        var parts = new List<string>();
        if (coupon.ValidFrom is { } from)
        {
            parts.Add(reader.Say($"{reader.Day(from)}から", $"from {reader.Day(from)}"));
        }

        if (coupon.ValidUntil is { } until)
        {
            parts.Add(End(reader, until));
        }

        if (coupon.ValidHours is { } hours)
        {
            parts.Add(reader.Say($"お渡しから{hours}時間", $"{hours} hours"));
        }

        if (coupon.ValidDays is { } days)
        {
            parts.Add(reader.Say($"お渡しから{days}日", $"{days} days"));
        }

        if (coupon.ValidMonths is { } months)
        {
            parts.Add(reader.Say($"お渡しから{months}か月", $"{months} months"));
        }

        if (coupon.After is { } after)
        {
            parts.Add(reader.Say($"「{after}」の日から数えて", $"counted from {after}"));
        }

        if (coupon.BirthdayMonth is not null)
        {
            parts.Add(reader.Say("お誕生月", "month of birthday"));
        }

        if (coupon.Usable is { } usable)
        {
            parts.Add(reader.Say(UsableWords.Of(usable)));
        }

        return parts.Count == 0 ? reader.Say("期限なし", "No end") : string.Join(reader.Say("、", ", "), parts);
    }
}
