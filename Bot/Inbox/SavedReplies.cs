using Bot.Access;
using Bot.Line;
using Bot.Storage;

namespace Bot.Inbox;

/// <summary>Keeps the saved replies. Of two people who change one at once the second is told.</summary>
public sealed class SavedReplies(IDocumentStore store, TimeProvider clock)
{
    /// <summary>The longest title, in UTF-16 units.</summary>
    public const int LongestTitle = 50;

    private const int Most = 500;

    /// <summary>All of them, by title.</summary>
    public async Task<IReadOnlyList<Stored<SavedReply>>> List(CancellationToken ct) => (await store.Find(
        new Query<SavedReply>(SavedReplyCollections.Replies, Filter.Everything) { OrderBy = "title", Limit = Most }, ct)).Items;

    /// <summary>One with its version, or null: no such reply.</summary>
    public Task<Stored<SavedReply>?> Find(string id, CancellationToken ct) => store.Get(SavedReplyCollections.Replies, id, ct);

    /// <summary>Writes one over the version that was read; 0: a new one. What is wrong is told by the words of <see cref="SavedReplyAnswer"/>.</summary>
    public async Task<SavedReplyAnswer> Save(string? id, long version, string title, string text, CancellationToken ct)
    {
        var (name, words) = (title.Trim(), text.Trim().ReplaceLineEndings("\n"));
        if (name.Length is 0 or > LongestTitle || name.Any(char.IsControl))
        {
            return new SavedReplyAnswer.BadTitle();
        }

        if (words.Length is 0 or > LineLimits.Text)
        {
            return new SavedReplyAnswer.BadText();
        }

        var now = clock.GetUtcNow();
        var reply = new SavedReply
        {
            Id = id ?? DocumentId.New(now),
            Title = name,
            Text = words,
            ChangedAt = StoredTime.Truncate(now),
            ChangedBy = Acting.Now?.Actor.Name,
        };
        return await store.Commit(new Commit().Put(SavedReplyCollections.Replies, reply, version), ct) is CommitResult.Committed
            ? new SavedReplyAnswer.Saved(new(reply, version + 1))
            : new SavedReplyAnswer.ChangedSince(await Find(reply.Id, ct));
    }

    /// <summary>Takes one away; the one that was there, or null.</summary>
    public async Task<SavedReply?> Delete(string id, CancellationToken ct)
    {
        var there = await Find(id, ct);
        await store.Commit(new Commit().Delete(SavedReplyCollections.Replies, id), ct);
        return there?.Value;
    }
}

/// <summary>What became of writing a saved reply.</summary>
public abstract record SavedReplyAnswer
{
    private SavedReplyAnswer()
    {
    }

    /// <summary>It is written.</summary>
    public sealed record Saved(Stored<SavedReply> Reply) : SavedReplyAnswer;

    /// <summary>Somebody changed it meanwhile (null: took it away); nothing is written.</summary>
    public sealed record ChangedSince(Stored<SavedReply>? Now) : SavedReplyAnswer;

    /// <summary>The title is empty, too long or has line breaks.</summary>
    public sealed record BadTitle : SavedReplyAnswer;

    /// <summary>The words are none, or more than LINE takes.</summary>
    public sealed record BadText : SavedReplyAnswer;
}
