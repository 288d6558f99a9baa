using System.Text.Json;
using Bot.Line;

namespace Bot.Tests.Line;

public class FlexLimitsTests
{
    private const string Text = """{"type":"text","text":"10%OFF"}""";
    private const string Picture = """{"type":"image","url":"https://example.com/a.jpg"}""";
    private const string Film = """{"type":"video","url":"https://example.com/a.mp4","previewUrl":"https://example.com/a.jpg","altContent":{"type":"image","url":"https://example.com/a.jpg"}}""";

    [Theory]
    [InlineData("""{"type":"text","text":"a","size":"5xl","weight":"bold","color":"#FF0000","wrap":true,"flex":0,"margin":"10px","align":"center"}""", null)]
    [InlineData("""{"type":"text","contents":[{"type":"span","text":"a","size":"18.5px"}]}""", null)]
    [InlineData("""{"type":"text","text":""}""", "text: must be non-empty text")]
    [InlineData("""{"type":"text"}""", "text: must be non-empty text")]
    [InlineData("""{"type":"text","text":5}""", "text: Must be a string")]
    [InlineData("""{"type":"text","text":"a","size":"6xl"}""", "size: Must be a size such as 10px or one of the following values: [xxs, xs, sm, md, lg, xl, xxl, 3xl, 4xl, 5xl]")]
    [InlineData("""{"type":"text","text":"a","size":"full"}""", "size: Must be a size such as 10px or one of the following values: [xxs, xs, sm, md, lg, xl, xxl, 3xl, 4xl, 5xl]")]
    [InlineData("""{"type":"text","text":"a","color":"red"}""", "color: Must be a color such as #RRGGBB or #RRGGBBAA")]
    [InlineData("""{"type":"text","text":"a","weight":"heavy"}""", "weight: Must be one of the following values: [regular, bold]")]
    [InlineData("""{"type":"text","text":"a","wrap":"yes"}""", "wrap: Must be true or false")]
    [InlineData("""{"type":"text","text":"a","flex":-1}""", "flex: Must be an integer of 0 or more")]
    [InlineData("""{"type":"text","text":"a","lineSpacing":"wide"}""", "lineSpacing: Must be a size such as 10px")]
    [InlineData("""{"type":"text","contents":[{"type":"icon","url":"https://a"}]}""", "contents[0].type: Must be one of the following values: [span]")]
    [InlineData("""{"type":"span","text":"a"}""", "type: Must be one of the following values: [box, button, image, text, separator, filler]")]
    [InlineData("""{"type":"icon","url":"https://example.com/a.png"}""", "type: Must be one of the following values: [box, button, image, text, separator, filler]")]
    [InlineData("""{"type":"video"}""", "type: Must be one of the following values: [box, button, image, text, separator, filler]")]
    [InlineData("""{"type":"separator","margin":"xxl","color":"#00000080"}""", null)]
    [InlineData("""{"type":"filler"}""", null)]
    [InlineData("""{"type":"button","style":"primary","height":"sm","action":{"type":"postback","label":"使う","data":"coupon=1&do=use"}}""", null)]
    [InlineData("""{"type":"button"}""", "action: must be specified")]
    [InlineData("""{"type":"button","action":{"type":"postback","data":"a"}}""", "action.label: May not be empty")]
    [InlineData("""{"type":"button","style":"loud","action":{"type":"message","label":"a","text":"a"}}""", "style: Must be one of the following values: [primary, secondary, link]")]
    [InlineData("""{"type":"image","url":"https://example.com/a.jpg","size":"full","aspectRatio":"20:13","aspectMode":"cover","action":{"type":"uri","uri":"https://example.com"}}""", null)]
    [InlineData("""{"type":"image","url":"http://example.com/a.jpg"}""", "url: invalid uri scheme")]
    [InlineData("""{"type":"image"}""", "url: May not be empty")]
    [InlineData("""{"type":"image","url":"https://example.com/a.jpg","aspectRatio":"1:3"}""", null)]
    [InlineData("""{"type":"image","url":"https://example.com/a.jpg","aspectRatio":"1:3.01"}""", "aspectRatio: Must be {width}:{height}, each from 1 to 100000, the height at most three times the width")]
    [InlineData("""{"type":"image","url":"https://example.com/a.jpg","aspectRatio":"100001:1"}""", "aspectRatio: Must be {width}:{height}, each from 1 to 100000, the height at most three times the width")]
    [InlineData("""{"type":"box","layout":"baseline","contents":[{"type":"icon","url":"https://example.com/a.png","size":"sm"},{"type":"text","text":"a"},{"type":"filler"}]}""", null)]
    [InlineData("""{"type":"box","layout":"baseline","contents":[{"type":"separator"}]}""", "contents[0].type: Must be one of the following values: [icon, text, filler]")]
    [InlineData("""{"type":"box","layout":"horizontal","contents":[]}""", null)]
    [InlineData("""{"type":"box","layout":"diagonal","contents":[]}""", "layout: Must be one of the following values: [horizontal, vertical, baseline]")]
    [InlineData("""{"type":"box","contents":[]}""", "layout: May not be empty")]
    [InlineData("""{"type":"box","layout":"vertical"}""", "contents: must be specified")]
    [InlineData("""{"type":"box","layout":"vertical","contents":[],"paddingAll":"5%","width":"50%","cornerRadius":"xl","borderWidth":"semi-bold","justifyContent":"space-evenly","position":"absolute","offsetTop":"-4px"}""", null)]
    [InlineData("""{"type":"box","layout":"vertical","contents":[],"width":"wide"}""", "width: Must be a size such as 10px")]
    [InlineData("""{"type":"box","layout":"vertical","contents":[],"background":{"type":"linearGradient","angle":"359.5deg","startColor":"#000000","endColor":"#FFFFFF"}}""", null)]
    [InlineData("""{"type":"box","layout":"vertical","contents":[],"background":{"type":"linearGradient","angle":"360deg","startColor":"#000000","endColor":"#FFFFFF"}}""", "background.angle: Must be from 0deg to under 360deg")]
    public void A_component_in_a_box(string component, string? problem) =>
        Expect(problem is null ? null : $".body.contents[0].{problem}", Bubble($$""" "body":{"type":"box","layout":"vertical","contents":[{{component}}]} """));

