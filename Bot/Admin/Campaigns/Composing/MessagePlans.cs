using System.Text.Json.Nodes;
using Bot.Line;

namespace Bot.Admin.Campaigns.Composing;

/// <summary>
/// Which fields a message has, by what it is now. What has no field here (a quote, LINE's own emojis, members that LINE adds
/// some day) stays in the message's JSON, where it can be edited too.
/// </summary>
internal static class MessagePlans
{
    private static readonly HashSet<string> NumberNames = ["duration", "latitude", "longitude", "x", "y", "width", "height"];

    private static readonly Choice[] TapKinds =
    [
        new("message", "発言する", "Says something"),
        new("uri", "ページを開く", "Opens a page"),
        new("postback", "ボットに知らせる", "Tells the bot"),
        new("datetimepicker", "日時を選ぶ", "Picks a date"),
        new("clipboard", "コピーする", "Copies a text"),
    ];

    private static readonly Choice[] QuickTapKinds =
    [
        .. TapKinds,
        new("camera", "カメラを開く", "Opens the camera"),
        new("cameraRoll", "写真を選ぶ", "Picks a photo"),
        new("location", "場所を送る", "Sends a place"),
    ];

    private static readonly Choice[] MapTapKinds = [new("uri", "ページを開く", "Opens a page"), new("message", "発言する", "Says something"), new("clipboard", "コピーする", "Copies a text")];

    private static readonly Choice[] Ratios = [new("rectangle", "横長", "Wide"), new("square", "正方形", "Square")];

    private static readonly Choice[] Sizes = [new("cover", "枠いっぱいに", "Fills the frame"), new("contain", "全体を見せる", "Shows all of it")];

    private static readonly Choice[] Keyboards =
    [
        new("openKeyboard", "キーボードを開く", "Opens the keyboard"),
        new("openRichMenu", "メニューを開く", "Opens the menu"),
        new("closeRichMenu", "メニューを閉じる", "Closes the menu"),
        new("openVoice", "音声入力を開く", "Opens voice input"),
    ];

    /// <summary>How the words of the field at this path become JSON; null: they stay words.</summary>
    public static Func<string, JsonNode?>? Reading(string path) => path[(path.LastIndexOf('.') + 1)..] switch
    {
        "contents" or "substitution" => JsonForm.Json,
        var name when NumberNames.Contains(name) => JsonForm.Number,
        _ => null,
    };

    /// <summary>The fields of a message at this path.</summary>
    public static IReadOnlyList<Part> Of(JsonObject message, string at)
    {
        var own = Own(message, at);
        return [.. own, Quick(message, $"{at}.quickReply.items"), Sender(message, $"{at}.sender")];
    }

    /// <summary>The path of the part that shows a problem at this path: the field itself, or the closest group around it; null: none does.</summary>
    public static string? PlaceOf(IEnumerable<Part> parts, string path)
    {
        foreach (var part in parts.Where(part => IsUnder(path, part.Path)))
        {
            return part is Part.Group group ? PlaceOf(group.Parts, path) ?? group.Path : part.Path;
        }

        // A group may gather fields of other paths.
        return parts.OfType<Part.Group>().Select(group => PlaceOf(group.Parts, path)).FirstOrDefault(place => place is not null);
    }

    private static bool IsUnder(string path, string place) =>
        path.StartsWith(place, StringComparison.Ordinal) && (path.Length == place.Length || path[place.Length] is '.' or '[');

