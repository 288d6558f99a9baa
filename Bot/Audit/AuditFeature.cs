using Bot.Friends;
using Bot.Storage;

namespace Bot.Audit;

/// <summary>The log of what people of the shop did.</summary>
public static class AuditFeature
{
    /// <summary>Adds the log, and has the store tell it of what people write. After the store and every other collection.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        var plain = services.Last(service => service.ServiceType == typeof(IDocumentStore));
        services.Remove(plain);
        return services
            .AddSingleton<Collection>(AuditCollections.Entries)
            .AddSingleton<IDocumentStore>(provider => new AuditingStore((IDocumentStore)plain.ImplementationFactory!(provider), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<AuditLog>()
            .AddSingleton<IPersonalData, AuditPersonalData>();
    }

    /// <summary>The log in the REST API.</summary>
    public static void MapAudit(this IEndpointRouteBuilder api) => AuditApi.Map(api);
}
