namespace Bot.Storage.Mongo;

/// <summary>
/// One of the queries whose answers, together, are a filter's: no document is in two of them. Except: ids that this
/// query's answer may hold but the filter's does not; the caller leaves them out.
/// </summary>
internal sealed record MongoQuery(ReadOnlyMemory<byte> Bson, IReadOnlySet<string>? Except);

/// <summary>
/// A filter as queries: nearly always one; none at all when no document can match; and several when it names more ids
/// than fit into a message. Then documents fall into groups by which of the large sets their ids are in: within a group
/// the sets are constants, the groups of known ids are asked for in portions, and the rest is everybody else.
/// </summary>
internal static class MongoFilter
{
    /// <summary>The most ids that go into one query.</summary>
    public const int MostIds = 50_000;

    private const int MostSets = 64;
    private const int Deepest = 1000;
    private const int DeepestLists = 30;
    private const int MostBytes = DocumentBson.MostBytes - (64 * 1024);

    /// <summary>The queries of a filter, with a condition that all of them add. What is no filter is an <see cref="ArgumentException"/>.</summary>
    public static IEnumerable<MongoQuery> Of(Collection collection, Filter filter, MongoFilterCondition? also = null)
    {
        var sets = new Dictionary<IReadOnlySet<string>, bool>(ReferenceEqualityComparer.Instance);
        Check(filter, 0, 0, sets);
        var large = Large([.. sets.Keys]);
        var fields = new MongoFilterFields(collection);

        return large.Count == 0
            ? Queries(Terms(filter, 0), null)
            : Groups(large).SelectMany(group => Portions(group.Ids, Terms(filter, group.Sets))).Concat(Rest());

        MongoFilterCondition Terms(Filter filter, ulong isIn)
        {
            var known = new Dictionary<IReadOnlySet<string>, bool>(ReferenceEqualityComparer.Instance);
            for (var set = 0; set < large.Count; set++)
            {
                known[large[set]] = (isIn & (1UL << set)) != 0;
            }

            return MongoFilterCondition.AllOf([also ?? MongoFilterCondition.Everything, new MongoFilterTerms(fields, known).Of(filter)]);
        }

        IEnumerable<MongoQuery> Rest() => Queries(Terms(filter, 0), large is [var one] ? one : large.SelectMany(set => set).ToHashSet());
    }

    private static IEnumerable<MongoQuery> Queries(MongoFilterCondition condition, IReadOnlySet<string>? except)
    {
        if (condition.IsNothing)
        {
            return [];
        }

        var bson = condition.ToBson();
        return bson.Length <= MostBytes
            ? [new MongoQuery(bson, except)]
            : throw new ArgumentException($"The filter is {bson.Length:N0} bytes in MongoDB, which takes at most {MostBytes:N0}. Use fewer values.");
    }

    private static IEnumerable<MongoQuery> Portions(List<string> ids, MongoFilterCondition condition) =>
        condition.IsNothing ? [] : ids.Chunk(MostIds).SelectMany(portion => Queries(
            MongoFilterCondition.AllOf([new MongoFilterCondition.Field("_id", new MongoFilterTest.OneOf([.. portion.Select(id => (FieldValue)id)]), Not: false), condition]),
            except: null));

    // The largest, until what is left fits into one query.
    private static List<IReadOnlySet<string>> Large(List<IReadOnlySet<string>> sets)
    {
        var left = sets.Sum(set => (long)set.Count);
        var large = new List<IReadOnlySet<string>>();
        foreach (var set in sets.OrderByDescending(set => set.Count).TakeWhile(_ => left > MostIds).Take(MostSets))
        {
            large.Add(set);
            left -= set.Count;
        }

        return large;
    }

    private static IEnumerable<(ulong Sets, List<string> Ids)> Groups(List<IReadOnlySet<string>> sets)
    {
        var groups = new Dictionary<ulong, List<string>>();
        for (var first = 0; first < sets.Count; first++)
        {
            foreach (var id in sets[first])
            {
                var isIn = 0UL;
                for (var set = 0; set < sets.Count; set++)
                {
                    isIn |= sets[set].Contains(id) ? 1UL << set : 0;
                }

                // An id of several sets is taken with the first.
                if ((isIn & ((1UL << first) - 1)) == 0)
                {
                    (groups.TryGetValue(isIn, out var group) ? group : groups[isIn] = []).Add(id);
                }
            }
        }

        return groups.Select(group => (group.Key, group.Value));
    }

    private static void Check(Filter filter, int depth, int lists, Dictionary<IReadOnlySet<string>, bool> sets)
    {
        if (depth > Deepest || lists > DeepestLists)
        {
            throw new ArgumentException($"The filter is nested more than {Deepest} levels deep, or looks into lists within more than {DeepestLists} lists.", nameof(filter));
        }

        switch (filter)
        {
            case Filter.And and:
                CheckAll(and.Filters);
                break;
            case Filter.Or or:
                CheckAll(or.Filters);
                break;
            case Filter.Not not:
                Check(not.Filter, depth + 1, lists, sets);
                break;
            case Filter.Any any:
                FieldPath.Check(any.Path);
                Check(any.Element, depth + 1, lists + 1, sets);
                break;
            case Filter.IdIn ids:
                sets[ids.Ids] = true;
                break;
            case Filter.Compare { Path: var path }:
                FieldPath.Check(path);
                break;
            case Filter.OneOf { Path: var path }:
                FieldPath.Check(path);
                break;
            case Filter.Contains { Path: var path }:
                FieldPath.Check(path);
                break;
            case Filter.Exists { Path: var path }:
                FieldPath.Check(path);
                break;
            default:
                throw new ArgumentException($"Unknown filter {filter.GetType().Name}.", nameof(filter));
        }

        void CheckAll(IReadOnlyList<Filter> filters)
        {
            foreach (var part in filters)
            {
                Check(part, depth + 1, lists, sets);
            }
        }
    }
}
