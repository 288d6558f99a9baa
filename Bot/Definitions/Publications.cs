using Bot.Storage;
using Microsoft.Extensions.Options;

namespace Bot.Definitions;

/// <summary>Every kind of definition, those that others refer to before those that refer to them.</summary>
internal sealed class Publications(
    IEnumerable<ILiveDefinitions> kinds, IOptions<DefinitionsOptions> options, IDocumentStore store, TimeProvider clock, ILogger<Publication> log) : IDisposable
{
    public IReadOnlyList<Publication> All { get; } =
        [.. kinds.Select(kind => new Publication(kind, options.Value.FullRoot, store, clock, log))];

    public Publication? Find(string kind) => All.FirstOrDefault(publication => publication.Kind == kind);

    /// <summary>Looks at every kind; what follows a kind that changed is checked against it anew.</summary>
    /// <exception cref="StoreException">The store cannot be reached; what was in use stays.</exception>
    public async Task Look(CancellationToken ct)
    {
        var again = false;
        foreach (var kind in All)
        {
            again |= await kind.Look(again, ct);
        }
    }

    public void Dispose()
    {
        foreach (var kind in All)
        {
            kind.Dispose();
        }
    }
}
