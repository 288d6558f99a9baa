using Bot.Line;

namespace Bot.Tests.Line;

public class TemplateLimitsTests
{
    private const string Family = "👨‍👩‍👧‍👦";
    private const string Picture = "https://example.com/a.jpg";

    private static readonly LineAction Tap = new MessageAction("a") { Label = "a" };

    public static TheoryData<Template, string?, string?> Templates => new()
    {
        { new ButtonsTemplate(Families(160), [Tap]), null, null },
        { new ButtonsTemplate(Families(161), [Tap]), "text", "Length must be between 0 and 160" },
        { new ButtonsTemplate(Families(60), [Tap]) { Title = Families(40) }, null, null },
        { new ButtonsTemplate(Families(61), [Tap]) { Title = "a" }, "text", "Length must be between 0 and 60" },
        { new ButtonsTemplate(Families(61), [Tap]) { ThumbnailImageUrl = Picture }, "text", "Length must be between 0 and 60" },
        { new ButtonsTemplate("a", [Tap]) { Title = Families(41) }, "title", "Length must be between 0 and 40" },
        { new ButtonsTemplate("a", [Tap]) { Title = "" }, "title", "May not be empty" },
        { new ButtonsTemplate("a", [Tap, Tap, Tap, Tap]), null, null },
        { new ButtonsTemplate("a", [Tap, Tap, Tap, Tap, Tap]), "actions", "Size must be between 1 and 4" },
        { new ButtonsTemplate("a", []), "actions", "Size must be between 1 and 4" },
        { new ButtonsTemplate("a", [Tap]) { ImageAspectRatio = "round" }, "imageAspectRatio", "Must be one of the following values: [rectangle, square]" },
        { new ButtonsTemplate("a", [Tap]) { ImageSize = "huge" }, "imageSize", "Must be one of the following values: [cover, contain]" },
        { new ButtonsTemplate("a", [Tap]) { ImageBackgroundColor = "red" }, "imageBackgroundColor", "Must be a color such as #RRGGBB or #RRGGBBAA" },
        { new ButtonsTemplate("a", [Tap]) { DefaultAction = new MessageAction("") }, "defaultAction.text", "May not be empty" },
        { new ConfirmTemplate(Families(240), [Tap, Tap]), null, null },
        { new ConfirmTemplate(Families(241), [Tap, Tap]), "text", "Length must be between 0 and 240" },
        { new ConfirmTemplate("a", [Tap]), "actions", "Size must be between 2 and 2" },
        { new ConfirmTemplate("a", [Tap, Tap, Tap]), "actions", "Size must be between 2 and 2" },
        { Carousel(10, new CarouselColumn(Families(120), [Tap, Tap, Tap])), null, null },
        { Carousel(11, new CarouselColumn("a", [Tap])), "columns", "Size must be between 1 and 10" },
        { Carousel(0, new CarouselColumn("a", [Tap])), "columns", "Size must be between 1 and 10" },
        { Carousel(1, new CarouselColumn(Families(121), [Tap])), "columns[0].text", "Length must be between 0 and 120" },
        { Carousel(1, new CarouselColumn(Families(61), [Tap]) { Title = "a" }), "columns[0].text", "Length must be between 0 and 60" },
        { Carousel(1, new CarouselColumn("a", [Tap, Tap, Tap, Tap])), "columns[0].actions", "Size must be between 1 and 3" },
        { new CarouselTemplate([new("a", [Tap]), new("a", [Tap, Tap])]), "columns[1].actions", "The number of actions must be the same in all columns" },
        { new CarouselTemplate([new("a", [Tap]), new("a", [Tap]) { Title = "a" }]), "columns[1].title", "Must be in all columns or in none" },
        { new CarouselTemplate([new("a", [Tap]) { ThumbnailImageUrl = Picture }, new("a", [Tap])]), "columns[1].thumbnailImageUrl", "Must be in all columns or in none" },
    };

    [Theory]
    [MemberData(nameof(Templates))]
    public void Template_limits(Template template, string? path, string? problem)
    {
        var found = LineLimits.Check([new TemplateMessage("a", template)]);

        Assert.Equal(path is null ? [] : [$"messages[0].template.{path}: {problem}"], found.Select(violation => violation.ToString()));
    }

    [Theory]
    [InlineData(1500, 0)]
    [InlineData(1501, 1)]
    public void The_alternative_text_has_1500_units(int length, int violations) =>
        Assert.Equal(violations, LineLimits.Check([new TemplateMessage(new string('あ', length), new ConfirmTemplate("a", [Tap, Tap]))]).Count);

    private static CarouselTemplate Carousel(int count, CarouselColumn column) => new([.. Enumerable.Repeat(column, count)]);

    private static string Families(int count) => string.Concat(Enumerable.Repeat(Family, count));
}
