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
            .Field("segmentId", FieldKind.Text, campaign => campaign.SegmentId)
            .Field("sendAt", FieldKind.Time, campaign => campaign.SendAt)
            .Field("sendingAt", FieldKind.Time, campaign => campaign.SendingAt)
            .IndexedBy("dueAt")
            .IndexedBy("segmentId")
            .IndexedBy("sendAt")
            .IndexedBy("sendingAt")
            .IndexedBy("createdAt")
            .IndexedBy("state")
            .Traced(Trace.Values);

    /// <summary>Whom a campaign has chosen and not written down yet.</summary>
    public static Collection<AudienceSlice> Audiences { get; } =
        new Collection<AudienceSlice>("audiences", CampaignsJson.Documents.For<AudienceSlice>(), slice => slice.Id)
            .Field("campaignId", FieldKind.Text, slice => slice.CampaignId)
            .Field("firstId", FieldKind.Text, slice => slice.FirstId)
            .Field("lastId", FieldKind.Text, slice => slice.LastId)
            .IndexedBy("campaignId", "lastId")
            .IndexedBy("lastId", "firstId")
            .Traced(Trace.Nothing);

    /// <summary>Where completing an audience and erasing a friend meet.</summary>
    public static Collection<AudienceGate> AudienceGates { get; } =
        new("audienceGates", CampaignsJson.Documents.For<AudienceGate>(), gate => gate.Id);
}

[JsonSerializable(typeof(Campaign))]
[JsonSerializable(typeof(AudienceSlice))]
[JsonSerializable(typeof(AudienceGate))]
[JsonSerializable(typeof(CampaignContent))]
[JsonSerializable(typeof(Bot.Coupons.Coupon))]
internal sealed partial class CampaignsJson : JsonSerializerContext
{
    public static CampaignsJson Documents { get; } = new(DocumentJson.Options());
}
