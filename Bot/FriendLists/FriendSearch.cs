using Bot.Conditions;
using Bot.Friends;
using Bot.Segments;
using Bot.Storage;

namespace Bot.FriendLists;

/// <summary>Which friends somebody asks for; what is null is not asked for.</summary>
public sealed record FriendSearch
{
    /// <summary>A part of the name.</summary>
    public string? Name { get; init; }

    /// <summary>How they stand to the account.</summary>
    public FriendStatus? Status { get; init; }

    /// <summary>A tag they hold.</summary>
    public string? Tag { get; init; }

    /// <summary>A condition; as in a segment only following friends match, unless it or <see cref="Status"/> speaks of the status.</summary>
    public string? Condition { get; init; }

    /// <summary>By which moment they are listed.</summary>
    public FriendSort Sort { get; init; }

    /// <summary>Whether anything is asked for.</summary>
    public bool IsNarrow => Name is not null || Status is not null || Tag is not null || Condition is not null;

    /// <summary>What was asked for, without spaces around and empty texts.</summary>
    public static FriendSearch Of(string? name, string? status, string? tag, string? condition, string? sort) => new()
    {
        Name = Text(name),
        Status = Chosen<FriendStatus>(status),
        Tag = Text(tag),
        Condition = Text(condition?.ReplaceLineEndings("\n")),
        Sort = Chosen<FriendSort>(sort) ?? FriendSort.FirstSeen,
    };

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static T? Chosen<T>(string? text) where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
}

/// <summary>By which of their moments friends are listed, the latest first.</summary>
public enum FriendSort
{
    /// <summary>When they were first heard of.</summary>
    FirstSeen,

    /// <summary>When they followed last; who never did is left out.</summary>
    Followed,

    /// <summary>When they last wrote or tapped; who never did is left out.</summary>
    LastMessage,
}

/// <summary>What a search means: a condition and a part of the name; or what is wrong with it.</summary>
public sealed record UnderstoodSearch(ParsedCondition? Parsed, Condition? Condition, string? Name);

/// <summary>Finds friends for lists, files and work on many of them, by the index in memory.</summary>
public sealed class FriendSearcher
{
    private readonly SegmentReader _segments;
    private readonly FriendFinder _finder;
    private readonly TimeProvider _clock;

    internal FriendSearcher(SegmentReader segments, FriendFinder finder, TimeProvider clock) => (_segments, _finder, _clock) = (segments, finder, clock);

    /// <summary>Reads what was asked for. Its condition is null where the one that was typed cannot be understood.</summary>
    public async Task<UnderstoodSearch> Understand(FriendSearch search, CancellationToken ct)
    {
        var parsed = search.Condition is null ? null : await _segments.Parse(search.Condition, ct);
        if (parsed is { IsUnderstood: false })
        {
            return new(parsed, null, search.Name);
        }

        List<Condition> all = [];
        if (search.Status is { } status)
        {
            all.Add(new Condition.StatusIs(status));
        }

        if (search.Tag is { } tag)
        {
            all.Add(new Condition.Tag([tag]));
        }

        if (parsed is { Condition: { } typed })
        {
            all.Add(search.Status is null ? typed.AmongFollowing() : typed);
        }

        return new(parsed, all switch { [] => new Condition.All(), [var only] => only, _ => new Condition.And([.. all]) }, search.Name);
    }

    /// <summary>How many there are.</summary>
    public Task<long> Count(UnderstoodSearch search, CancellationToken ct) => _finder.Count(search.Condition!, search.Name, _clock.GetUtcNow(), ct);

    /// <summary>All of them by id.</summary>
    public Task<FriendIds> Ids(UnderstoodSearch search, CancellationToken ct) => _finder.Ids(search.Condition!, search.Name, _clock.GetUtcNow(), ct);

    /// <summary>How many of them hold the tag.</summary>
    public Task<long> CountHolding(UnderstoodSearch search, string tag, CancellationToken ct) =>
        _finder.Count(new Condition.And([search.Condition!, new Condition.Tag([tag])]), search.Name, _clock.GetUtcNow(), ct);

    /// <summary>A page of them. Not a cursor of this list: <see cref="ArgumentException"/>.</summary>
    public Task<Page<Friend>> Page(UnderstoodSearch search, FriendSort sort, int limit, string? after, CancellationToken ct) =>
        _finder.Page(search.Condition!, search.Name, OrderOf(sort), limit, after, _clock.GetUtcNow(), ct);

    private static FriendOrder OrderOf(FriendSort sort) => sort switch
    {
        FriendSort.Followed => FriendOrder.Followed,
        FriendSort.LastMessage => FriendOrder.LastMessage,
        _ => FriendOrder.FirstSeen,
    };
}
