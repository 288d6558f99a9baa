namespace Bot.Demo;

/// <summary>Names as people call themselves on LINE: in full, the given name alone, in kana or Latin letters, with an emoji.</summary>
internal static class Names
{
    private static readonly string[] Families =
    [
        "佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤", "吉田", "山田", "佐々木", "山口", "松本", "井上", "木村", "林",
        "斎藤", "清水", "山崎", "森", "池田", "橋本", "阿部", "石川", "山下", "中島", "石井", "小川", "前田", "岡田", "長谷川", "藤田", "後藤", "近藤",
        "村上", "遠藤", "青木", "坂本", "福田", "太田", "西村", "藤井", "金子", "岡本", "藤原", "三浦", "中野", "原田", "松田", "竹内", "小野", "田村",
        "中山", "和田", "石田", "森田", "上田", "原", "内田", "柴田", "酒井", "宮崎", "横山", "高木", "安藤", "宮本", "大野", "小島", "髙田", "谷口",
    ];

    private static readonly (string Written, string Kana, string Latin)[] Women =
    [
        ("美咲", "みさき", "Misaki"), ("陽菜", "ひな", "Hina"), ("結衣", "ゆい", "Yui"), ("葵", "あおい", "Aoi"), ("さくら", "さくら", "Sakura"),
        ("愛", "あい", "Ai"), ("七海", "ななみ", "Nanami"), ("彩", "あや", "Aya"), ("舞", "まい", "Mai"), ("遥", "はるか", "Haruka"),
        ("美穂", "みほ", "Miho"), ("由美子", "ゆみこ", "Yumiko"), ("恵", "めぐみ", "Megumi"), ("直美", "なおみ", "Naomi"), ("千尋", "ちひろ", "Chihiro"),
        ("真由", "まゆ", "Mayu"), ("里奈", "りな", "Rina"), ("明日香", "あすか", "Asuka"), ("優子", "ゆうこ", "Yuko"), ("香織", "かおり", "Kaori"),
        ("凛", "りん", "Rin"), ("莉子", "りこ", "Riko"), ("詩織", "しおり", "Shiori"), ("久美子", "くみこ", "Kumiko"), ("智子", "ともこ", "Tomoko"),
        ("麻衣", "まい", "mai"), ("花音", "かのん", "Kanon"), ("友香", "ともか", "tomoka"), ("和子", "かずこ", "Kazuko"), ("沙織", "さおり", "saori"),
    ];

    private static readonly (string Written, string Kana, string Latin)[] Men =
    [
        ("翔太", "しょうた", "Shota"), ("蓮", "れん", "Ren"), ("大輔", "だいすけ", "Daisuke"), ("健太", "けんた", "Kenta"), ("拓海", "たくみ", "Takumi"),
        ("悠真", "ゆうま", "Yuma"), ("誠", "まこと", "Makoto"), ("直樹", "なおき", "Naoki"), ("浩", "ひろし", "Hiroshi"), ("隆", "たかし", "Takashi"),
        ("陸", "りく", "Riku"), ("大翔", "ひろと", "Hiroto"), ("和也", "かずや", "Kazuya"), ("学", "まなぶ", "Manabu"), ("亮", "りょう", "Ryo"),
        ("達也", "たつや", "Tatsuya"), ("雄一", "ゆういち", "Yuichi"), ("聡", "さとし", "Satoshi"), ("優斗", "ゆうと", "Yuto"), ("剛", "つよし", "Tsuyoshi"),
        ("涼", "りょう", "ryo"), ("颯太", "そうた", "Sota"), ("純", "じゅん", "Jun"), ("修", "おさむ", "Osamu"), ("慎一郎", "しんいちろう", "Shinichiro"),
    ];

    private static readonly string[] Emoji = ["🌸", "☀️", "🍛", "🐶", "🎀", "⚽", "🎸", "🌊", "👶", "💐", "🐈", "✨", "🏃‍♂️", "🌙", "🍀"];

    private static readonly string[] Handles = ["kuma", "mochi", "sora", "umi", "neko", "taro", "hana", "yuki", "choco", "pan"];

    /// <summary>A name such a person may show; null says nothing of the gender.</summary>
    public static string Of(ref Dice dice, bool? woman)
    {
        var (written, kana, latin) = dice.OneOf(woman ?? dice.Chance(0.5) ? Women : Men);
        var family = dice.OneOf(Families);
        var style = dice.Below(100);
        var name = style switch
        {
            < 42 => $"{family} {written}",
            < 50 => family + written,
            < 60 => written,
            < 72 => kana,
            < 77 => Katakana(kana),
            < 88 => latin,
            < 92 => $"{latin} {(char)('A' + dice.Below(26))}.",
            < 96 => $"{dice.OneOf(Handles)}{dice.Below(100):D2}",
            _ => $"{kana}@{dice.OneOf(Handles)}",
        };
        return dice.Chance(0.12) ? name + dice.OneOf(Emoji) : name;
    }

    private static string Katakana(string hiragana) =>
        string.Create(hiragana.Length, hiragana, static (text, from) =>
        {
            for (var i = 0; i < from.Length; i++)
            {
                text[i] = (char)(from[i] + ('ア' - 'あ'));
            }
        });
}
