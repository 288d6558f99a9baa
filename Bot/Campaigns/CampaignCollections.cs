using System.Text.Json.Serialization;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>The documents of campaigns.</summary>
public static class CampaignCollections
{
    /// <summary>Every campaign, from draft to long over.</summary>
    public static Collection<Campaign> Campaigns { get; } =
        new Collection<Campaign>("campaigns", CampaignsJson.Documents.For<Campaign>(), campaign => campaign.Id)
            .Field("state", FieldKind.Text, campaign => FieldValue.Of(campaign.State))
            .Field("dueAt", FieldKind.Time, campaign => campaign.DueAt)
            .Field("createdAt", FieldKind.Time, campaign => campaign.CreatedAt)
            .IndexedBy("dueAt")
            .IndexedBy("createdAt")
            .IndexedBy("state");
}

[JsonSerializable(typeof(Campaign))]
[JsonSerializable(typeof(CampaignContent))]
[JsonSerializable(typeof(Bot.Coupons.Coupon))]
internal sealed partial class CampaignsJson : JsonSerializerContext
{
    public static CampaignsJson Documents { get; } = new(DocumentJson.Options());
}
