namespace Bot.Demo;

/// <summary>
/// What somebody is like, of which attributes, tags and answers all tell: that is why they agree with each other.
/// </summary>
internal sealed record Persona
{
    /// <summary>Null: did not say.</summary>
    public required bool? Woman { get; init; }

    public required int Age { get; init; }

    public required string Prefecture { get; init; }

    public required Spice Spice { get; init; }

    public required Bond Bond { get; init; }

    public required Ceremony Ceremony { get; init; }

    public required bool Children { get; init; }

    /// <summary>How often they come to the shop, in visits a month.</summary>
    public required double VisitsAMonth { get; init; }

    public bool IsRegular => VisitsAMonth >= 1.5;

    /// <summary>Somebody.</summary>
    public static Persona Of(ref Dice dice)
    {
        bool? woman = dice.Unit() switch { < 0.55 => true, < 0.93 => false, _ => null };
        var age = Math.Clamp(38 + (int)(dice.Bell() * 13), 16, 84);
        var bond = BondAt(age, dice.Unit());
        return new Persona
        {
            Woman = woman,
            Age = age,
            Prefecture = Prefectures.Of(ref dice),
            Spice = SpiceFor(woman, dice.Unit()),
            Bond = bond,
            Ceremony = CeremonyAt(bond, dice.Unit()),
            Children = dice.Chance(bond switch
            {
                Bond.Engaged => 0.05,
                Bond.Newlywed => 0.15,
                Bond.Married => 0.45,
                Bond.LongMarried => 0.8,
                _ => 0.06,
            }),
            VisitsAMonth = Math.Exp(dice.Bell() - 0.75),
        };
    }

    /// <summary>Whether they would say this of themselves; null: it is no question of what they are like.</summary>
    public bool? Says(string words) => words switch
    {
        "甘口" => Spice is Spice.Mild,
        "中辛" => Spice is Spice.Medium,
        "辛口" => Spice is Spice.Hot,
        "大辛" => Spice is Spice.VeryHot,
        "婚約中" => Bond is Bond.Engaged,
        "結婚している" => Bond is Bond.Newlywed or Bond.Married or Bond.LongMarried,
        "どちらでもない" => Bond is Bond.None,
        "1年未満" or "結婚1年未満" => Bond is Bond.Newlywed,
        "1年以上3年未満" => Bond is Bond.Married,
        "3年以上" or "結婚3年以上" => Bond is Bond.LongMarried,
        "いる" or "子供あり" => Children,
        "いない" or "子供なし" => !Children,
        "検討している" or "結婚式検討" => Ceremony is Ceremony.Considering,
        "日取りが決まっている" or "結婚式予定" => Ceremony is Ceremony.Planned,
        "もう挙げた" or "結婚式済" => Ceremony is Ceremony.Held,
        "考えていない" => Ceremony is Ceremony.No,
        "はじめて" => VisitsAMonth < 0.12,
        "年に数回" => VisitsAMonth is >= 0.12 and < 0.6,
        "月に1回くらい" => VisitsAMonth is >= 0.6 and < 2.5,
        "週に1回以上" => VisitsAMonth >= 2.5,
        "女性" => Woman is true,
        "男性" => Woman is false,
        "常連" => IsRegular,
        "学生" => Age < 23,
        "シニア" => Age >= 60,
        _ => null,
    };

    private static Spice SpiceFor(bool? woman, double chance) => (woman is true ? chance * 0.94 : chance) switch
    {
        < 0.24 => Spice.Mild,
        < 0.64 => Spice.Medium,
        < 0.90 => Spice.Hot,
        _ => Spice.VeryHot,
    };

    private static Bond BondAt(int age, double chance) => age switch
    {
        < 22 => Bond.None,
        < 30 => chance switch { < 0.12 => Bond.Engaged, < 0.20 => Bond.Newlywed, < 0.28 => Bond.Married, < 0.33 => Bond.LongMarried, _ => Bond.None },
        < 40 => chance switch { < 0.08 => Bond.Engaged, < 0.14 => Bond.Newlywed, < 0.28 => Bond.Married, < 0.58 => Bond.LongMarried, _ => Bond.None },
        _ => chance switch { < 0.02 => Bond.Engaged, < 0.03 => Bond.Newlywed, < 0.06 => Bond.Married, < 0.70 => Bond.LongMarried, _ => Bond.None },
    };

    private static Ceremony CeremonyAt(Bond bond, double chance) => bond switch
    {
        Bond.Engaged => chance switch { < 0.45 => Ceremony.Considering, < 0.85 => Ceremony.Planned, _ => Ceremony.No },
        Bond.Newlywed => chance switch { < 0.20 => Ceremony.Considering, < 0.30 => Ceremony.Planned, < 0.80 => Ceremony.Held, _ => Ceremony.No },
        Bond.Married => chance switch { < 0.05 => Ceremony.Considering, < 0.80 => Ceremony.Held, _ => Ceremony.No },
        Bond.LongMarried => chance < 0.75 ? Ceremony.Held : Ceremony.No,
        _ => chance < 0.05 ? Ceremony.Considering : Ceremony.No,
    };
}

internal enum Spice
{
    Mild,
    Medium,
    Hot,
    VeryHot,
}

internal enum Bond
{
    None,
    Engaged,
    Newlywed,
    Married,
    LongMarried,
}

internal enum Ceremony
{
    No,
    Considering,
    Planned,
    Held,
}
