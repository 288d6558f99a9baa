using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bot.Line;

namespace Bot.Friends;

/// <summary>Fills messages with the values of one friend, within LINE's limits.</summary>
internal sealed class PlaceholderFiller(Func<string, PlaceholderValue?> values)
{
    private const string NobodysName = "お客さま";

    // LINE refuses an empty text, which a text of nothing but a missing value would be.
    private const string NothingToSay = "…";

    /// <summary>Whether something got too long and was cut.</summary>
    public bool HasCut { get; private set; }

    public Message Fill(Message message) => message switch
    {
        TextMessage text => Fill(text),
        FlexMessage flex => flex with { AltText = Fill(flex.AltText, LineLimits.AltText), Contents = Fill(flex.Contents) },
        ImagemapMessage imagemap => imagemap with { AltText = Fill(imagemap.AltText, LineLimits.AltText) },
        TemplateMessage template => template with { AltText = Fill(template.AltText, LineLimits.AltText), Template = Fill(template.Template) },
        LocationMessage place => place with { Title = Fill(place.Title, LineLimits.Place), Address = Fill(place.Address, LineLimits.Place) },
        _ => message,
    };

    public string Fill(string text) => Personalisation.Placeholder().Replace(text, Value);

    private string Fill(string text, int limit) => Fitting(Fill(text), limit);

    private string Fitting(string filled, int limit)
    {
        if (string.IsNullOrWhiteSpace(filled))
        {
            return NothingToSay;
        }

        HasCut |= filled.Length > limit;
        return Cut(filled, limit);
    }

    private TextMessage Fill(TextMessage message)
    {
        var emojis = message.Emojis ?? [];
        var moved = new int[emojis.Count];
        var text = Personalisation.Placeholder().Replace(message.Text, match =>
        {
            var value = Value(match);
            for (var i = 0; i < emojis.Count; i++)
            {
                // Emojis stand at indexes of the text, which move with what is filled in before them.
                moved[i] += emojis[i].Index > match.Index ? value.Length - match.Length : 0;
            }

            return value;
        });
        return message with
        {
            Text = Fitting(text, LineLimits.Text),
            Emojis = message.Emojis is null ? null
                : [.. emojis.Select((emoji, i) => emoji with { Index = emoji.Index + moved[i] }).Where(emoji => emoji.Index < LineLimits.Text - 1)],
        };
    }

    private Template Fill(Template template) => template switch
    {
        ButtonsTemplate buttons => buttons with
        {
            Title = buttons.Title is { } title ? Fill(title, LineLimits.Title) : null,
            Text = Fill(buttons.Text, buttons.Title is null && buttons.ThumbnailImageUrl is null ? LineLimits.ButtonsText : LineLimits.TextBesideTitle),
        },
        ConfirmTemplate confirm => confirm with { Text = Fill(confirm.Text, LineLimits.ConfirmText) },
        CarouselTemplate carousel => carousel with
        {
            Columns = [.. carousel.Columns.Select(column => column with
            {
                Title = column.Title is { } title ? Fill(title, LineLimits.Title) : null,
                Text = Fill(column.Text, column.Title is null && column.ThumbnailImageUrl is null ? LineLimits.ColumnText : LineLimits.TextBesideTitle),
            })],
        },
        _ => template,
    };

    private FlexContainer Fill(FlexContainer contents)
    {
        var json = LineJson.ToElement(contents);
        if (!Personalisation.WordsIn(json).Any(Personalisation.Placeholder().IsMatch))
        {
            return contents;
        }

        var root = JsonObject.Create(json)!;
        FillWords(root);
        return LineJson.ParseFlex(JsonSerializer.SerializeToElement(root, FriendsJson.Documents.JsonNode));
    }

    // Only words a friend reads: an address or postback data with braces in it is not ours to change.
    private void FillWords(JsonNode node)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var item in list.OfType<JsonNode>())
                {
                    FillWords(item);
                }

                break;
            case JsonObject group:
                foreach (var (key, value) in group.ToList())
                {
                    if (value is JsonValue words && key is "text" or "altText" or "label" && words.TryGetValue<string>(out var text))
                    {
                        group[key] = Fill(text, key == "label" ? LineLimits.FlexLabel : IsSaidByTap(group) ? LineLimits.TapText : LineLimits.Text);
                    }
                    else if (value is not null)
                    {
                        FillWords(value);
                    }
                }

                break;
        }
    }

    private static bool IsSaidByTap(JsonObject group) => group["type"] is JsonValue type && type.TryGetValue<string>(out var kind) && kind == "message";

    private string Value(Match match)
    {
        var key = match.Groups["key"].Value;
        var ending = match.Groups["ending"].Value;
        if (values(key) is { } value && (match.Groups["format"] is { Success: true, Value: var written } ? Say(value, written) : value.ToString()) is var said && !string.IsNullOrWhiteSpace(said))
        {
            return Cut(said, Personalisation.LongestValue) + ending;
        }

        var instead = match.Groups["instead"] is { Success: true, Value: var standIn } ? standIn
            : key == "name" ? NobodysName
            : "";

        // 「お客さまさん」 is not Japanese: a stand-in that is polite already takes the place of the ending too.
        return instead.EndsWith("さま", StringComparison.Ordinal) || instead.EndsWith('様') ? instead : instead + ending;
    }

    private static string Say(PlaceholderValue value, string format) => PlaceholderFormat.Parse(format)?.Say(value) ?? value.ToString();

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
}
