namespace Bot.Storage.Mongo;

/// <summary>A query for one page: it continues after the last document's order value and id, not after a count.</summary>
internal sealed class MongoFind<T> where T : class
{
    private readonly Query<T> _query;
    private readonly MongoSort _sort;
    private readonly IEnumerable<MongoQuery> _queries;

    /// <summary>What is no query of the collection is an <see cref="ArgumentException"/>.</summary>
    public MongoFind(Query<T> query)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        _query = query;
        _sort = new MongoSort(query.Collection, query.OrderBy, query.Descending);
        _queries = MongoFilter.Of(query.Collection, query.Where, _sort.Condition(PageCursor.Read(query)));
    }

    public Page<T> Run(MongoClient client)
    {
        // One more than asked for tells whether there are more.
        var wanted = _query.Limit + 1L;
        var found = new List<(PageCursor Key, Stored<T> Document)>();
        foreach (var query in _queries)
        {
            var before = found.Count;
            Read(client, query, wanted, found);
            if (before > 0)
            {
                found.Sort((left, right) => _sort.Compare(left.Key, right.Key));
                found.RemoveRange((int)Math.Min(wanted, found.Count), (int)Math.Max(0, found.Count - wanted));
            }
        }

        return found.Count < wanted
            ? new Page<T>([.. found.Select(each => each.Document)], Next: null)
            : new Page<T>([.. found.Take(_query.Limit).Select(each => each.Document)], PageCursor.Write(_query, found[^2].Key.Value, found[^2].Key.Id));
    }

    private void Read(MongoClient client, MongoQuery query, long wanted, List<(PageCursor, Stored<T>)> found)
    {
        var options = client.Second.Reset().BeginDocument().Document("sort"u8, _sort.ToBson());
        if (query.Except is null)
        {
            options.Int64("limit"u8, wanted);
        }

        var read = 0L;
        client.Find(_query.Collection.Name, query.Bson.Span, options.End().Written, primary: false, document =>
        {
            var key = _sort.KeyOf(document);
            if (query.Except?.Contains(key.Id) == true)
            {
                return true;
            }

            found.Add((key, MongoDocument.Read(_query.Collection, document)));
            return ++read < wanted;
        });
    }
}
