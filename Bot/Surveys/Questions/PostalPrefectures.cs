namespace Bot.Surveys.Questions;

/// <summary>
/// The prefecture of a Japanese postal code. Derived from Japan Post's table of all addresses (as of 2025; the Japan Post claims no right
/// in it): the shortest beginnings of codes that tell every code there is. The first two digits tell nearly all; the others are places
/// that another prefecture's post office serves. Three codes are shared by two prefectures (498-0000, 618-0000, 871-0000) and count as one.
/// </summary>
internal static class PostalPrefectures
{
    private const int LongestBeginning = 7;

    private static readonly (string Prefecture, string Beginnings)[] Table =
    [
        ("北海道", "00 04 05 06 07 08 09"),
        ("秋田県", "01"),
        ("岩手県", "02"),
        ("青森県", "03"),
        ("東京都", "10 11 12 13 14 15 16 17 18 19 20"),
        ("神奈川県", "21 22 23 24 25"),
        ("千葉県", "26 27 28 29"),
        ("茨城県", "30 31"),
        ("栃木県", "32"),
        ("埼玉県", "33 34 35 36"),
        ("群馬県", "37"),
        ("長野県", "38 39"),
        ("山梨県", "40"),
        ("静岡県", "41 42 43"),
        ("愛知県", "44 45 46 47 48 49"),
        ("岐阜県", "50"),
        ("三重県", "51"),
        ("滋賀県", "52"),
        ("大阪府", "53 54 55 56 57 58 59"),
        ("京都府", "60 61 62"),
        ("奈良県", "63"),
        ("和歌山県", "64"),
        ("兵庫県", "65 66 67"),
        ("鳥取県", "68"),
        ("島根県", "69"),
        ("岡山県", "70 71"),
        ("広島県", "72 73"),
        ("山口県", "74 75"),
        ("香川県", "76"),
        ("徳島県", "77"),
        ("高知県", "78"),
        ("愛媛県", "79"),
        ("福岡県", "80 81 82 83"),
        ("佐賀県", "84"),
        ("長崎県", "85"),
        ("熊本県", "86"),
        ("大分県", "87"),
        ("宮崎県", "88"),
        ("鹿児島県", "89"),
        ("沖縄県", "90"),
        ("福井県", "91"),
        ("石川県", "92"),
        ("富山県", "93"),
        ("新潟県", "94 95"),
        ("福島県", "96 97"),
        ("宮城県", "98"),
        ("山形県", "99"),

        // Served from next door.
        ("青森県", "01855"),
        ("秋田県", "018551"),
        ("栃木県", "311441 349122"),
        ("埼玉県", "3701507"),
        ("群馬県", "3840097 389012"),
        ("新潟県", "389226"),
        ("愛知県", "431412"),
        ("三重県", "49808 64713"),
        ("京都府", "520046 618007 618008 618009"),
        ("兵庫県", "56308"),
        ("大阪府", "618 630027"),
        ("奈良県", "647127 64715 64803"),
        ("島根県", "68401 68402 68403 68404 685"),
        ("長崎県", "8115 817 84804"),
        ("大分県", "839142"),
        ("福岡県", "871022 87108 87109"),
        ("福井県", "9220679"),
        ("石川県", "939017"),
        ("長野県", "949832"),
    ];

    private static readonly Dictionary<string, string> ByBeginning = Table
        .SelectMany(row => row.Beginnings.Split(' ').Select(beginning => (beginning, row.Prefecture)))
        .ToDictionary(pair => pair.beginning, pair => pair.Prefecture);

    /// <summary>The prefecture of these seven digits.</summary>
    public static string Of(string digits) => Enumerable.Range(2, LongestBeginning - 1)
        .Reverse()
        .Select(length => ByBeginning.GetValueOrDefault(digits[..length]))
        .First(prefecture => prefecture is not null)!;
}
