using System.Security.Cryptography;
using Bot.Friends;
using Bot.Line;
using Bot.Storage;

namespace Bot.Coupons;

/// <summary>Gives coupons to friends.</summary>
public sealed class CouponIssuer
{
    private readonly CouponCatalog _catalog;
    private readonly CouponPlaces _places;
    private readonly CouponEligibility _eligibility;
    private readonly IDocumentStore _store;
    private readonly PublicAddress? _address;
    private readonly TimeZoneInfo _zone;

    internal CouponIssuer(
        CouponCatalog catalog, CouponPlaces places, CouponEligibility eligibility, IDocumentStore store, PublicAddress? address, TimeZoneInfo zone) =>
        (_catalog, _places, _eligibility, _store, _address, _zone) = (catalog, places, eligibility, store, address, zone);

    /// <summary>
    /// Gives the coupon as part of a turn or another change: the issue, the friend's fact and the timeline are written with
    /// it or not at all.
    /// </summary>
    public async ValueTask<IssueResult> Issue(FriendChange change, string couponId, FactSource source, CancellationToken ct) =>
        await _catalog.Find(couponId, ct) is { } coupon
            ? await Issue(change, coupon, source, occasion: null, ct)
            : new IssueResult.UnknownCoupon(couponId);

    /// <summary>
    /// Gives a coupon at hand. A coupon that a friend may get again is given once per <paramref name="occasion"/> where
    /// there is one (a campaign's id), also when a crash makes the giver begin again. Changes of several friends that will be written
    /// in one commit are told of it by <paramref name="together"/>.
    /// </summary>
    public async ValueTask<IssueResult> Issue(
        FriendChange change, Coupon coupon, FactSource source, string? occasion, CancellationToken ct, Commit? together = null)
    {
        var decided = Decide(coupon, change.Friend, await Earlier(change.Friend, coupon, ct), change.Now, _zone, source, occasion);
        if (decided is not IssueResult.Issued { Issue: var issue })
        {
            return decided;
        }

        if (await _eligibility.Refusal(coupon.OnlyFor, coupon.Segment, change.Friend, change.Now, ct) is { } reason)
        {
            return CouponRefusals.NotForThem(reason);
        }

        var copy = coupon.Line ? (await _store.Get(CouponCollections.LineCopies, LineCouponCopy.IdOf(coupon), ct))?.Value : null;
        if (coupon.Line && copy?.LineCouponId is null)
        {
            return CouponRefusals.NotReady(copy?.Problem);
        }

        List<string> places = [];
        if (coupon.Limit is { } limit)
        {
            if (await _places.Take(change, CouponPlaces.Of(coupon), limit, together, ct) is not { } place)
            {
                return CouponRefusals.Gone;
            }

            places.Add(place);
        }

        if (coupon.Reward is Reward.Lottery lottery)
        {
            // A conflict means drawing again, of which nobody has seen anything.
            var prize = CouponLottery.Draw(lottery);
            if (prize?.Most is { } most)
            {
                // What is drawn of a prize that has run out wins nothing.
                var won = await _places.Take(change, CouponPlaces.Of(coupon, prize), most, together, ct);
                prize = won is null ? null : prize;
                places.AddRange(won is null ? [] : [won]);
            }

            issue = Drawn(issue, lottery, prize);
        }

        var token = issue.State == IssueState.Issued && copy is null && _address?.Origin is not null ? NewToken() : null;
        issue = issue with
        {
            LineCouponId = copy?.LineCouponId,
            Places = places.Count == 0 ? null : places,
            Token = token,
            PageUrl = token is null ? null : _address!.To(CouponShowing.Path(token)),
        };
        Write(change, issue, source);
        return new IssueResult.Issued(issue);
    }

    /// <summary>Takes an issue back as though it had never been given, for one that the friend cannot have seen.</summary>
    public void TakeBack(FriendChange change, Stored<CouponIssue> issue)
    {
        change.Commit.Delete(CouponCollections.Issues, issue.Value.Id, issue.Version);
        _places.GiveBack(change.Commit, issue.Value);
        change.Friend = change.Friend with { Coupons = [.. change.Friend.Coupons.Where(held => held.Issue != issue.Value.Id)] };
    }

    /// <summary>
    /// Whether the friend gets the coupon now by its time and by what they had of it, and the issue if so. Writes nothing; leaves
    /// places, conditions and the draw of a lottery to the giving itself.
    /// </summary>
    public static IssueResult Decide(
        Coupon coupon, Friend friend, DateTimeOffset now, TimeZoneInfo zone, FactSource source, string? occasion = null) =>
        Decide(coupon, friend, [.. friend.Coupons.Where(fact => fact.Coupon == coupon.Id)], now, zone, source, occasion);

