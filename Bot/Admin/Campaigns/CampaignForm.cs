using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Campaigns;
using Bot.Line;

namespace Bot.Admin.Campaigns;

/// <summary>A campaign as it stands in the console's form: what was typed, right or wrong.</summary>
public sealed record CampaignForm
{
    /// <summary>What staff call the campaign.</summary>
    public string? Name { get; init; }

    /// <summary>A saved segment's id; empty: the condition counts.</summary>
    public string? Segment { get; init; }

    /// <summary>The condition as typed; counts only where no segment is chosen.</summary>
    public string? Condition { get; init; }

    /// <summary>The text of the first message; empty: there is none.</summary>
    public string? Text { get; init; }

    /// <summary>The https address of a picture; empty: there is none.</summary>
    public string? Image { get; init; }

    /// <summary>Further messages as LINE's JSON: one, or a list.</summary>
    public string? More { get; init; }

    /// <summary>The id of a coupon to give; empty: none.</summary>
    public string? Coupon { get; init; }

    /// <summary>The form that would write this campaign. What the simple fields cannot say stands in <see cref="More"/>.</summary>
    public static CampaignForm Of(Campaign campaign)
    {
        var messages = campaign.Content.Messages;
        var text = messages is [TextMessage { QuickReply: null, Sender: null, Emojis: null, QuoteToken: null } first, ..] ? first : null;
        var rest = messages.Skip(text is null ? 0 : 1).ToList();
        var image = rest is [ImageMessage { QuickReply: null, Sender: null } second, ..] && second.OriginalContentUrl == second.PreviewImageUrl ? second : null;
        rest = [.. rest.Skip(image is null ? 0 : 1)];
        return new CampaignForm
        {
            Name = campaign.Name,
            Segment = campaign.SegmentId,
            Condition = campaign.SegmentId is null ? campaign.Condition : null,
            Text = text?.Text,
            Image = image?.OriginalContentUrl,
            More = rest.Count == 0 ? null : JsonNode.Parse(LineJson.ToUtf8(rest))!.ToJsonString(Indented),
            Coupon = campaign.Content.CouponId,
        };
    }

    /// <summary>What the feature checks; or why the further messages are no JSON.</summary>
    public (CampaignRequest Request, string? JsonProblem) ToRequest()
    {
        var (messages, problem) = ReadMessages();
        var segment = string.IsNullOrWhiteSpace(Segment) ? null : Segment;
        return (new CampaignRequest(Name, segment is null ? Condition : null, segment, messages, string.IsNullOrWhiteSpace(Coupon) ? null : Coupon), problem);
    }

    /// <summary>The field of the form that a problem at this path of the request belongs to.</summary>
    public string FieldOf(string path) => path switch
    {
        "name" or "condition" => path,
        "segmentId" => "segment",
        "couponId" => "coupon",
        _ => FieldOfMessage(path),
    };

    private string FieldOfMessage(string path)
    {
        List<string> fields = [.. HasText ? ["text"] : Array.Empty<string>(), .. HasImage ? ["image"] : Array.Empty<string>()];
        return path.StartsWith("messages[", StringComparison.Ordinal) && int.TryParse(path["messages[".Length..path.IndexOf(']')], out var index)
            ? index < fields.Count ? fields[index] : "more"
            : "text";
    }

    private bool HasText => !string.IsNullOrWhiteSpace(Text);

    private bool HasImage => !string.IsNullOrWhiteSpace(Image);

    private (JsonElement Messages, string? Problem) ReadMessages()
    {
        var messages = new JsonArray();
        if (HasText)
        {
            // Browsers send line breaks as two characters; LINE counts each.
            messages.Add(new JsonObject { ["type"] = "text", ["text"] = Text!.ReplaceLineEndings("\n") });
        }

        if (HasImage)
        {
            messages.Add(new JsonObject { ["type"] = "image", ["originalContentUrl"] = Image!.Trim(), ["previewImageUrl"] = Image.Trim() });
        }

        string? problem = null;
        try
        {
            switch (string.IsNullOrWhiteSpace(More) ? null : JsonNode.Parse(More))
            {
                case JsonArray list:
                    foreach (var message in list)
                    {
                        messages.Add(message?.DeepClone());
                    }

                    break;
                case { } message:
                    messages.Add(message);
                    break;
            }
        }
        catch (JsonException unreadable)
        {
            problem = $"{(unreadable.LineNumber ?? 0) + 1}行目: JSONとして読めません。{unreadable.Message}";
        }

        using var document = JsonDocument.Parse(messages.ToJsonString());
        return (document.RootElement.Clone(), problem);
    }

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
