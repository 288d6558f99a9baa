using Bot.Friends;
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

    internal CouponDesk(IDocumentStore store, FriendStore friends, CouponIssuer issuer, CouponRedemption redemption) =>
        (_store, _friends, _issuer, _redemption) = (store, friends, issuer, redemption);

    /// <summary>The issue of a code as somebody typed it, or null: no such code.</summary>
    public async Task<CouponIssue?> Find(string code, CancellationToken ct) =>
        CouponCode.Read(code) is { } read ? (await ByCode(read, ct))?.Value : null;

    /// <summary>What stands against using the issue at this moment; null: nothing, or the friend is no more.</summary>
    public async Task<RedeemResult?> Obstacle(CouponIssue issue, DateTimeOffset now, CancellationToken ct) =>
        await _friends.Find(issue.FriendId, ct) is { } friend ? await _redemption.Obstacle(new FriendChange(friend, now), issue, ct) : null;

    /// <summary>Null: no such friend.</summary>
    public Task<IssueResult?> Issue(string couponId, string friendId, FactSource by, CancellationToken ct) =>
        _friends.Change(friendId, (change, token) => _issuer.Issue(change, couponId, by, token), ct);

    /// <summary>Null: no such code. The store is the one of the shop's where it is used, where there are several.</summary>
    public Task<RedeemResult?> Redeem(string code, FactSource by, CancellationToken ct, string? store = null) =>
        Change(code, (change, issue) => _redemption.Redeem(change, issue, by, store, ct), ct);

    /// <summary>Null: no such code. The answer's issue is null when there was nothing to undo.</summary>
    public Task<DeskResult?> Undo(string code, string reason, FactSource by, CancellationToken ct) =>
        Change(code, (change, issue) => ValueTask.FromResult(new DeskResult(CouponRedemption.Undo(change, issue, reason, by), issue.Value)), ct);

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
