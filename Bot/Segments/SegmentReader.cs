using Bot.Conditions;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Segments;

/// <summary>
/// Answers who a condition means. Only following friends match unless the condition speaks of the status itself; an
/// audience never has others, since nobody else can be sent to.
/// </summary>
public sealed class SegmentReader
{
    private readonly IDocumentStore _store;
    private readonly SegmentStore _segments;
    private readonly SegmentVocabulary _vocabulary;
    private readonly ReceivedCampaigns _received;
    private readonly TimeZoneInfo _zone;

    internal SegmentReader(IDocumentStore store, SegmentStore segments, SegmentVocabulary vocabulary, ReceivedCampaigns received, TimeZoneInfo zone) =>
        (_store, _segments, _vocabulary, _received, _zone) = (store, segments, vocabulary, received, zone);

    /// <summary>Reads a condition that somebody typed, settling names by what there is.</summary>
    public async Task<ParsedCondition> Parse(string text, CancellationToken ct) => ConditionText.Parse(text, await _vocabulary.Read(ct));

    /// <summary>A saved segment, or null: no such id.</summary>
    public Task<Segment?> Find(string segmentId, CancellationToken ct) => _segments.Find(segmentId, ct);

    /// <summary>How many friends match.</summary>
    public async Task<long> Count(Condition condition, DateTimeOffset now, CancellationToken ct) =>
        await CountOf(condition.AmongFollowing(), await Context(condition, now, ct), ct);

    /// <summary>The ids of the following friends who match, ascending by code point: exactly those a campaign reaches.</summary>
    public async Task<IReadOnlyList<string>> Audience(Condition condition, DateTimeOffset now, CancellationToken ct) =>
        await IdsOf(Following(condition), await Context(condition, now, ct), ct);

    /// <summary>How many match, of how many followers, and the first of them (those first seen last come first).</summary>
    public async Task<SegmentPreview> Preview(Condition condition, DateTimeOffset now, int friends, CancellationToken ct)
    {
        var context = await Context(condition, now, ct);
        var meant = condition.AmongFollowing();
        var query = new Query<Friend>(FriendCollections.Friends, ConditionFilter.For(meant, context)) { OrderBy = "firstSeenAt", Descending = true, Limit = friends };
        var first = friends == 0 ? [] : (await _store.Find(query, ct)).Items;
        return new SegmentPreview
        {
            Condition = ConditionText.Print(condition),
            Count = await CountOf(meant, context, ct),
            Followers = await CountOf(new Condition.StatusIs(FriendStatus.Following), context, ct),
            Reachable = await CountOf(Following(condition), context, ct),
            Friends = [.. first.Select(item => SegmentFriend.Of(item.Value, condition, context))],
        };
    }

    // An index over friends in memory takes the place of the store in these two, and nowhere else.
    private Task<long> CountOf(Condition condition, ConditionContext context, CancellationToken ct) =>
        _store.Count(FriendCollections.Friends, ConditionFilter.For(condition, context), ct);

    private Task<IReadOnlyList<string>> IdsOf(Condition condition, ConditionContext context, CancellationToken ct) =>
        _store.Ids(FriendCollections.Friends, ConditionFilter.For(condition, context), ct);

    private static Condition.And Following(Condition condition) => new([new Condition.StatusIs(FriendStatus.Following), condition]);

    private async Task<ConditionContext> Context(Condition condition, DateTimeOffset now, CancellationToken ct) => new(now, _zone)
    {
        Received = await _received.Of(condition.CampaignsMentioned(), ct),
    };
}
