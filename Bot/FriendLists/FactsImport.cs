using System.Text.Json;
using Bot.Access;
using Bot.Conditions;
using Bot.Friends;
using Bot.Segments;
using Bot.Storage;
using Bot.Work;

namespace Bot.FriendLists;

/// <summary>
/// Reads files that say facts of friends: first what each line would do, as a job that waits for a yes; then all of the good
/// lines, as long work that can be taken back. Read in twice, a file changes nothing the second time.
/// </summary>
public sealed class FactsImport
{
    private const int ReadAtOnce = 500;
    private const int MostProblems = 100;

    // Beyond that, finding friends by an attribute would read most of the store.
    private const int MostKeyed = 200_000;

    private readonly IDocumentStore _store;
    private readonly JobDesk _jobs;
    private readonly SegmentVocabulary _vocabulary;
    private readonly FriendFinder _finder;
    private readonly TimeProvider _clock;

    internal FactsImport(IDocumentStore store, JobDesk jobs, SegmentVocabulary vocabulary, FriendFinder finder, TimeProvider clock) =>
        (_store, _jobs, _vocabulary, _finder, _clock) = (store, jobs, vocabulary, finder, clock);

    /// <summary>
    /// What the file would do. Its good lines become a job that waits for a yes; without any there is no job. Friends are found by
    /// LINE's user id, or by this attribute.
    /// </summary>
    public async Task<ImportProposal> Propose(string fileName, byte[] bytes, string? keyAttribute, CancellationToken ct)
    {
        var known = (await _vocabulary.Read(ct)).Attributes?.ToDictionary(attribute => attribute.Name, attribute => attribute.Kind) ?? [];
        var file = FactsFile.Read(bytes, string.IsNullOrWhiteSpace(keyAttribute) ? null : keyAttribute.Trim(), name => known.GetValueOrDefault(name));
        if (file.IsUnusable)
        {
            return new(null, file.Problems);
        }

        var problems = file.Problems.ToList();
        var given = await Matched(file, problems, ct);
        problems.Sort((one, other) => Nullable.Compare(one.Line, other.Line));
        if (given.Count == 0)
        {
            return new(null, problems);
        }

        var changing = await Changing(given, ct);
        var source = FactSource.Import(fileName);
        var job = await _jobs.Begin(
            new JobRequest(FactsJob.ImportFacts, new($"ファイル「{fileName}」の取り込み", $"Read in the file {fileName}"), Acting.Now?.Actor.Name)
            {
                Order = JsonSerializer.SerializeToElement(new FactsOrder(source, file.Encoding, file.Rows, changing, file.Columns), ListsJson.Documents.FactsOrder),
                UndoneBy = FactsJob.UndoFacts,
                ProblemCount = problems.Count,
                Problems = [.. problems.Take(MostProblems).Select(AsJobProblem)],
            },
            given.Values.Select(line => new FriendNote(line.Key, JsonSerializer.SerializeToElement(line.Facts, ListsJson.Documents.FactsGiven))),
            propose: true,
            ct);
        return new(job, problems);
    }

    /// <summary>What the file of a job is like; null: the job reads no file.</summary>
    public static FactsOrder? FileOf(Job job) =>
        job is { Kind: FactsJob.ImportFacts, Order: { } order } ? order.Deserialize(ListsJson.Documents.FactsOrder) : null;

    /// <summary>The first friends of a file, with what it says of them, in words.</summary>
    public async Task<IReadOnlyList<ImportSample>> Samples(Job job, int count, CancellationToken ct)
    {
        var notes = await _jobs.First(job.Id, count, ct);
        var friends = (await _store.GetMany(FriendCollections.Friends, [.. notes.Select(note => note.FriendId)], ct)).ToDictionary(friend => friend.Value.Id, friend => friend.Value);
        return
        [
            .. from note in notes
               where friends.ContainsKey(note.FriendId)
               let facts = note.Note.Deserialize(ListsJson.Documents.FactsGiven)!
               select new ImportSample(friends[note.FriendId], facts.Tags, facts.WithoutTags, [.. facts.Attributes.Select(given => given.At(job.CreatedAt, FactSource.Bot))]),
        ];
    }

    private static JobProblem AsJobProblem(FileProblem problem) => new(
        $"{problem.Line}{(problem.Column is null ? "" : $" · {problem.Column}")}",
        $"{problem.Japanese} {problem.JapaneseFix}",
        $"{problem.English} {problem.EnglishFix}");

