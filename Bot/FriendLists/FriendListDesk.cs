using System.Text.Json;
using Bot.Access;
using Bot.Friends;
using Bot.Work;

namespace Bot.FriendLists;

/// <summary>What is done with all friends of a list at once: a tag put on or taken off, a file of them.</summary>
public sealed class FriendListDesk(JobDesk jobs, FriendSearcher searcher)
{
    /// <summary>So many friends are written into a file while somebody waits; more are long work.</summary>
    public const int MostAtOnce = 50_000;

    /// <summary>How many a tagging would mean, and of how many it would change nothing.</summary>
    public async Task<TaggingPreview> PreviewTagging(UnderstoodSearch search, string tag, bool remove, CancellationToken ct)
    {
        var matching = await searcher.Count(search, ct);
        var holding = await searcher.CountHolding(search, tag, ct);
        return new TaggingPreview(matching, remove ? matching - holding : holding);
    }

    /// <summary>Puts the tag on everybody the search finds now, or takes it off, as long work that can be taken back.</summary>
    public async Task<Job> Tag(UnderstoodSearch search, string tag, bool remove, FactSource source, CancellationToken ct) => await jobs.Begin(
        new JobRequest(
            FactsJob.TagFriends,
            remove ? new($"タグ「{tag}」を外す", $"Take the tag {tag} off") : new($"タグ「{tag}」を付ける", $"Put the tag {tag} on"),
            Acting.Now?.Actor.Name)
        {
            Order = JsonSerializer.SerializeToElement(new TagOrder(tag, remove, source), ListsJson.Documents.TagOrder),
            UndoneBy = FactsJob.UndoFacts,
        },
        await searcher.Ids(search, ct),
        ct);

    /// <summary>Writes a file of these friends as long work.</summary>
    public Task<Job> Export(FriendIds friends, IReadOnlyList<FriendColumn> columns, CancellationToken ct) => jobs.Begin(
        new JobRequest(ExportJob.KindName, new("友だちの一覧をCSVに書き出す", "Write the friends into a CSV file"), Acting.Now?.Actor.Name)
        {
            Order = JsonSerializer.SerializeToElement(new ExportOrder([.. columns.Select(column => column.ToString())]), ListsJson.Documents.ExportOrder),
            FileName = "friends.csv",
        },
        friends,
        ct);
}

/// <summary>How many a tagging means, and how many of them are so already.</summary>
public sealed record TaggingPreview(long Matching, long Already)
{
    /// <summary>How many it changes.</summary>
    public long ToChange => Matching - Already;
}
