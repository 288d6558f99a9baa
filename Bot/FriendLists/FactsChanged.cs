using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.Friends;
using Bot.Storage;
using Bot.Work;

namespace Bot.FriendLists;

/// <summary>What a job changed of a friend's facts, so that it can be taken back.</summary>
/// <param name="Added">The tags that were put on, as they are held.</param>
/// <param name="Removed">The tags that were taken off, as they were held.</param>
/// <param name="Set">The attributes that were set, as they are.</param>
/// <param name="Before">What those were before, where they were known.</param>
internal sealed record FactsChanged(
    IReadOnlyList<FriendTag> Added, IReadOnlyList<FriendTag> Removed, IReadOnlyList<FriendAttribute> Set, IReadOnlyList<FriendAttribute> Before)
{
    public static FactsChanged Between(Friend before, Friend after)
    {
        var set = after.Attributes.Except(before.Attributes).ToList();
        return new(
            [.. after.Tags.Where(tag => !before.HasTag(tag.Name))],
            [.. before.Tags.Where(tag => !after.HasTag(tag.Name))],
            set,
            [.. before.Attributes.Where(held => set.Exists(now => now.Name == held.Name))]);
    }

    /// <summary>Takes it back as far as it still is as it was left: what somebody did since stays.</summary>
    public void TakeBack(FriendChange change, FactSource by)
    {
        foreach (var tag in Added.Where(tag => change.Friend.Tags.Contains(tag)))
        {
            change.RemoveTag(tag.Name, by);
        }

        foreach (var tag in Removed.Where(tag => !change.Friend.HasTag(tag.Name)))
        {
            change.Friend = change.Friend.WithTag(tag).Friend;
            change.Record(TimelineKind.TagAdded, tag.Name, source: by);
        }

        foreach (var attribute in Set.Where(attribute => change.Friend.Attributes.Contains(attribute)))
        {
            if (Before.FirstOrDefault(held => held.Name == attribute.Name) is { } held)
            {
                change.Friend = change.Friend.WithAttribute(held);
                change.Record(TimelineKind.AttributeSet, held.Name, held.ValueText, by);
            }
            else
            {
                change.RemoveAttribute(attribute.Name, by);
            }
        }
    }
}

/// <summary>Puts a tag on many friends, or takes it off.</summary>
internal sealed record TagOrder(string Tag, bool Remove, FactSource Source);

/// <summary>What a file says of one friend: tags to put on and off, attributes to set.</summary>
internal sealed record FactsGiven(IReadOnlyList<string> Tags, IReadOnlyList<string> WithoutTags, IReadOnlyList<AttributeGiven> Attributes)
{
    /// <summary>Does it, once: what is so already stays as it is, with its date and source.</summary>
    public void Give(FriendChange change, FactSource source)
    {
        foreach (var tag in Tags)
        {
            change.AddTag(tag, null, source);
        }

        foreach (var tag in WithoutTags)
        {
            change.RemoveTag(tag, source);
        }

        foreach (var given in Attributes)
        {
            if (!given.IsIn(change.Friend))
            {
                change.SetAttribute(given.At(change.Now, source));
            }
        }
    }
}

/// <summary>An attribute with its value; exactly one of the four is set.</summary>
internal sealed record AttributeGiven(string Name, string? Text = null, double? Number = null, bool? Flag = null, DateOnly? Date = null)
{
    public bool IsIn(Friend friend) =>
        friend.Attributes.Any(held => held.Name == Name && held.Text == Text && held.Number == Number && held.Flag == Flag && held.Date == Date);

    public FriendAttribute At(DateTimeOffset at, FactSource source) => new(Name, at, source) { Text = Text, Number = Number, Flag = Flag, Date = Date };
}

/// <summary>A file of facts that is read in: where they are from, and what the file is like.</summary>
/// <param name="Source">What stands beside each fact as its source.</param>
/// <param name="Encoding">What the file was written in.</param>
/// <param name="Rows">How many lines it has.</param>
/// <param name="Changing">For how many friends it changes something.</param>
/// <param name="Columns">What its columns are taken for.</param>
public sealed record FactsOrder(FactSource Source, string Encoding, int Rows, int Changing, IReadOnlyList<FactsColumn> Columns);

/// <summary>Which columns a file of friends has.</summary>
internal sealed record ExportOrder(IReadOnlyList<string> Columns);

