using Bot.Friends;
using Bot.Line;
using Bot.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Bot.Links;

/// <summary>Tracked links: addresses in mailings that lead over the bot, so that it knows which are tapped.</summary>
public static class LinksFeature
{
    /// <summary>
    /// Adds tracked links. Without a public address, links lead over the bot's own where <paramref name="overOwnAddress"/> says
    /// that those who tap are on this machine.
    /// </summary>
    public static IServiceCollection AddLinks(this IServiceCollection services, bool overOwnAddress = false) => services
        .AddSingleton<Collection>(LinkCollections.Links)
        .AddSingleton<Collection>(LinkCollections.Secrets)
        .AddSingleton<Collection>(LinkCollections.Clicks)
        .AddSingleton<Collection>(LinkCollections.Hours)
        .AddSingleton<IPersonalData, ClickPersonalData>()
        .AddSingleton(provider => new LinkOrigin(() =>
            provider.GetService<PublicAddress>()?.Origin ?? (overOwnAddress ? OwnAddress(provider.GetRequiredService<IServer>()) : null)))
        .AddSingleton<LinkBook>()
        .AddSingleton<ClickReader>()
        .AddSingleton<ClickWriter>()
        .AddHostedService(provider => provider.GetRequiredService<ClickWriter>());

    /// <summary>Maps the address that all tracked links have, open to everybody.</summary>
    public static void MapLinks(this IEndpointRouteBuilder routes) => LinkVisits.Map(routes);

    private static Uri? OwnAddress(IServer server) =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address
            ? new Uri($"http://localhost:{BindingAddress.Parse(address).Port}")
            : null;
}
