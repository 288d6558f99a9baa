using Bot.Definitions;
using Bot.Friends;
using Bot.Line;

namespace Bot.Messages;

/// <summary>What may be wrong with messages in files, whichever feature's they are.</summary>
internal static class MessageLint
{
    /// <summary>Complains of what LINE would not take.</summary>
    public static void CheckLimits(this Problems problems, IReadOnlyList<Message> messages, Place place) =>
        problems.CheckLimits(LineLimits.Check(messages), place);

    /// <inheritdoc cref="CheckLimits(Problems, IReadOnlyList{Message}, Place)"/>
    public static void CheckLimits(this Problems problems, IReadOnlyList<LimitViolation> violations, Place place)
    {
        foreach (var violation in violations)
        {
            var path = violation.Path.Replace("messages[0].", "", StringComparison.Ordinal).Replace("quickReply.items[0].action.", "", StringComparison.Ordinal);
            problems.Add(place, LintRule.LineLimit, $"LINE does not take this message: {path}: {violation.Words}", "Change or shorten it to fit.");
        }
    }

    /// <summary>Complains of placeholders that cannot be filled as written, and of words that may have to be cut.</summary>
    public static void CheckPlaceholders(this Problems problems, Message message, Place place)
    {
        foreach (var format in Personalisation.UnknownFormats([message]))
        {
            problems.UnknownFormat(place, format);
        }

        if (Personalisation.MayBeCut(message))
        {
            problems.Warn(place, LintRule.MayBeCut, "With the longest values filled in, the words are longer than LINE takes, and are cut.", "Shorten them, or use fewer placeholders.");
        }
    }

    /// <summary>Complains of a placeholder's format that is none.</summary>
    public static void UnknownFormat(this Problems problems, Place place, string format) => problems.Add(
        place,
        LintRule.PlaceholderFormat,
        $"The format '{format}' is not known.",
        "Write an honorific ({name:さん}), a date ({誕生日:M月d日(ddd)}) or a number ({ポイント:#,0}).");
}
