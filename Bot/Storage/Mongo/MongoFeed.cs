namespace Bot.Storage.Mongo;

/// <summary>
/// The changes of a collection: first a walk through everything in the order of ids, then what happened since the walk
/// began, by change stream or by sequence number.
/// </summary>
internal sealed class MongoFeed<T>(MongoClient client, MongoLayout layout, Collection<T> collection, int limit) where T : class
{
    public ChangePage<T> Read(string? after)
    {
        if (FeedPosition.Parse(after) is { } known && layout.Remembers(known))
        {
            try
            {
                return Read(known, startsOver: false);
            }
            catch (MongoError error) when (ChangeStream.IsLost(error))
            {
                // The server has forgotten what happened since then.
            }
        }

        return Read(layout.Now(client, collection.Name) with { Walked = "" }, startsOver: true);
    }

    private ChangePage<T> Read(FeedPosition position, bool startsOver)
    {
        if (position.Walked is { } last)
        {
            var walked = Walk(last);
            if (walked.Count > 0)
            {
                return new ChangePage<T>(walked, (position with { Walked = walked.Count < limit ? null : walked[^1].Id }).ToString(), startsOver);
            }
        }

        var (ids, next) = Since(position with { Walked = null });
        var documents = MongoDocument.Read(client, collection, ids);
        return new ChangePage<T>([.. ids.Select(id => new Change<T>(id, documents.GetValueOrDefault(id)?.Value))], next.ToString(), startsOver);
    }

    private (IReadOnlyList<string> Ids, FeedPosition Next) Since(FeedPosition position)
    {
        if (position.Token is { } token)
        {
            var (changed, behind) = ChangeStream.Since(client, collection.Name, token, limit);
            return (changed, position with { Token = behind });
        }

        var at = TimeProvider.System.GetUtcNow();
        var (ids, next) = SequenceFeed.Since(client, collection.Name, position.Sequence, limit);
        return (ids, position with { Sequence = next, At = at });
    }

    private List<Change<T>> Walk(string after)
    {
        var changes = new List<Change<T>>();
        var filter = client.First.Reset().BeginDocument();
        if (after.Length > 0)
        {
            filter.BeginDocument("_id"u8).String("$gt"u8, after).End();
        }

        var options = client.Second.Reset().BeginDocument().BeginDocument("sort"u8).Int32("_id"u8, 1).End().Int64("limit"u8, limit).End();
        client.Find(collection.Name, filter.End().Written, options.Written, primary: true, document =>
        {
            changes.Add(new Change<T>(DocumentBson.IdOf(document), MongoDocument.Read(collection, document).Value));
            return true;
        });
        return changes;
    }
}
