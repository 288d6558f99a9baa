using System.Globalization;
using System.Text;

namespace Bot.Coupons;

/// <summary>
/// A Code 128 barcode (ISO/IEC 15417, code set B) of printable ASCII, as bars and as an SVG. Packages that draw one need a graphics
/// library; the code itself is a table and a check sum.
/// </summary>
internal static class Code128
{
    private const int StartB = 104;
    private const int Stop = 106;
    private const int QuietModules = 10;

    // The widths of bars and gaps of each value, in modules; the stop has a bar more.
    private static readonly string[] Widths =
    (
        "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 "
        + "223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 "
        + "112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 "
        + "311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 "
        + "122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 "
        + "214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112"
    ).Split(' ');

    /// <summary>The widths of bar, gap, bar and so on, in modules, without the quiet zones.</summary>
    public static string Bars(string text)
    {
        if (text.Length == 0 || text.Any(letter => letter is < ' ' or > '~'))
        {
            throw new ArgumentException("Code set B has printable ASCII only.", nameof(text));
        }

        int[] values = [.. text.Select(letter => letter - ' ')];
        var check = (StartB + values.Select((value, place) => value * (place + 1)).Sum()) % 103;
        return string.Concat(values.Prepend(StartB).Append(check).Append(Stop).Select(value => Widths[value]));
    }

    /// <summary>The barcode as an SVG that grows without blurring; its quiet zones are part of it.</summary>
    public static string Svg(string text, int height = 60)
    {
        var path = new StringBuilder();
        var at = QuietModules;
        var isBar = true;
        foreach (var width in Bars(text).Select(digit => digit - '0'))
        {
            if (isBar)
            {
                path.Append(CultureInfo.InvariantCulture, $"M{at} 0h{width}v{height}h-{width}z");
            }

            (at, isBar) = (at + width, !isBar);
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {at + QuietModules} {height}" preserveAspectRatio="none" shape-rendering="crispEdges" role="img" aria-label="barcode"><path fill="#fff" d="M0 0h{at + QuietModules}v{height}H0z"/><path d="{path}"/></svg>""");
    }
}
