using System.Text.Json.Serialization;

namespace Bot.Line;

/// <summary>A message object as LINE defines it. Limits are checked by the one validator of this folder, not here.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TextMessage), "text")]
[JsonDerivedType(typeof(TextV2Message), "textV2")]
[JsonDerivedType(typeof(StickerMessage), "sticker")]
[JsonDerivedType(typeof(ImageMessage), "image")]
[JsonDerivedType(typeof(VideoMessage), "video")]
[JsonDerivedType(typeof(AudioMessage), "audio")]
[JsonDerivedType(typeof(LocationMessage), "location")]
[JsonDerivedType(typeof(CouponMessage), "coupon")]
[JsonDerivedType(typeof(ImagemapMessage), "imagemap")]
[JsonDerivedType(typeof(TemplateMessage), "template")]
[JsonDerivedType(typeof(FlexMessage), "flex")]
public abstract record Message
{
    /// <summary>Buttons above the keyboard; LINE shows those of the last message only, until the next message.</summary>
    public QuickReply? QuickReply { get; init; }

    /// <summary>Another name or icon to speak as.</summary>
    public Sender? Sender { get; init; }
}

/// <summary>A text, with line breaks as they stand.</summary>
/// <param name="Text">LINE: at most 5,000 UTF-16 units (Messaging API reference, Message objects).</param>
public sealed record TextMessage(string Text) : Message
{
    /// <summary>LINE emojis standing at the <c>$</c> placeholders of the text.</summary>
    public IReadOnlyList<LineEmoji>? Emojis { get; init; }

    /// <summary>The message this one quotes.</summary>
    public string? QuoteToken { get; init; }
}

/// <summary>A LINE emoji at this UTF-16 index of the text, where a <c>$</c> stands.</summary>
public sealed record LineEmoji(int Index, string ProductId, string EmojiId);

/// <summary>
/// A text in which <c>{key}</c> stands for a mention or an emoji. A brace that is meant as one is doubled:
/// <see cref="Escape"/>.
/// </summary>
/// <param name="Text">LINE: at most 5,000 UTF-16 units (Messaging API reference, Message objects).</param>
public sealed record TextV2Message(string Text) : Message
{
    /// <summary>
    /// What stands for each key of the text. LINE: at most 100, a key is 1 to 20 letters, digits and underscores (Messaging API
    /// reference, Message objects).
    /// </summary>
    public IReadOnlyDictionary<string, Substitution>? Substitution { get; init; }

    /// <summary>The message this one quotes.</summary>
    public string? QuoteToken { get; init; }

    /// <summary>The words as a part of <see cref="Text"/> that LINE shows as they are.</summary>
    public static string Escape(string words) =>
        words.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}

/// <summary>What stands for a key in the text.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(MentionSubstitution), "mention")]
[JsonDerivedType(typeof(EmojiSubstitution), "emoji")]
public abstract record Substitution;

/// <summary>Speaks to somebody by name. LINE: at most 20 in a text, in groups and rooms only (Messaging API reference, Message objects).</summary>
public sealed record MentionSubstitution(MentionTarget Mentionee) : Substitution;

/// <summary>A LINE emoji. LINE: at most 20 in a text (Messaging API reference, Message objects).</summary>
public sealed record EmojiSubstitution(string ProductId, string EmojiId) : Substitution;

/// <summary>Who is spoken to.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(MentionedUser), "user")]
[JsonDerivedType(typeof(MentionedAll), "all")]
public abstract record MentionTarget;

/// <summary>One member of the group or room.</summary>
public sealed record MentionedUser(string UserId) : MentionTarget;

/// <summary>Everybody in the group or room.</summary>
public sealed record MentionedAll : MentionTarget;

/// <summary>A sticker, by its package and its number in it; only those LINE lists for bots can be sent.</summary>
public sealed record StickerMessage(string PackageId, string StickerId) : Message
{
    /// <summary>The message this one quotes.</summary>
    public string? QuoteToken { get; init; }
}

/// <summary>
/// A picture: JPEG or PNG, at https addresses of at most 2,000 UTF-16 units (LINE: Messaging API reference, Message
/// objects).
/// </summary>
/// <param name="OriginalContentUrl">What opens at a tap. LINE: at most 10 MB.</param>
/// <param name="PreviewImageUrl">What the chat shows. LINE: at most 1 MB.</param>
public sealed record ImageMessage(string OriginalContentUrl, string PreviewImageUrl) : Message;

