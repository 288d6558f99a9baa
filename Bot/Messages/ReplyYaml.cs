using System.ComponentModel;
using Bot.Definitions;

namespace Bot.Messages;

/// <summary>What the bot says at one time, as files write it: just messages, or more.</summary>
[Shorthand(nameof(Messages))]
internal class ReplyYaml : Shape
{
    [Description("One to five messages; more than three at once are many.")]
    public IReadOnlyList<MessageYaml>? Messages { get; set; }

    [Description("Buttons above the keyboard, 13 at most.")]
    public IReadOnlyList<ButtonYaml>? Buttons { get; set; }

    [Description("Who all these messages speak as. Default: the account.")]
    public SenderYaml? Sender { get; set; }
}

[Shorthand(nameof(Name))]
internal sealed class SenderYaml : Shape
{
    [Description("20 characters at most, without 'LINE'.")]
    public string? Name { get; set; }

    [Description("The https address of a square PNG.")]
    public string? Icon { get; set; }
}
