using Bot.Instances;

namespace Bot.Outbox;

/// <summary>Wakes the mailing sender: something was committed to be sent.</summary>
public sealed class OutboxSignal : Signal;
