using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bot.Line;

namespace Bot.Friends;

/// <summary>
/// Fills placeholders in messages: <c>{name}</c> is the friend's name, any other word an attribute of theirs, or the tag they
/// hold of an exclusive group. What follows a bar stands in when the value is missing: <c>{name|お客さま}</c>. No
/// placeholder ever reaches a friend; braces that are no placeholder stay as written, and those of a
/// <see cref="TextV2Message"/> are LINE's own.
/// </summary>
public static partial class Personalisation
{
    /// <summary>A value longer than this is cut, so that one friend's words cannot break the message.</summary>
    private const int LongestValue = 100;

    private const string NobodysName = "お客さま";

    // LINE refuses an empty text, which a text of nothing but a missing value would be.
    private const string NothingToSay = "…";

    /// <summary>Whether any of the messages reads differently to different friends.</summary>
    public static bool IsPersonal(IEnumerable<Message> messages) => messages.SelectMany(WordsOf).Any(Placeholder().IsMatch);

    /// <summary>The names of the placeholders in the messages, each once.</summary>
    public static IReadOnlyList<string> Placeholders(IEnumerable<Message> messages) =>
    [
        .. messages.SelectMany(WordsOf)
            .SelectMany(words => Placeholder().Matches(words))
            .Select(match => match.Groups["key"].Value)
            .Distinct(),
    ];

    /// <summary>Whether the friend has a value for this placeholder, so that nothing has to stand in for it.</summary>
    public static bool HasValue(Friend friend, string placeholder) => !string.IsNullOrWhiteSpace(ValueOf(friend, placeholder));

    /// <summary>The messages as this friend reads them. Texts that got too long for LINE are cut.</summary>
    public static IReadOnlyList<Message> Personalise(IEnumerable<Message> messages, Friend friend) =>
        [.. messages.Select(message => Personalise(message, friend))];

    /// <inheritdoc cref="Personalise(IEnumerable{Message}, Friend)"/>
    public static Message Personalise(Message message, Friend friend) => message switch
    {
        TextMessage text => Fill(text, friend),
        FlexMessage flex => flex with { AltText = Fill(flex.AltText, friend, LineLimits.AltText), Contents = Fill(flex.Contents, friend) },
        ImagemapMessage imagemap => imagemap with { AltText = Fill(imagemap.AltText, friend, LineLimits.AltText) },
        TemplateMessage template => template with { AltText = Fill(template.AltText, friend, LineLimits.AltText), Template = Fill(template.Template, friend) },
        _ => message,
    };

    /// <summary>The text as this friend reads it.</summary>
    public static string Fill(string text, Friend friend) => Placeholder().Replace(text, match => Value(match, friend));

    private static string Fill(string text, Friend friend, int limit) =>
        Fill(text, friend) is var filled && string.IsNullOrWhiteSpace(filled) ? NothingToSay : Cut(filled, limit);

    private static TextMessage Fill(TextMessage message, Friend friend)
    {
        var emojis = message.Emojis ?? [];
        var moved = new int[emojis.Count];
        var text = Placeholder().Replace(message.Text, match =>
        {
            var value = Value(match, friend);
            for (var i = 0; i < emojis.Count; i++)
            {
                // Emojis stand at indexes of the text, which move with what is filled in before them.
                moved[i] += emojis[i].Index > match.Index ? value.Length - match.Length : 0;
            }

            return value;
        });
        return message with
        {
            Text = string.IsNullOrWhiteSpace(text) ? NothingToSay : Cut(text, LineLimits.Text),
            Emojis = message.Emojis is null ? null
                : [.. emojis.Select((emoji, i) => emoji with { Index = emoji.Index + moved[i] }).Where(emoji => emoji.Index < LineLimits.Text - 1)],
        };
    }

    private static Template Fill(Template template, Friend friend) => template switch
    {
        ButtonsTemplate buttons => buttons with
        {
            Title = buttons.Title is { } title ? Fill(title, friend, LineLimits.Title) : null,
            Text = Fill(buttons.Text, friend, buttons.Title is null && buttons.ThumbnailImageUrl is null ? LineLimits.ButtonsText : LineLimits.TextBesideTitle),
        },
        ConfirmTemplate confirm => confirm with { Text = Fill(confirm.Text, friend, LineLimits.ConfirmText) },
        CarouselTemplate carousel => carousel with
        {
            Columns = [.. carousel.Columns.Select(column => column with
            {
                Title = column.Title is { } title ? Fill(title, friend, LineLimits.Title) : null,
                Text = Fill(column.Text, friend, column.Title is null && column.ThumbnailImageUrl is null ? LineLimits.ColumnText : LineLimits.TextBesideTitle),
            })],
        },
        _ => template,
    };