    [Theory]
    [InlineData(40, true)]
    [InlineData(41, false)]
    public void A_buttons_label_has_40_graphemes(int families, bool fits)
    {
        var label = string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", families));

        Expect(
            fits ? null : ".footer.contents[0].action.label: Length must be between 0 and 40",
            Bubble($$""" "footer":{"type":"box","layout":"vertical","contents":[{"type":"button","action":{"type":"message","label":"{{label}}","text":"a"} }]} """));
    }

    [Theory]
    [InlineData("""{"type":"postcard"}""", ".type: Must be one of the following values: [bubble, carousel]")]
    [InlineData("""{"type":"bubble"}""", ": At least one block must be specified")]
    [InlineData($$"""{"type":"bubble","header":{{Text}}}""", ".header.type: Must be one of the following values: [box]")]
    [InlineData($$"""{"type":"bubble","hero":{{Text}}}""", ".hero.type: Must be one of the following values: [box, image, video]")]
    [InlineData($$"""{"type":"bubble","hero":{{Picture}}}""", null)]
    [InlineData($$"""{"type":"bubble","hero":{{Film}}}""", null)]
    [InlineData($$"""{"type":"bubble","size":"giga","hero":{{Film}}}""", null)]
    [InlineData($$"""{"type":"bubble","size":"micro","hero":{{Film}}}""", ".hero: A video needs a bubble of size kilo, mega or giga")]
    [InlineData("""{"type":"bubble","hero":{"type":"video","url":"https://example.com/a.mp4","previewUrl":"https://example.com/a.jpg"}}""", ".hero.altContent: must be specified")]
    [InlineData($$"""{"type":"bubble","size":"tera","hero":{{Picture}}}""", ".size: Must be one of the following values: [nano, micro, deca, hecto, kilo, mega, giga]")]
    [InlineData($$"""{"type":"bubble","hero":{{Picture}},"styles":{"hero":{"backgroundColor":"#12345"} } }""", ".styles.hero.backgroundColor: Must be a color such as #RRGGBB or #RRGGBBAA")]
    [InlineData($$"""{"type":"carousel","contents":[{"type":"bubble","hero":{{Picture}}},{"type":"bubble","size":"mega","hero":{{Picture}}}]}""", null)]
    [InlineData($$"""{"type":"carousel","contents":[{"type":"bubble","hero":{{Picture}}},{"type":"bubble","size":"nano","hero":{{Picture}}}]}""", ".contents[1].size: Must be the same in all bubbles")]
    [InlineData($$"""{"type":"carousel","contents":[{"type":"bubble","hero":{{Film}}}]}""", ".contents[0].hero: A video may not be in a carousel")]
    [InlineData($$"""{"type":"carousel","contents":[{{Picture}}]}""", ".contents[0].type: Must be one of the following values: [bubble]")]
    [InlineData("""{"type":"carousel","contents":[]}""", ".contents: Size must be between 1 and 12")]
    public void A_container(string container, string? problem) => Expect(problem, container);

