using System.Globalization;
using System.Text.Json;
using Bot.Line.Limits;

namespace Bot.Line;

/// <summary>One broken limit.</summary>
/// <param name="Path">Where: <c>messages[0].template.actions[1].label</c>.</param>
/// <param name="Message">What, in LINE's kind of words.</param>
/// <param name="Words">What people are told to do about it.</param>
public sealed record LimitViolation(string Path, string Message, Words Words)
{
    /// <summary><c>place: what</c>.</summary>
    public override string ToString() => $"{Path}: {Message}";
}

/// <summary>
/// LINE's limits for messages, checked without asking LINE. It works on JSON, so that it judges the same whether the
/// message comes from our code, a YAML file, an editor or a stranger's client.
/// </summary>
public static class LineLimits
{
    /// <summary>Messages in one call.</summary>
    public const int Messages = 5;

    /// <summary>Friends in one multicast.</summary>
    public const int MulticastTo = 500;

    /// <summary>User ids in one request that fills an audience.</summary>
    public const int AudienceIds = 10_000;

    /// <summary>What statistics are gathered under.</summary>
    public const int AggregationUnit = 30;

    /// <summary>Days from the first to the last of a unit's statistics.</summary>
    public const int StatisticsDays = 30;

    /// <summary>A text message, in UTF-16 units.</summary>
    public const int Text = 5000;

    /// <summary>LINE emojis in one text.</summary>
    public const int Emojis = 20;

    /// <summary>Mentions in one text with substitutions.</summary>
    public const int Mentions = 20;

    /// <summary>Substitutions of one text.</summary>
    public const int Substitutions = 100;

    /// <summary>What tells a video from others, in UTF-16 units.</summary>
    public const int TrackingId = 100;

    /// <summary>A place's title, and its address, in UTF-16 units.</summary>
    public const int Place = 100;

    /// <summary>The tag of a LINE coupon's delivery.</summary>
    public const int DeliveryTag = 30;

    /// <summary>Areas of an imagemap.</summary>
    public const int ImagemapActions = 50;

    /// <summary>What a tap on an imagemap says, in UTF-16 units.</summary>
    public const int ImagemapText = 400;

    /// <summary>What is read aloud of an imagemap's area, in grapheme clusters.</summary>
    public const int ImagemapLabel = 100;

    /// <summary>The link after an imagemap's video, in UTF-16 units.</summary>
    public const int ImagemapLinkLabel = 30;

    /// <summary>Text for notifications and old clients, in UTF-16 units.</summary>
    public const int AltText = 1500;

    /// <summary>Quick reply buttons.</summary>
    public const int QuickReplies = 13;

    /// <summary>A label in templates and quick replies, in grapheme clusters.</summary>
    public const int Label = 20;

    /// <summary>A label in an image carousel, in grapheme clusters.</summary>
    public const int ImageCarouselLabel = 12;

    /// <summary>A label in a Flex Message, in grapheme clusters.</summary>
    public const int FlexLabel = 40;

    /// <summary>A postback's data, in UTF-16 units.</summary>
    public const int PostbackData = 300;

    /// <summary>What a tap writes into the chat, in grapheme clusters.</summary>
    public const int TapText = 300;

    /// <summary>An action's URI, in UTF-16 units.</summary>
    public const int ActionUri = 1000;

    /// <summary>A picture's URL, in UTF-16 units.</summary>
    public const int MediaUrl = 2000;

    /// <summary>What a clipboard action copies, in UTF-16 units; at least one.</summary>
    public const int Clipboard = 1000;

    /// <summary>A template's title, in grapheme clusters.</summary>
    public const int Title = 40;

    /// <summary>The text of a buttons template without title and picture, in grapheme clusters.</summary>
    public const int ButtonsText = 160;

    /// <summary>The text of a carousel's column without title and picture, in grapheme clusters.</summary>
    public const int ColumnText = 120;

    /// <summary>The text of buttons or a column that has a title or picture, in grapheme clusters.</summary>
    public const int TextBesideTitle = 60;

    /// <summary>The text of a confirm template, in grapheme clusters.</summary>
    public const int ConfirmText = 240;

    /// <summary>Actions of a buttons template.</summary>
    public const int ButtonsActions = 4;

    /// <summary>Actions of a carousel's column.</summary>
    public const int ColumnActions = 3;

