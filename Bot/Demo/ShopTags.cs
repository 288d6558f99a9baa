namespace Bot.Demo;

/// <summary>A tag of the shop's, and who tends to hold it.</summary>
internal sealed record ShopTag(string Name)
{
    /// <summary>The exclusive group it belongs to; null: none.</summary>
    public string? Group { get; init; }

    /// <summary>What people who hold it more often than others have in common; null: anybody may hold it.</summary>
    public Func<Persona, bool>? Leaning { get; init; }

    /// <summary>How many times as often they hold it; infinity: they alone do.</summary>
    public double Lift { get; init; } = double.PositiveInfinity;
}

/// <summary>
/// Names of tags as a chain of curry shops with a wedding hall would have them, in the order of their popularity: what
/// everybody holds first, then ever narrower combinations.
/// </summary>
internal static class ShopTags
{
    private static readonly (string Town, string Prefecture)[] Branches =
    [
        ("新宿", "東京都"), ("渋谷", "東京都"), ("横浜", "神奈川県"), ("梅田", "大阪府"), ("池袋", "東京都"), ("名古屋", "愛知県"), ("大宮", "埼玉県"),
        ("難波", "大阪府"), ("千葉", "千葉県"), ("三宮", "兵庫県"), ("博多", "福岡県"), ("札幌", "北海道"), ("吉祥寺", "東京都"), ("川崎", "神奈川県"),
        ("京都駅前", "京都府"), ("仙台", "宮城県"), ("広島", "広島県"), ("天神", "福岡県"), ("町田", "東京都"), ("船橋", "千葉県"), ("浦和", "埼玉県"),
        ("静岡", "静岡県"), ("岡山", "岡山県"), ("金沢", "石川県"), ("新潟", "新潟県"), ("熊本", "熊本県"), ("鹿児島", "鹿児島県"), ("那覇", "沖縄県"),
        ("松山", "愛媛県"), ("高松", "香川県"), ("宇都宮", "栃木県"), ("高崎", "群馬県"), ("水戸", "茨城県"), ("長野", "長野県"), ("岐阜", "岐阜県"),
        ("浜松", "静岡県"), ("奈良", "奈良県"), ("姫路", "兵庫県"), ("函館", "北海道"), ("北九州", "福岡県"),
    ];

    private static readonly string[] Fillings =
    [
        "チキン", "ポーク", "ビーフ", "野菜", "キーマ", "シーフード", "チーズ", "ほうれん草", "豆", "バター", "きのこ", "なす", "かぼちゃ", "えび", "マトン",
        "納豆", "ハンバーグ", "カツ", "半熟たまご", "トマト", "ココナッツ", "りんご",
    ];

    private static readonly string[] Dishes = ["カレー", "ナン", "スープ", "ドリア", "プレート"];

    private static readonly string[] Occasions =
    [
        "フェア", "限定カレー", "福袋", "試食会", "スイーツ", "ドリンク", "弁当", "ギフト", "食べ放題", "スタンプラリー", "ポイント2倍", "レトルト",
        "抽選会", "感謝祭", "おせち", "鍋", "かき氷", "テラス席", "お花見", "花火席", "読書会", "ライブ", "撮影会", "ビアガーデン",
    ];

    private static readonly string[] WomensInterests = ["コスメ", "ヨガ", "ネイル", "スイーツ", "カフェ巡り", "ハンドメイド", "韓国ドラマ", "フラワーアレンジ"];

    private static readonly string[] MensInterests = ["釣り", "ゴルフ", "車", "バイク", "競馬", "筋トレ", "プラモデル", "将棋"];

    private static readonly string[] Interests =
    [
        "登山", "映画", "旅行", "温泉", "料理", "読書", "音楽", "ゲーム", "アニメ", "写真", "キャンプ", "ランニング", "野球", "サッカー", "園芸", "ペット",
        "語学", "投資", "DIY", "美術館", "鉄道", "サイクリング", "スキー", "サーフィン", "ダンス", "カラオケ", "お笑い", "歴史", "神社巡り", "手帳",
    ];

    private static readonly string[] Events =
    [
        "料理教室", "親子料理教室", "スパイス講座", "試食会", "工場見学", "収穫体験", "ワイン会", "婚活パーティー", "写真教室", "ヨガ体験", "絵本読み聞かせ",
        "防災講習", "感謝祭", "新店内覧会", "アンバサダー会", "シェフの会",
    ];

