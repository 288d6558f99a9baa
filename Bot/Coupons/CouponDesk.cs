using Bot.Friends;
using Bot.Outbox;
using Bot.Storage;

namespace Bot.Coupons;

/// <summary>
/// What staff do with coupons: give one by hand, redeem one by its code, undo that, take one back. Whoever else acts on the
/// same issue at the same moment, one of them comes first and the other is told.
/// </summary>
public sealed class CouponDesk
{
    private readonly IDocumentStore _store;
    private readonly FriendStore _friends;
    private readonly CouponIssuer _issuer;
    private readonly CouponRedemption _redemption;
    private readonly TimeZoneInfo _zone;

    internal CouponDesk(IDocumentStore store, FriendStore friends, CouponIssuer issuer, CouponRedemption redemption, TimeZoneInfo zone) =>
        (_store, _friends, _issuer, _redemption, _zone) = (store, friends, issuer, redemption, zone);

    /// <summary>For how long after a use the till can undo it by itself: long enough for a slip of the finger to be seen.</summary>
    public static TimeSpan UndoneAtTheTill { get; } = TimeSpan.FromMinutes(10);

    /// <summary>The issue of a code as somebody typed it, or null: no such code.</summary>
    public async Task<CouponIssue?> Find(string code, CancellationToken ct) =>
        CouponCode.Read(code) is { } read ? (await ByCode(read, ct))?.Value : null;

    /// <summary>What stands against using the issue at this moment; null: nothing, or the friend is no more.</summary>
    public async Task<RedeemResult?> Obstacle(CouponIssue issue, DateTimeOffset now, CancellationToken ct) =>
        await _friends.Find(issue.FriendId, ct) is { } friend ? await _redemption.Obstacle(new FriendChange(friend, now), issue, ct) : null;

    /// <summary>Null: no such friend. Where it is to be sent, the card is queued as a push (LINE counts it) in the same commit.</summary>
    public Task<IssueResult?> Issue(string couponId, string friendId, FactSource by, CancellationToken ct, bool send = false) =>
        _friends.Change(
            friendId,
            async (change, token) =>
            {
                var result = await _issuer.Issue(change, couponId, by, token);
                if (send && result is IssueResult.Issued { Issue: var issue } && change.Friend.Status == FriendStatus.Following)
                {
                    change.Push(CouponCard.Sent(issue, _zone));
                }

                return result;
            },
            ct);

    /// <summary>The latest uses, newest first; of one store where one is named.</summary>
    public async Task<IReadOnlyList<CouponIssue>> LatestUses(string? store, int count, CancellationToken ct)
    {
        var where = store is null ? new Filter.Exists("redemption.at") : Filter.Equal("redemption.store", store) & new Filter.Exists("redemption.at");
        var found = await _store.Find(new Query<CouponIssue>(CouponCollections.Issues, where) { OrderBy = "redemption.at", Descending = true, Limit = count }, ct);
        return [.. found.Items.Select(item => item.Value)];
    }

    /// <summary>Null: no such code. The store is the one of the shop's where it is used, where there are several.</summary>
    public Task<RedeemResult?> Redeem(string code, FactSource by, CancellationToken ct, string? store = null) =>
        Change(code, (change, issue) => _redemption.Redeem(change, issue, by, store, ct), ct);

    /// <summary>
    /// Null: no such code. The answer's issue is null when there was nothing to undo, or the use was longer ago than <paramref name="within"/>.
    /// </summary>
    public Task<DeskResult?> Undo(string code, string reason, FactSource by, CancellationToken ct, TimeSpan? within = null) =>
        Change(
            code,
            (change, issue) => ValueTask.FromResult(new DeskResult(
                within is { } time && issue.Value.Redemption is { At: var at } && change.Now - at > time ? null : CouponRedemption.Undo(change, issue, reason, by),
                issue.Value)),
            ct);

    /// <summary>Null: no such code. The answer's issue is null when it was used, over or taken back before.</summary>
    public Task<DeskResult?> Revoke(string code, string reason, FactSource by, CancellationToken ct) =>
        Change(code, (change, issue) => ValueTask.FromResult(new DeskResult(_redemption.Revoke(change, issue, reason, by), issue.Value)), ct);

    private async Task<T?> Change<T>(string code, Func<FriendChange, Stored<CouponIssue>, ValueTask<T>> decide, CancellationToken ct)
        where T : class
    {
        if (CouponCode.Read(code) is not { } read || await ByCode(read, ct) is not { Value: { Id: var id, FriendId: var friendId } })
        {
            return null;
        }

        // The friend is read first and the issue after it, anew at each try, so both are of one moment or the write conflicts.
        return await _friends.Change<T?>(
            friendId,
            async (change, token) => await _store.Get(CouponCollections.Issues, id, token) is { } issue ? await decide(change, issue) : null,
            ct);
    }

    private async Task<Stored<CouponIssue>?> ByCode(string code, CancellationToken ct)
    {
        var found = await _store.Find(new Query<CouponIssue>(CouponCollections.Issues, Filter.Equal("code", code)) { Limit = 1 }, ct);
        return found.Items.Count == 0 ? null : found.Items[0];
    }
}

/// <summary>The issue as changed, or null when its state did not allow it; and the issue as it was.</summary>
public sealed record DeskResult(CouponIssue? Changed, CouponIssue Before);
