using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bot.Admin.Campaigns.Composing;
using Bot.Campaigns;
using Bot.Conditions;
using Bot.Line;

namespace Bot.Admin.Campaigns;

/// <summary>
/// A campaign as it stands in the console's form: what was typed, right or wrong. Its messages are LINE's JSON; a field of the
/// form is named by its path there. A message that is written as JSON stands as the text that was written.
/// </summary>
public sealed partial record CampaignForm
{
    private const string MessagesField = "base";
    private const string OthersField = "variantsBase";

    /// <summary>What staff call the campaign.</summary>
    public string? Name { get; init; }

    /// <summary>A saved segment's id; empty: the condition counts.</summary>
    public string? Segment { get; init; }

    /// <summary>The condition as typed; counts only where no segment is chosen.</summary>
    public string? Condition { get; init; }

    /// <summary>What it is about, so that who wants to hear nothing of it is left out.</summary>
    public string? Topic { get; init; }

    /// <summary>The id of a coupon to give; empty: none.</summary>
    public string? Coupon { get; init; }

    /// <summary>How many get variant A, as a share of all; counts only where there are others.</summary>
    public string? Share { get; init; }

    /// <summary>So many of 100 friends get nothing; empty: none.</summary>
    public string? HoldOut { get; init; }

    /// <summary>What is found out of taps on links, as LINE's JSON of campaigns names it; empty: what is usual.</summary>
    public string? Links { get; init; }

    /// <summary>The messages: an object each, or a text where it is written as JSON.</summary>
    public JsonArray Messages { get; init; } = [];

    /// <summary>
    /// The other contents to compare it with, each with <c>share</c>, <c>coupon</c> and <c>messages</c>. The first place is empty: it is
    /// A's, whose content stands in the form itself. Empty: everybody gets the same.
    /// </summary>
    public JsonArray Others { get; init; } = [];

    /// <summary>The draft that is edited; null: a new one.</summary>
    public string? Id { get; init; }

    /// <summary>What stood there when the editing began, so that nobody's work is overwritten unseen.</summary>
    public string? Seen { get; init; }

    /// <summary>Which of the sample friends the phone shows.</summary>
    public int Friend { get; init; }

    /// <summary>Whom a test goes to.</summary>
    public string? To { get; init; }

    /// <summary>The control to go on at: what was just added or moved.</summary>
    public string? Focus { get; private init; }

    /// <summary>The messages as the form sends them back.</summary>
    public string Base => Messages.ToJsonString();

    /// <summary>The other contents as the form sends them back.</summary>
    public string OthersBase => Others.ToJsonString();

    /// <summary>The contents: where their messages stand, and what they are called; null: there is one.</summary>
    public IEnumerable<(string List, string? Name)> Contents =>
        Others.Count < 2 ? [("messages", null)] : Others.Select((_, index) => (ListOf(index), (string?)AudienceSplit.NameOf(index)));

    /// <summary>What stands at a path of the messages.</summary>
    public JsonNode? At(string path) => path.StartsWith("variants", StringComparison.Ordinal)
        ? JsonForm.At(Others, path["variants".Length..])
        : JsonForm.At(Messages, path["messages".Length..]);

    /// <summary>The messages of one of the contents.</summary>
    public JsonArray MessagesOf(string list) => list == "messages" ? Messages : At(list) as JsonArray ?? [];

    /// <summary>The coupon of one of the contents.</summary>
    public string? CouponOf(string list) => list == "messages" ? Coupon : JsonForm.Shown(At(Beside(list, "coupon")));

    /// <summary>The share of one of the contents.</summary>
    public string? ShareOf(string list) => list == "messages" ? Share : JsonForm.Shown(At(Beside(list, "share")));

    /// <summary>The name of another field of the content whose messages stand there.</summary>
    public static string Beside(string list, string field) => list == "messages" ? field : list[..^"messages".Length] + field;

    /// <summary>An empty form: one text to write.</summary>
    public static CampaignForm New(string? condition, string? segment) =>
        new() { Condition = condition, Segment = segment, Messages = [MessageStarters.Message("text")] };

