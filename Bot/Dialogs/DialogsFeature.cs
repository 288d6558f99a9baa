using Bot.Coupons;
using Bot.Definitions;
using Bot.Dialogs.Definitions;
using Bot.Friends;
using Bot.Storage;
using Bot.Surveys;

namespace Bot.Dialogs;

/// <summary>Everything the bot says beside surveys and coupons: greetings, answers to words, menus, and a kind word when it has none.</summary>
public static class DialogsFeature
{
    /// <summary>
    /// Adds what a friend may ask for at any moment: to hear no more, to be erased, and to know first what they consent to. It comes before surveys, or a survey that waits for a
    /// free text would take it for one.
    /// </summary>
    public static IServiceCollection AddRequestsOfFriends(this IServiceCollection services) => services
        .AddSingleton<Collection>(DialogCollections.ErasureRequests)
        .AddPersonalDocuments(DialogCollections.ErasureRequests)
        .AddSingleton<IReaction, HearTopics>()
        .AddSingleton<IReaction, HearErasure>()
        .AddSingleton<IReaction, TellPrivacyAtConsent>()
        .AddSingleton<EraseOnRequest>()
        .AddHostedService(provider => provider.GetRequiredService<EraseOnRequest>());

    /// <summary>
    /// Adds dialogs. Their reactions are the last to be asked, so this comes after every other feature: a survey that waits
    /// for a free text must get it before a keyword does.
    /// </summary>
    public static IServiceCollection AddDialogs(this IServiceCollection services) => services
        .AddSingleton<Collection>(DialogCollections.States)
        .AddPersonalDocuments(DialogCollections.States)
        .AddSingleton(Kind)
        .AddSingleton<LiveDefinitions<Dialog>>()
        .AddSingleton<ILiveDefinitions>(provider => provider.GetRequiredService<LiveDefinitions<Dialog>>())
        .AddSingleton<CurrentDialogs>()
        .AddSingleton<AnswerWriter>()
        .AddSingleton<IReaction, GreetFriend>()
        .AddSingleton<IReaction, AnswerWords>()
        .AddSingleton<IReaction, ShowCoupons>()
        .AddSingleton<IReaction, AnswerPrivacy>()
        .AddSingleton<IReaction, ExcuseUnanswered>();

    private static DefinitionKind<Dialog> Kind(IServiceProvider provider)
    {
        var surveys = provider.GetRequiredService<LiveDefinitions<Survey>>();
        var coupons = provider.GetRequiredService<LiveDefinitions<Coupon>>();
        return DialogDefinitions.Kind(
            () => [.. surveys.Current.ById.Keys],
            () => [.. coupons.Current.ById.Keys],
            () => [.. surveys.Current.All.SelectMany(survey => survey.Keywords)]);
    }
}
