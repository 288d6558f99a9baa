using Bot.Coupons;
using Bot.Definitions;
using Bot.Dialogs.Definitions;
using Bot.Friends;
using Bot.Storage;
using Bot.Surveys;

namespace Bot.Dialogs;

/// <summary>Everything the bot says beside surveys and coupons: greetings, answers to keywords, and a kind word when it has none.</summary>
public static class DialogsFeature
{
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
        .AddSingleton<ReplyWriter>()
        .AddSingleton<IReaction, GreetFriend>()
        .AddSingleton<IReaction, AnswerKeyword>()
        .AddSingleton<IReaction, ShowCoupons>()
        .AddSingleton<IReaction, ExcuseUnanswered>();

    private static DefinitionKind<Dialog> Kind(IServiceProvider provider)
    {
        var surveys = provider.GetRequiredService<LiveDefinitions<Survey>>();
        var coupons = provider.GetRequiredService<LiveDefinitions<Coupon>>();
        return DialogDefinitions.Kind(() => [.. surveys.Current.ById.Keys], () => [.. coupons.Current.ById.Keys]);
    }
}
