using Bot.Line;
using Bot.Outbox.Pace;
using Bot.Storage;
using Microsoft.Extensions.Options;

namespace Bot.Outbox;

/// <summary>LINE's three sending calls at the pace LINE allows each of them per channel.</summary>
internal sealed class LineCalls(LineClient line, IDocumentStore store, IOptions<OutboxOptions> options, ILogger<LineCalls> log) : IDisposable
{
    private readonly CallPace _replies = Pace(store, "reply", options.Value.RepliesPerSecond, log);
    private readonly CallPace _pushes = Pace(store, "push", options.Value.PushesPerSecond, log);
    private readonly CallPace _multicasts = Pace(store, "multicast", options.Value.MulticastsPerSecond, log);

    /// <summary>
    /// Makes the call when its turn has come; null when the caller may not make it any more by then. This is asked last,
    /// since waiting for the turn, or a pause of the whole process, may have taken long.
    /// </summary>
    public async Task<LineResult<Sent>?> Make(OutboxCall call, OutboxMessage message, IReadOnlyList<Message> content, Func<bool> mayStill, CancellationToken ct)
    {
        await PaceOf(call).Turn(ct);
        return !mayStill() ? null : call switch
        {
            OutboxCall.Reply => await line.Reply(message.ReplyToken!, content, ct: ct),
            OutboxCall.Push => await line.Push(message.To[0], content, message.RetryKey, ct: ct),
            _ => await line.Multicast(message.Recipients(), content, message.RetryKey, ct: ct),
        };
    }

    public void Dispose()
    {
        _replies.Dispose();
        _pushes.Dispose();
        _multicasts.Dispose();
    }

    private CallPace PaceOf(OutboxCall call) => call switch
    {
        OutboxCall.Reply => _replies,
        OutboxCall.Push => _pushes,
        _ => _multicasts,
    };

    // LINE counts in real time, whatever the shop's clock is set to.
    private static CallPace Pace(IDocumentStore store, string call, int perSecond, ILogger log) =>
        store.IsShared ? new SharedPace(call, perSecond, store, TimeProvider.System, log) : new OwnPace(perSecond);
}
