using Bot.Storage;

namespace Bot.Definitions;

/// <summary>A text somebody is writing and has not published: one a file and person, so that no two write into one another's.</summary>
public sealed record DefinitionDraft(string Kind, string File, string Person, string Yaml, DateTimeOffset At)
{
    /// <summary>The hash of what was live when it was begun; null: there was no such file.</summary>
    public string? BasedOn { get; init; }

    /// <summary>The document's id: path and person.</summary>
    public string Id => Key(Kind, File, Person);

    /// <summary>The file as people name it: <c>surveys/coffee.yaml</c>.</summary>
    public string Path => $"{Kind}/{File}";

    /// <summary>The id of the document of this person's draft of this file.</summary>
    public static string Key(string kind, string file, string person) => $"{kind}/{file}@{person}";
}

/// <summary>Keeps what people write until they publish it or throw it away.</summary>
public sealed class Drafts(IDocumentStore store, TimeProvider clock)
{
    private const int Tries = 10;
    private const int MostListed = 200;

    /// <summary>This person's draft of the file, or null.</summary>
    public async Task<DefinitionDraft?> Find(string kind, string file, string person, CancellationToken ct) =>
        (await store.Get(DefinitionCollections.Drafts, DefinitionDraft.Key(kind, file, person), ct))?.Value;

    /// <summary>Everybody's drafts of a kind, the latest first.</summary>
    public async Task<IReadOnlyList<DefinitionDraft>> List(string kind, CancellationToken ct)
    {
        var query = new Query<DefinitionDraft>(DefinitionCollections.Drafts, Filter.Equal("kind", kind)) { OrderBy = "at", Descending = true, Limit = MostListed };
        return [.. (await store.Find(query, ct)).Items.Select(stored => stored.Value)];
    }

    /// <summary>Keeps the text as it is now; of two at once the later stays.</summary>
    public async Task<DefinitionDraft> Keep(string kind, string file, string person, string yaml, string? basedOn, CancellationToken ct)
    {
        var draft = new DefinitionDraft(kind, file, person, yaml, StoredTime.Truncate(clock.GetUtcNow())) { BasedOn = basedOn };
        for (var tried = 0; tried < Tries; tried++)
        {
            var there = await store.Get(DefinitionCollections.Drafts, draft.Id, ct);
            if (there is not null && there.Value.Yaml == yaml && there.Value.BasedOn == basedOn)
            {
                return there.Value;
            }

            if (await store.Commit(new Commit().Put(DefinitionCollections.Drafts, draft, there?.Version ?? 0), ct) is CommitResult.Committed)
            {
                return draft;
            }
        }

        throw new StoreException($"The draft of {draft.Path} changed {Tries} times while it was to be kept. Try again.");
    }

    /// <summary>Throws the draft away.</summary>
    public async Task Drop(string kind, string file, string person, CancellationToken ct)
    {
        var id = DefinitionDraft.Key(kind, file, person);
        if (await store.Get(DefinitionCollections.Drafts, id, ct) is not null)
        {
            await store.Commit(new Commit().Delete(DefinitionCollections.Drafts, id), ct);
        }
    }
}
