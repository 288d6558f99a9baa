using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bot.Simulator.Platform;

/// <summary>What a person did with a bubble of the bot, as far as LINE counts it.</summary>
internal enum Interaction
{
    Seen,
    Clicked,

    /// <summary>A video or sound, to its end.</summary>
    Played,
}

/// <summary>Messages of one request whose interactions LINE counts, and those interactions.</summary>
internal sealed partial class MeasuredSend(Measured sent)
{
    private readonly List<Interacted> _all = [];
    private readonly HashSet<(int Person, long Seq)> _seen = [];

    public Measured Sent => sent;

    public string Via => sent.Via;

    public DateTimeOffset At => sent.At;

    public IReadOnlyList<Interacted> All => _all;

    public void Add(Interacted interacted)
    {
        _all.Add(interacted);
        if (interacted.What == Interaction.Seen)
        {
            _seen.Add((interacted.Person, interacted.Seq));
        }
    }

    public bool IsSeen(int person, long seq) => _seen.Contains((person, seq));

    /// <summary>The bubble's number in the request, from 1.</summary>
    public int Bubble(long seq) => 1 + sent.Entries.TakeWhile(entry => entry.Seq != seq).Count();

    public IEnumerable<int> WhoSaw() => _all.Where(one => one.What == Interaction.Seen).Select(one => one.Person).Distinct();

    public IEnumerable<int> WhoClicked(string? url) =>
        _all.Where(one => one.What == Interaction.Clicked && (string.IsNullOrEmpty(url) || one.Url == url)).Select(one => one.Person).Distinct();

    /// <summary>The addresses one can open in its bubbles.</summary>
    public IEnumerable<(int Bubble, string Url)> Urls() => sent.Entries.SelectMany((entry, index) => UrlsOf(entry.Message.Parse()).Distinct().Select(url => (index + 1, url)));

    public static IEnumerable<string> UrlsOf(JsonElement message) =>
        Tap.All(message).Select(tap => Tap.At(message, tap.Path)!.Value).Where(action => Tap.Text(action, "type") == "uri").Select(Tap.UriOf)
            .Concat(Tap.Text(message, "type") is "text" or "textV2" ? Addresses().Matches(Tap.Text(message, "text") ?? "").Select(match => match.Value) : []);

    // As the phone page finds them.
    [GeneratedRegex(@"https?://[^\s\u3000-\u30ff\u4e00-\u9fff]+")]
    private static partial Regex Addresses();
}

/// <summary>
/// What LINE counts of broadcasts and narrowcasts by request, and of pushes and multicasts by unit, for 14 days after each.
/// Touched under the platform's lock only.
/// </summary>
internal sealed class Statistics
{
    /// <summary>Units of one month; more are passed over in silence. (Messaging API reference, Get number of units used this month.)</summary>
    public const int MostUnits = 1_000;

    private static readonly TimeSpan Counted = TimeSpan.FromDays(14);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private readonly Dictionary<string, MeasuredSend> _sends = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<long, MeasuredSend> _bySeq = [];
    private readonly Dictionary<string, List<string>> _units = [];

    public MeasuredSend? Find(string requestId) => _sends.GetValueOrDefault(requestId);

    /// <summary>The units of this month, in the order they were first used.</summary>
    public IReadOnlyList<string> UnitsAt(DateTimeOffset now) => _units.GetValueOrDefault(Days.MonthOf(now)) ?? [];

    /// <summary>What went out under a unit in these days, both included.</summary>
    public IReadOnlyList<MeasuredSend> Of(string unit, string from, string to) =>
        [.. _sends.Values.Where(send => send.Sent.Unit == unit && Days.Of(send.At) is var day && string.CompareOrdinal(day, from) >= 0 && string.CompareOrdinal(day, to) <= 0)];

    public void Apply(Sent sent)
    {
        // A compacted journal tells of retry keys by what was sent with them; what was measured it has told before.
        if (sent.Entries.Count > 0 && !_sends.ContainsKey(sent.RequestId) && (sent.Via is "broadcast" or "narrowcast" || sent.Unit is not null))
        {
            Apply(new Measured(sent.RequestId, sent.Via, sent.At, Math.Max(sent.To.Count, sent.Billed), sent.Unit, sent.Entries));
        }
    }

    public void Apply(Measured measured)
    {
        if (measured.Unit is { } unit && !Takes(unit, measured.At))
        {
            measured = measured with { Unit = null };
        }

        var send = _sends[measured.RequestId] = new MeasuredSend(measured);
        foreach (var entry in measured.Entries)
        {
            _bySeq[entry.Seq] = send;
        }
    }

    public void Apply(Interacted interacted)
    {
        if (_bySeq.TryGetValue(interacted.Seq, out var send))
        {
            send.Add(interacted);
        }
    }

    /// <summary>Whether LINE counts it: a bubble is seen once by a person, everything else each time.</summary>
    public bool Counts(Interacted interacted) =>
        _bySeq.TryGetValue(interacted.Seq, out var send)
        && interacted.At - send.At <= Counted
        && !(interacted.What == Interaction.Seen && send.IsSeen(interacted.Person, interacted.Seq));

    public IEnumerable<PlatformFact> KeptAt(DateTimeOffset now) =>
        _sends.Values.Where(send => now - send.At < Kept).SelectMany(send => send.All.Prepend<PlatformFact>(send.Sent));

    private bool Takes(string unit, DateTimeOffset at)
    {
        var month = Days.MonthOf(at);
        if (!_units.TryGetValue(month, out var units))
        {
            _units[month] = units = [];
        }

        if (units.Contains(unit))
        {
            return true;
        }

        if (units.Count >= MostUnits)
        {
            return false;
        }

        units.Add(unit);
        return true;
    }
}
