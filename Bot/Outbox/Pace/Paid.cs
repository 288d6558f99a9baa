using System.Text.Json.Serialization;
using Bot.Storage;

namespace Bot.Outbox.Pace;

/// <summary>Up to when what LINE takes of one kind of call is handed out, to whichever instance.</summary>
public sealed record Paid
{
    /// <summary>The kind of call.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// Who wants calls gets the time after this one: microseconds since 1970, since a multicast takes five milliseconds and
    /// times in documents know no parts of one.
    /// </summary>
    public long Until { get; init; }

    /// <summary>From when on the calls that were taken last may be made.</summary>
    [JsonIgnore]
    public DateTimeOffset From => DateTimeOffset.UnixEpoch.AddMicroseconds(Until);

    /// <summary>
    /// Takes so many calls: the time they stand for is the next that is free, never one that has passed, and they may be made
    /// when it is over. So of any stretch of time no more calls are given out than fit in.
    /// </summary>
    public Paid Take(int calls, int perSecond, DateTimeOffset now) => this with
    {
        Until = Math.Max((now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond, Until) + (long)Math.Ceiling(1_000_000.0 * calls / perSecond),
    };
}

/// <summary>The documents that keep all instances together at LINE's pace.</summary>
public static class PaceCollections
{
    /// <summary>By the kind of call.</summary>
    public static Collection<Paid> Paid { get; } =
        new Collection<Paid>("pace", PaceJson.Documents.For<Paid>(), paid => paid.Id).OfTheMoment()
            .Traced(Trace.Nothing);
}

[JsonSerializable(typeof(Paid))]
internal sealed partial class PaceJson : JsonSerializerContext
{
    public static PaceJson Documents { get; } = new(DocumentJson.Options());
}
