using Bot.Conditions;
using Bot.Storage;

namespace Bot.Segments.Tags;

/// <summary>Keeps the declared tags, and makes them known to conditions.</summary>
public sealed class TagStore(IDocumentStore store, TimeProvider clock) : IVocabularySource
{
    private const int Tries = 10;

    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyList<DeclaredTag>> List(CancellationToken ct)
    {
        var query = new Query<DeclaredTag>(TagCollections.Tags, Filter.Everything) { OrderBy = "name", Limit = 500 };
        return await store.Everything(query, ct).Select(item => item.Value).ToListAsync(ct);
    }

    /// <summary>Declares the tag, or gives the one there is another note; who declared it first stays.</summary>
    public async Task<(DeclaredTag Tag, bool IsNew)> Declare(string name, string? note, string by, CancellationToken ct)
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            var there = await store.Get(TagCollections.Tags, name, ct);
            var tag = there is null
                ? new DeclaredTag { Name = name, Note = note, Since = StoredTime.Truncate(clock.GetUtcNow()), By = by }
                : there.Value with { Note = note ?? there.Value.Note };
            if (tag == there?.Value || await store.Commit(new Commit().Put(TagCollections.Tags, tag, there?.Version ?? 0), ct) is CommitResult.Committed)
            {
                return (tag, there is null);
            }
        }

        throw new StoreException($"The tag {name} changed {Tries} times while it was to be declared. Try again.");
    }

    /// <summary>Whether it was declared. Friends who have the tag keep it, and as long as there are any it stays known.</summary>
    public async Task<bool> Forget(string name, CancellationToken ct) =>
        await store.Get(TagCollections.Tags, name, ct) is not null
        && await store.Commit(new Commit().Delete(TagCollections.Tags, name), ct) is CommitResult.Committed;

    async Task<ConditionVocabulary> IVocabularySource.Read(CancellationToken ct) => new() { Tags = [.. (await List(ct)).Select(tag => tag.Name)] };
}
