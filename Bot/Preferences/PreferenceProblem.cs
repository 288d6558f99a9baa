using Bot.Calendar;

namespace Bot.Preferences;

/// <summary>What is wrong with a preference, and how to mend it.</summary>
/// <param name="Preference">Which one.</param>
/// <param name="Japanese">For whoever uses the console.</param>
/// <param name="English">The same in English; the API says it.</param>
public sealed record PreferenceProblem(Preference Preference, string Japanese, string English);

/// <summary>What may be chosen.</summary>
public static class PreferenceRules
{
    /// <summary>The highest number of campaigns a week.</summary>
    public const int MostPerWeek = 100;

    /// <summary>The longest words on privacy, in UTF-16 units: with what the bot adds they are one message.</summary>
    public const int LongestText = 2_000;

    /// <summary>The longest address LINE takes in a button.</summary>
    public const int LongestAddress = 1_000;

    /// <summary>Everything wrong at once; nothing when it may be kept.</summary>
    public static IReadOnlyList<PreferenceProblem> Problems(ChosenPreferences chosen) =>
        [.. All(chosen).OfType<PreferenceProblem>()];

    private static IEnumerable<PreferenceProblem?> All(ChosenPreferences chosen)
    {
        yield return chosen.QuietHours is { } quiet ? OfQuietHours(quiet) : null;
        yield return chosen.MostPerWeek is < 0 or > MostPerWeek
            ? new(Preference.MostPerWeek, $"0〜{MostPerWeek} の整数で入力してください。0 にすると、回数で止めません。", $"Write a whole number from 0 to {MostPerWeek}; 0 leaves nobody out.")
            : null;
        yield return chosen.SecondApprovalAbove is < 0
            ? new(Preference.SecondApprovalAbove, "0 以上の整数で入力してください。0 にすると、もう一人の承認を求めません。", "Write a whole number of 0 or more; 0 asks nobody.")
            : null;
        yield return chosen.PrivacyText is { } text ? OfText(text) : null;
        yield return chosen.PrivacyPolicy is { } policy && !IsAddress(policy)
            ? new(
                Preference.PrivacyPolicy,
                $"「{policy}」は https:// で始まるアドレスではありません。プライバシーポリシーのページをブラウザーで開き、アドレスを貼り付けてください({LongestAddress:N0} 文字まで)。",
                $"'{policy}' is not an https address of at most {LongestAddress:N0} characters. Open the page in a browser and paste its address.")
            : null;
    }

    private static PreferenceProblem? OfQuietHours(string text) => QuietHours.Parse(text) switch
    {
        null => new(
            Preference.QuietHours,
            $"「{text}」は時間として読めません。始まりと終わりの時刻を両方入力してください(例: 21:00 から 9:00)。",
            $"'{text}' cannot be read. Write two times, e.g. 21:00-09:00, or none."),

        // Read as no hours at all, which whoever writes it did not mean.
        var hours when hours.From == hours.Until && !IsNone(text) => new(
            Preference.QuietHours,
            $"始まりと終わりが同じ時刻({hours.From:HH\\:mm})です。いつでも送るときは「いつでも送る」を選んでください。",
            $"It begins and ends at {hours.From:HH\\:mm}. Write two different times, or none to send at any hour."),
        _ => null,
    };

    internal static bool IsNone(string quietHours) => quietHours.Equals(QuietHours.None.ToString(), StringComparison.OrdinalIgnoreCase);

    private static PreferenceProblem? OfText(string text) =>
        text.Length > LongestText
            ? new(Preference.PrivacyText, $"{text.Length:N0} 文字あります。{LongestText:N0} 文字までにしてください。", $"It has {text.Length:N0} characters; {LongestText:N0} are the most.")
        : text.Any(character => char.IsControl(character) && character != '\n')
            ? new(Preference.PrivacyText, "表示できない文字が入っています。ほかの文書から貼り付けたときは、書き直してください。", "It has characters that cannot be shown. Write it anew instead of pasting it.")
        : null;

    private static bool IsAddress(string text) =>
        text.Length <= LongestAddress && Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "https", UserInfo: "", Host.Length: > 0 } && !text.Any(char.IsWhiteSpace);
}
