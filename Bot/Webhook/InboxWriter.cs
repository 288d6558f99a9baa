using Bot.Line;
using Bot.Storage;

namespace Bot.Webhook;

/// <summary>Makes received events durable, each once, and hands them on to their turns.</summary>
internal sealed partial class InboxWriter(IDocumentStore store, TurnQueue queue, TimeProvider clock, WebhookCounters counters, ILogger<InboxWriter> logger)
{
    // LINE gives up on an answer after two seconds; saying 503 before that tells it (and us) what happened.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1_800);

    /// <summary>False when they could not be stored: then none of them may be acknowledged.</summary>
    public async Task<bool> Store(IReadOnlyList<PostedEvent> posted, CancellationToken ct)
    {
        counters.Received(posted.Count);
        using var incoming = queue.Prepare();
        var now = StoredTime.Truncate(clock.GetUtcNow());
        var fresh = new List<InboxEvent>(posted.Count);
        foreach (var (happened, json) in posted)
        {
            // The same event twice in one request counts as one.
            if (!fresh.Exists(other => other.Id == happened.WebhookEventId))
            {
                fresh.Add(incoming.Add(Document(happened, json, now), happened));
            }
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            while (fresh.Count > 0)
            {
                var commit = new Commit();
                foreach (var document in fresh)
                {
                    commit.Insert(InboxCollections.Inbox, document);
                }

                if (await store.Commit(commit, limit.Token) is not CommitResult.Conflict taken)
                {
                    break;
                }

                // Received before (a redelivery, or LINE's occasional duplicate): its neighbours are stored without it.
                counters.Duplicate();
                fresh.RemoveAll(one => one.Id == taken.Id);
            }
        }
        catch (Exception problem) when (problem is StoreException || (problem is OperationCanceledException && !ct.IsCancellationRequested))
        {
            LogNotStored(posted.Count, problem.Message);
            return false;
        }

        incoming.Stored(fresh);
        return true;
    }

    private static InboxEvent Document(WebhookEvent happened, ReadOnlyMemory<byte> json, DateTimeOffset now) => new()
    {
        Id = happened.WebhookEventId,
        FriendId = happened.FriendId,
        ReceivedAt = now,
        HappenedAt = happened.HappenedAt,
        Event = new RawJson(json),
        DueAt = now,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} event(s) could not be stored: {Problem}")]
    private partial void LogNotStored(int count, string problem);
}