    private static IReadOnlyList<Part> Own(JsonObject message, string at) => Word(message["type"]) switch
    {
        "text" => [Words($"{at}.text", "本文", "Text", (
            "{name} はお一人ずつのお名前になります。{name|お客さま} と書くと、名前がない方には「お客さま」と表示されます。",
            "{name} becomes each friend's name; {name|dear guest} says what stands in for a missing one."))],
        "textV2" =>
        [
            Words($"{at}.text", "本文", "Text", ("{ } の中の言葉が、下の置き換えになります。", "A key in { } is replaced by what stands below.")),
            Json($"{at}.substitution", "置き換え (JSON)", "Substitutions (JSON)", null),
        ],
        "image" =>
        [
            Address($"{at}.originalContentUrl", "画像のアドレス", "Address of the picture", ("https:// で始まる JPEG か PNG。10 MBまで。", "A JPEG or PNG at an https:// address, 10 MB at most.")),
            Address($"{at}.previewImageUrl", "一覧で見せる画像", "Picture in the chat", ("空のときは同じ画像。1 MBまで。", "The same one unless said; 1 MB at most.")),
        ],
        "video" =>
        [
            Address($"{at}.originalContentUrl", "動画のアドレス", "Address of the video", ("https:// で始まる MP4。200 MBまで。", "An MP4 at an https:// address, 200 MB at most.")),
            Address($"{at}.previewImageUrl", "再生前に見せる画像", "Picture before it plays", ("動画と同じ縦横の JPEG か PNG。", "A JPEG or PNG, as wide to high as the video.")),
            Line($"{at}.trackingId", "見終わった知らせの印(なくてもよい)", "Mark for having watched it (optional)"),
        ],
        "audio" =>
        [
            Address($"{at}.originalContentUrl", "音声のアドレス", "Address of the sound", ("https:// で始まる M4A か MP3。", "An M4A or MP3 at an https:// address.")),
            Number($"{at}.duration", "長さ(ミリ秒)", "Length in milliseconds") with { Example = "60000" },
        ],
        "sticker" =>
        [
            Line($"{at}.packageId", "スタンプのパッケージID", "Package id") with { Example = "446" },
            Line($"{at}.stickerId", "スタンプID", "Sticker id") with { Example = "1988", Help = ("ボットから送れるスタンプは LINE の一覧にあるものだけです。", "Only stickers on LINE's list for bots can be sent.") },
        ],
        "location" =>
        [
            Words($"{at}.title", "場所の名前", "Name of the place", null),
            Words($"{at}.address", "住所", "Address", null),
            Number($"{at}.latitude", "緯度", "Latitude") with { Example = "35.6812" },
            Number($"{at}.longitude", "経度", "Longitude") with { Example = "139.7671" },
        ],
        "coupon" =>
        [
            Line($"{at}.couponId", "LINEのクーポンID", "LINE's coupon id") with { Help = ("LINE公式アカウントで作ったクーポンです。お店のクーポンは下の「クーポン」で選びます。", "A coupon made in LINE's own manager. The shop's coupons are chosen below.") },
            Line($"{at}.deliveryTag", "配信の印(なくてもよい)", "Delivery tag (optional)"),
        ],
        "imagemap" => Imagemap(message, at),
        "template" => Template(message, at),
        "flex" =>
        [
            AltText(at),
            Json($"{at}.contents", "Flex Message (JSON)", "Flex Message (JSON)", ("LINE の Flex Message Simulator で作った JSON を貼り付けられます。", "Paste what LINE's Flex Message Simulator made.")),
        ],
        _ => [],
    };

    private static IReadOnlyList<Part> Imagemap(JsonObject message, string at) =>
    [
        Address($"{at}.baseUrl", "画像のアドレス(幅の数字の前まで)", "Address of the picture, before its width", ("この後ろに /1040 などを付けて LINE が取りに来ます。", "LINE asks for it with /1040 and other widths behind it.")),
        AltText(at),
        Number($"{at}.baseSize.width", "画像の幅", "Width") with { Example = "1040" },
        Number($"{at}.baseSize.height", "画像の高さ", "Height") with { Example = "1040" },
        List(message, at, "actions", "タップできる場所", "Places to tap", LineLimits.ImagemapActions, (place, path, number) => new Part.Group(path, $"{number}つ目の場所", $"Place {number}",
        [
            Kind($"{path}.type", MapTapKinds),
            Word(place["type"]) switch
            {
                "uri" => Address($"{path}.linkUri", "開くページ", "Page", null),
                "clipboard" => Line($"{path}.clipboardText", "コピーする文字", "Text to copy"),
                _ => Line($"{path}.text", "発言", "Words"),
            },
            Line($"{path}.label", "読み上げ用の説明(なくてもよい)", "Words read aloud (optional)"),
            .. Area($"{path}.area"),
        ])),
        Extra(message, at, "video", "画像の上の動画", "Video on the picture",
        [
            Address($"{at}.video.originalContentUrl", "動画のアドレス", "Address of the video", null),
            Address($"{at}.video.previewImageUrl", "再生前に見せる画像", "Picture before it plays", null),
            .. Area($"{at}.video.area"),
            Address($"{at}.video.externalLink.linkUri", "見終わった後のページ", "Page after it", null),
            Line($"{at}.video.externalLink.label", "そのボタンの文字", "Words of its button"),
        ]),
    ];

