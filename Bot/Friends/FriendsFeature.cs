using Bot.Storage;

namespace Bot.Friends;

/// <summary>Friends: who they are, how they came and went, and everything that happened with them.</summary>
public static class FriendsFeature
{
    public static IServiceCollection AddFriends(this IServiceCollection services) => services
        .AddSingleton<Collection>(FriendCollections.Friends)
        .AddSingleton<Collection>(FriendCollections.Timeline)
        .AddSingleton<Collection>(FriendCollections.Erasures)
        .AddPersonalDocuments(FriendCollections.Timeline)
        .AddSingleton<FriendStore>()
        .AddSingleton<FriendErasure>();

    public static void MapFriends(this IEndpointRouteBuilder api) => FriendsApi.Map(api);
}
