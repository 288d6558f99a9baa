using System.Text.Json;
using Bot.Line;
using Bot.Links;

namespace Bot.Tests.Links;

public class LinkedMessagesTests
{
    [Theory]
    [InlineData("メニューは https://shop.example/menu です", "メニューは <https://shop.example/menu> です")]
    [InlineData("https://shop.example/a?x=1&y=2#top", "<https://shop.example/a?x=1&y=2#top>")]
    [InlineData("(https://shop.example/a)", "(<https://shop.example/a>)")]
    [InlineData("見て!https://shop.example/a.", "見て!<https://shop.example/a>.")]
    [InlineData("https://shop.example/a、https://shop.example/b。", "<https://shop.example/a>、<https://shop.example/b>。")]
    [InlineData("🍛https://shop.example/🍛", "🍛<https://shop.example/>🍛")]
    [InlineData("https://shop.example/aをどうぞ", "https://shop.example/aをどうぞ")]
    [InlineData("https://shop.example/?n={name}", "https://shop.example/?n={name}")]
    [InlineData("https://line.me/R/ti/p/abc https://liff.line.me/1-a", "https://line.me/R/ti/p/abc https://liff.line.me/1-a")]
    [InlineData("tel:0312345678 ftp://shop.example/a mailto:a@shop.example", "tel:0312345678 ftp://shop.example/a mailto:a@shop.example")]
    [InlineData("https://user:pass@shop.example/", "https://user:pass@shop.example/")]
    public void Addresses_in_a_text_are_found_where_they_surely_end(string text, string expected)
    {
        var said = LinkedMessages.With([new TextMessage(text)], address => $"<{address}>");

        Assert.Equal(expected, Assert.IsType<TextMessage>(said[0]).Text);
    }

    [Fact]
    public void Emojis_move_with_the_addresses_before_them()
    {
        var text = new TextMessage("$ https://shop.example/ $") { Emojis = [new LineEmoji(0, "p", "1"), new LineEmoji(24, "p", "2")] };

        var said = Assert.IsType<TextMessage>(LinkedMessages.With([text], _ => "https://a/")[0]);

        Assert.Equal("$ https://a/ $", said.Text);
        Assert.Equal([0, 13], said.Emojis!.Select(emoji => emoji.Index));
    }

    [Fact]
    public void Everything_a_tap_opens_is_found_and_nothing_else()
    {
        var messages = LineJson.ParseMessages(JsonDocument.Parse("""
            [
              {"type": "template", "altText": "https://shop.example/alt", "template": {"type": "buttons", "text": "https://shop.example/words",
                "thumbnailImageUrl": "https://shop.example/picture.jpg", "defaultAction": {"type": "uri", "label": "a", "uri": "https://shop.example/1"},
                "actions": [{"type": "uri", "label": "b", "uri": "https://shop.example/2", "altUri": {"desktop": "https://shop.example/3"}},
                            {"type": "postback", "label": "c", "data": "https://shop.example/data"}, {"type": "uri", "label": "d", "uri": "tel:0312345678"}]}},
              {"type": "imagemap", "baseUrl": "https://shop.example/map", "altText": "a", "baseSize": {"width": 1040, "height": 500},
                "video": {"originalContentUrl": "https://shop.example/v.mp4", "previewImageUrl": "https://shop.example/v.jpg",
                          "area": {"x": 0, "y": 0, "width": 10, "height": 10}, "externalLink": {"linkUri": "https://shop.example/4", "label": "e"}},
                "actions": [{"type": "uri", "linkUri": "https://shop.example/5", "area": {"x": 0, "y": 0, "width": 10, "height": 10}}]},
              {"type": "flex", "altText": "a", "contents": {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": [
                {"type": "text", "text": "https://shop.example/shown", "action": {"type": "uri", "uri": "https://shop.example/6"}},
                {"type": "image", "url": "https://shop.example/i.jpg"}, {"type": "button", "action": {"type": "uri", "label": "f", "uri": "https://shop.example/1"}}]}}},
              {"type": "textV2", "text": "{e} https://shop.example/7 ", "substitution": {"e": {"type": "emoji", "productId": "p", "emojiId": "1"}},
                "quickReply": {"items": [{"type": "action", "action": {"type": "uri", "label": "g", "uri": "https://shop.example/8"}}]}}
            ]
            """).RootElement);

        Assert.Equal(
            new[] { 1, 2, 3, 4, 5, 6, 7, 8 }.Select(number => $"https://shop.example/{number}"),
            LinkedMessages.Addresses(messages).Order(StringComparer.Ordinal));
        var replaced = LinkedMessages.With(messages, _ => "https://bot.example/r/x");
        Assert.Equal(["https://bot.example/r/x"], LinkedMessages.Addresses(replaced));
        Assert.Empty(LineLimits.Check(replaced));
        Assert.Same(messages, LinkedMessages.With(messages, _ => null));
    }

    [Fact]
    public void Five_thousand_characters_of_links_are_replaced_in_no_time()
    {
        var text = new TextMessage(string.Concat(Enumerable.Repeat("https://shop.example/🍛 ", 200)));

        var said = Assert.IsType<TextMessage>(LinkedMessages.With([text], _ => "https://a/b")[0]);

        Assert.Equal(string.Concat(Enumerable.Repeat("https://a/b🍛 ", 200)), said.Text);
    }
}
