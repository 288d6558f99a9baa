using Bot.Conditions;

namespace Bot.Tests.Conditions;

/// <summary>What a curry shop's conditions may speak of.</summary>
internal static class Shop
{
    public static ConditionVocabulary Vocabulary { get; } = new()
    {
        Tags = ["甘口", "中辛", "婚約中", "結婚式検討", "結婚式予定", "子供あり", "VIP", "子供 なし"],
        Attributes =
        [
            new("prefecture", ValueKind.Text),
            new("age", ValueKind.Number),
            new("birthday", ValueKind.Day),
            new("member", ValueKind.Flag),
            new("memo"),
        ],
        Surveys =
        [
            new("spice-level", "お好みの辛さ",
            [
                new("spice", "どの辛さがお好みですか", ValueKind.Choice, [new("sweet", "甘口"), new("medium", "中辛"), new("hot", "辛口")]),
                new("visits", "月に何回？", ValueKind.Number, []),
                new("wish", "ご要望", ValueKind.Text, []),
                new("next", "次のご来店", ValueKind.Day, []),
            ]),
            new("wedding", "ご結婚について", [new("state", null, ValueKind.Choice, [new("engaged", "婚約中"), new("married", "既婚")])]),
        ],
        Coupons = [new("welcome", "初回10%OFF"), new("birthday", "お誕生日")],
        Campaigns = [new("new-curry", "新作の甘口カレー")],
    };

    public static Condition Read(string text, ConditionVocabulary? known = null)
    {
        var parsed = ConditionText.Parse(text, known);
        Assert.True(parsed.IsUnderstood, $"{text}: {string.Join("; ", parsed.Problems.Select(problem => problem.English))}");
        return parsed.Condition;
    }
}
