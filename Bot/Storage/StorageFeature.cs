using System.Diagnostics;
using Bot.Storage.Mongo;
using Bot.Storage.Moving;
using Bot.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Bot.Storage;

/// <summary>The document store, opened with every collection that features register.</summary>
public static class StorageFeature
{
    /// <summary>
    /// Adds <see cref="IDocumentStore"/>, opened when it is first asked for and closed with the host. A relative file in
    /// the configuration lies under this folder.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration, string folder)
    {
        services.AddOptions<StorageOptions>()
            .Bind(configuration.GetSection("Storage"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services
            .AddSingleton<Collection>(StoreCopy.Unfinished)
            .AddHostedService<UnfinishedCopyCheck>()
            .AddSingleton<IDocumentStore>(provider => Open(
                provider.GetRequiredService<IOptions<StorageOptions>>().Value,
                folder,
                provider.GetServices<Collection>().Distinct(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetService<ILogger<MongoStore>>() ?? NullLogger<MongoStore>.Instance));
    }

    private static IDocumentStore Open(
        StorageOptions options, string folder, IEnumerable<Collection> collections, TimeProvider clock, ILogger<MongoStore> logger) => options.Engine switch
        {
            StorageEngine.Sqlite => SqliteStore.Open(SqliteFile.Under(folder, options.ConnectionString), collections, clock),
            StorageEngine.Mongo => MongoStore.Open(options.ConnectionString, collections, logger),
            _ => throw new UnreachableException(),
        };
}
