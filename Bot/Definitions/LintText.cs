using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Bot.Definitions;

/// <summary>
/// Something the linter says: written in English where it is found out, and said in Japanese by <see cref="LintJapanese"/>, which knows it
/// by its text with numbers for what is filled in (<c>The key '{0}' is not known here.</c>).
/// </summary>
[InterpolatedStringHandler]
public sealed class LintText
{
    private readonly StringBuilder _template;
    private readonly List<(string English, string Japanese)> _filled;

    /// <summary>An interpolated text; the compiler calls this.</summary>
    public LintText(int literalLength, int formattedCount)
    {
        _template = new StringBuilder(literalLength + (3 * formattedCount));
        _filled = new(formattedCount);
    }

    /// <summary>For English readers, the command line and programs.</summary>
    public string English => LintJapanese.Fill(_template.ToString(), _filled.ConvertAll(one => one.English));

    /// <summary>For Japanese readers; English where nobody has said it in Japanese.</summary>
    public string Japanese => LintJapanese.Find(_template.ToString()) is { } japanese
        ? LintJapanese.Fill(japanese, _filled.ConvertAll(one => one.Japanese))
        : English;

    /// <summary>A text with nothing to fill in.</summary>
    public static implicit operator LintText(string text) => Plain(text);

    /// <summary>A text that both are at hand of.</summary>
    public static LintText Both(string english, string japanese)
    {
        var text = new LintText(0, 1);
        text.Append(english, japanese);
        return text;
    }

    /// <summary>Words that others made (a library), by what they are known to say.</summary>
    public static LintText Quoting(string words) => Both(words, LintJapanese.OfOthers(words) ?? words);

    /// <summary>Adds a piece of the text; the compiler calls this.</summary>
    public void AppendLiteral(string piece) => _template.Append(piece);

    /// <summary>Fills in a value; the compiler calls this.</summary>
    public void AppendFormatted<T>(T value, string? format = null)
    {
        switch (value)
        {
            case LintText { English: var english, Japanese: var japanese }:
                Append(english, japanese);
                break;
            case Words { English: var english, Japanese: var japanese }:
                Append(english, japanese);
                break;
            case IFormattable number:
                var said = number.ToString(format, CultureInfo.InvariantCulture);
                Append(said, said);
                break;
            default:
                Append(value?.ToString() ?? "", value?.ToString() ?? "");
                break;
        }
    }

    /// <summary>In English.</summary>
    public override string ToString() => English;

    private static LintText Plain(string text)
    {
        var plain = new LintText(text.Length, 0);
        plain.AppendLiteral(text);
        return plain;
    }

    private void Append(string english, string japanese)
    {
        _template.Append('{').Append(_filled.Count).Append('}');
        _filled.Add((english, japanese));
    }
}
