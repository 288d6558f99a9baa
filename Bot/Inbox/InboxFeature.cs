using Bot.Attention;
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
        .AddSingleton<OpenInquiries>()
        .AddSingleton<INeedsAPerson, InboxMatters>()
        .AddSingleton<Collection>(SavedReplyCollections.Replies)
        .AddSingleton<SavedReplies>()
        .AddSingleton<IReaction, FollowMessages>();

    /// <summary>Maps the endpoints of inquiries, <c>/inbox</c>, of saved replies, and of messages to a friend.</summary>
    public static void MapInbox(this IEndpointRouteBuilder api)
    {
        InboxApi.Map(api);
        SavedRepliesApi.Map(api);
    }
}