    /// <summary>The form that would write this campaign.</summary>
    public static CampaignForm Of(Campaign campaign)
    {
        var messages = (JsonArray)JsonNode.Parse(LineJson.ToUtf8(campaign.Content.Messages))!;
        return new CampaignForm
        {
            Id = campaign.Id,
            Name = campaign.Name,
            Segment = campaign.SegmentId,
            Condition = campaign.SegmentId is null ? Written(campaign) : null,
            Topic = campaign.Content.Topic,
            Coupon = campaign.Content.CouponId,
            Share = campaign.OtherContents.Count == 0 ? null : $"{campaign.Split.Shares[0]}",
            HoldOut = campaign.Split.HoldOutPercent == 0 ? null : $"{campaign.Split.HoldOutPercent}",
            Links = JsonSerializer.SerializeToElement(campaign.Links).GetString(),
            Others = campaign.OtherContents.Count == 0 ? [] : new JsonArray(
            [
                null,
                .. campaign.OtherContents.Select((content, index) => new JsonObject
                {
                    ["share"] = $"{campaign.Split.Shares[index + 1]}",
                    ["coupon"] = content.CouponId,
                    ["messages"] = JsonNode.Parse(LineJson.ToUtf8(content.Messages)),
                }),
            ]),
            Messages = messages.Count == 0 && campaign.Content.CouponId is null ? [MessageStarters.Message("text")] : messages,
            Seen = DraftDigest.Of(campaign),
        };
    }

    /// <summary>Reads what a form sent: the messages as they were, and over them the fields by their paths.</summary>
    public static CampaignForm Read(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var sent = fields.GroupBy(field => field.Key, StringComparer.Ordinal).ToDictionary(field => field.Key, field => field.Last().Value, StringComparer.Ordinal);
        var root = new JsonObject
        {
            ["messages"] = JsonForm.Json(sent.GetValueOrDefault(MessagesField) ?? "") as JsonArray ?? [MessageStarters.Message("text")],
            ["variants"] = JsonForm.Json(sent.GetValueOrDefault(OthersField) ?? "") as JsonArray ?? [],
        };

        // Another kind of tap is another object: last, so that it takes along what was typed.
        foreach (var (path, words) in sent.Where(field => IsPath(field.Key)).OrderBy(field => IsKind(field.Key)))
        {
            if (IsKind(path))
            {
                ChangeKind(root, path, words);
            }
            else
            {
                JsonForm.Write(root, path, words, MessagePlans.Reading(path));
            }
        }

        return new CampaignForm
        {
            Id = Blank(sent.GetValueOrDefault("id")),
            Name = sent.GetValueOrDefault("name"),
            Segment = sent.GetValueOrDefault("segment"),
            Condition = sent.GetValueOrDefault("condition"),
            Topic = sent.GetValueOrDefault("topic"),
            Coupon = sent.GetValueOrDefault("coupon"),
            Share = sent.GetValueOrDefault("share"),
            HoldOut = sent.GetValueOrDefault("holdOut"),
            Links = sent.GetValueOrDefault("links"),
            Seen = Blank(sent.GetValueOrDefault("seen")),
            To = sent.GetValueOrDefault("to"),
            Friend = int.TryParse(sent.GetValueOrDefault("go") ?? sent.GetValueOrDefault("friend"), out var friend) ? friend : 0,
            Messages = Spread((JsonArray)root["messages"]!),
            Others = SpreadOthers((JsonArray)root["variants"]!),
        };
    }

