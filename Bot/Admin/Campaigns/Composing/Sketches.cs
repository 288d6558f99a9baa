using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Campaigns;
using Bot.Coupons;
using Bot.Friends;
using Bot.Line;

namespace Bot.Admin.Campaigns.Composing;

/// <summary>Messages as one friend would see them.</summary>
internal static class Sketches
{
    /// <summary>Somebody whose name is all that is known.</summary>
    public static Friend Somebody(DateTimeOffset now) => Friend.FirstSeen("sample", now) with { Profile = new Bot.Friends.Profile("さくら", now) };

    /// <summary>Somebody of whom nothing is known, to see what stands in for what is missing.</summary>
    public static Friend Nobody(DateTimeOffset now) => Friend.FirstSeen("nobody", now);

    /// <summary>The messages of a form that may still be wrong in places: what can be read of each is shown.</summary>
    public static IReadOnlyList<(string? Name, JsonElement Messages)> Of(CampaignForm form, IReadOnlyList<Coupon> coupons, Friend friend, DateTimeOffset now, TimeZoneInfo zone) =>
        [.. form.Contents.Select(content => (content.Name, Of(form, content.List, coupons.FirstOrDefault(coupon => coupon.Id == form.CouponOf(content.List)), friend, now, zone)))];

    private static JsonElement Of(CampaignForm form, string list, Coupon? coupon, Friend friend, DateTimeOffset now, TimeZoneInfo zone)
    {
        var shown = new JsonArray();
        foreach (var message in form.Whole(list).EnumerateArray())
        {
            shown.Add(Seen(message, friend, now, zone));
        }

        foreach (var card in coupon is null ? [] : CampaignMessages.Sample(new CampaignContent(), coupon, friend, now, zone))
        {
            shown.Add(JsonSerializer.SerializeToNode(card, LineJson.Wire.Message));
        }

        return JsonSerializer.SerializeToElement<JsonNode>(shown);
    }

    /// <summary>The content as somebody gets it.</summary>
    public static JsonElement Of(CampaignContent content, Coupon? coupon, DateTimeOffset now, TimeZoneInfo zone) =>
        LineJson.ToElement(CampaignMessages.Sample(content, coupon, Somebody(now), now, zone));

    private static JsonNode? Seen(JsonElement message, Friend friend, DateTimeOffset now, TimeZoneInfo zone)
    {
        try
        {
            var read = LineJson.ParseMessages(JsonSerializer.SerializeToElement(new[] { message }));
            return JsonNode.Parse(LineJson.ToUtf8(CampaignMessages.Sample(new CampaignContent { Messages = read }, null, friend, now, zone)))![0]!.DeepClone();
        }
        catch (Exception unfinished) when (unfinished is JsonException or NotSupportedException)
        {
            return JsonNode.Parse(message.GetRawText());
        }
    }
}
