using System.Diagnostics.Metrics;

namespace Bot.Webhook;

/// <summary>What comes in, counted (meter <c>BotApp.Webhook</c>).</summary>
internal sealed class WebhookCounters
{
    private readonly Counter<long> _received;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _badSignatures;
    private readonly Counter<long> _unreadable;

    public WebhookCounters(IMeterFactory meters)
    {
        var meter = meters.Create("BotApp.Webhook");
        _received = meter.CreateCounter<long>("webhook.events.received");
        _duplicates = meter.CreateCounter<long>("webhook.events.duplicate");
        _badSignatures = meter.CreateCounter<long>("webhook.requests.bad_signature");
        _unreadable = meter.CreateCounter<long>("webhook.requests.unreadable");
    }

    public void Received(int events) => _received.Add(events);

    public void Duplicate() => _duplicates.Add(1);

    public void BadSignature() => _badSignatures.Add(1);

    public void Unreadable() => _unreadable.Add(1);
}
