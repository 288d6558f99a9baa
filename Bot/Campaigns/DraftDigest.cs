using System.Security.Cryptography;
using System.Text.Json;

namespace Bot.Campaigns;

/// <summary>
/// What a person wrote of a draft, as a short text that differs whenever that does. Editing names it, so that nobody overwrites
/// what they have not seen. Looking at a preview, which is kept with the draft too, does not change it.
/// </summary>
public static class DraftDigest
{
    /// <summary>Of the campaign as it stands.</summary>
    public static string Of(Campaign campaign) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        campaign with { CreatedAt = default, UpdatedAt = default, Preview = null },
        CampaignsJson.Documents.Campaign)))[..16];
}
