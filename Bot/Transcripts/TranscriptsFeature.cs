namespace Bot.Transcripts;

/// <summary>Registers the trying of drafts.</summary>
public static class TranscriptsFeature
{
    /// <summary>Adds what checks and tries drafts.</summary>
    public static IServiceCollection AddTranscripts(this IServiceCollection services) => services.AddSingleton<Rehearsals>();

    /// <summary>Maps the checking and trying of drafts under the API.</summary>
    public static void MapTranscripts(this IEndpointRouteBuilder api) => RehearsalsApi.Map(api);
}
