using Bot.Conditions;
using Bot.Friends;

namespace Bot.Segments;

/// <summary>
/// Answers who a condition means. Only following friends match unless the condition speaks of the status itself; an
/// audience never has others, since nobody else can be sent to, nor whoever asked to be sent nothing.
/// </summary>
public sealed class SegmentReader
{
    private readonly SegmentStore _segments;
    private readonly SegmentVocabulary _vocabulary;
    private readonly FriendFinder _friends;
    private readonly ISendPrice? _price;

    internal SegmentReader(SegmentStore segments, SegmentVocabulary vocabulary, FriendFinder friends, ISendPrice? price) =>
        (_segments, _vocabulary, _friends, _price) = (segments, vocabulary, friends, price);

    /// <summary>Reads a condition that somebody typed, settling names by what there is.</summary>
    public async Task<ParsedCondition> Parse(string text, CancellationToken ct)
    {
        var parsed = ConditionText.Parse(text, await _vocabulary.Recent(ct));

        // What is missing may have come this moment.
        return parsed.IsUnderstood ? parsed : ConditionText.Parse(text, await _vocabulary.Read(ct));
    }

    /// <summary>What a condition means, in words; null: its text is none.</summary>
    public async Task<Words?> Say(string text, CancellationToken ct) =>
        ConditionText.Parse(text).Condition is { } condition ? await Say(condition, ct) : null;

    /// <summary>What a condition means, in words.</summary>
    public async Task<Words> Say(Condition condition, CancellationToken ct) => new ConditionWords(await _vocabulary.Recent(ct)).Of(condition);

    /// <summary>A saved segment, or null: no such id.</summary>
    public Task<Segment?> Find(string segmentId, CancellationToken ct) => _segments.Find(segmentId, ct);

    /// <summary>How many friends match.</summary>
    public Task<long> Count(Condition condition, DateTimeOffset now, CancellationToken ct) => _friends.Count(condition.AmongFollowing(), now, ct);

    /// <summary>How many friends match and can be sent to.</summary>
    public Task<long> CountReachable(Condition condition, DateTimeOffset now, CancellationToken ct) => _friends.Count(Reachable(condition), now, ct);

    /// <summary>The following friends who match and have not asked to be sent nothing: exactly those a campaign reaches.</summary>
    public Task<FriendIds> Audience(Condition condition, DateTimeOffset now, CancellationToken ct) => _friends.Ids(Reachable(condition), now, ct);

    /// <summary>Everybody of whom the condition holds exactly as written, whether or not they can be sent to: for looking back.</summary>
    public Task<FriendIds> Whoever(Condition condition, DateTimeOffset now, CancellationToken ct) => _friends.Ids(condition, now, ct);

    /// <summary>Some of those who match: those first seen last, the last of them first.</summary>
    public Task<IReadOnlyList<Friend>> Latest(Condition condition, int count, DateTimeOffset now, CancellationToken ct) =>
        _friends.Latest(condition.AmongFollowing(), count, now, ct);

    /// <summary>How many match, of how many followers, and the first of them (those first seen last come first).</summary>
    public async Task<SegmentPreview> Preview(Condition condition, DateTimeOffset now, int friends, CancellationToken ct)
    {
        var meant = condition.AmongFollowing();
        var first = await _friends.Latest(meant, friends, now, ct);
        var context = await _friends.Context(condition, now, ct);
        var (followers, reachable) = (await _friends.Count(new Condition.StatusIs(FriendStatus.Following), now, ct), await CountReachable(condition, now, ct));
        return new SegmentPreview
        {
            Condition = ConditionText.Print(condition),
            Meaning = await Say(condition, ct),
            Count = await Count(condition, now, ct),
            Followers = followers,
            Reachable = reachable,
            Price = _price is null ? null : await _price.Of(reachable, followers, ct),
            Friends = [.. first.Select(friend => SegmentFriend.Of(friend, condition, context))],
        };
    }

    private static Condition.And Reachable(Condition condition) =>
        new([new Condition.StatusIs(FriendStatus.Following), new Condition.Not(new Condition.OptedOut()), condition]);
}
