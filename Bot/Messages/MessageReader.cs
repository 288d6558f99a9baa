using System.Text.Json;
using Bot.Definitions;
using Bot.Line;

namespace Bot.Messages;

/// <summary>Turns what files say into messages of LINE's, within LINE's limits.</summary>
internal sealed class MessageReader(Problems problems, MessageReferences references)
{
    private readonly ButtonReader _buttons = new(problems, references);

    /// <summary>A reply of at least one message; what is wrong is among the problems.</summary>
    public Reply Read(ReplyYaml yaml)
    {
        if (yaml.Messages is null)
        {
            problems.Add(yaml.Place, LintRule.MissingKey, "The reply lacks 'messages'.", "Add 'messages: [こんにちは]'.");
        }

        return ReadAnyway(yaml);
    }

    /// <summary>A reply that may be without messages, because something else is said or done in their place.</summary>
    public Reply ReadAnyway(ReplyYaml yaml)
    {
        var messages = yaml.Messages ?? [];
        var parts = new List<ReplyPart>();
        for (var i = 0; i < messages.Count; i++)
        {
            var place = yaml.At(nameof(yaml.Messages), i);
            if (Part(messages[i], yaml.Sender, place) is { } part)
            {
                parts.Add(part);
                Check(part, place);
            }
        }

        if (messages.Count > LineLimits.Messages)
        {
            problems.Add(yaml.At(nameof(yaml.Messages)), LintRule.TooManyMessages, $"LINE takes {LineLimits.Messages} messages at once, not {messages.Count}.", "Say less, or put it in fewer messages.");
        }

        if (yaml.Buttons is { Count: > LineLimits.QuickReplies } many)
        {
            problems.Add(yaml.At(nameof(yaml.Buttons)), LintRule.TooManyButtons, $"LINE shows {LineLimits.QuickReplies} buttons, not {many.Count}.", "Leave some out.");
        }

        return new Reply(parts) { Buttons = _buttons.QuickReplies(yaml.Buttons ?? []) };
    }

    private ReplyPart? Part(MessageYaml yaml, SenderYaml? replySender, Place place)
    {
        var kinds = new (string Key, object? Written, Func<Message?> Make)[]
        {
            ("text", yaml.Text, () => Text(yaml)),
            ("text-v2", yaml.TextV2, () => TextV2(yaml.TextV2!)),
            ("sticker", yaml.Sticker, () => new StickerMessage(yaml.Sticker!.Package, yaml.Sticker.Sticker)),
            ("image", yaml.Image, () => new ImageMessage(yaml.Image!.Url, yaml.Image.Preview ?? yaml.Image.Url)),
            ("video", yaml.Video, () => new VideoMessage(yaml.Video!.Url, yaml.Video.Preview) { TrackingId = yaml.Video.TrackingId }),
            ("audio", yaml.Audio, () => new AudioMessage(yaml.Audio!.Url, (long)Math.Round(yaml.Audio.Seconds * 1000))),
            ("location", yaml.Location, () => new LocationMessage(yaml.Location!.Title, yaml.Location.Address, yaml.Location.Latitude, yaml.Location.Longitude)),
            ("imagemap", yaml.Imagemap, () => Imagemap(yaml.Imagemap!)),
            ("choices", yaml.Choices, () => Choices(yaml.Choices!)),
            ("confirm", yaml.Confirm, () => new TemplateMessage(yaml.Confirm!.Text.TrimEnd(), new ConfirmTemplate(yaml.Confirm.Text.TrimEnd(), _buttons.Actions(yaml.Confirm.Buttons)))),
            ("cards", yaml.Cards, () => Cards(yaml.Cards!)),
            ("pictures", yaml.Pictures, () => Pictures(yaml.Pictures!)),
            ("flex", yaml.Flex, () => Flex(yaml.Flex!)),
            ("coupon", yaml.Coupon, () => null),
            ("line-coupon", yaml.LineCoupon, () => new CouponMessage(yaml.LineCoupon!.Id) { DeliveryTag = yaml.LineCoupon.DeliveryTag }),
        };
        var written = kinds.Where(kind => kind.Written is not null).ToList();
        if (written.Count != 1)
        {
            problems.Add(
                place,
                LintRule.OneThing,
                written.Count == 0 ? "The message says nothing." : (LintText)$"A message is one thing, not {LintText.Both(string.Join(" and ", written.Select(kind => kind.Key)), string.Join("と", written.Select(kind => kind.Key)))}.",
                written.Count == 0 ? "Write for example '- こんにちは' or '- text: こんにちは'." : "Give each its own '- '.");
            return null;
        }

        if (yaml.Emojis is not null && yaml.Text is null)
        {
            problems.Add(yaml.At(nameof(yaml.Emojis)), LintRule.OneThing, "'emojis' stands beside 'text' only.", "Remove it, or use text-v2.");
        }

        return yaml.Coupon is { } coupon ? Coupon(yaml, coupon)
            : written[0].Make() is { } message ? new ReplyPart.Say(message with { Sender = Sender(yaml.Sender ?? replySender) })
            : null;
    }

