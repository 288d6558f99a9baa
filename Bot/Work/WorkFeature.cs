using Bot.Attention;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Work;

/// <summary>Long work: asked for in a moment, done beside everything else, watched, stopped and taken back.</summary>
public static class WorkFeature
{
    /// <summary>Adds long work; what it consists of comes from features that register an <see cref="IJobKind"/> or <see cref="IJobInOneGo"/>.</summary>
    public static IServiceCollection AddWork(this IServiceCollection services) => services
        .AddSingleton<Collection>(JobCollections.Jobs)
        .AddSingleton<Collection>(JobCollections.Parts)
        .AddSingleton<IPersonalData, JobPersonalData>()
        .AddSingleton<JobDesk>()
        .AddSingleton<JobFiles>()
        .AddSingleton<JobTidier>()
        .AddSingleton<JobsInOneGo>()
        .AddSingleton<INeedsAPerson, JobMatters>()
        .AddSingleton<JobRunner>()
        .AddHostedService(provider => provider.GetRequiredService<JobRunner>());

    /// <summary>Maps the endpoints of jobs, <c>/jobs</c>.</summary>
    public static void MapWork(this IEndpointRouteBuilder api) => JobsApi.Map(api);
}
