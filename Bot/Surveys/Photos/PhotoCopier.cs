using Bot.Friends;
using Bot.Instances;
using Bot.Line;
using Bot.Storage;

namespace Bot.Surveys.Photos;

/// <summary>
/// Copies the pictures of answers from LINE, which forgets them after a while. A try is written down before it is made, so that neither
/// a crash nor a picture that brings one loses others or is fetched for ever; what came is written with the friend, so that an erasure
/// leaves none of it behind.
/// </summary>
internal sealed partial class PhotoCopier(
    IDocumentStore store, FriendStore friends, AnswerPhotos photos, LineClient line, Leases leases, TimeProvider clock, ILogger<PhotoCopier> log) : BackgroundService
{
    /// <summary>The tries reach over about a day; LINE keeps contents for longer.</summary>
    internal const int MostTries = 12;

    // Of real time, whatever the clock says: a simulated one may jump.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(4);

    // The client bounds the wait for an answer, not for the end of what it holds.
    private static readonly TimeSpan LongestRead = TimeSpan.FromMinutes(2);

    // Two copiers would do no harm, only twice the work.
    private readonly Lease _lease = leases.Of(Roles.Photos);

    /// <summary>Fetches every picture that is due now.</summary>
    internal async Task CopyDue(CancellationToken ct)
    {
        var due = new Filter.Compare("dueAt", Comparison.LessOrEqual, StoredTime.Truncate(clock.GetUtcNow()));
        foreach (var photo in (await store.Find(new Query<AnswerPhoto>(PhotoCollections.Photos, due) { OrderBy = "dueAt" }, ct)).Items)
        {
            if (!_lease.IsHeld)
            {
                return;
            }

            await Copy(photo, ct);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _lease.UntilHeld(stoppingToken);
                await CopyDue(stoppingToken);
            }
            catch (StoreException outage)
            {
                StoreFailed(outage.Message);
            }

            await Task.Delay(Look, stoppingToken);
        }
    }

    private async Task Copy(Stored<AnswerPhoto> stored, CancellationToken ct)
    {
        var wait = TimeSpan.FromSeconds(10 * Math.Pow(3, stored.Value.Tries));
        var trying = stored.Value with
        {
            Tries = stored.Value.Tries + 1,
            DueAt = StoredTime.Truncate(clock.GetUtcNow() + (wait < LongestWait ? wait : LongestWait)),
        };
        if (await store.Commit(new Commit().Replace(PhotoCollections.Photos, trying, stored.Version), ct) is not CommitResult.Committed)
        {
            return; // Somebody else has it, or it was taken back.
        }

        // A picture that ended the process each time it was fetched is not fetched again.
        var (photo, content) = stored.Value.Tries < MostTries ? await Fetch(trying, ct) : (Gone(trying), []);
        if (photo != trying)
        {
            await Keep(photo, content, stored.Version + 1, ct);
        }
    }

    // The picture as the try leaves it: the same while it may come yet.
    private async Task<(AnswerPhoto Photo, byte[] Content)> Fetch(AnswerPhoto photo, CancellationToken ct)
    {
        var result = await line.Content(photo.MessageId, ct);
        switch (result)
        {
            case { Value: MessageContent.Ready ready }:
                using (ready)
                {
                    return await Read(photo, ready.Stream, ct) is { } content ? Judge(photo, content) : (Later(photo), []);
                }

            case { Value: MessageContent.TooLarge(var length) }:
                return (Refused(photo, new($"写真が大きすぎます（{length:N0}バイト）。", $"The picture is too large ({length:N0} bytes).")), []);
            case { Failure: LineFailure.Gone or LineFailure.NotFound or LineFailure.BadRequest }:
                return (Gone(photo), []);
            default:
                return (Later(photo), []);
        }
    }

    // Null: the connection broke or stood still, or it turned out longer than the client takes.
    private async Task<byte[]?> Read(AnswerPhoto photo, Stream stream, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(LongestRead);
        try
        {
            using var content = new MemoryStream();
            await stream.CopyToAsync(content, patience.Token);
            return content.ToArray();
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException || (broken is OperationCanceledException && !ct.IsCancellationRequested))
        {
            ContentBroken(photo.Id, broken.Message);
            return null;
        }
    }

    private static (AnswerPhoto Photo, byte[] Content) Judge(AnswerPhoto photo, byte[] content) => PhotoFormat.Of(content) is { } mediaType
        ? (photo with { State = PhotoState.Kept, DueAt = null, MediaType = mediaType, Bytes = content.Length, Pieces = (content.Length + PhotoPiece.MostBytes - 1) / PhotoPiece.MostBytes }, content)
        : (Refused(photo, new("JPEG・PNG・HEICの写真ではありません。", "It is no JPEG, PNG or HEIC picture.")), []);

    private static AnswerPhoto Later(AnswerPhoto photo) => photo.Tries < MostTries ? photo : Gone(photo);

    private static AnswerPhoto Gone(AnswerPhoto photo) => photo with { State = PhotoState.Gone, DueAt = null, Problem = new("LINEにもうありませんでした。", "LINE did not have it any more.") };

    private static AnswerPhoto Refused(AnswerPhoto photo, Words problem) => photo with { State = PhotoState.Refused, DueAt = null, Problem = problem };

    private async Task Keep(AnswerPhoto photo, byte[] content, long version, CancellationToken ct)
    {
        var kept = await friends.Change(
            photo.FriendId,
            async (change, token) =>
            {
                // Decided anew on what is stored now: taken back or erased meanwhile, it is not written.
                if (await store.Get(PhotoCollections.Photos, photo.Id, token) is not { Version: var now } || now != version)
                {
                    return photo with { State = PhotoState.Gone };
                }

                var others = (await photos.Of(photo.Answer, token)).Where(other => other.Value.State == PhotoState.Kept).Sum(other => other.Value.Bytes);
                var written = photo.State == PhotoState.Kept && others + photo.Bytes > photo.MostBytes
                    ? Refused(photo with { MediaType = null, Bytes = 0, Pieces = 0 }, new($"お答えの写真が合わせて{photo.MostBytes:N0}バイトをこえます。", $"The pictures of the answer have more than {photo.MostBytes:N0} bytes together."))
                    : photo;
                change.Commit.Replace(PhotoCollections.Photos, written, version);
                foreach (var (index, id) in written.PieceIds.Index())
                {
                    var start = index * PhotoPiece.MostBytes;
                    change.Commit.Insert(PhotoCollections.Pieces, new PhotoPiece(id, photo.FriendId, photo.Id, content[start..Math.Min(content.Length, start + PhotoPiece.MostBytes)]));
                }

                if (written.Problem is { } problem)
                {
                    change.Record(TimelineKind.PhotoNotKept, $"{photo.Survey}.{photo.Question}", source: FactSource.Survey(photo.Survey), reason: problem);
                }

                return written;
            },
            ct);
        if (kept is null)
        {
            // Nobody's picture: its friend was erased.
            await store.Commit(new Commit().Delete(PhotoCollections.Photos, photo.Id, version), ct);
        }

        Copied(photo.Id, kept?.State ?? PhotoState.Gone, kept?.Bytes ?? 0);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The picture {Photo} is {State}, {Bytes} bytes")]
    private partial void Copied(string photo, PhotoState state, long bytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The picture {Photo} broke off: {Reason}")]
    private partial void ContentBroken(string photo, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store could not be used: {Problem}")]
    private partial void StoreFailed(string problem);
}
