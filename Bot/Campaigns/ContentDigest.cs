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

    /// <summary>Of all a person approves: condition, content, the coupon's terms, and each friend who gets it.</summary>
    public static string OfPreview(string condition, CampaignContent content, Coupon? coupon, FriendIds audience)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(condition + '\n' + Of(content) + '\n'));
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(coupon, CampaignsJson.Documents.Coupon!));
        audience.AppendTo(hash);
        return Hex(hash.GetHashAndReset());
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash.AsSpan(0, 16));
}
