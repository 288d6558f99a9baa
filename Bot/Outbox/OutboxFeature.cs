using Bot.Friends;
using Bot.Outbox.Pace;
using Bot.Storage;

namespace Bot.Outbox;

/// <summary>Every message on its way out.</summary>
internal static class OutboxFeature
{
    public static IServiceCollection AddOutbox(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OutboxOptions>().Bind(configuration.GetSection("Outbox")).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<Collection>(OutboxCollections.Messages)
            .AddSingleton<Collection>(OutboxCollections.Mailings)
            .AddSingleton<Collection>(PaceCollections.Paid)
            .AddSingleton<IPersonalData, OutboxPersonalData>()
            .AddSingleton<OutboxSignal>()
            .AddSingleton<LineCalls>()
            .AddSingleton<OutboxSender>()
            .AddHostedService(provider => provider.GetRequiredService<OutboxSender>())
            .AddHostedService<MailingSender>();
    }
}