    private static IReadOnlyList<Part> Template(JsonObject message, string at)
    {
        var template = message["template"] as JsonObject ?? [];
        var path = $"{at}.template";
        return
        [
            AltText(at),
            .. Word(template["type"]) switch
            {
                "buttons" =>
                [
                    .. Card(template, path, LineLimits.ButtonsActions),
                    Look(template, path, [Chosen($"{path}.imageAspectRatio", "画像の形", "Shape of the picture", Ratios), Chosen($"{path}.imageSize", "画像の収め方", "How it fits", Sizes), Line($"{path}.imageBackgroundColor", "画像の背景色", "Colour behind it") with { Example = "#FFFFFF" }]),
                ],
                "confirm" =>
                [
                    Words($"{path}.text", "質問", "Question", null),
                    List(template, path, "actions", "2つのボタン", "The two buttons", 2, (action, place, number) => Button(action, place, number, TapKinds)),
                ],
                "carousel" =>
                [
                    List(template, path, "columns", "カード", "Cards", LineLimits.Columns, (column, place, number) => new Part.Group(place, $"{number}枚目", $"Card {number}",
                        [.. Card(column, place, LineLimits.ColumnActions), Look(column, place, [Line($"{place}.imageBackgroundColor", "画像の背景色", "Colour behind the picture") with { Example = "#FFFFFF" }])])),
                    Look(template, path, [Chosen($"{path}.imageAspectRatio", "画像の形", "Shape of the pictures", Ratios), Chosen($"{path}.imageSize", "画像の収め方", "How they fit", Sizes)]),
                ],
                "image_carousel" =>
                [
                    List(template, path, "columns", "画像", "Pictures", LineLimits.Columns, (column, place, number) => new Part.Group(place, $"{number}枚目", $"Picture {number}",
                        [Address($"{place}.imageUrl", "画像のアドレス", "Address of the picture", null), .. Tap(column["action"] as JsonObject ?? [], $"{place}.action", TapKinds)])),
                ],
                _ => Array.Empty<Part>(),
            },
        ];
    }

    private static IEnumerable<Part> Card(JsonObject card, string path, int mostActions) =>
    [
        Address($"{path}.thumbnailImageUrl", "画像(なくてもよい)", "Picture (optional)", null),
        Words($"{path}.title", "見出し(なくてもよい)", "Title (optional)", null),
        Words($"{path}.text", "説明", "Text", null),
        List(card, path, "actions", "ボタン", "Buttons", mostActions, (action, place, number) => Button(action, place, number, TapKinds)),
    ];

    private static Part.Group Look(JsonObject owner, string path, IReadOnlyList<Part> own) => new($"{path}.defaultAction", "見た目とカード全体のタップ", "Looks, and a tap on the card",
        [
            .. own,
            .. path.EndsWith(".template", StringComparison.Ordinal) && Word(owner["type"]) == "carousel"
                ? Array.Empty<Part>()
                : Tap(owner["defaultAction"] as JsonObject ?? [], $"{path}.defaultAction", TapKinds),
        ])
    {
        IsExtra = true,
        HasContent = own.Any(part => owner[part.Path[(path.Length + 1)..]] is not null) || owner["defaultAction"] is not null,
    };

    private static Part.Group Quick(JsonObject message, string path) =>
        List(message["quickReply"] as JsonObject ?? [], path[..path.LastIndexOf('.')], "items", "クイックリプライ(入力欄の上のボタン)", "Quick replies (above the keyboard)", LineLimits.QuickReplies, (item, place, number) => new Part.Group(
            place, $"{number}つ目", $"Button {number}",
            [.. Tap(item["action"] as JsonObject ?? [], $"{place}.action", QuickTapKinds), Address($"{place}.imageUrl", "アイコン(なくてもよい)", "Icon (optional)", null)]))
            with
        { IsExtra = true, HasContent = message["quickReply"] is not null };