[JsonSerializable(typeof(FactsChanged))]
[JsonSerializable(typeof(TagOrder))]
[JsonSerializable(typeof(FactsGiven))]
[JsonSerializable(typeof(FactsOrder))]
[JsonSerializable(typeof(ExportOrder))]
[JsonSerializable(typeof(string))]
internal sealed partial class ListsJson : JsonSerializerContext
{
    public static ListsJson Documents { get; } = new(DocumentJson.Options());
}

/// <summary>Long work that changes facts of each friend: by what was ordered, and by what is noted for the friend.</summary>
internal sealed class FactsJob(string name, IDocumentStore store, TimeProvider clock, Func<Job, Action<FriendChange, JsonElement?>> decide) : IJobKind
{
    public const string TagFriends = "tagFriends";
    public const string ImportFacts = "importFacts";
    public const string UndoFacts = "undoFacts";

    public string Name => name;

    /// <summary>Puts the ordered tag on everybody, or takes it off.</summary>
    public static Action<FriendChange, JsonElement?> Tag(Job job)
    {
        var order = job.Order!.Value.Deserialize(ListsJson.Documents.TagOrder)!;
        return order.Remove
            ? (change, _) => change.RemoveTag(order.Tag, order.Source)
            : (change, _) => change.AddTag(order.Tag, null, order.Source);
    }

    /// <summary>Gives each friend the facts their line of a file says.</summary>
    public static Action<FriendChange, JsonElement?> Import(Job job)
    {
        var source = job.Order!.Value.Deserialize(ListsJson.Documents.FactsOrder)!.Source;
        return (change, given) => given!.Value.Deserialize(ListsJson.Documents.FactsGiven)!.Give(change, source);
    }

    /// <summary>Takes back what a job did with each friend.</summary>
    public static Action<FriendChange, JsonElement?> Undo(Job job) =>
        (change, given) => given!.Value.Deserialize(ListsJson.Documents.FactsChanged)!.TakeBack(change, FactSource.Staff(job.By));

    public async Task<PartDone> Do(Job job, JobPart part, CancellationToken ct)
    {
        var (commit, kept) = (new Commit(), new List<FriendNote>());
        var given = part.Given.ToDictionary(note => note.FriendId, note => note.Note);
        var friends = await store.GetMany(FriendCollections.Friends, part.Friends, ct);
        var decideOne = decide(job);
        foreach (var stored in friends.Where(friend => friend.Value.Erasing is null))
        {
            using var change = new FriendChange(stored.Value, clock.GetUtcNow());
            decideOne(change, given.TryGetValue(stored.Value.Id, out var note) ? note : null);
            if (FriendStore.AddTo(commit, change, stored))
            {
                var changed = FactsChanged.Between(stored.Value, change.Friend);
                kept.Add(new(stored.Value.Id, JsonSerializer.SerializeToElement(changed, ListsJson.Documents.FactsChanged)));
            }
        }

        return new(commit, kept, [.. part.Friends.Except(friends.Select(friend => friend.Value.Id))], []);
    }
}

/// <summary>Long work that writes a line for each friend; the lines are the file.</summary>
internal sealed class ExportJob(IDocumentStore store, JobDesk jobs, FriendsCsv csv) : IJobKind, IJobFile
{
    public const string KindName = "exportFriends";

    public string Name => KindName;

    public async Task<PartDone> Do(Job job, JobPart part, CancellationToken ct)
    {
        var columns = ColumnsOf(job);
        var friends = await store.GetMany(FriendCollections.Friends, part.Friends, ct);
        return new(
            new Commit(),
            [.. friends.Where(friend => friend.Value.Erasing is null).Select(friend => new FriendNote(friend.Value.Id, JsonSerializer.SerializeToElement(csv.LineOf(friend.Value, columns), ListsJson.Documents.String)))],
            [.. part.Friends.Except(friends.Select(friend => friend.Value.Id))],
            []);
    }

    public Task<JobFile?> Open(Job job, CancellationToken ct) => Task.FromResult<JobFile?>(new(
        CsvText.ContentType,
        (stream, stopped) => csv.Write(stream, jobs.Kept(job.Id, stopped).Select(note => note.Note.GetString()!), ColumnsOf(job), stopped)));

    private static IReadOnlyList<FriendColumn> ColumnsOf(Job job) =>
        FriendColumn.ParseAll(job.Order!.Value.Deserialize(ListsJson.Documents.ExportOrder)!.Columns);
}
