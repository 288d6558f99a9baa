namespace Bot.Storage.Mongo;

/// <summary>
/// The documents of a collection that a filter wants. A set of ids too large for one command is not sent: the rest of the
/// filter is asked twice, for documents in the set and for others, and the set is looked into here.
/// </summary>
internal sealed class MongoMatch
{
    private const int MostIdsToSend = 100_000;
    private const int MostSets = 4;

    private readonly Collection _collection;

    /// <summary>A filter that is no filter of this collection is an <see cref="ArgumentException"/>.</summary>
    public MongoMatch(Collection collection, Filter where)
    {
        _collection = collection;
        var large = new List<IReadOnlySet<string>>();
        Gather(where, large, 0);
        if (large.Count > MostSets)
        {
            throw new ArgumentException($"A filter may look into {MostSets} sets of more than {MostIdsToSend:N0} ids, not {large.Count}.", nameof(where));
        }

        Parts = [.. Enumerable.Range(0, 1 << large.Count)
            .Select(chosen => (Filter: Replace(where, set => (chosen >> large.IndexOf(set) & 1) == 1), Chosen: chosen))
            .Where(part => part.Filter is not Filter.Or { Filters: [] })
            .Select(part => new Part(MongoFilter.Of(collection, part.Filter), large, part.Chosen))];
    }

    /// <summary>Queries that share no document and together find all.</summary>
    public IReadOnlyList<Part> Parts { get; }

    public long Count(MongoClient client)
    {
        var count = 0L;
        foreach (var part in Parts)
        {
            if (part.IsWhole)
            {
                var pipeline = client.First.Reset().BeginDocument().BeginArray("pipeline"u8)
                    .BeginDocument().Document("$match"u8, part.Query).End()
                    .BeginDocument().String("$count"u8, "n").End()
                    .End().End();
                client.Aggregate(_collection.Name, pipeline.Written, document =>
                {
                    count += BsonReader.Find(document, "n"u8).Int64();
                    return true;
                });
            }
            else
            {
                Each(client, part, _ => count++);
            }
        }

        return count;
    }

    public IReadOnlyList<string> Ids(MongoClient client)
    {
        var ids = new List<string>();
        foreach (var part in Parts)
        {
            Each(client, part, ids.Add);
        }

        if (Parts.Count > 1)
        {
            ids.Sort(CodePoints);
        }

        return ids;
    }

    /// <summary>The order MongoDB has texts in, which is that of their UTF-8.</summary>
    public static int CodePoints(string left, string right)
    {
        // UTF-16 has the characters beyond U+FFFF before the last ones of the basic plane: lift those above the surrogates.
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            if (left[i] != right[i])
            {
                return Lifted(left[i]) - Lifted(right[i]);
            }
        }

        return left.Length - right.Length;

        static int Lifted(char unit) => unit >= 0xE000 ? unit - 0x800 : unit >= 0xD800 ? unit + 0x2000 : unit;
    }

    private void Each(MongoClient client, Part part, Action<string> found)
    {
        var options = client.Second.Reset().BeginDocument()
            .BeginDocument("projection"u8).Int32("_id"u8, 1).End()
            .BeginDocument("sort"u8).Int32("_id"u8, 1).End()
            .Int32("batchSize"u8, 10_000)
            .End();
        client.Find(_collection.Name, part.Query, options.Written, primary: false, document =>
        {
            var id = DocumentBson.IdOf(document);
            if (part.Holds(id))
            {
                found(id);
            }

            return true;
        });
    }

    private static void Gather(Filter filter, List<IReadOnlySet<string>> large, int depth)
    {
        if (depth > 1000)
        {
            throw new ArgumentException("The filter is nested deeper than a thousand levels.", nameof(filter));
        }

        switch (filter)
        {
            case Filter.And and:
                foreach (var part in and.Filters)
                {
                    Gather(part, large, depth + 1);
                }

                break;
            case Filter.Or or:
                foreach (var part in or.Filters)
                {
                    Gather(part, large, depth + 1);
                }

                break;
            case Filter.Not not:
                Gather(not.Filter, large, depth + 1);
                break;
            case Filter.IdIn { Ids.Count: > MostIdsToSend } ids when !large.Contains(ids.Ids):
                large.Add(ids.Ids);
                break;
        }
    }

    // With the large sets' answers put in; what cannot hold any more is Nothing.
    private static Filter Replace(Filter filter, Func<IReadOnlySet<string>, bool> holds)
    {
        switch (filter)
        {
            case Filter.IdIn { Ids.Count: > MostIdsToSend } ids:
                return holds(ids.Ids) ? Filter.Everything : Filter.Nothing;
            case Filter.And and:
                var parts = and.Filters.Select(part => Replace(part, holds)).ToList();
                return parts.Exists(part => part is Filter.Or { Filters: [] }) ? Filter.Nothing : new Filter.And(parts);
            case Filter.Or or:
                return new Filter.Or([.. or.Filters.Select(part => Replace(part, holds)).Where(part => part is not Filter.Or { Filters: [] })]);
            case Filter.Not not:
                return Replace(not.Filter, holds) is var inner && inner is Filter.And { Filters: [] } ? Filter.Nothing : new Filter.Not(inner);
            default:
                return filter;
        }
    }

    /// <summary>One query, and which of the large sets its documents are in.</summary>
    public sealed class Part(byte[] query, IReadOnlyList<IReadOnlySet<string>> sets, int chosen)
    {
        public byte[] Query => query;

        /// <summary>Whether every document the query finds is wanted.</summary>
        public bool IsWhole => sets.Count == 0;

        public bool Holds(string id)
        {
            for (var i = 0; i < sets.Count; i++)
            {
                if (sets[i].Contains(id) != ((chosen >> i & 1) == 1))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