/// <summary>A video: MP4, at https addresses of at most 2,000 UTF-16 units (LINE: Messaging API reference, Message objects).</summary>
/// <param name="OriginalContentUrl">What plays. LINE: at most 200 MB.</param>
/// <param name="PreviewImageUrl">The picture before it plays, as wide to high as the video. LINE: JPEG or PNG, at most 1 MB.</param>
public sealed record VideoMessage(string OriginalContentUrl, string PreviewImageUrl) : Message
{
    /// <summary>
    /// Comes back in a <see cref="VideoPlayCompleteEvent"/> when the friend has watched to the end. LINE: at most 100 letters,
    /// digits and <c>-.=,+*()%$&amp;;:@{}!?&lt;&gt;[]</c>, not in groups (Messaging API reference, Message objects).
    /// </summary>
    public string? TrackingId { get; init; }
}

/// <summary>A sound: MP3 or M4A, at an https address of at most 2,000 UTF-16 units (LINE: Messaging API reference, Message objects).</summary>
/// <param name="OriginalContentUrl">LINE: at most 200 MB.</param>
/// <param name="Duration">Its length in milliseconds.</param>
public sealed record AudioMessage(string OriginalContentUrl, long Duration) : Message;

/// <summary>A place on the map, in degrees.</summary>
/// <param name="Title">LINE: at most 100 UTF-16 units (Messaging API reference, Message objects).</param>
/// <param name="Address">LINE: at most 100 UTF-16 units (Messaging API reference, Message objects).</param>
/// <param name="Latitude">North is positive.</param>
/// <param name="Longitude">East is positive.</param>
public sealed record LocationMessage(string Title, string Address, double Latitude, double Longitude) : Message;

/// <summary>One of LINE's own coupons, which LINE issues and redeems without telling the bot.</summary>
/// <param name="CouponId">As LINE gave it when the coupon was made.</param>
public sealed record CouponMessage(string CouponId) : Message
{
    /// <summary>
    /// The way it reached the friend, in LINE's statistics. LINE: at most 30 letters, digits and underscores (Messaging API
    /// reference, Message objects).
    /// </summary>
    public string? DeliveryTag { get; init; }
}

/// <summary>A message with buttons, laid out by LINE.</summary>
/// <param name="AltText">For notifications and old clients. LINE: at most 1,500 UTF-16 units (Messaging API reference,
/// Message objects).</param>
/// <param name="Template">Buttons, a confirmation or a carousel.</param>
public sealed record TemplateMessage(string AltText, Template Template) : Message;

/// <summary>A Flex Message: laid out by whoever sends it.</summary>
/// <param name="AltText">For notifications and old clients. LINE: at most 1,500 UTF-16 units (Messaging API reference,
/// Message objects).</param>
/// <param name="Contents">LINE: a bubble is at most 30 KB of JSON, a carousel at most 12 bubbles and 50 KB (Messaging
/// API reference, Message objects).</param>
public sealed record FlexMessage(string AltText, FlexContainer Contents) : Message;

/// <summary>Who a message speaks as; null: as the account is called and looks.</summary>
/// <param name="Name">Without "LINE" in it. LINE: at most 20 UTF-16 units (Messaging API reference, Message objects).</param>
/// <param name="IconUrl">A square PNG at an https address. LINE: at most 1 MB, 2,000 UTF-16 units (Messaging API
/// reference, Message objects).</param>
public sealed record Sender(string? Name = null, string? IconUrl = null);

/// <summary>Buttons above the keyboard, which vanish after a tap.</summary>
/// <param name="Items">LINE: at most 13 (Messaging API reference, Message objects).</param>
public sealed record QuickReply(IReadOnlyList<QuickReplyItem> Items);

/// <summary>One quick reply button. LINE wants <c>"type":"action"</c> beside it.</summary>
public sealed record QuickReplyItem(LineAction Action, string? ImageUrl = null)
{
    /// <summary>Always <c>action</c>, the one type LINE knows.</summary>
    public string Type => "action";
}
