using Bot.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Instances;

/// <summary>Several instances of the bot on one store: what only one of them may do, and what they must agree on.</summary>
internal static class InstancesFeature
{
    /// <summary>Adds the leases; before whoever works under one, so that they are given back after it has stopped.</summary>
    public static IServiceCollection AddInstances(this IServiceCollection services) => services
        .AddSingleton<Collection>(InstanceCollections.Leases)
        .AddSingleton<Collection>(InstanceCollections.Settings)
        .AddSingleton(InstanceId.New())
        .AddSingleton<Leases>()
        .AddHostedService(provider => provider.GetRequiredService<Leases>());

    /// <summary>Compares what all instances must agree on when this one starts.</summary>
    public static IServiceCollection AddAgreedSettings(this IServiceCollection services, Func<IServiceProvider, AgreedSettings> settings) => services
        .AddSingleton(settings)
        .AddHostedService<SettingsAgreement>();

    /// <summary>Maps <c>/instances</c>.</summary>
    public static void MapInstances(this IEndpointRouteBuilder api) =>
        api.MapGet("/instances", Show).WithSummary("Which instance answers, and which one has which role.");

    private static async Task<Ok<InstancesView>> Show(IDocumentStore store, InstanceId me, CancellationToken ct)
    {
        if (!store.IsShared)
        {
            return TypedResults.Ok(new InstancesView(me.Name, Shared: false, [.. Roles.All.Select(role => new RoleView(role, me.Name, 0))]));
        }

        var leases = await store.GetMany(InstanceCollections.Leases, Roles.All, ct);
        return TypedResults.Ok(new InstancesView(me.Name, Shared: true, [.. leases.Select(lease => new RoleView(lease.Value.Id, lease.Value.Holder, lease.Value.Fence))]));
    }

    /// <summary>The instance that answers, and who has which role.</summary>
    internal sealed record InstancesView(string Instance, bool Shared, IReadOnlyList<RoleView> Roles);

    /// <summary>A role, the instance that has or last had it (null: given back), and the number of that holding.</summary>
    internal sealed record RoleView(string Role, string? Holder, long Fence);
}
