using System.ComponentModel.DataAnnotations;

namespace Bot.Simulator;

/// <summary>How the simulated LINE runs. Configuration section <c>Simulator</c>.</summary>
public sealed class SimulatorOptions : IValidatableObject
{
    /// <summary>Where the configuration holds these.</summary>
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
    [Range(0.0, 1_000_000_000.0)]
    public long MonthlyLimit { get; set; } = 30_000;

    /// <summary>Whether several ready-made people stand by at the first start.</summary>
    public bool ReadyMadePeople { get; set; } = true;

    /// <summary>Refuses addresses that cannot be listened on or posted to.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || url is not { Scheme: "http", PathAndQuery: "/" })
        {
            yield return new("Simulator:Url must be an address such as http://localhost:5081, without a path.", [nameof(Url)]);
        }

        if (!string.IsNullOrEmpty(Webhook) && (!Uri.TryCreate(Webhook, UriKind.Absolute, out var webhook) || webhook.Scheme is not ("http" or "https")))
        {
            yield return new("Simulator:Webhook must be an address such as http://localhost:5080/webhook.", [nameof(Webhook)]);
        }
    }
}
