using Bot.Line;

namespace Bot.Transcripts;

/// <summary>What can be tapped on a message.</summary>
internal static class Buttons
{
    /// <summary>Everything, also within pictures and cards.</summary>
    public static IEnumerable<LineAction> Of(Message message) =>
        (message is FlexMessage flex ? OfFlex(flex.Contents) : []).Concat(Shown(message));

    /// <summary>The buttons of a template, and the quick replies.</summary>
    public static IEnumerable<LineAction> Shown(Message message) => (message switch
    {
        TemplateMessage { Template: ButtonsTemplate buttons } => buttons.Actions,
        TemplateMessage { Template: ConfirmTemplate confirm } => confirm.Actions,
        TemplateMessage { Template: CarouselTemplate carousel } => carousel.Columns.SelectMany(column => column.Actions),
        TemplateMessage { Template: ImageCarouselTemplate carousel } => carousel.Columns.Select(column => column.Action),
        _ => [],
    }).Concat(message.QuickReply?.Items.Select(item => item.Action) ?? []);

    private static IEnumerable<LineAction> OfFlex(FlexContainer contents) => contents switch
    {
        FlexCarousel carousel => carousel.Contents.SelectMany(OfFlex),
        FlexBubble bubble => new FlexComponent?[] { bubble.Header, bubble.Hero, bubble.Body, bubble.Footer }.OfType<FlexComponent>().SelectMany(OfFlex),
        _ => [],
    };

    private static IEnumerable<LineAction> OfFlex(FlexComponent component) => component switch
    {
        FlexButton button => [button.Action],
        FlexBox box => box.Contents.SelectMany(OfFlex),
        _ => [],
    };
}