    /// <summary>The form after a button was pressed: <c>new messages text</c>, <c>add messages[0].template.actions</c>, <c>up messages[1]</c>.</summary>
    public CampaignForm After(string? pressed)
    {
        var (verb, path, more) = (pressed ?? "").Split(' ', 3) switch
        {
            [var one, var two, var three] => (one, two, three),
            [var one, var two] => (one, two, ""),
            [var one] => (one, "", ""),
            _ => ("", "", ""),
        };
        if (verb is "compare" or "drop")
        {
            return verb == "compare" ? WithVariant() : WithoutVariant(path);
        }

        if (!(verb == "new" ? IsList(path) : IsPath(path)))
        {
            return this;
        }

        var root = Root();
        var focus = verb switch
        {
            "new" => MessageStarters.Message(more) is { } message && MessagesOf(path).Count < LineLimits.Messages ? JsonForm.Add(root, path, message) : null,
            "add" => JsonForm.Add(root, path, MessageStarters.Item(path[(path.LastIndexOf('.') + 1)..], (JsonForm.At(root, path) as JsonArray)?.LastOrDefault() as JsonObject)),
            "up" => JsonForm.Move(root, path, -1) + "-up",
            "down" => JsonForm.Move(root, path, 1) + "-down",
            "copy" when JsonForm.At(root, path) is { } copied => JsonForm.Add(root, path[..path.LastIndexOf('[')], copied.DeepClone()),
            "remove" => Remove(root, path),
            "json" => Turn(root, path),
            "flex" => Begin(root, path, more),
            _ => null,
        };
        return Of(root, focus);
    }

    /// <summary>The form with one more message at the end of one of its contents, while LINE takes one more.</summary>
    public CampaignForm With(string list, Message message)
    {
        if (!IsList(list) || MessagesOf(list).Count >= LineLimits.Messages)
        {
            return this;
        }

        var root = Root();
        return Of(root, JsonForm.Add(root, list, ((JsonArray)JsonNode.Parse(LineJson.ToUtf8([message]))!)[0]!.DeepClone()));
    }

    /// <summary>What the feature checks, and by field what is no JSON.</summary>
    public (CampaignRequest Request, IReadOnlyList<(string Field, Words Words)> Problems) ToRequest()
    {
        var problems = new List<(string, Words)>();
        var contents = Contents.Select(content => (Messages: Whole(content.List, problems), Coupon: Blank(CouponOf(content.List)), Share: ShareOf(content.List))).ToList();
        var segment = Blank(Segment);
        return (
            new CampaignRequest(
                Name,
                segment is null ? Condition : null,
                segment,
                contents.Count == 1 ? contents[0].Messages : null,
                contents.Count == 1 ? contents[0].Coupon : null,
                Topic: Blank(Topic))
            {
                Variants = contents.Count == 1 ? null : [.. contents.Select(content => new VariantRequest(Whole(content.Share, blank: 1), content.Messages, content.Coupon))],
                HoldOutPercent = Blank(HoldOut) is null ? null : Whole(HoldOut, blank: 0),
                Links = Enum.TryParse<LinkTracking>(Links, ignoreCase: true, out var links) ? links : null,
            },
            problems);
    }

    /// <summary>The messages of one of the contents as LINE shall get them, as far as they can be read.</summary>
    public JsonElement Whole(string list) => Whole(list, []);

    /// <summary>The field of the form that a problem at this path of the request belongs to.</summary>
    public string FieldOf(string path) => path switch
    {
        "name" or "condition" or "topic" => path,
        "segmentId" => "segment",
        "couponId" => "coupon",
        "holdOutPercent" => "holdOut",
        "share" or "coupon" or "links" => path,
        _ when path.StartsWith("variants[0].", StringComparison.Ordinal) => FieldOf(path["variants[0].".Length..]),
        _ when path.EndsWith("].share", StringComparison.Ordinal) => path,
        _ when path.EndsWith("].couponId", StringComparison.Ordinal) => path[..^"Id".Length],
        _ => FieldOfMessage(path) ?? (path.EndsWith("].messages", StringComparison.Ordinal) ? path : "messages"),
    };

    private JsonObject Root() => new() { ["messages"] = Messages.DeepClone(), ["variants"] = Others.DeepClone() };

    private CampaignForm Of(JsonObject root, string? focus) => this with
    {
        Messages = (JsonArray)root["messages"]!.DeepClone(),
        Others = (JsonArray)root["variants"]!.DeepClone(),
        Focus = focus is null ? null : JsonForm.IdOf(focus),
    };

