namespace Bot.Simulator;

/// <summary>How the simulated LINE runs. Configuration section <c>Simulator</c>.</summary>
public sealed class SimulatorOptions
{
    public const string Section = "Simulator";

    /// <summary>True or false; not set: the simulator runs when no channel of LINE's is configured.</summary>
    public bool? Enabled { get; set; }

    /// <summary>Where it listens; LINE's paths are at the root. Port 0 takes a free port.</summary>
    public string Url { get; set; } = "http://localhost:5081";

    /// <summary>The file that keeps people and chats; empty keeps nothing.</summary>
    public string? Journal { get; set; }

    /// <summary>Where webhooks go; not set: to the bot in this process.</summary>
    public string? Webhook { get; set; }

    /// <summary>Messages a month before the 429; 0 is no limit.</summary>
    public long MonthlyLimit { get; set; } = 30_000;

    /// <summary>Whether several ready-made people stand by at the first start.</summary>
    public bool ReadyMadePeople { get; set; } = true;
}
