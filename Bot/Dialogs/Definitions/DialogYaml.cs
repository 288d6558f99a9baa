using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Bot.Definitions;
using Bot.Messages;

namespace Bot.Dialogs.Definitions;

/// <summary>A file of <c>dialogs/</c> as it is written.</summary>
internal sealed class DialogYaml : Shape
{
    [Description("Said to a new friend.")]
    public ReplyYaml? Greeting { get; set; }

    [Description("Said to a friend who unblocked the account. Without it: the greeting.")]
    public ReplyYaml? WelcomeBack { get; set; }

    [Description("Words of friends and the answers to them.")]
    public IReadOnlyList<KeywordYaml>? Keywords { get; set; }

    [Description("Said when nothing else answers.")]
    public FallbackYaml? Fallback { get; set; }
}

internal sealed class KeywordYaml : ReplyYaml
{
    [Description("What a friend may write. Width, kana, case and spaces do not matter.")]
    public required IReadOnlyList<string> Words { get; set; }

    [Description("exact: just the word. contains: the word anywhere in the text. Default: exact.")]
    public KeywordMatch? Match { get; set; }
}

internal sealed class FallbackYaml : ReplyYaml
{
    [Description("A friend hears it at most once in so many hours, else silence. Default: 1.")]
    [Range(0, 720)]
    public int? EveryHours { get; set; }
}
