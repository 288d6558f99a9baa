namespace Bot.Demo;

/// <summary>Japan's prefectures from north to south, and how many of ten thousand people live in each.</summary>
internal static class Prefectures
{
    private static readonly (string Name, int People)[] All =
    [
        ("北海道", 522), ("青森県", 124), ("岩手県", 121), ("宮城県", 230), ("秋田県", 96), ("山形県", 107), ("福島県", 183),
        ("茨城県", 287), ("栃木県", 193), ("群馬県", 194), ("埼玉県", 734), ("千葉県", 628), ("東京都", 1405), ("神奈川県", 924),
        ("新潟県", 220), ("富山県", 103), ("石川県", 113), ("福井県", 77), ("山梨県", 81), ("長野県", 205), ("岐阜県", 198),
        ("静岡県", 363), ("愛知県", 754), ("三重県", 177), ("滋賀県", 141), ("京都府", 258), ("大阪府", 884), ("兵庫県", 547),
        ("奈良県", 132), ("和歌山県", 92), ("鳥取県", 55), ("島根県", 67), ("岡山県", 189), ("広島県", 280), ("山口県", 134),
        ("徳島県", 72), ("香川県", 95), ("愛媛県", 133), ("高知県", 69), ("福岡県", 514), ("佐賀県", 81), ("長崎県", 131),
        ("熊本県", 174), ("大分県", 112), ("宮崎県", 107), ("鹿児島県", 159), ("沖縄県", 147),
    ];

    private static readonly int Everybody = All.Sum(prefecture => prefecture.People);

    /// <summary>Their names, the most populous first.</summary>
    public static IReadOnlyList<string> BySize { get; } = [.. All.OrderByDescending(prefecture => prefecture.People).Select(prefecture => prefecture.Name)];

    /// <summary>Where somebody lives, as likely as people live there.</summary>
    public static string Of(ref Dice dice)
    {
        var place = dice.Below(Everybody);
        foreach (var (name, people) in All)
        {
            if ((place -= people) < 0)
            {
                return name;
            }
        }

        throw new System.Diagnostics.UnreachableException();
    }
}