    /// <summary>An issue as a friend would have it for whom the coupon is, to be looked at only. A lottery shows its first prize.</summary>
    public static CouponIssue Sample(Coupon coupon, string friendId, DateTimeOffset now, TimeZoneInfo zone)
    {
        var issue = New(coupon, friendId, CouponWindow.ToShow(coupon, now, zone), now, FactSource.Bot, onceKey: null);
        return (coupon.Reward is Reward.Lottery lottery ? Drawn(issue, lottery, lottery.Prizes[0]) : issue) with { Id = "sample", Code = "SAMPLESAMPLE" };
    }

    /// <summary>Why the coupon is given to nobody at that moment; null: it is given to those for whom it is.</summary>
    public static Words? ProblemAt(Coupon coupon, DateTimeOffset moment, TimeZoneInfo zone) =>
        coupon.ClosedAt <= moment ? CouponRefusals.Closed.Reason
        : coupon.ValidUntil <= moment ? CouponRefusals.Over(coupon.ValidUntil.Value, zone).Reason
        : null;

    private static IssueResult Decide(
        Coupon coupon, Friend friend, IReadOnlyList<CouponFact> earlier, DateTimeOffset now, TimeZoneInfo zone, FactSource source, string? occasion)
    {
        if (earlier.Count > 0 && earlier.Count >= (coupon.PerFriend ?? (coupon.OncePerFriend ? 1 : int.MaxValue)))
        {
            return new IssueResult.AlreadyHeld(earlier[0]);
        }

        if (coupon.ClosedAt <= now)
        {
            return CouponRefusals.Closed;
        }

        if (coupon.AgainAfter is { } pause && earlier.Count > 0 && earlier.Max(fact => fact.IssuedAt) + pause is var again && again > now)
        {
            return CouponRefusals.TooSoon(again, zone);
        }

        var onceKey = coupon.OncePerFriend ? $"{coupon.Id}/{friend.Id}"
            : occasion is not null ? $"{coupon.Id}/{friend.Id}/{occasion}"
            : null;
        var (window, refusal) = CouponWindow.Of(coupon, friend, now, zone);
        return window is null ? refusal! : new IssueResult.Issued(New(coupon, friend.Id, window, now, source, onceKey));
    }

    // Lotteries that were lost left no fact with the friend.
    private async ValueTask<IReadOnlyList<CouponFact>> Earlier(Friend friend, Coupon coupon, CancellationToken ct)
    {
        if (coupon.Reward is not Reward.Lottery)
        {
            return [.. friend.Coupons.Where(fact => fact.Coupon == coupon.Id)];
        }

        var drawn = new Query<CouponIssue>(CouponCollections.Issues, Filter.Equal("friendId", friend.Id) & Filter.Equal("couponId", coupon.Id)) { Limit = 500 };
        return await _store.Everything(drawn, ct).Select(issue => issue.Value.ToFact()).ToListAsync(ct);
    }

    private static CouponIssue New(Coupon coupon, string friendId, CouponWindow window, DateTimeOffset now, FactSource source, string? onceKey)
    {
        var issuedAt = StoredTime.Truncate(now);
        var remindAt = coupon.Remind is { } before && window.Until is { } end ? end - before : (DateTimeOffset?)null;
        return new()
        {
            Id = DocumentId.New(now),
            CouponId = coupon.Id,
            FriendId = friendId,
            Code = CouponCode.New(),
            IssuedAt = issuedAt,
            ValidFrom = window.From,
            ExpiresAt = window.Until,
            Version = coupon.Version.Length == 0 ? null : coupon.Version,
            Offer = new Offer(coupon.Title, coupon.Reward, coupon.Terms, coupon.PictureUrl)
            {
                Value = coupon.Value ?? coupon.Reward.OwnValue,
                Usable = coupon.Usable,
                OnlyFor = coupon.OnlyFor,
                Segment = coupon.Segment,
                RemindText = coupon.RemindText,
            },

            // Who gets it as late as that needs no reminder.
            RemindAt = remindAt > issuedAt ? remindAt : null,
            Source = source,
            OnceKey = onceKey,
        };
    }

    private static CouponIssue Drawn(CouponIssue issue, Reward.Lottery lottery, Prize? prize) => prize is null
        ? issue with { State = IssueState.Lost, RemindAt = null, Offer = issue.Offer with { Reward = new Reward.Nothing(lottery.NothingSaid), Value = null } }
        : issue with { Offer = issue.Offer with { Reward = prize.Reward, Prize = prize.Name, Value = prize.Value ?? prize.Reward.OwnValue } };

    private static void Write(FriendChange change, CouponIssue issue, FactSource source)
    {
        change.Commit.Insert(CouponCollections.Issues, issue);
        if (issue.State == IssueState.Lost)
        {
            change.Record(TimelineKind.CouponLost, issue.CouponId, issue.Offer.Title, source);
            return;
        }

        var prize = issue.Offer.Prize is { } name ? $": {name}" : "";
        change.Friend = change.Friend.WithCoupon(issue.ToFact());
        change.Record(TimelineKind.CouponIssued, issue.CouponId, $"{issue.Offer.Title}{prize} ({CouponCode.Say(issue.Code)})", source);
    }

    // 130 bits: whoever has not been given the address finds no page.
    private static string NewToken() => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 26);
}