    private static Sender? Sender(SenderYaml? yaml) => yaml is null ? null : new Sender(yaml.Name, yaml.Icon);

    private TextMessage Text(MessageYaml yaml)
    {
        var text = yaml.Text!.TrimEnd();
        if (yaml.Emojis is not { } emojis)
        {
            return new TextMessage(text);
        }

        List<int> places = [.. text.Select((sign, index) => (sign, index)).Where(one => one.sign == '$').Select(one => one.index)];
        if (places.Count < emojis.Count)
        {
            problems.Add(yaml.At(nameof(yaml.Emojis)), LintRule.LineLimit, $"The text has {places.Count} '$' for {emojis.Count} emojis.", "Write a '$' where each emoji stands.");
        }

        return new TextMessage(text) { Emojis = [.. emojis.Zip(places, (emoji, index) => new LineEmoji(index, emoji.Product, emoji.Emoji))] };
    }

    private TextV2Message TextV2(TextV2Yaml yaml)
    {
        var substitution = new Dictionary<string, Substitution>();
        foreach (var one in yaml.Substitutions ?? [])
        {
            Substitution? stands = (one.Emoji, one.Mention) switch
            {
                ({ } emoji, null) => new EmojiSubstitution(emoji.Product, emoji.Emoji),
                (null, "all") => new MentionSubstitution(new MentionedAll()),
                (null, { } userId) => new MentionSubstitution(new MentionedUser(userId)),
                _ => null,
            };
            if (stands is null)
            {
                problems.Add(one.Place, LintRule.OneThing, $"'{one.Key}' stands for an emoji or a mention.", "Write one of 'emoji' and 'mention'.");
            }
            else if (!substitution.TryAdd(one.Key, stands))
            {
                problems.Add(one.At(nameof(one.Key)), LintRule.KeyTwice, $"The key '{one.Key}' stands here twice.", "Keep one of them.");
            }
        }

        return new TextV2Message(yaml.Text.TrimEnd()) { Substitution = substitution.Count == 0 ? null : substitution };
    }

    private ImagemapMessage Imagemap(ImagemapYaml yaml)
    {
        var areas = new List<ImagemapAction>();
        foreach (var area in yaml.Areas ?? [])
        {
            var at = new ImagemapArea(area.X, area.Y, area.Width, area.Height);
            ImagemapAction? action = area switch
            {
                { Says: { } says, Url: null, Copies: null } => new ImagemapMessageAction(says, at),
                { Url: { } url, Says: null, Copies: null } => new ImagemapUriAction(url, at),
                { Copies: { } copied, Says: null, Url: null } => new ImagemapClipboardAction(copied, at),
                _ => null,
            };
            if (action is null || area is not { Survey: null, Shows: null, Picks: null, Camera: null, CameraRoll: null, Location: null, DesktopUrl: null, Icon: null })
            {
                problems.Add(area.Place, LintRule.OneThing, "An area does one thing: says, url or copies.", "Keep one of them.");
            }
            else
            {
                areas.Add(action with { Label = area.Label });
            }
        }

        return new ImagemapMessage(yaml.Url, yaml.AltText, new ImagemapSize(1040, yaml.Height), areas)
        {
            Video = yaml.Video is { } video
                ? new ImagemapVideo(video.Url, video.Preview, new ImagemapArea(video.X, video.Y, video.Width, video.Height))
                {
                    ExternalLink = video.Link is null && video.LinkLabel is null ? null : new ImagemapLink(video.Link ?? "", video.LinkLabel ?? ""),
                }
                : null,
        };
    }