    // Another content begins as A is, to change what shall be compared.
    private CampaignForm WithVariant()
    {
        if (Math.Max(1, Others.Count) >= AudienceSplit.MostVariants)
        {
            return this;
        }

        var root = Root();
        var others = (JsonArray)root["variants"]!;
        if (others.Count == 0)
        {
            others.Add(null);
        }

        others.Add((JsonNode)new JsonObject { ["share"] = "1", ["coupon"] = Coupon, ["messages"] = Messages.DeepClone() });
        return Of(root, $"content-{others.Count - 1}") with { Share = Blank(Share) ?? "1" };
    }

    private CampaignForm WithoutVariant(string path)
    {
        if (!IsVariant().IsMatch(path))
        {
            return this;
        }

        var root = Root();
        JsonForm.Take(root, path);
        if (root["variants"] is JsonArray { Count: < 2 } none)
        {
            none.Clear();
        }

        return Of(root, "compare");
    }

    private static string ListOf(int variant) => variant == 0 ? "messages" : $"variants[{variant}].messages";

    // What is no number is one that the feature refuses at its field.
    private static int Whole(string? typed, int blank) =>
        Blank(typed) is not { } words ? blank : JsonForm.Number(words) is { } number && int.TryParse(number.ToJsonString(), out var whole) ? whole : -1;

    [GeneratedRegex(@"^variants\[[1-9]\]\z")]
    private static partial Regex IsVariant();

    [GeneratedRegex(@"^(variants\[[1-9]\]\.)?messages\z")]
    private static partial Regex AList();

    [GeneratedRegex(@"^(variants\[[1-9]\]\.(share\z|coupon\z|messages\[)|messages\[)")]
    private static partial Regex APath();

    private bool IsList(string path) => AList().IsMatch(path) && (path == "messages" || At(path) is JsonArray);

    private static bool IsPath(string path) => APath().IsMatch(path);

    // A text nobody wrote is no message: a coupon may be all there is.
    private static IReadOnlyList<int> Sent(JsonArray messages) => [.. messages.Index().Where(each => !IsUnwritten(each.Item)).Select(each => each.Index)];

    private static bool IsUnwritten(JsonNode? message) => message switch
    {
        JsonObject { Count: 1 } only => only["type"] is JsonValue value && value.TryGetValue<string>(out var type) && type == "text",
        JsonValue value => value.TryGetValue<string>(out var text) && string.IsNullOrWhiteSpace(text),
        _ => message is null,
    };

    private string? FieldOfMessage(string path)
    {
        if (AMessage().Match(path) is not { Success: true } match || !int.TryParse(match.Groups["number"].Value, out var number))
        {
            return null;
        }

        var list = match.Groups["list"].Value;
        var messages = MessagesOf(list);
        if (Sent(messages) is var sent && number >= sent.Count)
        {
            return null;
        }

        var at = $"{list}[{sent[number]}]";
        return messages[sent[number]] is JsonObject message ? MessagePlans.PlaceOf(MessagePlans.Of(message, at), at + path[match.Length..]) ?? at : at;
    }

    [GeneratedRegex(@"^(?<list>(variants\[[1-9]\]\.)?messages)\[(?<number>[0-9]+)\]")]
    private static partial Regex AMessage();

    private JsonElement Whole(string list, List<(string, Words)> problems)
    {
        var messages = MessagesOf(list);
        var whole = new JsonArray([.. Sent(messages).Select(index => Whole(messages[index], $"{list}[{index}]", problems))]);
        using var document = JsonDocument.Parse(whole.ToJsonString());
        return document.RootElement.Clone();
    }