    private static Part.Group Sender(JsonObject message, string path) => new(path, "別の名前で話す", "Speak under another name",
        [Line($"{path}.name", "名前", "Name"), Address($"{path}.iconUrl", "アイコン", "Icon", null)])
    {
        IsExtra = true,
        HasContent = message["sender"] is not null,
    };

    private static Part.Group Button(JsonObject action, string path, int number, Choice[] kinds) =>
        new(path, $"{number}つ目のボタン", $"Button {number}", [.. Tap(action, path, kinds)]);

    // What a tap does: its words, its kind, and what that kind needs.
    private static IEnumerable<Part> Tap(JsonObject action, string path, Choice[] kinds) =>
    [
        Line($"{path}.label", "ボタンの文字", "Label"),
        Kind($"{path}.type", kinds),
        .. Word(action["type"]) switch
        {
            "message" => [Line($"{path}.text", "発言", "Words")],
            "uri" => [Address($"{path}.uri", "開くページ", "Page", null) with { Help = ("https:// のほか、tel: と line: も使えます。", "https://, and also tel: and line:.") }],
            "postback" =>
            [
                Line($"{path}.data", "ボットへの知らせ", "Data"),
                Line($"{path}.displayText", "トークに表示する文字(なくてもよい)", "Shown in the chat (optional)"),
                Chosen($"{path}.inputOption", "キーボード", "Keyboard", Keyboards),
                .. Word(action["inputOption"]) == "openKeyboard" ? [Line($"{path}.fillInText", "入力欄に入れておく文字", "Put into the field")] : Array.Empty<Part>(),
            ],
            "datetimepicker" =>
            [
                Line($"{path}.data", "ボットへの知らせ", "Data"),
                Chosen($"{path}.mode", "選ぶもの", "What is picked", [new("date", "日付", "A date"), new("time", "時刻", "A time"), new("datetime", "日付と時刻", "Both")]),
                Line($"{path}.initial", "最初の値", "Shown first"),
                Line($"{path}.min", "いちばん早い値", "Earliest"),
                Line($"{path}.max", "いちばん遅い値", "Latest"),
            ],
            "clipboard" => [Line($"{path}.clipboardText", "コピーする文字", "Text to copy")],
            _ => Array.Empty<Part>(),
        },
    ];

    private static Part.Group List(JsonObject owner, string path, string name, string japanese, string english, int most, Func<JsonObject, string, int, Part.Group> item)
    {
        var items = (owner[name] as JsonArray ?? []).Index().Where(each => each.Item is JsonObject)
            .Select(each => item((JsonObject)each.Item!, $"{path}.{name}[{each.Index}]", each.Index + 1) with { IsItem = true });
        return new Part.Group($"{path}.{name}", japanese, english, [.. items]) { Most = most };
    }

    private static Part.Group Extra(JsonObject owner, string path, string name, string japanese, string english, IReadOnlyList<Part> parts) =>
        new($"{path}.{name}", japanese, english, parts) { IsExtra = true, HasContent = owner[name] is not null };

    private static IEnumerable<Part> Area(string path) =>
        [Number($"{path}.x", "左から", "From the left"), Number($"{path}.y", "上から", "From the top"), Number($"{path}.width", "幅", "Width"), Number($"{path}.height", "高さ", "Height")];

    private static Part.Entry AltText(string at) =>
        Words($"{at}.altText", "通知に出る文字", "Words of the notification", ("トークの一覧と、お知らせに表示されます。", "Shown in the list of chats and in notifications."));

    private static Part.Entry Kind(string path, Choice[] kinds) => Chosen(path, "タップすると", "A tap", kinds);

    private static Part.Entry Chosen(string path, string japanese, string english, Choice[] choices) => new(path, japanese, english) { Choices = choices };

    private static Part.Entry Line(string path, string japanese, string english) => new(path, japanese, english);

    private static Part.Entry Words(string path, string japanese, string english, (string, string)? help) => new(path, japanese, english, EntryKind.Words) { Help = help };

    private static Part.Entry Number(string path, string japanese, string english) => new(path, japanese, english, EntryKind.Number);

    private static Part.Entry Address(string path, string japanese, string english, (string, string)? help) => new(path, japanese, english, EntryKind.Address) { Help = help, Example = "https://" };

    private static Part.Entry Json(string path, string japanese, string english, (string, string)? help) => new(path, japanese, english, EntryKind.Json) { Help = help };

    private static string? Word(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
