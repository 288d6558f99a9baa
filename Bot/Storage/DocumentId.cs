using System.Text;

namespace Bot.Storage;

/// <summary>Ids of documents: any text that is not empty. Ours are 32 hex digits that sort by the time they were made (UUID version 7).</summary>
public static class DocumentId
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>A new id; it sorts after those made in an earlier millisecond.</summary>
    public static string New(DateTimeOffset now) => Guid.CreateVersion7(now).ToString("N");

    /// <summary>The id itself; an empty one, or half of a surrogate pair in it, is an <see cref="ArgumentException"/>.</summary>
    internal static string Check(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        _ = Strict.GetByteCount(id);
        return id;
    }
}
