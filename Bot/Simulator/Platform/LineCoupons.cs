using System.Text.Json;

namespace Bot.Simulator.Platform;

/// <summary>A coupon of LINE's own, and what people did with it. LINE tells none of the latter to the bot.</summary>
internal sealed class Coupon(CouponMade made)
{
    private readonly Dictionary<int, Ticket> _tickets = [];
    private readonly JsonElement _body = made.Body.Parse();

    public string Id => made.CouponId;

    public DateTimeOffset MadeAt => made.At;

    /// <summary>What the bot asked for; found right then.</summary>
    public JsonElement Body => _body;

    public CouponMade Made => made;

    public CouponClosed? Closed { get; set; }

    public string Title => Tap.Text(_body, "title")!;

    /// <summary>Whether the account's page shows it to everybody.</summary>
    public bool IsPublic => Tap.Text(_body, "visibility") == "PUBLIC";

    public DateTimeOffset StartsAt => Time("startTimestamp");

    public DateTimeOffset EndsAt => Time("endTimestamp");

    /// <summary>How often each person may use it; null: no end.</summary>
    public int? MostUses => _body.GetProperty("maxUseCountPerTicket").GetInt32() is > 0 and var most ? most : null;

    /// <summary>The chance of winning it, in percent; null: everybody may have it.</summary>
    public int? Probability => Condition is var condition && Tap.Text(condition, "type") == "lottery" ? condition.GetProperty("lotteryProbability").GetInt32() : null;

    /// <summary>How many can win it; null: no end.</summary>
    public int? MostWinners => Probability is not null && Condition.GetProperty("maxAcquireCount").GetInt32() is > 0 and var most ? most : null;

    /// <summary>LINE's own word: it stays <c>RUNNING</c> after its end, until somebody closes it.</summary>
    public string Status => Closed is null ? "RUNNING" : "CLOSED";

    public IReadOnlyDictionary<int, Ticket> Tickets => _tickets;

    public bool IsUsableAt(DateTimeOffset now) => Closed is null && now >= StartsAt && now < EndsAt;

    public void Apply(CouponDrawn drawn) => _tickets.TryAdd(drawn.Person, new Ticket(drawn.At, drawn.Won, []));

    public void ForgetPeople() => _tickets.Clear();

    public void Apply(CouponUsed used)
    {
        if (_tickets.TryGetValue(used.Person, out var ticket))
        {
            _tickets[used.Person] = ticket with { UsedAt = [.. ticket.UsedAt, used.At] };
        }
    }

    private JsonElement Condition => _body.GetProperty("acquisitionCondition");

    private DateTimeOffset Time(string name) =>
        DateTimeOffset.FromUnixTimeSeconds(Math.Min(_body.GetProperty(name).GetInt64(), DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
}

/// <summary>What one person has of a coupon: taken, or drawn for in vain.</summary>
internal sealed record Ticket(DateTimeOffset DrawnAt, bool Won, IReadOnlyList<DateTimeOffset> UsedAt);

/// <summary>The account's coupons in the order they were made. Touched under the platform's lock only.</summary>
internal sealed class LineCoupons
{
    /// <summary>Coupons that can be valid at one time. (Messaging API reference, Create a coupon.)</summary>
    public const int MostValid = 5_000;

    private readonly List<Coupon> _all = [];
    private readonly Dictionary<string, Coupon> _byId = [];

    public IReadOnlyList<Coupon> All => _all;

    public Coupon? Find(string couponId) => _byId.GetValueOrDefault(couponId);

    public int ValidAt(DateTimeOffset now) => _all.Count(coupon => coupon.Closed is null && now < coupon.EndsAt);

    /// <summary>The coupons stay: the bot knows them by their ids.</summary>
    public void ForgetPeople() => _all.ForEach(coupon => coupon.ForgetPeople());

    public void Apply(PlatformFact fact)
    {
        switch (fact)
        {
            case CouponMade made when !_byId.ContainsKey(made.CouponId):
                _all.Add(_byId[made.CouponId] = new Coupon(made));
                break;
            case CouponClosed closed when Find(closed.CouponId) is { } coupon:
                coupon.Closed = closed;
                break;
            case CouponDrawn drawn:
                Find(drawn.CouponId)?.Apply(drawn);
                break;
            case CouponUsed used:
                Find(used.CouponId)?.Apply(used);
                break;
        }
    }

    /// <summary>All there is to know.</summary>
    public IEnumerable<PlatformFact> Facts => _all.SelectMany(FactsOf);

    private static IEnumerable<PlatformFact> FactsOf(Coupon coupon)
    {
        yield return coupon.Made;
        if (coupon.Closed is { } closed)
        {
            yield return closed;
        }

        foreach (var (person, ticket) in coupon.Tickets)
        {
            yield return new CouponDrawn(person, coupon.Id, ticket.DrawnAt, ticket.Won);
            foreach (var at in ticket.UsedAt)
            {
                yield return new CouponUsed(person, coupon.Id, at);
            }
        }
    }
}
