using Bot.Conditions;
using Bot.Storage;

namespace Bot.Segments;

/// <summary>Segments: choosing friends by conditions, saved under a name or written for the occasion.</summary>
public static class SegmentsFeature
{
    /// <summary>Adds segments: those saved, and what finds the friends a condition means.</summary>
    public static IServiceCollection AddSegments(this IServiceCollection services) => services
        .AddSingleton<Collection>(SegmentCollections.Segments)
        .AddSingleton<NamesInUse>()
        .AddHostedService<GatherNames>()
        .AddSingleton<IVocabularySource, CouponVocabulary>()
        .AddSingleton<SegmentVocabulary>()
        .AddSingleton<SegmentStore>()
        .AddSingleton(provider => new SegmentReader(
            provider.GetRequiredService<IDocumentStore>(),
            provider.GetRequiredService<SegmentStore>(),
            provider.GetRequiredService<SegmentVocabulary>(),
            new ReceivedCampaigns(provider.GetRequiredService<IDocumentStore>()),
            provider.GetRequiredService<TimeZoneInfo>()));

    /// <summary>Maps the segments' endpoints under the API.</summary>
    public static void MapSegments(this IEndpointRouteBuilder api) => SegmentsApi.Map(api);
}
