using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Bot.Definitions;

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

internal class ReplyYaml : Shape
{
    [Description("One to five messages; more than three at once are many.")]
    public required IReadOnlyList<MessageYaml> Messages { get; set; }

    [Description("Buttons above the keyboard, 13 at most.")]
    public IReadOnlyList<ButtonYaml>? Buttons { get; set; }
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

[Shorthand(nameof(Text))]
internal sealed class MessageYaml : Shape
{
    [Description("A text of 5,000 characters at most. {name|お客さま} is the friend's name.")]
    public string? Text { get; set; }

    [Description("A sticker of LINE's.")]
    public StickerYaml? Sticker { get; set; }

    [Description("A picture by its https address.")]
    public ImageYaml? Image { get; set; }

    [Description("Words with up to four buttons.")]
    public ChoicesYaml? Choices { get; set; }

    [Description("Cards to swipe through, ten at most, each with the same number of buttons.")]
    public IReadOnlyList<ChoicesYaml>? Cards { get; set; }

    [Description("A Flex Message, as LINE's Flex Message Simulator gives it.")]
    public FlexYaml? Flex { get; set; }

    [Description("The id of a coupon of coupons/: it is given to the friend, and its card shown.")]
    public string? Coupon { get; set; }
}

internal sealed class StickerYaml : Shape
{
    public required string Package { get; set; }

    public required string Sticker { get; set; }
}

[Shorthand(nameof(Url))]
internal sealed class ImageYaml : Shape
{
    [Description("The https address of a JPEG or PNG of 10 MB at most.")]
    public required string Url { get; set; }

    [Description("A smaller one of 1 MB at most. Default: the same.")]
    public string? Preview { get; set; }
}

internal sealed class ChoicesYaml : Shape
{
    [Description("40 characters at most.")]
    public string? Title { get; set; }

    [Description("160 characters at most, 120 on cards; 60 beside a title or picture.")]
    public required string Text { get; set; }

    [Description("The https address of a picture above the words.")]
    public string? Picture { get; set; }

    public required IReadOnlyList<ButtonYaml> Buttons { get; set; }
}

[Shorthand(nameof(Label))]
internal sealed class ButtonYaml : Shape
{
    [Description("20 characters at most. Alone, the friend says it.")]
    public required string Label { get; set; }

    [Description("What the friend says by tapping.")]
    public string? Says { get; set; }

    [Description("The id of a survey of surveys/ that starts.")]
    public string? Survey { get; set; }

    [Description("The address that opens: https, tel or line.")]
    public string? Url { get; set; }
}

internal sealed class FlexYaml : Shape
{
    [Description("What notifications and old devices show, 1,500 characters at most.")]
    public required string AltText { get; set; }

    [Description("LINE's JSON of a bubble or carousel, as a block of text: 'json: |'.")]
    public required string Json { get; set; }
}
