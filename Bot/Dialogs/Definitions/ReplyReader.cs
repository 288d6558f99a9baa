using System.Text.Json;
using Bot.Definitions;
using Bot.Line;
using Bot.Surveys;

namespace Bot.Dialogs.Definitions;

/// <summary>Turns what is written into messages of LINE's, within LINE's limits.</summary>
internal sealed class ReplyReader(Problems problems, IReadOnlyCollection<string> surveys, IReadOnlyCollection<string> coupons)
{
    public Reply Read(ReplyYaml yaml)
    {
        var parts = new List<ReplyPart>();
        for (var i = 0; i < yaml.Messages.Count; i++)
        {
            var place = yaml.At(nameof(yaml.Messages), i);
            if (Part(yaml.Messages[i], place) is { } part)
            {
                parts.Add(part);
                CheckLimits(part, place);
            }
        }

        if (yaml.Messages.Count > LineLimits.Messages)
        {
            problems.Add(yaml.At(nameof(yaml.Messages)), LintRule.TooManyMessages, $"LINE takes {LineLimits.Messages} messages at once, not {yaml.Messages.Count}.", "Say less, or put it in fewer messages.");
        }

        if (yaml.Buttons is { Count: > LineLimits.QuickReplies } many)
        {
            problems.Add(yaml.At(nameof(yaml.Buttons)), LintRule.TooManyButtons, $"LINE shows {LineLimits.QuickReplies} buttons, not {many.Count}.", "Leave some out.");
        }

        return new Reply(parts) { Buttons = [.. Actions(yaml.Buttons ?? []).Select(action => new QuickReplyItem(action))] };
    }

    private ReplyPart? Part(MessageYaml yaml, Place place)
    {
        var kinds = new (object? Written, Func<ReplyPart?> Make)[]
        {
            (yaml.Text, () => new ReplyPart.Say(new TextMessage(yaml.Text!.TrimEnd()))),
            (yaml.Sticker, () => new ReplyPart.Say(new StickerMessage(yaml.Sticker!.Package, yaml.Sticker.Sticker))),
            (yaml.Image, () => new ReplyPart.Say(new ImageMessage(yaml.Image!.Url, yaml.Image.Preview ?? yaml.Image.Url))),
            (yaml.Choices, () => new ReplyPart.Say(Choices(yaml.Choices!))),
            (yaml.Cards, () => new ReplyPart.Say(Cards(yaml.Cards!))),
            (yaml.Flex, () => Flex(yaml.Flex!)),
            (yaml.Coupon, () => Coupon(yaml)),
        }.Where(kind => kind.Written is not null).ToList();
        if (kinds.Count == 1)
        {
            return kinds[0].Make();
        }

        problems.Add(
            place,
            LintRule.OneThing,
            kinds.Count == 0 ? "The message says nothing." : "A message is one thing: text, sticker, image, choices, cards, flex or coupon.",
            kinds.Count == 0 ? "Write for example '- こんにちは' or '- text: こんにちは'." : "Give each its own '- '.");
        return null;
    }

    private static TemplateMessage Choices(ChoicesYaml yaml, IReadOnlyList<LineAction> actions) =>
        new(Alt(yaml), new ButtonsTemplate(yaml.Text.TrimEnd(), actions) { Title = yaml.Title, ThumbnailImageUrl = yaml.Picture });

    private TemplateMessage Choices(ChoicesYaml yaml) => Choices(yaml, Actions(yaml.Buttons));

    private TemplateMessage Cards(IReadOnlyList<ChoicesYaml> cards) => new(
        cards.Count == 0 ? "" : Alt(cards[0]),
        new CarouselTemplate([.. cards.Select(card =>
            new CarouselColumn(card.Text.TrimEnd(), Actions(card.Buttons)) { Title = card.Title, ThumbnailImageUrl = card.Picture })]));

    private static string Alt(ChoicesYaml yaml) => yaml.Title ?? yaml.Text.TrimEnd();

    // The JSON is judged before it is read: what LINE takes can be read.
    private ReplyPart.Say? Flex(FlexYaml yaml)
    {
        try
        {
            using var json = JsonDocument.Parse(yaml.Json);
            var violations = LineLimits.CheckFlex(json.RootElement);
            Complain(violations, yaml.Place);
            return violations.Count == 0 ? new ReplyPart.Say(new FlexMessage(yaml.AltText, LineJson.ParseFlex(json.RootElement))) : null;
        }
        catch (JsonException bad)
        {
            problems.Add(yaml.At(nameof(yaml.Json)), LintRule.Json, $"The JSON breaks off in its line {bad.LineNumber + 1}.", "Copy it again from LINE's Flex Message Simulator, and indent all of it under 'json: |'.");
            return null;
        }
    }

    private ReplyPart.GiveCoupon? Coupon(MessageYaml yaml)
    {
        if (coupons.Contains(yaml.Coupon!))
        {
            return new ReplyPart.GiveCoupon(yaml.Coupon!);
        }

        problems.Add(yaml.At(nameof(yaml.Coupon)), LintRule.NoSuchCoupon, $"There is no coupon '{yaml.Coupon}' in coupons/.", NearestWord.Hint(yaml.Coupon!, coupons));
        return null;
    }

    private List<LineAction> Actions(IReadOnlyList<ButtonYaml> buttons) => [.. buttons.Select(Action).OfType<LineAction>()];

    private LineAction? Action(ButtonYaml yaml)
    {
        if (LineLimits.Graphemes(yaml.Label) > LineLimits.Label)
        {
            problems.Add(yaml.At(nameof(yaml.Label)), LintRule.LabelTooLong, $"The label '{yaml.Label}' has {LineLimits.Graphemes(yaml.Label)} characters; LINE shows {LineLimits.Label}.", "Shorten it.");
            return null;
        }

        switch (yaml.Says, yaml.Survey, yaml.Url)
        {
            case (null, null, null):
                return new MessageAction(yaml.Label) { Label = yaml.Label };
            case ({ } says, null, null):
                return new MessageAction(says) { Label = yaml.Label };
            case (null, { } survey, null) when surveys.Contains(survey):
                return new PostbackAction(SurveyPostback.ToStart(survey)) { Label = yaml.Label, DisplayText = yaml.Label };
            case (null, { } survey, null):
                problems.Add(yaml.At(nameof(yaml.Survey)), LintRule.NoSuchSurvey, $"There is no survey '{survey}' in surveys/.", NearestWord.Hint(survey, surveys));
                return null;
            case (null, null, { } url):
                return new UriAction(url) { Label = yaml.Label };
            default:
                problems.Add(yaml.Place, LintRule.OneThing, "A button does one thing: says, survey or url.", "Keep one of them.");
                return null;
        }
    }

    private void CheckLimits(ReplyPart part, Place place)
    {
        if (part is ReplyPart.Say { Message: var message })
        {
            Complain(LineLimits.Check([message]), place);
        }
    }

    private void Complain(IReadOnlyList<LimitViolation> violations, Place place)
    {
        foreach (var violation in violations)
        {
            problems.Add(place, LintRule.LineLimit, $"LINE does not take this message: {violation.Path.Replace("messages[0].", "", StringComparison.Ordinal)}: {violation.Message}", "Change it to fit.");
        }
    }
}
