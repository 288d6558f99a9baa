using Bot.Storage;
using Microsoft.Extensions.Options;

namespace Bot.Definitions;

/// <summary>Every kind of definition, those that others refer to before those that refer to them.</summary>
internal sealed class Publications(
    IEnumerable<ILiveDefinitions> kinds, IOptions<DefinitionsOptions> options, IDocumentStore store, TimeProvider clock, ILogger<Publication> log) : IDisposable
{
    public IReadOnlyList<Publication> All { get; } =
        [.. kinds.Select(kind => new Publication(kind, options.Value.FullRoot, store, clock, log))];

    /// <summary>A file as it is live, or null.</summary>
    public async Task<PublishedFile?> Live(string kind, string file, CancellationToken ct) =>
        Find(kind) is { } publication ? (await publication.Files(ct)).FirstOrDefault(live => live.Path == $"{kind}/{file}") : null;

    /// <summary>Publishes a file of a kind there is, when the kind's files are valid with it and <paramref name="expected"/> holds for the hash it has now.</summary>
    public async Task<PublishResult> Put(string kind, string file, byte[] bytes, Func<string?, bool> expected, string by, CancellationToken ct)
    {
        if (Find(kind) is not { } publication || !DefinitionFile.IsName(file))
        {
            return new PublishResult.BadName();
        }

        // What the file refers to may have been published through another instance a moment ago.
        await Look(ct);
        return await publication.Put(new DefinitionFile($"{kind}/{file}", bytes), expected, by, ct);
    }

    /// <summary>Takes a file out of what is live, when <paramref name="expected"/> holds for the hash it has now.</summary>
    public async Task<PublishResult> Delete(string kind, string file, Func<string?, bool> expected, string by, CancellationToken ct)
    {
        if (Find(kind) is not { } publication)
        {
            return new PublishResult.NotThere();
        }

        await Look(ct);
        return await publication.Delete($"{kind}/{file}", expected, by, ct);
    }

    /// <summary>Every content the file ever had, latest publication first.</summary>
    /// <exception cref="ArgumentException">The cursor is not one of this list.</exception>
    public async Task<(IReadOnlyList<DefinitionVersion> Items, string? Next)> Versions(string kind, string file, int limit, string? after, CancellationToken ct)
    {
        var query = new Query<DefinitionVersion>(DefinitionCollections.Versions, Filter.Equal("path", $"{kind}/{file}"))
        {
            OrderBy = "at",
            Descending = true,
            Limit = limit,
            After = after,
        };
        var page = await store.Find(query, ct);
        return ([.. page.Items.Select(stored => stored.Value)], page.Next);
    }

    /// <summary>One of these contents, or null.</summary>
    public async Task<DefinitionVersion?> Version(string kind, string file, string hash, CancellationToken ct) =>
        (await store.Get(DefinitionCollections.Versions, DefinitionVersion.Key($"{kind}/{file}", hash), ct))?.Value;

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
