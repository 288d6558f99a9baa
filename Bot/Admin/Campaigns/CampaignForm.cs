using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Admin.Campaigns.Composing;
using Bot.Campaigns;
using Bot.Conditions;
using Bot.Line;

namespace Bot.Admin.Campaigns;

/// <summary>
/// A campaign as it stands in the console's form: what was typed, right or wrong. Its messages are LINE's JSON; a field of the
/// form is named by its path there. A message that is written as JSON stands as the text that was written.
/// </summary>
internal sealed record CampaignForm
{
    private const string MessagesField = "base";

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

    /// <summary>The messages: an object each, or a text where it is written as JSON.</summary>
    public JsonArray Messages { get; init; } = [];

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

    /// <summary>What stands at a path of the messages.</summary>
    public JsonNode? At(string path) => path.IndexOf(']') is > 0 and var end && int.TryParse(path["messages[".Length..end], out var index) && index < Messages.Count
        ? JsonForm.At(Messages[index], path[(end + 1)..])
        : null;

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
            Messages = messages.Count == 0 && campaign.Content.CouponId is null ? [MessageStarters.Message("text")] : messages,
            Seen = DraftDigest.Of(campaign),
        };
    }

    /// <summary>Reads what a form sent: the messages as they were, and over them the fields by their paths.</summary>
    public static CampaignForm Read(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var sent = fields.GroupBy(field => field.Key, StringComparer.Ordinal).ToDictionary(field => field.Key, field => field.Last().Value, StringComparer.Ordinal);
        var root = new JsonObject { ["messages"] = JsonForm.Json(sent.GetValueOrDefault(MessagesField) ?? "") as JsonArray ?? [MessageStarters.Message("text")] };

        // Another kind of tap is another object: last, so that it takes along what was typed.
        foreach (var (path, words) in sent.Where(field => field.Key.StartsWith("messages[", StringComparison.Ordinal)).OrderBy(field => IsKind(field.Key)))
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
            Seen = Blank(sent.GetValueOrDefault("seen")),
            To = sent.GetValueOrDefault("to"),
            Friend = int.TryParse(sent.GetValueOrDefault("go") ?? sent.GetValueOrDefault("friend"), out var friend) ? friend : 0,
            Messages = Spread((JsonArray)root["messages"]!),
        };
    }

    /// <summary>The form after a button was pressed: <c>new text</c>, <c>add messages[0].template.actions</c>, <c>up messages[1]</c>.</summary>
    public CampaignForm After(string? pressed)
    {
        var (verb, path, more) = (pressed ?? "").Split(' ', 3) switch
        {
            [var one, var two, var three] => (one, two, three),
            [var one, var two] => (one, two, ""),
            _ => ("", "", ""),
        };
        if (verb != "new" && !path.StartsWith("messages[", StringComparison.Ordinal))
        {
            return this;
        }

        var root = new JsonObject { ["messages"] = Messages.DeepClone() };
        var focus = verb switch
        {
            "new" => MessageStarters.Message(path) is { } message && Messages.Count < LineLimits.Messages ? JsonForm.Add(root, "messages", message) : null,
            "add" => JsonForm.Add(root, path, MessageStarters.Item(path[(path.LastIndexOf('.') + 1)..], (JsonForm.At(root, path) as JsonArray)?.LastOrDefault() as JsonObject)),
            "up" => JsonForm.Move(root, path, -1) + "-up",
            "down" => JsonForm.Move(root, path, 1) + "-down",
            "copy" when JsonForm.At(root, path) is { } copied => JsonForm.Add(root, path[..path.LastIndexOf('[')], copied.DeepClone()),
            "remove" => Remove(root, path),
            "json" => Turn(root, path),
            "flex" => Begin(root, path, more),
            _ => null,
        };
        return this with { Messages = (JsonArray)root["messages"]!.DeepClone(), Focus = focus is null ? null : JsonForm.IdOf(focus) };
    }

    /// <summary>The form with one more message at its end, while LINE takes one more.</summary>
    public CampaignForm With(Message message)
    {
        var root = new JsonObject { ["messages"] = Messages.DeepClone() };
        return Messages.Count >= LineLimits.Messages ? this : this with
        {
            Focus = JsonForm.IdOf(JsonForm.Add(root, "messages", ((JsonArray)JsonNode.Parse(LineJson.ToUtf8([message]))!)[0]!.DeepClone())),
            Messages = (JsonArray)root["messages"]!.DeepClone(),
        };
    }

    /// <summary>What the feature checks, and by field what is no JSON.</summary>
    public (CampaignRequest Request, IReadOnlyList<(string Field, string Message)> Problems) ToRequest()
    {
        var problems = new List<(string, string)>();
        var messages = new JsonArray([.. Sent.Select(index => Whole(index, problems))]);
        using var document = JsonDocument.Parse(messages.ToJsonString());
        var segment = Blank(Segment);
        return (
            new CampaignRequest(Name, segment is null ? Condition : null, segment, document.RootElement.Clone(), Blank(Coupon), Topic: Blank(Topic)),
            problems);
    }

    /// <summary>The field of the form that a problem at this path of the request belongs to.</summary>
    public string FieldOf(string path) => path switch
    {
        "name" or "condition" or "topic" => path,
        "segmentId" => "segment",
        "couponId" => "coupon",
        _ => FieldOfMessage(path) ?? "messages",
    };

    // A text nobody wrote is no message: a coupon may be all there is.
    private IReadOnlyList<int> Sent => [.. Messages.Index().Where(each => !IsUnwritten(each.Item)).Select(each => each.Index)];

    private static bool IsUnwritten(JsonNode? message) => message switch
    {
        JsonObject { Count: 1 } only => only["type"] is JsonValue value && value.TryGetValue<string>(out var type) && type == "text",
        JsonValue value => value.TryGetValue<string>(out var text) && string.IsNullOrWhiteSpace(text),
        _ => message is null,
    };

    private string? FieldOfMessage(string path)
    {
        if (!path.StartsWith("messages[", StringComparison.Ordinal) || !int.TryParse(path["messages[".Length..path.IndexOf(']')], out var number) || number >= Sent.Count)
        {
            return null;
        }

        var at = $"messages[{Sent[number]}]";
        return Messages[Sent[number]] is JsonObject message ? MessagePlans.PlaceOf(MessagePlans.Of(message, at), at + path[(path.IndexOf(']') + 1)..]) ?? at : at;
    }

    // A message as LINE shall get it; what is no JSON is told at its field, and goes as the text it is.
    private JsonNode? Whole(int index, List<(string, string)> problems)
    {
        var at = $"messages[{index}]";
        switch (Messages[index])
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
            case var raw:
                var written = JsonForm.Shown(raw);
                if (JsonForm.Json(written) is { } read)
                {
                    return read;
                }

                problems.Add((at, NoJson(written)));
                return new JsonObject();
        }
    }

    private static string NoJson(string words)
    {
        try
        {
            JsonNode.Parse(words);
            return "JSONとして読めません。";
        }
        catch (JsonException unreadable)
        {
            return $"{(unreadable.LineNumber ?? 0) + 1}行目 {(unreadable.BytePositionInLine ?? 0) + 1}文字目: JSONとして読めません。かっこ、カンマ、引用符を確かめてください。";
        }
    }

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