    private static FlexContainer Fill(FlexContainer contents, Friend friend)
    {
        var json = LineJson.ToElement(contents);
        if (!Strings(json).Any(Placeholder().IsMatch))
        {
            return contents;
        }

        var root = JsonObject.Create(json)!;
        FillWords(root, friend);
        return LineJson.ParseFlex(JsonSerializer.SerializeToElement(root, FriendsJson.Documents.JsonNode));
    }

    // Only words a friend reads: an address or postback data with braces in it is not ours to change.
    private static void FillWords(JsonNode node, Friend friend)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var item in list.OfType<JsonNode>())
                {
                    FillWords(item, friend);
                }

                break;
            case JsonObject group:
                foreach (var (key, value) in group.ToList())
                {
                    if (value is JsonValue words && key is "text" or "altText" or "label" && words.TryGetValue<string>(out var text))
                    {
                        group[key] = Fill(text, friend) is { Length: > 0 } filled ? filled : NothingToSay;
                    }
                    else if (value is not null)
                    {
                        FillWords(value, friend);
                    }
                }

                break;
        }
    }

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.Value.ValueKind != JsonValueKind.String ? Strings(member.Value)
            : member.Name is "text" or "altText" or "label" ? [member.Value.GetString()!]
            : []),
        _ => [],
    };

    private static IEnumerable<string> WordsOf(Message message) => message switch
    {
        TextMessage text => [text.Text],
        FlexMessage flex => Strings(LineJson.ToElement(flex.Contents)).Append(flex.AltText),
        ImagemapMessage imagemap => [imagemap.AltText],
        TemplateMessage template => TextsOf(template),
        _ => [],
    };

    private static IEnumerable<string> TextsOf(TemplateMessage message)
    {
        var inside = message.Template switch
        {
            ButtonsTemplate buttons => [buttons.Title, buttons.Text],
            ConfirmTemplate confirm => [confirm.Text],
            CarouselTemplate carousel => carousel.Columns.SelectMany(column => new[] { column.Title, column.Text }),
            _ => Enumerable.Empty<string?>(),
        };
        return inside.Append(message.AltText).OfType<string>();
    }

    private static string Value(Match match, Friend friend)
    {
        var key = match.Groups["key"].Value;
        var ending = match.Groups["ending"].Value;
        if (ValueOf(friend, key) is { } value && !string.IsNullOrWhiteSpace(value))
        {
            return Cut(value, LongestValue) + ending;
        }

        var instead = match.Groups["instead"] is { Success: true, Value: var written } ? written
            : key == "name" ? NobodysName
            : "";

        // 「お客さまさん」 is not Japanese: a stand-in that is polite already takes the place of the ending too.
        return instead.EndsWith("さま", StringComparison.Ordinal) || instead.EndsWith('様') ? instead : instead + ending;
    }

    private static string? ValueOf(Friend friend, string key) => key == "name" ? friend.DisplayName : AttributeOrTag(friend, key);

    private static string? AttributeOrTag(Friend friend, string key) =>
        friend.Attributes.FirstOrDefault(attribute => attribute.Name == key)?.ValueText
        ?? friend.Tags.FirstOrDefault(tag => tag.Group == key)?.Name;

    /// <summary>At most so many UTF-16 units, never through the middle of a character people see.</summary>
    private static string Cut(string text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }

        var kept = new StringBuilder(limit);
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext() && kept.Length + elements.GetTextElement().Length < limit)
        {
            kept.Append(elements.GetTextElement());
        }

        return kept.Append('…').ToString();
    }

    [GeneratedRegex(@"\{\{?\s*(?<key>[\p{L}\p{N}_.\-]{1,60})\s*(?:\|(?<instead>[^{}\r\n]{0,200}))?\}\}?(?<ending>さん|さま|様)?", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
