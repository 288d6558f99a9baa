using System.Text.Json;
using System.Text.RegularExpressions;
using Bot.Line;

namespace Bot.Friends;

/// <summary>
/// Fills placeholders in messages: <c>{name}</c> is the friend's name, any other word an attribute of theirs, or the tag they
/// hold of an exclusive group. What follows a colon says how (<see cref="PlaceholderFormat"/>: <c>{name:さん}</c>,
/// <c>{誕生日:M月d日}</c>), what follows a bar stands in when the value is missing: <c>{name:さん|お客さま}</c>. A caller may know
/// values of its own, which come first. No placeholder ever reaches a friend; braces that are no placeholder stay as written,
/// and those of a <see cref="TextV2Message"/> are LINE's own.
/// </summary>
public static partial class Personalisation
{
    /// <summary>A value longer than this is cut, so that one friend's words cannot break the message.</summary>
    internal const int LongestValue = 100;

    // LINE lets nobody have a longer name.
    private const int LongestName = 20;

    /// <summary>Whether any of the messages reads differently to different friends.</summary>
    public static bool IsPersonal(IEnumerable<Message> messages) => messages.SelectMany(WordsOf).Any(Placeholder().IsMatch);

    /// <summary>The names of the placeholders in the messages, each once.</summary>
    public static IReadOnlyList<string> Placeholders(IEnumerable<Message> messages) => [.. messages.SelectMany(WordsOf).SelectMany(PlaceholdersIn).Distinct()];

    /// <summary>The names of the placeholders in a text.</summary>
    public static IReadOnlyList<string> PlaceholdersIn(string text) => [.. Placeholder().Matches(text).Select(match => match.Groups["key"].Value)];

    /// <summary>What stands in the messages as a format and is none; such a value is said as it is.</summary>
    public static IReadOnlyList<string> UnknownFormats(IEnumerable<Message> messages) => [.. messages.SelectMany(WordsOf).SelectMany(UnknownFormatsIn).Distinct()];

    /// <summary>What stands in a text as a format and is none.</summary>
    public static IReadOnlyList<string> UnknownFormatsIn(string text) =>
    [
        .. Placeholder().Matches(text)
            .Where(match => match.Groups["format"].Success)
            .Select(match => match.Groups["format"].Value)
            .Where(format => PlaceholderFormat.Parse(format) is null),
    ];

    /// <summary>Whether the friend has a value for this placeholder, so that nothing has to stand in for it.</summary>
    public static bool HasValue(Friend friend, string placeholder) => ValueOf(friend, placeholder) is not null;

    /// <summary>Whether the words would be longer than LINE takes for a friend whose every value is as long as can be.</summary>
    public static bool MayBeCut(Message message)
    {
        var filler = new PlaceholderFiller(key => PlaceholderValue.Longest(key == "name" ? LongestName : LongestValue));
        filler.Fill(message);
        return filler.HasCut;
    }

    /// <summary>The messages as this friend reads them. Texts that got too long for LINE are cut.</summary>
    public static IReadOnlyList<Message> Personalise(IEnumerable<Message> messages, Friend friend, Func<string, PlaceholderValue?>? own = null) =>
        [.. messages.Select(message => Personalise(message, friend, own))];

    /// <inheritdoc cref="Personalise(IEnumerable{Message}, Friend, Func{string, PlaceholderValue})"/>
    public static Message Personalise(Message message, Friend friend, Func<string, PlaceholderValue?>? own = null) => FillerFor(friend, own).Fill(message);

    /// <summary>The text as this friend reads it. Values that <paramref name="own"/> knows come before the friend's.</summary>
    public static string Fill(string text, Friend friend, Func<string, PlaceholderValue?>? own = null) => FillerFor(friend, own).Fill(text);

    private static PlaceholderFiller FillerFor(Friend friend, Func<string, PlaceholderValue?>? own) =>
        new(key => own?.Invoke(key) ?? ValueOf(friend, key));

    private static PlaceholderValue? ValueOf(Friend friend, string key) =>
        key == "name" ? PlaceholderValue.Of(friend.DisplayName)
        : friend.Attributes.FirstOrDefault(attribute => attribute.Name == key) is { } attribute ? PlaceholderValue.Of(attribute)
        : PlaceholderValue.Of(friend.Tags.FirstOrDefault(tag => tag.Group == key)?.Name);

    internal static IEnumerable<string> WordsIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(WordsIn),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.Value.ValueKind != JsonValueKind.String ? WordsIn(member.Value)
            : member.Name is "text" or "altText" or "label" ? [member.Value.GetString()!]
            : []),
        _ => [],
    };

    private static IEnumerable<string> WordsOf(Message message) => message switch
    {
        TextMessage text => [text.Text],
        FlexMessage flex => WordsIn(LineJson.ToElement(flex.Contents)).Append(flex.AltText),
        ImagemapMessage imagemap => [imagemap.AltText],
        LocationMessage place => [place.Title, place.Address],
        TemplateMessage template => TextsOf(template),
        _ => [],
    };

    private static IEnumerable<string> TextsOf(TemplateMessage message)
    {
        var inside = message.Template switch
        {
            ButtonsTemplate buttons => [buttons.Title, buttons.Text],
            ConfirmTemplate confirm => [confirm.Text],
            CarouselTemplate carousel => carousel.Columns.SelectMany(column => new[] { column.Title, column.Text }),
            _ => Enumerable.Empty<string?>(),
        };
        return inside.Append(message.AltText).OfType<string>();
    }

    [GeneratedRegex(@"\{\{?\s*(?<key>[\p{L}\p{N}_.\-]{1,60})\s*(?::(?<format>[^{}|\r\n]{1,60}))?(?:\|(?<instead>[^{}\r\n]{0,200}))?\}\}?(?<ending>さん|さま|様)?", RegexOptions.CultureInvariant)]
    internal static partial Regex Placeholder();
}
