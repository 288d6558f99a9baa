using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Attention;

/// <summary>What needs a person, of all features.</summary>
public sealed class Matters(IEnumerable<INeedsAPerson> features)
{
    private readonly IReadOnlyList<INeedsAPerson> _features = [.. features];

    /// <summary>All of it, the most urgent first.</summary>
    public async Task<IReadOnlyList<Matter>> Look(CancellationToken ct)
    {
        var found = new List<Matter>();
        foreach (var feature in _features)
        {
            found.AddRange(await feature.Look(ct));
        }

        return [.. found.OrderByDescending(matter => matter.Urgency)];
    }
}

/// <summary>What needs a person: each feature says so for itself, home and the API show it.</summary>
public static class AttentionFeature
{
    /// <summary>Adds the collection of it; features register an <see cref="INeedsAPerson"/>.</summary>
    public static IServiceCollection AddAttention(this IServiceCollection services) => services.AddSingleton<Matters>();

    /// <summary>Maps <c>/matters</c>.</summary>
    public static void MapAttention(this IEndpointRouteBuilder api) =>
        api.MapGet("/matters", Show).WithTags("Health").WithSummary("What needs a person, the most urgent first.");

    private static async Task<Ok<IReadOnlyList<Matter>>> Show(Matters matters, CancellationToken ct) => TypedResults.Ok(await matters.Look(ct));
}