    [Theory]
    [InlineData(12, null)]
    [InlineData(13, ".contents: Size must be between 1 and 12")]
    public void Twelve_bubbles(int count, string? problem) =>
        Expect(problem, Carousel(Enumerable.Repeat(Bubble($"\"hero\":{Picture}"), count)));

    [Theory]
    [InlineData(30_000, null)]
    [InlineData(30_001, ": The JSON must not be larger than 30 KB")]
    public void A_bubble_has_30_kilobytes(int bytes, string? problem) => Expect(problem, BubbleOf(bytes));

    [Fact]
    public void White_space_is_not_counted() =>
        Expect(null, BubbleOf(30_000).Replace("\"body\":", "\"body\":" + new string(' ', 1000), StringComparison.Ordinal));

    [Theory]
    [InlineData(25_000, null)]
    [InlineData(24_900, null)]
    [InlineData(25_100, ": The JSON must not be larger than 50 KB")]
    public void A_carousel_has_50_kilobytes(int bytesOfEachBubble, string? problem)
    {
        var frame = Carousel([]).Length + 1;

        Expect(problem, Carousel([BubbleOf(bytesOfEachBubble), BubbleOf(bytesOfEachBubble - frame)]));
    }

    [Theory]
    [InlineData(10, null)]
    [InlineData(11, ": No more than 10 images may be animated")]
    public void Ten_pictures_may_move(int count, string? problem)
    {
        var moving = string.Join(',', Enumerable.Repeat(Picture.Replace("}", ",\"animated\":true}", StringComparison.Ordinal), count));

        Expect(problem, Bubble($$""" "body":{"type":"box","layout":"vertical","contents":[{{moving}}]} """));
    }

    private static string Bubble(string members) => $$"""{"type":"bubble",{{members}}}""";

    private static string BubbleOf(int bytes)
    {
        const string Frame = """{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"@"}]}}""";
        return Frame.Replace("@", new string('x', bytes - Frame.Length + 1), StringComparison.Ordinal);
    }

    private static string Carousel(IEnumerable<string> bubbles) => $$"""{"type":"carousel","contents":[{{string.Join(',', bubbles)}}]}""";

    private static void Expect(string? problem, string container)
    {
        var found = LineLimits.CheckFlex(JsonDocument.Parse(container).RootElement);

        Assert.Equal(problem is null ? [] : [$"contents{problem}"], found.Select(violation => violation.ToString()));
    }
}
