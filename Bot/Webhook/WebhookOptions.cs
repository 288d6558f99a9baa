using System.ComponentModel.DataAnnotations;

namespace Bot.Webhook;

/// <summary>Section <c>Webhook</c>.</summary>
public sealed class WebhookOptions
{
    /// <summary>What the bot says in groups and rooms it is invited to; empty (the default) leaves them alone.</summary>
    public string GroupReply { get; set; } = "";

    /// <summary>Turns taken at the same time; those of one friend are always one after the other.</summary>
    [Range(1, 512)]
    public int Lanes { get; set; } = 64;

    /// <summary>How often a failing turn is tried before the event is put aside for a person to see.</summary>
    [Range(1, 20)]
    public int Attempts { get; set; } = 5;

    /// <summary>How long the ids of finished events are kept to recognise duplicates, in days.</summary>
    [Range(2, 90)]
    public int KeepDays { get; set; } = 7;
}
