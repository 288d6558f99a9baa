using System.Text;
using Bot.Definitions;
using Bot.Dialogs;
using Bot.Dialogs.Definitions;
using Bot.Line;
using Bot.Tests.Friends;

namespace Bot.Tests.Dialogs;

public class DialogDefinitionsTests
{
    private static readonly string[] Surveys = ["spice-level", "wedding"];
    private static readonly string[] Coupons = ["first-10off"];

    [Fact]
    public void The_samples_are_good() =>
        Assert.Empty(DialogDefinitions.Kind(() => Surveys, () => Coupons).Load(Chat.Samples).Errors);

    [Fact]
    public void Every_kind_of_message_is_read()
    {
        var set = Read(
            """
            greeting:
              messages:
                - こんにちは
                - sticker: { package: 446, sticker: 1988 }
                - image: https://shop.example/a.jpg
                - flex:
                    alt-text: お知らせ
                    json: |
                      {"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"{name}"}]}}
                - coupon: first-10off
              buttons:
                - クーポン
                - { label: 地図, url: "https://shop.example/map" }
                - { label: 答える, survey: spice-level }
            """);

        Assert.Empty(set.Errors);
        var greeting = Assert.Single(Assert.Single(Assert.Single(set.All).Greetings).Answer.Replies);
        Assert.Equal(5, greeting.Parts.Count);
        Assert.Equal(
            [new MessageAction("クーポン") { Label = "クーポン" }, new UriAction("https://shop.example/map") { Label = "地図" }, new PostbackAction("start=spice-level") { Label = "答える", DisplayText = "答える" }],
            greeting.Buttons.Select(button => button.Action));
    }

    [Fact]
    public void What_a_dialog_refers_to_must_be_there()
    {
        var set = Read(
            """
            greeting:
              messages:
                - coupon: first-10of
              buttons:
                - label: 答える
                  survey: spice-lvel
            """);

        Assert.Equal(
            [
                "dialogs/a.yaml:3:15: There is no coupon 'first-10of' in coupons/. Fix: Did you mean 'first-10off'?",
                "dialogs/a.yaml:6:15: There is no survey 'spice-lvel' in surveys/. Fix: Did you mean 'spice-level'?",
            ],
            set.Errors.Select(error => error.ToString()));
    }

    [Fact]
    public void Lines_limits_are_told_at_the_message_that_breaks_them()
    {
        var set = Read(
            $"""
            keywords:
              - words: [a]
                messages:
                  - よい
                  - {new string('長', 5001)}
                  - image: http://shop.example/a.jpg
                buttons:
                  - 二十一文字をこえるラベルは長すぎますのでだめ
            """);

        Assert.Equal([5, 6, 8], set.Errors.Select(error => error.Line).Distinct());
    }

    [Fact]
    public void A_message_says_one_thing()
    {
        var set = Read(
            """
            fallback:
              messages:
                - text: a
                  coupon: first-10off
                - { }
            """);

        Assert.Equal([3, 5], set.Errors.Select(error => error.Line));
    }

    [Fact]
    public void A_word_or_greeting_stands_in_one_place_only()
    {
        var set = DialogDefinitions.Kind(() => Surveys, () => Coupons).Of(
        [
            ("dialogs/a.yaml", Encoding.UTF8.GetBytes("greeting: { messages: [a] }\nkeywords: [{ words: [メニュー], messages: [a] }]")),
            ("dialogs/b.yaml", Encoding.UTF8.GetBytes("greeting: { messages: [b] }\nkeywords: [{ words: [ﾒﾆｭｰ], messages: [b] }]")),
        ]);

        Assert.Equal(2, set.Errors.Count);
        Assert.All(set.Errors, error => Assert.Equal("dialogs/b.yaml", error.File));
    }

    [Fact]
    public void Broken_flex_json_is_told_with_its_line()
    {
        var set = Read("greeting:\n  messages:\n    - flex:\n        alt-text: x\n        json: |\n          {\n          \"type\": bubble\n          }");

        Assert.Contains("line 2", Assert.Single(set.Errors).Message);
    }

    private static DefinitionSet<Dialog> Read(string yaml) =>
        DialogDefinitions.Kind(() => Surveys, () => Coupons).Of([("dialogs/a.yaml", Encoding.UTF8.GetBytes(yaml))]);
}