    // The good lines by friend; what is wrong with the others is added.
    private async Task<Dictionary<string, FactsLine>> Matched(FactsFile file, List<FileProblem> problems, CancellationToken ct)
    {
        var friends = file.KeyAttribute is { } attribute ? await ByAttribute(attribute, problems, ct) : await ById(file.Lines, ct);
        var given = new Dictionary<string, FactsLine>();
        if (friends is null)
        {
            return given;
        }

        var column = file.Columns.First(column => column.Kind == FactsColumnKind.Key).Header;
        foreach (var line in file.Lines)
        {
            switch (friends[line.Key].ToList())
            {
                case []:
                    problems.Add(new(line.Line, column, "この友だちは見つかりません。", "値を確かめてください。友だちでない方の行は消してください。", "No such friend.", "Check the value, or remove the line."));
                    break;
                case [var friend] when given.TryGetValue(friend, out var earlier):
                    if (!Same(earlier.Facts, line.Facts))
                    {
                        problems.Add(new(line.Line, column, $"{earlier.Line}行目と同じ友だちで、内容が違います。", "1行にまとめてください。", $"The same friend as in line {earlier.Line}, with other facts.", "Make it one line."));
                    }

                    break;
                case [var friend]:
                    given.Add(friend, line with { Key = friend });
                    break;
                default:
                    problems.Add(new(line.Line, column, "同じ値の友だちが2人以上います。", "ユーザーIDで指定してください。", "Several friends have this value.", "Name the friend by user id."));
                    break;
            }
        }

        return given;
    }

    private async Task<ILookup<string, string>> ById(IReadOnlyList<FactsLine> lines, CancellationToken ct)
    {
        var found = new List<string>();
        foreach (var ids in lines.Select(line => line.Key).Distinct(StringComparer.Ordinal).Chunk(ReadAtOnce))
        {
            found.AddRange((await _store.GetMany(FriendCollections.Friends, ids, ct)).Select(friend => friend.Value.Id));
        }

        return found.ToLookup(id => id, StringComparer.Ordinal);
    }

    // Null: too many friends have the attribute, and the problems say so.
    private async Task<ILookup<string, string>?> ByAttribute(string attribute, List<FileProblem> problems, CancellationToken ct)
    {
        var ids = await _finder.Ids(new Condition.Attribute(attribute, new ValueTest.Known()), _clock.GetUtcNow(), ct);
        if (ids.Count > MostKeyed)
        {
            problems.Add(FileProblem.Of(
                $"「{attribute}」を持つ友だちが{MostKeyed:N0}人を超えています。", "ユーザーIDで指定してください。", $"More than {MostKeyed:N0} friends have {attribute}.", "Name friends by user id."));
            return null;
        }

        var values = new List<(string Value, string Id)>();
        foreach (var some in ids.Chunk(ReadAtOnce))
        {
            values.AddRange(
                from friend in await _store.GetMany(FriendCollections.Friends, some, ct)
                from held in friend.Value.Attributes
                where held.Name == attribute
                select (held.ValueText, friend.Value.Id));
        }

        return values.ToLookup(value => value.Value, value => value.Id, StringComparer.Ordinal);
    }

    private async Task<int> Changing(Dictionary<string, FactsLine> given, CancellationToken ct)
    {
        var changing = 0;
        foreach (var ids in given.Keys.Chunk(ReadAtOnce))
        {
            foreach (var (friend, _) in await _store.GetMany(FriendCollections.Friends, ids, ct))
            {
                using var change = new FriendChange(friend, _clock.GetUtcNow());
                given[friend.Id].Facts.Give(change, FactSource.Bot);
                changing += ReferenceEquals(change.Friend, friend) ? 0 : 1;
            }
        }

        return changing;
    }

    private static bool Same(FactsGiven one, FactsGiven other) =>
        one.Tags.SequenceEqual(other.Tags) && one.WithoutTags.SequenceEqual(other.WithoutTags) && one.Attributes.SequenceEqual(other.Attributes);
}

/// <summary>What a file would do: a job that waits for a yes, or null where it has no good line; and everything that is wrong with it.</summary>
public sealed record ImportProposal(Job? Job, IReadOnlyList<FileProblem> Problems);

/// <summary>A friend of a file, with what it says of them.</summary>
public sealed record ImportSample(Friend Friend, IReadOnlyList<string> Tags, IReadOnlyList<string> WithoutTags, IReadOnlyList<FriendAttribute> Attributes);
