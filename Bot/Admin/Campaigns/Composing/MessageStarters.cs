using System.Text.Json.Nodes;

namespace Bot.Admin.Campaigns.Composing;

/// <summary>What a new message, button or card begins with.</summary>
internal static class MessageStarters
{
    /// <summary>The kinds of messages that can be added, the commonest first.</summary>
    public static IReadOnlyList<Choice> Kinds { get; } =
    [
        new("text", "テキスト", "Text"),
        new("image", "画像", "Picture"),
        new("video", "動画", "Video"),
        new("buttons", "ボタン", "Buttons"),
        new("confirm", "はい・いいえ", "Confirm"),
        new("carousel", "カルーセル", "Carousel"),
        new("image_carousel", "画像カルーセル", "Image carousel"),
        new("imagemap", "リッチメッセージ", "Imagemap"),
        new("flex", "Flex", "Flex"),
        new("sticker", "スタンプ", "Sticker"),
        new("location", "場所", "Place"),
        new("audio", "音声", "Sound"),
        new("coupon", "LINEのクーポン", "LINE coupon"),
        new("textV2", "LINE絵文字入りテキスト", "Text with LINE emojis"),
    ];

    /// <summary>What Flex Messages can begin with.</summary>
    public static IReadOnlyList<Choice> Flexes { get; } =
    [
        new("news", "お知らせ", "News"),
        new("product", "商品(画像と価格)", "Product with picture and price"),
        new("event", "イベント案内", "Event"),
        new("menu", "横に並ぶ3枚", "Three cards"),
    ];

    /// <summary>A new message of this kind; null: there is no such kind.</summary>
    public static JsonObject? Message(string kind) => kind switch
    {
        "text" => Object("""{"type":"text"}"""),
        "textV2" => Object("""{"type":"textV2"}"""),
        "image" => Object("""{"type":"image"}"""),
        "video" => Object("""{"type":"video"}"""),
        "audio" => Object("""{"type":"audio"}"""),
        "sticker" => Object("""{"type":"sticker"}"""),
        "location" => Object("""{"type":"location"}"""),
        "coupon" => Object("""{"type":"coupon"}"""),
        "imagemap" => Object("""{"type":"imagemap","baseSize":{"width":1040,"height":1040},"actions":[{"type":"uri","area":{"x":0,"y":0,"width":1040,"height":1040}}]}"""),
        "buttons" => Object("""{"type":"template","template":{"type":"buttons","actions":[{"type":"uri"}]}}"""),
        "confirm" => Object("""{"type":"template","template":{"type":"confirm","actions":[{"type":"message","label":"はい","text":"はい"},{"type":"message","label":"いいえ","text":"いいえ"}]}}"""),
        "carousel" => Object("""{"type":"template","template":{"type":"carousel","columns":[{"actions":[{"type":"uri"}]},{"actions":[{"type":"uri"}]}]}}"""),
        "image_carousel" => Object("""{"type":"template","template":{"type":"image_carousel","columns":[{"action":{"type":"uri"}},{"action":{"type":"uri"}}]}}"""),
        "flex" => new JsonObject { ["type"] = "flex", ["contents"] = Flex("news") },
        _ => null,
    };

    /// <summary>A new item for the list of this name; alike to the last one in what all of them must share.</summary>
    public static JsonObject Item(string list, JsonObject? last) => list switch
    {
        "columns" when last?["action"] is not null || last?["imageUrl"] is not null => Object("""{"action":{"type":"uri"}}"""),
        "columns" => new JsonObject { ["actions"] = new JsonArray([.. ((last?["actions"] as JsonArray)?.Count is > 0 and var count ? Enumerable.Range(0, count) : [0]).Select(_ => Object("""{"type":"uri"}"""))]) },
        "items" => Object("""{"type":"action","action":{"type":"message"}}"""),
        "actions" when last?["area"] is not null || last?["linkUri"] is not null => Object("""{"type":"uri","area":{"x":0,"y":0,"width":520,"height":520}}"""),
        _ => Object("""{"type":"uri"}"""),
    };

