using Bot.Line;

namespace Bot.Surveys.Questions;

/// <summary>Questions shown as a Flex Message: the words above, what can be tapped under them.</summary>
internal static class Cards
{
    // What a notification shows of a message is a line or two.
    private const int LongestAlt = 400;

    public static FlexMessage Of(string words, params IEnumerable<FlexComponent> under) => new(Alt(words), new FlexBubble
    {
        Body = new FlexBox("vertical", [new FlexText { Text = words, Wrap = true, Color = "#111111" }, .. under]) { Spacing = "lg" },
    });

    private static string Alt(string words) => words.Length <= LongestAlt ? words
        : (char.IsHighSurrogate(words[LongestAlt - 2]) ? words[..(LongestAlt - 2)] : words[..(LongestAlt - 1)]) + "…";
}
