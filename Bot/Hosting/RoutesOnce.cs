using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Bot.Hosting;

/// <summary>
/// Routes whose handlers are made once. Matching and authorization each ask for all of them, and a group makes its own anew every
/// time it is asked, compiling each handler: that was a quarter of a start.
/// </summary>
internal static class RoutesOnce
{
    /// <summary>Maps these routes.</summary>
    public static void MapOnce(this IEndpointRouteBuilder app, Action<IEndpointRouteBuilder> map)
    {
        var routes = new Routes(app);
        map(routes);
        app.DataSources.Add(new Source(routes.DataSources));
    }

    private sealed class Routes(IEndpointRouteBuilder app) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => app.ServiceProvider;

        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public IApplicationBuilder CreateApplicationBuilder() => app.CreateApplicationBuilder();
    }

    private sealed class Source(IEnumerable<EndpointDataSource> sources) : EndpointDataSource
    {
        private readonly Lazy<IReadOnlyList<Endpoint>> _endpoints = new(() => [.. sources.SelectMany(source => source.Endpoints)]);

        public override IReadOnlyList<Endpoint> Endpoints => _endpoints.Value;

        public override IChangeToken GetChangeToken() => NullChangeToken.Singleton;
    }
}
