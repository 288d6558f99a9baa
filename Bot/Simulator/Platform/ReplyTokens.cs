namespace Bot.Simulator.Platform;

/// <summary>
/// The right to answer an event: once, within a minute of each delivery, and no longer than 20 minutes after the event
/// (LINE's rule for redelivered webhooks).
/// </summary>
internal sealed class ReplyTokens
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RedeliveryCap = TimeSpan.FromMinutes(20);

    private readonly Dictionary<string, Held> _tokens = [];
    private readonly Queue<IssuedReplyToken> _oldestFirst = [];

    public void Issue(IssuedReplyToken token)
    {
        while (_oldestFirst.TryPeek(out var oldest) && token.EventAt - oldest.EventAt > RedeliveryCap + Life)
        {
            _tokens.Remove(_oldestFirst.Dequeue().Token);
        }

        _tokens[token.Token] = new Held(token.Person, token.EventAt, token.EventAt + Life);
        _oldestFirst.Enqueue(token);
    }

    /// <summary>A webhook with this token leaves: the minute starts (again).</summary>
    public void Delivered(string token, DateTimeOffset now)
    {
        if (_tokens.TryGetValue(token, out var held) && now - held.EventAt <= RedeliveryCap)
        {
            _tokens[token] = held with { Until = now + Life };
        }
    }

    /// <summary>Whose token it is, while it is good.</summary>
    public int? Owner(string token, DateTimeOffset now) =>
        _tokens.TryGetValue(token, out var held) && now <= held.Until ? held.Person : null;

    /// <summary>Tokens that can still be used, or could after a redelivery.</summary>
    public IEnumerable<IssuedReplyToken> Live(DateTimeOffset now) =>
        _oldestFirst.Where(token => _tokens.ContainsKey(token.Token) && now - token.EventAt <= RedeliveryCap);

    public void Use(string token) => _tokens.Remove(token);

    private readonly record struct Held(int Person, DateTimeOffset EventAt, DateTimeOffset Until);
}
