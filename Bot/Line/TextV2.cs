using System.Text.RegularExpressions;

namespace Bot.Line;

/// <summary>Reads the text of a <see cref="TextV2Message"/>: words, keys in braces, braces that are doubled or stray.</summary>
internal static partial class TextV2
{
    /// <summary>The parts from left to right.</summary>
    public static IEnumerable<TextV2Part> Parts(string text)
    {
        var from = 0;
        foreach (Match brace in Braces().Matches(text))
        {
            if (brace.Index > from)
            {
                yield return new TextV2Part.Words(text[from..brace.Index]);
            }

            from = brace.Index + brace.Length;
            yield return brace.Value switch
            {
                "{{" => new TextV2Part.Words("{"),
                "}}" => new TextV2Part.Words("}"),
                ['{', .. var key, '}'] => new TextV2Part.Key(key),
                _ => new TextV2Part.Stray(),
            };
        }

        if (from < text.Length)
        {
            yield return new TextV2Part.Words(text[from..]);
        }
    }

    [GeneratedRegex(@"\{\{|\}\}|\{[^{}]*\}|[{}]")]
    private static partial Regex Braces();
}

/// <summary>A part of a text with substitutions.</summary>
internal abstract record TextV2Part
{
    private TextV2Part()
    {
    }

    /// <summary>Shown as they are.</summary>
    public sealed record Words(string Text) : TextV2Part;

    /// <summary>Something stands for it.</summary>
    public sealed record Key(string Name) : TextV2Part;

    /// <summary>A brace without its other, which LINE does not take.</summary>
    public sealed record Stray : TextV2Part;
}
