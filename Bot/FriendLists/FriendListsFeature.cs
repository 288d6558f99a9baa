using System.Text.Json;
using Bot.Friends;
using Bot.Segments;
using Bot.Storage;
using Bot.Surveys;
using Bot.Work;

namespace Bot.FriendLists;

/// <summary>Lists of friends: found by name and condition, with columns to choose, as files out and in, and worked on all at once.</summary>
public static class FriendListsFeature
{
    /// <summary>Adds lists of friends, and the long work they consist of.</summary>
    public static IServiceCollection AddFriendLists(this IServiceCollection services) => services
        .AddSingleton(provider => new FriendSearcher(
            provider.GetRequiredService<SegmentReader>(),
            provider.GetRequiredService<FriendFinder>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new FriendCells(
            provider.GetRequiredService<SurveyBook>(),
            provider.GetRequiredService<TimeZoneInfo>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new FriendsCsv(provider.GetRequiredService<IDocumentStore>(), provider.GetRequiredService<FriendCells>()))
        .AddSingleton(provider => new FriendTrend(
            provider.GetRequiredService<FriendFinder>(),
            provider.GetRequiredService<TimeZoneInfo>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<FriendListDesk>()
        .AddSingleton<FactsDesk>()
        .AddSingleton(provider => new FactsImport(
            provider.GetRequiredService<IDocumentStore>(),
            provider.GetRequiredService<JobDesk>(),
            provider.GetRequiredService<SegmentVocabulary>(),
            provider.GetRequiredService<FriendFinder>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddFactsJob(FactsJob.TagFriends, FactsJob.Tag)
        .AddFactsJob(FactsJob.ImportFacts, FactsJob.Import)
        .AddFactsJob(FactsJob.UndoFacts, FactsJob.Undo)
        .AddSingleton<ExportJob>()
        .AddSingleton<IJobKind>(provider => provider.GetRequiredService<ExportJob>())
        .AddSingleton<IJobFile>(provider => provider.GetRequiredService<ExportJob>());

    /// <summary>Maps the endpoints of lists: <c>/friends/search</c>, <c>/friends.csv</c>, <c>/friends/tagging</c>, <c>/friends/import</c>.</summary>
    public static void MapFriendLists(this IEndpointRouteBuilder api) => FriendListsApi.Map(api);

    private static IServiceCollection AddFactsJob(
        this IServiceCollection services, string name, Func<Job, Action<FriendChange, JsonElement?>> decide) =>
        services.AddSingleton<IJobKind>(provider =>
            new FactsJob(name, provider.GetRequiredService<IDocumentStore>(), provider.GetRequiredService<TimeProvider>(), decide));
}
