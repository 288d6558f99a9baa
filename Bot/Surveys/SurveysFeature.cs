using Bot.Conditions;
using Bot.Definitions;
using Bot.Friends;
using Bot.Instances;
using Bot.Storage;
using Bot.Surveys.Definitions;
using Bot.Surveys.Photos;
using Bot.Surveys.Results;

namespace Bot.Surveys;

/// <summary>Surveys: questions asked one at a time in the chat, and what the answers say about the friend.</summary>
public static class SurveysFeature
{
    /// <summary>Adds surveys: their files, conversations and results, and the reaction to friends who answer.</summary>
    public static IServiceCollection AddSurveys(this IServiceCollection services) => services
        .AddDefinitionKind(SurveyDefinition.Kind)
        .AddSingleton<Collection>(SurveyCollections.Conversations)
        .AddSingleton<Collection>(SurveyCollections.Answers)
        .AddSingleton<Collection>(SurveyCollections.Milestones)
        .AddSingleton<Collection>(SurveyCollections.Versions)
        .AddSingleton<Collection>(SurveyCollections.Places)
        .AddSingleton<Collection>(PhotoCollections.Photos)
        .AddSingleton<Collection>(PhotoCollections.Pieces)
        .AddPersonalDocuments(PhotoCollections.Photos)
        .AddPersonalDocuments(PhotoCollections.Pieces)
        .AddSingleton<AnswerPhotos>()
        .AddHostedService<PhotoCopier>()
        .AddSingleton<IPersonalData, Erased.Conversations>()
        .AddSingleton<IPersonalData, Erased.Answers>()
        .AddSingleton<IPersonalData, Erased.Milestones>()
        .AddSingleton<SurveyBook>()
        .AddSingleton<SurveyTallies>()
        .Follow<SurveyTallies>(tallies => tallies.Feed)
        .AddSingleton(provider => new SurveyResultsReader(
            provider.GetRequiredService<IDocumentStore>(),
            provider.GetRequiredService<SurveyTallies>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IVocabularySource, SurveyVocabulary>()
        .AddSingleton<PlaceGates>()
        .AddSingleton<SurveyDeeds>()
        .AddSingleton<SurveyTalks>()
        .AddSingleton(provider => new SurveyStarter(
            provider.GetRequiredService<SurveyBook>(),
            provider.GetRequiredService<SurveyTalks>(),
            provider.GetRequiredService<FriendStore>()))
        .AddSingleton<SurveyTimekeeper>()
        .AddHostedService(provider => provider.GetRequiredService<SurveyTimekeeper>())
        .AddSingleton<IReaction, ForgetUnsentAnswer>()
        .AddSingleton<IReaction, AnswerSurvey>();

    /// <summary>Maps the surveys' endpoints under the API.</summary>
    public static void MapSurveys(this IEndpointRouteBuilder api) => SurveysApi.Map(api);
}