    private static readonly string[] Wedding =
    [
        "和装", "洋装", "神前式", "チャペル", "人前式", "少人数婚", "ナイトウェディング", "ガーデン", "フォト婚", "二次会", "引出物", "ブーケ", "指輪", "前撮り",
        "ハネムーン", "料理試食", "会場見学", "演出", "ヘアメイク", "招待状",
    ];

    /// <summary>All of them, the most popular first.</summary>
    public static IReadOnlyList<ShopTag> ByPopularity { get; } = [.. Head().Concat(InTurns(
    [
        Prefectures.BySize.Select(name => new ShopTag($"{name}在住") { Leaning = persona => persona.Prefecture == name }),
        from step in (string[])["資料請求", "検討", "見学済み"]
        from item in Wedding
        select new ShopTag($"{item}{step}") { Leaning = persona => persona.Ceremony is Ceremony.Considering or Ceremony.Planned, Lift = 9 },
        from way in (string[])["来店", "をお気に入り登録"]
        from branch in Branches
        select new ShopTag($"{branch.Town}店{way}") { Leaning = persona => persona.Prefecture == branch.Prefecture, Lift = 25 },
        from step in (string[])["に興味", "イベント参加"]
        from item in InTurns([WomensInterests, MensInterests, Interests])
        select LeaningTo(item, $"{item}{step}"),
        from dish in Fillings
        from spice in (string[])["中辛", "甘口", "辛口", "大辛"]
        select Of(spice, $"{spice}{dish}カレー注文") with { Lift = 4 },
        from occasion in Occasions
        from month in Enumerable.Range(1, 12)
        select new ShopTag($"{month}月{occasion}"),
        from step in (string[])["申込", "参加", "キャンセル待ち"]
        from name in Events
        select name.StartsWith("親子", StringComparison.Ordinal) ? Of("子供あり", $"{name}{step}") : new ShopTag($"{name}{step}"),
        from use in (string[])["利用", "未使用"]
        from month in Enumerable.Range(1, 12)
        select use == "利用" ? Of("常連", $"{month}月クーポン{use}") with { Lift = 2 } : new ShopTag($"{month}月クーポン{use}"),
        from dish in Dishes
        from filling in Fillings
        from branch in Branches
        select new ShopTag($"{branch.Town}店{filling}{dish}購入") { Leaning = persona => persona.Prefecture == branch.Prefecture, Lift = 25 },
    ]))];

    private static IEnumerable<ShopTag> Head() =>
    [
        new("友だち登録特典"), new("ランチ利用"), new("平日来店"), new("新商品のお知らせ希望"), Of("常連", "ポイント利用") with { Lift = 2 }, new("週末来店"),
        new("テイクアウト利用"), Of("中辛", group: "辛さ"), Of("女性", "レディースデー利用") with { Lift = 6 }, Of("子供あり", "家族で来店") with { Lift = 3 },
        new("ディナー利用"), new("お一人さま"), Of("子供なし", group: "お子さま"), Of("常連"), Of("甘口", group: "辛さ"), Of("辛口", group: "辛さ"),
        new("誕生月クーポン利用"), Of("子供あり", group: "お子さま"), new("デリバリー利用"), new("アレルギー確認済み"), new("駐車場利用"),
        Of("大辛", group: "辛さ"), Of("結婚3年以上", group: "結婚"), Of("結婚式済", group: "結婚式"), new("SNS投稿"), Of("学生", "学割利用"), new("団体予約"),
        Of("常連", "ゴールドチケット購入") with { Lift = 8 }, new("口コミ投稿"), Of("シニア", "シニア割利用"), Of("結婚式検討", group: "結婚式"), Of("婚約中", group: "結婚"),
        new("ご意見カード記入"), Of("結婚式予定", group: "結婚式"), Of("結婚1年未満", group: "結婚"), new("法人利用"),
    ];

    private static ShopTag Of(string trait, string? name = null, string? group = null) =>
        new(name ?? trait) { Group = group, Leaning = persona => persona.Says(trait) is true };

    private static ShopTag LeaningTo(string interest, string name) =>
        WomensInterests.Contains(interest) ? Of("女性", name) with { Lift = 6 }
        : MensInterests.Contains(interest) ? Of("男性", name) with { Lift = 6 }
        : new ShopTag(name);

    // One of each in turn, so that any number of tags holds some of every sort.
    private static IEnumerable<T> InTurns<T>(IEnumerable<IEnumerable<T>> sorts) => sorts
        .SelectMany((sort, place) => sort.Select((one, turn) => (one, turn, place)))
        .OrderBy(each => each.turn).ThenBy(each => each.place)
        .Select(each => each.one);
}