    /// <summary>Columns of a carousel template, pictures of an image carousel.</summary>
    public const int Columns = 10;

    /// <summary>Bubbles of a Flex carousel.</summary>
    public const int Bubbles = 12;

    /// <summary>A sender's name, in UTF-16 units.</summary>
    public const int SenderName = 20;

    /// <summary>All violations of a JSON array of message objects, in reading order; empty when LINE will take it.</summary>
    public static IReadOnlyList<LimitViolation> Check(JsonElement messages)
    {
        var root = Node.Root(messages, "messages");
        MessageLimits.Check(root);
        return root.Violations;
    }

    /// <summary>All violations of the messages; empty when LINE will take them.</summary>
    public static IReadOnlyList<LimitViolation> Check(IReadOnlyList<Message> messages) => Check(LineJson.ToElement(messages));

    /// <summary>All violations of a Flex Message's container, before it is read: what LINE takes can be read.</summary>
    public static IReadOnlyList<LimitViolation> CheckFlex(JsonElement container)
    {
        var root = Node.Root(container, "contents");
        FlexLimits.Check(root);
        return root.Violations;
    }

    /// <summary>All violations of whom a narrowcast request (its <c>recipient</c>, <c>filter</c> and <c>limit</c>) goes to.</summary>
    public static IReadOnlyList<LimitViolation> CheckNarrowcast(JsonElement request) => CheckBody(request, NarrowcastLimits.Check);

    /// <summary>All violations of a coupon that LINE is to make.</summary>
    public static IReadOnlyList<LimitViolation> CheckCoupon(JsonElement coupon) => CheckBody(coupon, CouponLimits.Check);

    /// <summary>All violations of a coupon that LINE is to make; empty when LINE will take it.</summary>
    public static IReadOnlyList<LimitViolation> CheckCoupon(LineCoupon coupon) =>
        CheckCoupon(JsonSerializer.SerializeToElement(coupon, LineApiJson.Wire.LineCoupon));

    /// <summary>All violations of an audience that LINE is to make of user ids.</summary>
    public static IReadOnlyList<LimitViolation> CheckAudience(JsonElement audience) => CheckBody(audience, AudienceLimits.Create);

    /// <summary>All violations of user ids that are to be added to an audience.</summary>
    public static IReadOnlyList<LimitViolation> CheckAddedAudience(JsonElement audience) => CheckBody(audience, AudienceLimits.Add);

    /// <summary>All violations of an audience's new name.</summary>
    public static IReadOnlyList<LimitViolation> CheckAudienceName(JsonElement audience) => CheckBody(audience, AudienceLimits.Rename);

    /// <summary>Whether LINE gathers statistics under this name: letters, digits and underscores.</summary>
    public static bool IsAggregationUnit(string unit) =>
        unit.Length is > 0 and <= AggregationUnit && unit.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    /// <summary>All violations of a question for a unit's statistics of these days.</summary>
    public static IReadOnlyList<LimitViolation> CheckStatistics(string unit, DateOnly from, DateOnly to)
    {
        var violations = new List<LimitViolation>();
        if (!IsAggregationUnit(unit))
        {
            violations.Add(new(
                "customAggregationUnit",
                $"Must be of 1 to {AggregationUnit} letters, digits and underscores",
                new($"半角の英数字と _ で、1~{AggregationUnit}文字にしてください。", $"Write 1 to {AggregationUnit} letters, digits and underscores.")));
        }

        if (to < from || to.DayNumber - from.DayNumber > StatisticsDays)
        {
            violations.Add(new(
                "to",
                $"Must be 0 to {StatisticsDays} days after from",
                new($"from の日から{StatisticsDays}日後までの日にしてください。", $"Write a day 0 to {StatisticsDays} days after from.")));
        }

        return violations;
    }

    // A body has no name: its members are named by themselves.
    private static IReadOnlyList<LimitViolation> CheckBody(JsonElement body, Action<Node> check)
    {
        var root = Node.Root(body, "");
        check(root);
        return [.. root.Violations.Select(violation => violation with { Path = violation.Path.TrimStart('.') })];
    }

    /// <summary>How long LINE finds a label: what people see as one character counts once, 👨‍👩‍👧‍👦 too.</summary>
    public static int Graphemes(string text) => new StringInfo(text).LengthInTextElements;
}
