namespace Bot.Line.Limits;

/// <summary>Template messages: buttons, confirm, carousels.</summary>
internal static class TemplateLimits
{
    public static void Check(Node template)
    {
        switch (template.Type)
        {
            case "buttons":
                Pictures(template);
                Card(template, LineLimits.ButtonsText, LineLimits.ButtonsActions);
                break;
            case "confirm":
                template.Graphemes("text", LineLimits.ConfirmText);
                Actions(template, 2, 2);
                break;
            case "carousel":
                Pictures(template);
                Carousel(template);
                break;
            case "image_carousel":
                foreach (var column in template.Objects("columns", 1, LineLimits.Columns))
                {
                    UriLimits.Media(column, "imageUrl");
                    if (column.Object("action") is { } action)
                    {
                        ActionLimits.InImageCarousel(action);
                    }
                }

                break;
            default:
                template.OneOf("type", required: true, "buttons", "confirm", "carousel", "image_carousel");
                break;
        }
    }

    private static void Carousel(Node carousel)
    {
        var columns = carousel.Objects("columns", 1, LineLimits.Columns);
        var actions = columns.Select(column => Card(column, LineLimits.ColumnText, LineLimits.ColumnActions)).ToList();
        for (var i = 1; i < columns.Count; i++)
        {
            if (actions[i] != actions[0])
            {
                columns[i].Fail(
                    "actions",
                    "The number of actions must be the same in all columns",
                    new("カードによって数が違います。すべてのカードでそろえてください。", "All cards must have the same number."));
            }

            foreach (var name in (string[])["title", "thumbnailImageUrl"])
            {
                if (columns[i].Has(name) != columns[0].Has(name))
                {
                    columns[i].Fail(name, "Must be in all columns or in none", new("すべてのカードに付けるか、どれにも付けないでください。", "On all cards, or on none."));
                }
            }
        }
    }

    private static int Card(Node card, int textLimit, int actionLimit)
    {
        UriLimits.Media(card, "thumbnailImageUrl", required: false);
        FlexStyle.Colour(card, "imageBackgroundColor");
        card.Graphemes("title", LineLimits.Title, required: card.Has("title"));
        var beside = card.Has("title") || card.Has("thumbnailImageUrl");
        card.Graphemes("text", beside ? LineLimits.TextBesideTitle : textLimit);
        if (card.Object("defaultAction", required: false) is { } action)
        {
            ActionLimits.InTemplate(action, labelled: false);
        }

        return Actions(card, 1, actionLimit);
    }

    private static void Pictures(Node template)
    {
        template.OneOf("imageAspectRatio", required: false, "rectangle", "square");
        template.OneOf("imageSize", required: false, "cover", "contain");
    }

    private static int Actions(Node owner, int min, int max)
    {
        var actions = owner.Objects("actions", min, max);
        foreach (var action in actions)
        {
            ActionLimits.InTemplate(action, labelled: true);
        }

        return actions.Count;
    }
}
