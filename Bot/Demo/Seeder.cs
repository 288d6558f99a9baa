using Bot.Friends;
using Bot.Storage;
using Bot.Surveys;

namespace Bot.Demo;

/// <summary>
/// Fills a store with the first friends of a population, in batches of one commit each. How far it came stands in the store:
/// stopped or killed, the next run goes on there, and nobody is added twice.
/// </summary>
internal sealed class Seeder(IDocumentStore store, Population population, IReadOnlyList<Survey> surveys)
{
    /// <summary>So many friends a store takes.</summary>
    public const int Most = 5_000_000;

    /// <summary>Friends in a batch: a file takes many at a time best, a server's transaction is to be short.</summary>
    public int AtOnce { get; init; } = store.IsShared ? 250 : 20_000;

    /// <summary>
    /// Adds what is missing of so many friends; tells after each batch how many there are, and how many it brought. A store with other friends is
    /// left alone unless they are to be added to.
    /// </summary>
    public async Task<SeedResult> Run(int friends, bool add, Action<int, int> progress, CancellationToken ct)
    {
        var seeding = await store.Get(DemoCollections.Seedings, Seeding.Key(population.Seed), ct);
        if (!add && seeding is null && await Others(ct) is > 0 and var others)
        {
            return new SeedResult.HoldsOthers(others);
        }

        var (before, version) = (seeding?.Value.Friends ?? 0, seeding?.Version ?? 0);
        var versions = await MissingVersions(ct);
        var next = Batch(before, friends, ct);
        for (var done = before; done < friends;)
        {
            var (commit, end) = await next;
            next = Batch(end, friends, ct); // Made while this one is written.
            commit.Put(DemoCollections.Seedings, new Seeding(population.Seed, end), version++);
            if (await store.Commit(done == before ? commit.Include(versions) : commit, ct) is CommitResult.Conflict conflict)
            {
                return new SeedResult.Overtaken($"{conflict.Collection}/{conflict.Id}");
            }

            progress(end, end - done);
            done = end;
        }

        return new SeedResult.Filled(Math.Max(0, friends - before), Math.Max(before, friends));
    }

    // Friends of another population are no reason to stop.
    private async Task<long> Others(CancellationToken ct) =>
        await store.Count(DemoCollections.Seedings, Filter.Everything, ct) > 0 ? 0 : await store.Count(FriendCollections.Friends, Filter.Everything, ct);

    private async Task<Commit> MissingVersions(CancellationToken ct)
    {
        var commit = new Commit();
        foreach (var survey in surveys)
        {
            if (await store.Get(SurveyCollections.Versions, SurveyVersion.Key(survey.Id, survey.Version), ct) is null)
            {
                commit.Insert(SurveyCollections.Versions, new SurveyVersion(survey.Id, survey.Version, survey.Path, survey.Yaml));
            }
        }

        return commit;
    }

    private Task<(Commit Commit, int End)> Batch(int from, int friends, CancellationToken ct) => Task.Run(
        () =>
        {
            var (commit, end) = (new Commit(), Math.Min(friends, from + AtOnce));
            foreach (var inhabitant in Enumerable.Range(from, Math.Max(0, end - from)).Select(population.Inhabitant).OrderBy(one => one.Friend.Id, StringComparer.Ordinal))
            {
                ct.ThrowIfCancellationRequested();
                inhabitant.AddTo(commit);
            }

            return (commit, end);
        },
        ct);
}

/// <summary>What became of filling a store.</summary>
internal abstract record SeedResult
{
    private SeedResult()
    {
    }

    /// <summary>So many were added, and so many of the population are there now.</summary>
    public sealed record Filled(int Added, int Friends) : SeedResult;

    /// <summary>The store holds friends who were not made up; nothing was added.</summary>
    public sealed record HoldsOthers(long Friends) : SeedResult;

    /// <summary>Somebody else wrote this document meanwhile; what was added until then is there.</summary>
    public sealed record Overtaken(string Document) : SeedResult;
}
