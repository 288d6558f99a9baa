using Bot.Friends;
using Bot.Storage;

namespace Bot.Inbox;

/// <summary>The inbox of the shop's people: what friends said that the bot could not answer, and notices of the bot's.</summary>
public static class InboxFeature
{
    /// <summary>Adds the inbox. It follows what friends take back, so it comes before the features that answer.</summary>
    public static IServiceCollection AddInbox(this IServiceCollection services) => services
        .AddSingleton<Collection>(InquiryCollections.Inquiries)
        .AddPersonalDocuments(InquiryCollections.Inquiries)
        .AddSingleton<Inquiries>()
        .AddSingleton<InquiryDesk>()
        .AddSingleton<IReaction, FollowMessages>();

    /// <summary>Maps the endpoints of inquiries, <c>/inbox</c>.</summary>
    public static void MapInbox(this IEndpointRouteBuilder api) => InboxApi.Map(api);
}
