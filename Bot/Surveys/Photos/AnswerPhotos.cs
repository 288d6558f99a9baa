using Bot.Friends;
using Bot.Storage;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Photos;

/// <summary>The pictures of answers: noted with the answer, given out, and gone with the message.</summary>
public sealed class AnswerPhotos(IDocumentStore store)
{
    /// <summary>Adds what has the answer's pictures copied from LINE soon; nothing where it has none.</summary>
    internal static void Note(Commit commit, Answer answer, Question? question)
    {
        if (answer.Value.Photos is not { } messages || question is not PhotoQuestion asked)
        {
            return;
        }

        foreach (var (index, messageId) in messages.Index())
        {
            commit.Insert(PhotoCollections.Photos, new AnswerPhoto
            {
                Id = AnswerPhoto.Key(answer.Id, index + 1),
                FriendId = answer.FriendId,
                Survey = answer.Survey,
                Question = answer.Question,
                Answer = answer.Id,
                Number = index + 1,
                MessageId = messageId,
                At = answer.At,
                MostBytes = asked.MostBytes,
                State = PhotoState.Due,
                DueAt = answer.At,
            });
        }
    }

    /// <summary>Adds what takes the picture of this message away, with its bytes.</summary>
    internal async Task Forget(FriendChange change, Answer answer, string messageId, CancellationToken ct)
    {
        foreach (var (photo, _) in (await Of(answer.Id, ct)).Where(stored => stored.Value.MessageId == messageId))
        {
            change.Commit.Delete(PhotoCollections.Photos, photo.Id);
            foreach (var piece in photo.PieceIds)
            {
                change.Commit.Delete(PhotoCollections.Pieces, piece);
            }
        }
    }

    /// <summary>A page of a question's pictures, newest first. Not a cursor of this list: <see cref="ArgumentException"/>.</summary>
    public Task<Page<AnswerPhoto>> List(string survey, string question, int limit, string? after, CancellationToken ct) => store.Find(
        new Query<AnswerPhoto>(PhotoCollections.Photos, Filter.Equal("survey", survey) & Filter.Equal("question", question))
        {
            OrderBy = "at",
            Descending = true,
            Limit = limit,
            After = after,
        },
        ct);

    /// <summary>A picture that is kept, or null.</summary>
    public async Task<AnswerPhoto?> Find(string survey, string answer, int number, CancellationToken ct) =>
        await store.Get(PhotoCollections.Photos, AnswerPhoto.Key(answer, number), ct) is { Value: { State: PhotoState.Kept } photo } && photo.Survey == survey ? photo : null;

    /// <summary>Writes the picture's bytes, piece by piece.</summary>
    public async Task Write(AnswerPhoto photo, Stream stream, CancellationToken ct)
    {
        foreach (var id in photo.PieceIds)
        {
            // A picture that goes while it is read ends early.
            if (await store.Get(PhotoCollections.Pieces, id, ct) is not { Value: var piece })
            {
                return;
            }

            await stream.WriteAsync(piece.Content, ct);
        }
    }

    /// <summary>All pictures of an answer.</summary>
    internal async Task<IReadOnlyList<Stored<AnswerPhoto>>> Of(string answer, CancellationToken ct) =>
        await store.Everything(new Query<AnswerPhoto>(PhotoCollections.Photos, Filter.Equal("answer", answer)), ct).ToListAsync(ct);
}
