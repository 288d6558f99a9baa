namespace Bot.Surveys.Photos;

/// <summary>
/// One picture of an answer: due to be copied from LINE, which forgets it after a while, or what became of it. The picture itself stands
/// beside it in <see cref="PhotoPiece"/>s. Erased with the friend, deleted when its message is taken back.
/// </summary>
public sealed record AnswerPhoto
{
    /// <summary>The answer's id and the picture's number in it.</summary>
    public required string Id { get; init; }

    /// <summary>LINE's id of the friend.</summary>
    public required string FriendId { get; init; }

    /// <summary>The survey's id.</summary>
    public required string Survey { get; init; }

    /// <summary>The question's id.</summary>
    public required string Question { get; init; }

    /// <summary>The answer's id.</summary>
    public required string Answer { get; init; }

    /// <summary>Which picture of the answer, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>LINE's id of the message it came in, by which it is fetched.</summary>
    public required string MessageId { get; init; }

    /// <summary>When the answer was given, in whole milliseconds.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How many bytes all pictures of the answer may have together.</summary>
    public required long MostBytes { get; init; }

    /// <summary>Whether it is here.</summary>
    public required PhotoState State { get; init; }

    /// <summary>When it is to be fetched, for the first time or again; null: never again.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>How often it was tried to fetch it.</summary>
    public int Tries { get; init; }

    /// <summary>What it is, by its first bytes: <c>image/jpeg</c>; null: it is not here.</summary>
    public string? MediaType { get; init; }

    /// <summary>How many bytes are kept.</summary>
    public long Bytes { get; init; }

    /// <summary>In how many pieces.</summary>
    public int Pieces { get; init; }

    /// <summary>Why it is not here, for staff; null: it is, or will be.</summary>
    public Words? Problem { get; init; }

    /// <summary>The id of the document of this picture of the answer.</summary>
    public static string Key(string answer, int number) => FormattableString.Invariant($"{answer}-{number}");

    /// <summary>The ids of its pieces, in order.</summary>
    internal IEnumerable<string> PieceIds => Enumerable.Range(0, Pieces).Select(i => PhotoPiece.Key(Id, i));
}

/// <summary>What became of a picture.</summary>
public enum PhotoState
{
    /// <summary>To be copied from LINE.</summary>
    Due,

    /// <summary>Kept here.</summary>
    Kept,

    /// <summary>LINE has it no more.</summary>
    Gone,

    /// <summary>Not kept: too large, or no picture.</summary>
    Refused,
}

/// <summary>A part of a picture's bytes.</summary>
public sealed record PhotoPiece(string Id, string FriendId, string Photo, byte[] Content)
{
    /// <summary>Small enough for every store's documents, also as Base64.</summary>
    public const int MostBytes = 192 * 1024;

    /// <summary>The id of this piece of the picture, from 0.</summary>
    public static string Key(string photo, int index) => FormattableString.Invariant($"{photo}-{index}");
}
