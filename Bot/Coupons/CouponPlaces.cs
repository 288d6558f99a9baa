using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Coupons;

/// <summary>One of the places of a limited coupon or prize, taken. Who took it stands in the issue alone.</summary>
public sealed record CouponPlace(string Id, string Of);

/// <summary>
/// First come, first served: each place is a document with a number, inserted with the issue that takes it, so that the store sees to it
/// that no place is taken twice, on one instance or several. What is kept in memory only says where to look.
/// </summary>
internal sealed class CouponPlaces(IDocumentStore store)
{
    // Of real time, whatever the shop's clock says. What another instance gives back is seen after this long.
    private static readonly TimeSpan Recently = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Sight> _sights = new();

    /// <summary>What places of a coupon are called.</summary>
    public static string Of(Coupon coupon) => coupon.Id;

    /// <summary>What places of a coupon's prize are called.</summary>
    public static string Of(Coupon coupon, Prize prize) => $"{coupon.Id}/{prize.Name}";

    /// <summary>
    /// Takes a free place with the change; answers it, or null: all are taken. Another may take the same place first: then the change
    /// conflicts and is decided again. What <paramref name="together"/> takes, in which the change will be written, is not free any more.
    /// </summary>
    public async ValueTask<string?> Take(FriendChange change, string of, int most, Commit? together, CancellationToken ct)
    {
        if (_sights.GetValueOrDefault(of) is not { } sight || sight.Next(most, IsFree) is not { } number)
        {
            if (_sights.GetValueOrDefault(of) is { } seen && seen.IsFull(most) && TimeProvider.System.GetElapsedTime(seen.At) < Recently)
            {
                return null;
            }

            sight = await Look(of, ct);
            _sights[of] = sight;
            if (sight.Next(most, IsFree) is not { } free)
            {
                return null;
            }

            number = free;
        }

        var place = new CouponPlace(IdOf(of, number), of);
        change.Commit.Insert(CouponCollections.Places, place);
        return place.Id;

        bool IsFree(int place) => together?.Has(CouponCollections.Places, IdOf(of, place)) != true;
    }

    /// <summary>How many places are taken now.</summary>
    public async Task<long> Taken(string of, CancellationToken ct) => await store.Count(CouponCollections.Places, Filter.Equal("of", of), ct);

    /// <summary>How many of a coupon are left; null: it has no limit.</summary>
    public async Task<long?> Left(Coupon coupon, CancellationToken ct) =>
        coupon.Limit is { } limit ? Math.Max(0, limit - await Taken(Of(coupon), ct)) : null;

    /// <summary>Frees the places of an issue with the commit.</summary>
    public void GiveBack(Commit commit, CouponIssue issue)
    {
        foreach (var place in issue.Places ?? [])
        {
            commit.Delete(CouponCollections.Places, place);
            _sights.TryRemove(place[..place.LastIndexOf('/')], out _);
        }
    }

    private static string IdOf(string of, int number) => string.Create(CultureInfo.InvariantCulture, $"{of}/{number}");

    private async Task<Sight> Look(string of, CancellationToken ct)
    {
        var at = TimeProvider.System.GetTimestamp();
        var ids = await store.Ids(CouponCollections.Places, Filter.Equal("of", of), ct);
        return new Sight(ids.Select(id => int.Parse(id.AsSpan(of.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture)), at);
    }

    private sealed class Sight(IEnumerable<int> taken, long at)
    {
        private readonly HashSet<int> _taken = [.. taken];
        private readonly HashSet<int> _offered = [];

        public long At => at;

        // What was offered may have come to nothing; only what the store has is taken.
        public bool IsFull(int most) => _taken.Count >= most;

        // From a random number on, so that instances seldom choose the same.
        public int? Next(int most, Func<int, bool> isFree)
        {
            lock (_offered)
            {
                var start = RandomNumberGenerator.GetInt32(most);
                for (var i = 0; i < most && _taken.Count + _offered.Count < most; i++)
                {
                    var number = ((start + i) % most) + 1;
                    if (!_taken.Contains(number) && isFree(number) && _offered.Add(number))
                    {
                        return number;
                    }
                }

                return null;
            }
        }
    }
}