    /// <summary>The contents of a Flex Message to begin with.</summary>
    public static JsonObject Flex(string name) => Object(name switch
    {
        "product" => """
            {"type":"bubble",
             "hero":{"type":"image","url":"https://example.com/product.jpg","size":"full","aspectRatio":"20:13","aspectMode":"cover"},
             "body":{"type":"box","layout":"vertical","spacing":"sm","contents":[
               {"type":"text","text":"商品の名前","weight":"bold","size":"xl","wrap":true},
               {"type":"text","text":"おすすめの理由をひとことで。","size":"sm","color":"#666666","wrap":true},
               {"type":"text","text":"1,200円(税込)","weight":"bold","size":"lg"}]},
             "footer":{"type":"box","layout":"vertical","contents":[
               {"type":"button","style":"primary","color":"#06803A","action":{"type":"uri","label":"くわしく見る","uri":"https://example.com/"}}]}}
            """,
        "event" => """
            {"type":"bubble",
             "header":{"type":"box","layout":"vertical","backgroundColor":"#06803A","contents":[
               {"type":"text","text":"イベントのご案内","color":"#FFFFFF","weight":"bold"}]},
             "body":{"type":"box","layout":"vertical","spacing":"md","contents":[
               {"type":"text","text":"イベントの名前","weight":"bold","size":"xl","wrap":true},
               {"type":"box","layout":"baseline","spacing":"sm","contents":[{"type":"text","text":"日時","size":"sm","color":"#666666","flex":1},{"type":"text","text":"12月5日(土)14:00から","size":"sm","flex":4,"wrap":true}]},
               {"type":"box","layout":"baseline","spacing":"sm","contents":[{"type":"text","text":"場所","size":"sm","color":"#666666","flex":1},{"type":"text","text":"当店","size":"sm","flex":4,"wrap":true}]}]},
             "footer":{"type":"box","layout":"vertical","contents":[
               {"type":"button","style":"primary","color":"#06803A","action":{"type":"message","label":"参加する","text":"参加します"}}]}}
            """,
        "menu" => """
            {"type":"carousel","contents":[
              {"type":"bubble","size":"micro","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"1つ目","weight":"bold","wrap":true},{"type":"text","text":"説明","size":"sm","color":"#666666","wrap":true}]},"footer":{"type":"box","layout":"vertical","contents":[{"type":"button","style":"link","action":{"type":"uri","label":"見る","uri":"https://example.com/1"}}]}},
              {"type":"bubble","size":"micro","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"2つ目","weight":"bold","wrap":true},{"type":"text","text":"説明","size":"sm","color":"#666666","wrap":true}]},"footer":{"type":"box","layout":"vertical","contents":[{"type":"button","style":"link","action":{"type":"uri","label":"見る","uri":"https://example.com/2"}}]}},
              {"type":"bubble","size":"micro","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"3つ目","weight":"bold","wrap":true},{"type":"text","text":"説明","size":"sm","color":"#666666","wrap":true}]},"footer":{"type":"box","layout":"vertical","contents":[{"type":"button","style":"link","action":{"type":"uri","label":"見る","uri":"https://example.com/3"}}]}}]}
            """,
        _ => """
            {"type":"bubble","body":{"type":"box","layout":"vertical","spacing":"md","contents":[
              {"type":"text","text":"お知らせ","weight":"bold","size":"xl"},
              {"type":"text","text":"{name:さん|お客さま}へ。ここに本文を書きます。","wrap":true}]}}
            """,
    });

    /// <summary>A tap of another kind, with what of it that kind has too.</summary>
    public static JsonObject Tap(string kind, JsonObject? before)
    {
        string[] own = kind switch
        {
            "message" => ["text"],
            "uri" => ["uri", "linkUri"],
            "postback" => ["data", "displayText", "inputOption", "fillInText"],
            "datetimepicker" => ["data", "mode", "initial", "min", "max"],
            "clipboard" => ["clipboardText"],
            _ => [],
        };
        var tap = new JsonObject { ["type"] = kind };
        foreach (var name in own.Concat(["label", "area"]).Where(name => before?[name] is not null))
        {
            tap[name] = before![name]!.DeepClone();
        }

        return tap;
    }

    private static JsonObject Object(string json) => JsonNode.Parse(json)!.AsObject();
}
