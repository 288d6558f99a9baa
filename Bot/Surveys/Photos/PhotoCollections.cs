using System.Text.Json.Serialization;
using Bot.Storage;

namespace Bot.Surveys.Photos;

/// <summary>The documents of pictures.</summary>
public static class PhotoCollections
{
    /// <summary>The pictures of answers, without their bytes. Only those to be fetched have a due time.</summary>
    public static Collection<AnswerPhoto> Photos { get; } =
        new Collection<AnswerPhoto>("answerPhotos", PhotosJson.Documents.For<AnswerPhoto>(), photo => photo.Id)
            .Field("friendId", FieldKind.Text, photo => photo.FriendId)
            .Field("survey", FieldKind.Text, photo => photo.Survey)
            .Field("question", FieldKind.Text, photo => photo.Question)
            .Field("answer", FieldKind.Text, photo => photo.Answer)
            .Field("at", FieldKind.Time, photo => photo.At)
            .Field("dueAt", FieldKind.Time, photo => photo.DueAt is { } at ? at : default(FieldValue))
            .IndexedBy("friendId")
            .IndexedBy("answer")
            .IndexedBy("dueAt")
            .IndexedBy("survey", "question", "at");

    /// <summary>The bytes of the pictures.</summary>
    public static Collection<PhotoPiece> Pieces { get; } =
        new Collection<PhotoPiece>("photoPieces", PhotosJson.Documents.For<PhotoPiece>(), piece => piece.Id)
            .Field("friendId", FieldKind.Text, piece => piece.FriendId)
            .IndexedBy("friendId")
            .Traced(Trace.Nothing);
}

[JsonSerializable(typeof(AnswerPhoto))]
[JsonSerializable(typeof(PhotoPiece))]
internal sealed partial class PhotosJson : JsonSerializerContext
{
    public static PhotosJson Documents { get; } = new(DocumentJson.Options());
}
