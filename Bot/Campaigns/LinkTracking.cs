using System.Text.Json.Serialization;

namespace Bot.Campaigns;

/// <summary>What a campaign finds out of the taps on its links.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LinkTracking>))]
public enum LinkTracking
{
    /// <summary>Nothing: links stay as they are.</summary>
    [JsonStringEnumMemberName("off")]
    Off,

    /// <summary>How often each link was tapped. The same link for everybody, so a campaign that goes out in batches still does.</summary>
    [JsonStringEnumMemberName("clicks")]
    Clicks,

    /// <summary>Who tapped which link. Each friend has links, and so a message, of their own.</summary>
    [JsonStringEnumMemberName("people")]
    People,
}
