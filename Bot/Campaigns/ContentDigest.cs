using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bot.Coupons;
using Bot.Friends;

namespace Bot.Campaigns;

/// <summary>Fingerprints of what is sent and to whom.</summary>
public static class ContentDigest
{
    /// <summary>
    /// Of the content as written: the same for every friend whatever stands in the placeholders, and the same for two
    /// campaigns that say the same. The breaker tells repetitions by it.
    /// </summary>
    public static string Of(CampaignContent content) =>
        Hex(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content with { Topic = null }, CampaignsJson.Documents.CampaignContent)));

    /// <summary>
    /// Of all a person approves: condition, contents, the coupons' terms, how the audience is divided, what becomes of links, and
    /// each friend of the audience.
    /// </summary>
    public static string OfPreview(Campaign campaign, IReadOnlyList<Coupon?> coupons, FriendIds audience)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{campaign.Condition}\n{OfAll(campaign)}\n{campaign.Content.Topic}\n"));
        foreach (var coupon in coupons)
        {
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(coupon, CampaignsJson.Documents.Coupon!));
        }

        hash.AppendData(audience.Digest());
        return Hex(hash.GetHashAndReset());
    }

    /// <summary>Of all that a campaign says, and of how it is divided and tracked.</summary>
    public static string OfAll(Campaign campaign) =>
        campaign.Split.IsWhole() && campaign.Links == LinkTracking.Off ? Of(campaign.Content)
        : $"{string.Join(' ', campaign.Contents().Select(Of))} {string.Join(':', campaign.Split.Shares)} {campaign.Split.HoldOutPercent} {campaign.Links}";

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash.AsSpan(0, 16));
}
