using Bot.Work;

namespace Bot.PersonalData;

/// <summary>What is kept of one friend, given out and erased as long work.</summary>
public static class PersonalDataFeature
{
    /// <summary>Adds both.</summary>
    public static IServiceCollection AddPersonalDataWork(this IServiceCollection services) => services
        .AddSingleton<PersonalDataDesk>()
        .AddSingleton<IJobInOneGo, EraseFriend>()
        .AddSingleton<ExportFriend>()
        .AddSingleton<IJobInOneGo>(provider => provider.GetRequiredService<ExportFriend>())
        .AddSingleton<IJobFile>(provider => provider.GetRequiredService<ExportFriend>());

    /// <summary>Maps <c>DELETE /friends/{id}</c> and <c>POST /friends/{id}/export</c>.</summary>
    public static void MapPersonalData(this IEndpointRouteBuilder api) => PersonalDataApi.Map(api);
}
