using Bot.Line;

namespace Bot.Transcripts;

/// <summary>What can be tapped on a message.</summary>
internal static class Buttons
{
    /// <summary>Everything in reading order, also words, pictures and cards as a whole, and the areas of an imagemap; the buttons last.</summary>
    public static IEnumerable<LineAction> Of(Message message) => (message switch
    {
        FlexMessage flex => OfFlex(flex.Contents),
        ImagemapMessage map => map.Actions.Select(OfArea),
        TemplateMessage { Template: ButtonsTemplate { DefaultAction: { } card } } => [card],
        TemplateMessage { Template: CarouselTemplate carousel } => carousel.Columns.Select(column => column.DefaultAction).OfType<LineAction>(),
        _ => [],
    }).Concat(Shown(message));

    /// <summary>The buttons of a template, and the quick replies.</summary>
    public static IEnumerable<LineAction> Shown(Message message) => (message switch
    {
        TemplateMessage { Template: ButtonsTemplate buttons } => buttons.Actions,
        TemplateMessage { Template: ConfirmTemplate confirm } => confirm.Actions,
        TemplateMessage { Template: CarouselTemplate carousel } => carousel.Columns.SelectMany(column => column.Actions),
        TemplateMessage { Template: ImageCarouselTemplate carousel } => carousel.Columns.Select(column => column.Action),
        _ => [],
    }).Concat(message.QuickReply?.Items.Select(item => item.Action) ?? []);

    /// <summary>By what a transcript calls it, on one line: its label or, where a picture or a star has none, what the friend is seen to say.</summary>
    public static string Name(LineAction action) => (action switch
    {
        { Label: { Length: > 0 } label } => label,
        PostbackAction tapped => tapped.DisplayText ?? tapped.Text ?? tapped.Data,
        MessageAction says => says.Text,
        _ => "",
    }).ReplaceLineEndings("\\n");

    private static LineAction OfArea(ImagemapAction area) => area switch
    {
        ImagemapMessageAction says => new MessageAction(says.Text) { Label = says.Label },
        ImagemapUriAction opens => new UriAction(opens.LinkUri) { Label = opens.Label },
        ImagemapClipboardAction copies => new ClipboardAction(copies.ClipboardText) { Label = copies.Label },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static IEnumerable<LineAction> OfFlex(FlexContainer contents) => contents switch
    {
        FlexCarousel carousel => carousel.Contents.SelectMany(OfFlex),
        FlexBubble bubble =>
        [
            .. One(bubble.Action),
            .. new FlexComponent?[] { bubble.Header, bubble.Hero, bubble.Body, bubble.Footer }.OfType<FlexComponent>().SelectMany(OfFlex),
        ],
        _ => [],
    };

    private static IEnumerable<LineAction> OfFlex(FlexComponent component) => component switch
    {
        FlexButton button => [button.Action],
        FlexBox box => [.. One(box.Action), .. box.Contents.SelectMany(OfFlex)],
        FlexText text => One(text.Action),
        FlexImage image => One(image.Action),
        FlexVideo video => One(video.Action),
        _ => [],
    };

    private static LineAction[] One(LineAction? action) => action is null ? [] : [action];
}