    // A message as LINE shall get it; what is no JSON is told at its field, and goes as the text it is.
    private static JsonNode? Whole(JsonNode? written, string at, List<(string, Words)> problems)
    {
        switch (written)
        {
            case JsonObject message:
                var whole = (JsonObject)message.DeepClone();
                foreach (var (name, part) in whole)
                {
                    if (part is JsonValue unread && unread.TryGetValue<string>(out var words) && MessagePlans.Reading(name) == JsonForm.Json)
                    {
                        problems.Add(($"{at}.{name}", NoJson(words)));
                    }
                }

                if (JsonForm.Shown(whole["type"]) == "image" && whole["previewImageUrl"] is null && whole["originalContentUrl"] is { } picture)
                {
                    whole["previewImageUrl"] = picture.DeepClone();
                }

                return whole;
            default:
                var raw = JsonForm.Shown(written);
                if (JsonForm.Json(raw) is { } read)
                {
                    return read;
                }

                problems.Add((at, NoJson(raw)));
                return new JsonObject();
        }
    }

    private static Words NoJson(string words)
    {
        var (line, column) = (0, 0);
        try
        {
            JsonNode.Parse(words);
        }
        catch (JsonException unreadable)
        {
            line = (int)(unreadable.LineNumber ?? 0);
            var before = Encoding.UTF8.GetBytes(words.Split('\n')[line]).AsSpan(..(int)(unreadable.BytePositionInLine ?? 0));
            column = Encoding.UTF8.GetString(before).Length;
        }

        return new(
            $"{line + 1}行目 {column + 1}文字目: JSONとして読めません。かっこ、カンマ、引用符を確かめてください。",
            $"Line {line + 1}, character {column + 1}: this is no JSON. Look at brackets, commas and quotation marks.");
    }

    private static JsonArray SpreadOthers(JsonArray others) => new([.. others.Select(other =>
    {
        var content = other?.DeepClone();
        if (content is JsonObject && content["messages"] is JsonArray messages)
        {
            content["messages"] = Spread(messages);
        }

        return content;
    })]);

    // A list of messages that was pasted as one is several.
    private static JsonArray Spread(JsonArray messages) => new(
    [
        .. messages.SelectMany(message => message is JsonValue && JsonForm.Json(JsonForm.Shown(message)) is JsonArray several && several.All(each => each is JsonObject)
            ? (IEnumerable<JsonNode?>)several
            : [message]).Select(message => message?.DeepClone()),
    ]);

    private static string Remove(JsonObject root, string path)
    {
        JsonForm.Take(root, path);
        var list = path[..path.LastIndexOf('[')];
        if (list.EndsWith(".quickReply.items", StringComparison.Ordinal) && JsonForm.At(root, list) is JsonArray { Count: 0 })
        {
            JsonForm.Take(root, list[..list.LastIndexOf('.')]);
        }

        return list + "-add";
    }

    private static string? Turn(JsonObject root, string path)
    {
        switch (JsonForm.At(root, path))
        {
            case JsonObject message:
                JsonForm.Put(root, path, JsonForm.Shown(message));
                return path;
            case JsonValue raw when JsonForm.Json(JsonForm.Shown(raw)) is JsonObject read:
                JsonForm.Put(root, path, read);
                return path + "-json";
            default:
                return path;
        }
    }

    private static string Begin(JsonObject root, string path, string name)
    {
        JsonForm.Put(root, $"{path}.contents", MessageStarters.Flex(name));
        return $"{path}.contents";
    }

    private static bool IsKind(string path) => path.EndsWith(".type", StringComparison.Ordinal);

    private static void ChangeKind(JsonObject root, string path, string kind)
    {
        var owner = path[..^".type".Length];
        if (kind == JsonForm.Shown(JsonForm.At(root, path)))
        {
            return;
        }

        if (kind.Length > 0)
        {
            JsonForm.Put(root, owner, MessageStarters.Tap(kind, JsonForm.At(root, owner) as JsonObject));
        }
        else if (owner.EndsWith(".defaultAction", StringComparison.Ordinal))
        {
            JsonForm.Take(root, owner);
        }
    }

    // What the topic adds to the condition is added again when the form is sent.
    private static string Written(Campaign campaign) =>
        campaign.Content.Topic is { } topic
        && ConditionText.Parse(campaign.Condition).Condition is Bot.Conditions.Condition.And([var first, Bot.Conditions.Condition.Not(Bot.Conditions.Condition.OptedOut(var left))])
        && left == topic
            ? ConditionText.Print(first)
            : campaign.Condition;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
