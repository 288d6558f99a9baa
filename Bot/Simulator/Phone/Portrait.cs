using System.Globalization;

namespace Bot.Simulator.Phone;

/// <summary>A drawn face for a user id; the same id always looks the same.</summary>
internal static class Portrait
{
    private static readonly string[] Backgrounds = ["#cfe8ff", "#ffe0cf", "#d8f2d0", "#f3d9f0", "#fff0c2", "#d6dcff", "#d2f1ee", "#ffd9df"];
    private static readonly string[] Hairs = ["#2b211d", "#4a3226", "#1f2430", "#6b4630", "#3a2c3f"];
    private static readonly string[] Skins = ["#f7d7bd", "#f2c8a5", "#ffe1cb", "#e9b994"];
    private static readonly string[] Clothes = ["#3a7bd5", "#e2725b", "#4b9b6e", "#8e6bbf", "#d9a441", "#4f5d75", "#c2577a"];

    public static string Of(string id)
    {
        var number = uint.Parse(id.AsSpan(1, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        uint Next(uint of)
        {
            var choice = number % of;
            number /= of;
            return choice;
        }

        var (background, hair, skin, cloth, style) = (Backgrounds[Next(8)], Hairs[Next(5)], Skins[Next(4)], Clothes[Next(7)], Next(4));
        var back = style switch
        {
            0 => $"""<path d="M27 46c0-18 10-28 23-28s23 10 23 28v22H27z" fill="{hair}"/>""",
            1 => $"""<path d="M29 46c0-17 9-27 21-27s21 10 21 27v10H29z" fill="{hair}"/>""",
            _ => "",
        };
        var front = style switch
        {
            0 => $"""<path d="M32 45c1-13 8-19 18-19s17 6 18 19c-5-3-9-8-11-12-4 6-14 11-25 12z" fill="{hair}"/>""",
            1 => $"""<path d="M31 47c0-15 8-22 19-22s19 7 19 22c-2-5-5-8-7-9-8 2-20 2-26-1-2 3-4 6-5 10z" fill="{hair}"/>""",
            2 => $"""<path d="M31 44c-1-15 8-22 19-22s21 6 19 22l-3-8c-6 0-9-2-11-4-5 4-14 5-20 4z" fill="{hair}"/>""",
            _ => $"""<path d="M32 42c-2-14 7-20 18-20s20 6 18 20c-1-4-3-7-5-8-8 1-18 1-26 0-2 2-4 4-5 8z" fill="{hair}"/>""",
        };
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100" role="img" aria-hidden="true">
            <rect width="100" height="100" fill="{background}"/>{back}
            <path d="M18 100c2-20 15-29 32-29s30 9 32 29z" fill="{cloth}"/>
            <path d="M43 62h14v11c0 4-3 7-7 7s-7-3-7-7z" fill="{skin}"/>
            <circle cx="50" cy="47" r="18.5" fill="{skin}"/>{front}
            <circle cx="43" cy="49" r="1.9" fill="#33261f"/><circle cx="57" cy="49" r="1.9" fill="#33261f"/>
            <path d="M44 56.5c3.5 3.4 8.500 3.4 12 0" fill="none" stroke="#9c5a44" stroke-width="1.800" stroke-linecap="round"/>
            <circle cx="38.500" cy="54" r="2.600" fill="#f29c88" opacity=".45"/><circle cx="61.500" cy="54" r="2.600" fill="#f29c88" opacity=".45"/>
            </svg>
            """;
    }
}
