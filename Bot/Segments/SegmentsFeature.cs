using Bot.Conditions;
using Bot.Coupons;
using Bot.Segments.Tags;
using Bot.Storage;
using Bot.Surveys;
using Microsoft.Extensions.Options;

namespace Bot.Segments;

/// <summary>Segments: choosing friends by conditions, saved under a name or written for the occasion.</summary>
public static class SegmentsFeature
{
    /// <summary>Adds segments: those saved, the tags declared for them, and what finds the friends a condition means. A relative snapshot lies under this folder.</summary>
    public static IServiceCollection AddSegments(this IServiceCollection services, IConfiguration configuration, string folder)
    {
        services.AddOptions<SegmentOptions>().Bind(configuration.GetSection("Segments"));
        return services
            .AddSingleton<Collection>(SegmentCollections.Segments)
            .AddSingleton<SegmentIndex>()
            .AddHostedService(provider => new FollowFriends(
                provider.GetRequiredService<SegmentIndex>(),
                provider.GetRequiredService<IOptions<SegmentOptions>>().Value.SnapshotUnder(folder),
                provider.GetRequiredService<ILogger<FollowFriends>>()))
            .AddSingleton<IVocabularySource, CouponVocabulary>()
            .AddSingleton<Collection>(TagCollections.Tags)
            .AddSingleton<TagStore>()
            .AddSingleton<IVocabularySource>(provider => provider.GetRequiredService<TagStore>())
            .AddSingleton<NamesInUse>()
            .AddSingleton(provider => new SegmentVocabulary(provider.GetRequiredService<NamesInUse>(), provider.GetServices<IVocabularySource>()))
            .AddSingleton<SegmentStore>()
            .AddSingleton<Collection>(SegmentCollections.Sizes)
            .AddSingleton<SegmentSizes>()
            .AddHostedService<MeasureSegments>()
            .AddSingleton<SegmentUses>()
            .AddSingleton<SegmentRemoval>()
            .AddSingleton<ISegmentUses, CouponsOfSegments>()
            .AddSingleton<ReceivedCampaigns>()
            .AddSingleton<FriendFinder>()
            .AddSingleton<ISegmentMembership>(provider => new SegmentMembership(provider.GetRequiredService<SegmentStore>(), provider.GetRequiredService<FriendFinder>()))
            .AddSingleton<SegmentExplainer>()
            .AddSingleton<SegmentCompletion>()
            .AddSingleton(provider => new SegmentReader(
                provider.GetRequiredService<SegmentStore>(),
                provider.GetRequiredService<SegmentVocabulary>(),
                provider.GetRequiredService<FriendFinder>(),
                provider.GetService<ISendPrice>()))
            .AddSingleton(provider => new CrossTabAxisReader(
                provider.GetRequiredService<SegmentReader>(),
                provider.GetRequiredService<SegmentVocabulary>(),
                provider.GetRequiredService<SegmentIndex>(),
                provider.GetService<SurveyBook>()))
            .AddSingleton<CrossTabReader>();
    }

    /// <summary>Maps the endpoints of segments and declared tags under the API.</summary>
    public static void MapSegments(this IEndpointRouteBuilder api)
    {
        SegmentsApi.Map(api);
        TagsApi.Map(api);
        CrossTabApi.Map(api);
    }
}
