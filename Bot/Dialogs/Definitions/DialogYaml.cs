using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Bot.Calendar;
using Bot.Definitions;
using Bot.Messages;

namespace Bot.Dialogs.Definitions;

/// <summary>A file of <c>dialogs/</c> as it is written.</summary>
internal sealed class DialogYaml : Shape
{
    [Description("Said to a new friend. Of several the first that fits.")]
    public IReadOnlyList<GreetingYaml>? Greeting { get; set; }

    [Description("Said to a friend who unblocked the account. Without it: the greeting.")]
    public IReadOnlyList<GreetingYaml>? WelcomeBack { get; set; }

    [Description("Words of friends and the answers to them.")]
    public IReadOnlyList<KeywordYaml>? Keywords { get; set; }

    [Description("Answers to walk through by buttons.")]
    public IReadOnlyList<MenuYaml>? Menus { get; set; }

    [Description("What is said to photos, stickers, places and the like. The first that fits.")]
    public IReadOnlyList<ReceivedYaml>? Received { get; set; }

    [Description("Said to who asks for help.")]
    public HelpYaml? Help { get; set; }

    [Description("When somebody is in the shop, for 'open:' and 'closed:' and {次の営業}.")]
    public IReadOnlyList<OpeningHoursYaml>? Hours { get; set; }

    [Description("What friends may hear of or not.")]
    public TopicsYaml? Topics { get; set; }

    [Description("Said when nothing else answers.")]
    public FallbackYaml? Fallback { get; set; }
}

/// <summary>What is said and done at one place.</summary>
internal class AnswerYaml : ReplyYaml
{
    [Description("Of whom it holds, e.g. 'tag = VIP'. Default: everybody.")]
    public string? When { get; set; }

    [Description("Several replies in place of messages, of which one is said.")]
    public IReadOnlyList<ReplyYaml>? OneOf { get; set; }

    [Description("in-turn: each friend hears one after the other. daily: by lot, the same all day. Default: in-turn.")]
    public PickOrder? Pick { get; set; }

    [Description("Said in the hours of 'hours', in place of messages.")]
    public ReplyYaml? Open { get; set; }

    [Description("Said outside the hours of 'hours'. {次の営業|…} is the next opening.")]
    public ReplyYaml? Closed { get; set; }

    [Description("What is done beside.")]
    public ActionsYaml? Does { get; set; }
}

internal sealed class ActionsYaml : Shape
{
    [Description("Tags put on the friend.")]
    public IReadOnlyList<string>? Tag { get; set; }

    [Description("Tags taken off the friend.")]
    public IReadOnlyList<string>? Untag { get; set; }

    [Description("Attributes of the friend that are set.")]
    public IReadOnlyList<SetYaml>? Set { get; set; }

    [Description("The id of a survey of surveys/ that begins after the reply.")]
    public string? Survey { get; set; }

    [Description("The id of a coupon of coupons/ that is given, its card shown after the reply.")]
    public string? Coupon { get; set; }

    [Description("A notice to staff, in the inbox. {name} and the like are filled in.")]
    public string? Notify { get; set; }

    [Description("true: what the friend sent goes to staff, in the inbox.")]
    public bool? Inquiry { get; set; }
}

internal sealed class SetYaml : Shape
{
    public required string Attribute { get; set; }

    [Description("A text; what reads as a day (2026-12-24) is one.")]
    public required string Value { get; set; }
}

internal sealed class GreetingYaml : AnswerYaml
{
    [Description("Only for who came by this place's code: the attribute 経路 is this.")]
    public string? Route { get; set; }

    [Description("Only for who has LINE in this language, e.g. en.")]
    [Pattern("^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$", "a language such as 'en' or 'zh-TW'")]
    public string? Language { get; set; }
}

internal sealed class KeywordYaml : AnswerYaml
{
    [Description("What a friend may write. Width, kana, case and spaces do not matter.")]
    public required IReadOnlyList<string> Words { get; set; }

    [Description("exact: just the word. contains: the word anywhere in the text. pattern: the words are regular expressions. Default: exact.")]
    public KeywordMatch? Match { get; set; }

    [Description("What the bot calls it when it asks which of several was meant, 20 characters at most. Default: the first word.")]
    public string? Label { get; set; }
}

internal sealed class MenuYaml : AnswerYaml
{
    [Description("What its buttons call it by.")]
    [Pattern(PatternAttribute.Id, PatternAttribute.IdWords)]
    public required string Id { get; set; }

    [Description("What a friend writes to open it.")]
    public required IReadOnlyList<string> Words { get; set; }

    [Description("Where one can go on, 12 at most.")]
    public required IReadOnlyList<MenuItemYaml> Items { get; set; }
}

internal sealed class MenuItemYaml : AnswerYaml
{
    [Description("The button, 20 characters at most.")]
    public required string Label { get; set; }

    [Description("Where one can go on from here, 12 at most.")]
    public IReadOnlyList<MenuItemYaml>? Items { get; set; }
}

internal sealed class ReceivedYaml : AnswerYaml
{
    [Description("image, video, audio, file, location or sticker.")]
    public required IReadOnlyList<ReceivedType> Types { get; set; }
}

/// <summary>What friends can send beside words.</summary>
internal enum ReceivedType
{
    Image,
    Video,
    Audio,
    File,
    Location,
    Sticker,
}

internal sealed class HelpYaml : AnswerYaml
{
    [Description("What a friend may write. Default: ヘルプ, 使い方, help.")]
    public IReadOnlyList<string>? Words { get; set; }
}

internal sealed class TopicsYaml : Shape
{
    [Description("What the shop tells of, e.g. [新商品, クーポン]; 11 at most. Without any, friends stop everything or nothing.")]
    public IReadOnlyList<string>? Names { get; set; }

    [Description("What a friend writes to hear no more. Default: 配信停止.")]
    public IReadOnlyList<string>? Stop { get; set; }

    [Description("What a friend writes to hear again. Default: 配信再開.")]
    public IReadOnlyList<string>? Resume { get; set; }
}

internal sealed class FallbackYaml : AnswerYaml
{
    [Description("A friend hears it at most once in so many hours, else silence. Default: 1.")]
    [Range(0, 720)]
    public int? EveryHours { get; set; }
}