    private TemplateMessage Choices(ChoicesYaml yaml) => new(
        Alt(yaml),
        new ButtonsTemplate(yaml.Text.TrimEnd(), _buttons.Actions(yaml.Buttons))
        {
            Title = yaml.Title,
            ThumbnailImageUrl = yaml.Picture,
            ImageAspectRatio = Word(yaml.PictureShape),
            ImageSize = Word(yaml.PictureFit),
            ImageBackgroundColor = yaml.PictureBackground,
            DefaultAction = yaml.Tap is { } tap ? _buttons.Action(tap) : null,
        });

    private TemplateMessage Cards(IReadOnlyList<ChoicesYaml> cards)
    {
        var first = cards is [var one, ..] ? one : null;
        return new TemplateMessage(
            first is null ? "" : Alt(first),
            new CarouselTemplate([.. cards.Select(card => new CarouselColumn(card.Text.TrimEnd(), _buttons.Actions(card.Buttons))
            {
                Title = card.Title,
                ThumbnailImageUrl = card.Picture,
                ImageBackgroundColor = card.PictureBackground,
                DefaultAction = card.Tap is { } tap ? _buttons.Action(tap) : null,
            })])
            {
                ImageAspectRatio = Word(first?.PictureShape),
                ImageSize = Word(first?.PictureFit),
            });
    }

    private TemplateMessage Pictures(IReadOnlyList<PictureYaml> pictures) => new(
        pictures.Select(picture => picture.Label).FirstOrDefault(label => label is not null) ?? "画像をご覧ください",
        new ImageCarouselTemplate([.. pictures
            .Select(picture => _buttons.Action(picture) is { } action ? new ImageCarouselColumn(picture.Picture, action) : null)
            .OfType<ImageCarouselColumn>()]));

    private static string? Word<T>(T? choice) where T : struct, Enum => choice?.ToString().ToLowerInvariant();

    private static string Alt(ChoicesYaml yaml) => yaml.Title ?? yaml.Text.TrimEnd();

    // The JSON is judged before it is read: what LINE takes can be read.
    private FlexMessage? Flex(FlexYaml yaml)
    {
        try
        {
            using var json = JsonDocument.Parse(yaml.Json);
            var violations = LineLimits.CheckFlex(json.RootElement);
            problems.CheckLimits(violations, yaml.Place);
            return violations.Count == 0 ? new FlexMessage(yaml.AltText, LineJson.ParseFlex(json.RootElement)) : null;
        }
        catch (JsonException bad)
        {
            problems.Add(yaml.At(nameof(yaml.Json)), LintRule.Json, $"The JSON cannot be read from its line {bad.LineNumber + 1} on.", "Copy it again from LINE's Flex Message Simulator, and indent all of it under 'json: |'.");
            return null;
        }
    }

    private ReplyPart.GiveCoupon? Coupon(MessageYaml yaml, string coupon)
    {
        references.Noted?.Add(new Reference(ReferenceKind.Coupon, coupon, yaml.At(nameof(yaml.Coupon))));
        if (references.Coupons?.Contains(coupon) != false)
        {
            return new ReplyPart.GiveCoupon(coupon);
        }

        problems.Add(yaml.At(nameof(yaml.Coupon)), LintRule.NoSuchCoupon, $"There is no coupon '{coupon}' in coupons/.", NearestWord.Hint(coupon, references.Coupons));
        return null;
    }

    private void Check(ReplyPart part, Place place)
    {
        if (part is ReplyPart.Say { Message: var message })
        {
            problems.CheckLimits([message], place);
            problems.CheckPlaceholders(message, place);
        }
    }
}
