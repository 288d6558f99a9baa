using System.Globalization;

namespace Bot.Storage.Sqlite;

/// <summary>
/// How far a follower of a feed has come: all writes up to this number, of this file. Since: the newest write when the
/// follower began with what there was; of what was deleted before, it need not hear.
/// </summary>
internal readonly record struct FeedPosition(string File, long Sequence, long Since)
{
    /// <summary>A position as <see cref="ToString"/> wrote it; null for any other text.</summary>
    public static FeedPosition? Parse(string? text) =>
        text?.Split('-') is [{ Length: > 0 } file, var sequence, var since]
        && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var written)
        && long.TryParse(since, NumberStyles.None, CultureInfo.InvariantCulture, out var began)
            ? new FeedPosition(file, written, began)
            : null;

    /// <summary>Whether the file, as it is now, still knows all that happened since.</summary>
    public bool IsIn(string file, long latest, long forgotten) =>
        File == file && Sequence <= latest && Math.Max(Sequence, Since) >= forgotten;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}-{Sequence}-{Since}");
}
