using Bot.Storage;

namespace Bot.Friends;

/// <summary>Friends: who they are, how they came and went, and everything that happened with them.</summary>
public static class FriendsFeature
{
    /// <summary>
    /// Adds friends. Their reactions take down what happened before others answer it, so this comes before every other
    /// feature.
    /// </summary>
    public static IServiceCollection AddFriends(this IServiceCollection services) => services
        .AddSingleton<Collection>(FriendCollections.Friends)
        .AddSingleton<Collection>(FriendCollections.Timeline)
        .AddSingleton<Collection>(FriendCollections.Erasures)
        .AddPersonalDocuments(FriendCollections.Timeline)
        .AddSingleton<FriendStore>()
        .AddSingleton<FriendErasure>()
        .AddSingleton<ProfileReader>()
        .AddSingleton<ProfileRefresher>()
        .AddHostedService(provider => provider.GetRequiredService<ProfileRefresher>())
        .AddSingleton<IReaction, RecordMessages>()
        .AddSingleton<IReaction, FollowReaction>()
        .AddSingleton<IReaction, UnfollowReaction>();

    /// <summary>Maps the endpoints of friends and of erasure receipts, <c>/friends</c> and <c>/erasures</c>.</summary>
    public static void MapFriends(this IEndpointRouteBuilder api) => FriendsApi.Map(api);
}
