using Bot.Conditions;
using Bot.Friends;
using Bot.Segments;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>Campaigns: messages and coupons to exactly those a condition matches, once, after a preview somebody approved.</summary>
public static class CampaignsFeature
{
    /// <summary>Adds campaigns, with their settings in section <c>Campaigns</c>, and what sends those that are due.</summary>
    public static IServiceCollection AddCampaigns(this IServiceCollection services)
    {
        services.AddOptions<CampaignOptions>().BindConfiguration("Campaigns").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<Collection>(CampaignCollections.Campaigns)
            .AddSingleton<Collection>(CampaignCollections.Audiences)
            .AddSingleton<Collection>(CampaignCollections.AudienceGates)
            .AddSingleton<IPersonalData, AudiencePersonalData>()
            .AddSingleton<CampaignSignal>()
            .AddSingleton<CampaignStore>()
            .AddSingleton<CampaignDrafting>()
            .AddSingleton<CampaignPreviewer>()
            .AddSingleton<PreviewedAudiences>()
            .AddSingleton<MonthlyQuota>()
            .AddSingleton<CampaignDesk>()
            .AddSingleton<CampaignTestSend>()
            .AddSingleton<CampaignTally>()
            .AddSingleton<CampaignPace>()
            .AddSingleton<CampaignRecipients>()
            .AddSingleton<CampaignResults>()
            .AddSingleton<CampaignFatigue>()
            .AddSingleton<CampaignProgressFeed>()
            .AddSingleton<CampaignAudience>()
            .AddSingleton<CampaignFreezer>()
            .AddSingleton<CampaignCleanUp>()
            .AddSingleton<IVocabularySource, CampaignVocabulary>()
            .AddSingleton<ISendPrice, CampaignPrice>()
            .AddSingleton<ISegmentUses, CampaignsOfSegments>()
            .AddSingleton<CampaignCalendar>()
            .AddSingleton<CampaignRunner>()
            .AddHostedService(provider => provider.GetRequiredService<CampaignRunner>());
    }

    /// <summary>Maps the campaigns' endpoints under the API.</summary>
    public static IEndpointRouteBuilder MapCampaigns(this IEndpointRouteBuilder api)
    {
        CampaignResultEndpoints.Map(CampaignEndpoints.Map(api));
        return api;
    }
}
