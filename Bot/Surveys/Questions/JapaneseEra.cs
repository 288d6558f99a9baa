namespace Bot.Surveys.Questions;

/// <summary>The eras people count years by: 令和8年 is 2026.</summary>
internal sealed record JapaneseEra(string Name, char Letter, DateOnly First)
{
    private static readonly JapaneseEra[] All =
    [
        new("令和", 'r', new(2019, 5, 1)),
        new("平成", 'h', new(1989, 1, 8)),
        new("昭和", 's', new(1926, 12, 25)),
        new("大正", 't', new(1912, 7, 30)),
        new("明治", 'm', new(1868, 1, 25)),
    ];

    /// <summary>The era of this name or letter, or null.</summary>
    public static JapaneseEra? Of(string written) => Array.Find(All, era => era.Name == written || (written.Length == 1 && era.Letter == written[0]));

    /// <summary>The year that this one of the era is, from 1.</summary>
    public int Year(int ofEra) => First.Year + ofEra - 1;
}
