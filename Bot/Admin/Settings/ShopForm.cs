using System.Globalization;
using System.Text;
using Bot.Calendar;
using Bot.Preferences;

namespace Bot.Admin.Settings;

/// <summary>The shop's settings as they stand in the console's form: what was typed, right or wrong, beside what was shown when typing began.</summary>
public sealed class ShopForm
{
    // A browser's field of a time takes no other.
    private const string TimeOfDay = "HH:mm";

    private readonly Dictionary<string, string> _typed;

    private ShopForm(Dictionary<string, string> typed) => _typed = typed;

    /// <summary>All settings of the form, in its order.</summary>
    public static IReadOnlyList<Preference> All { get; } = Enum.GetValues<Preference>();

    /// <summary>What was typed into a field; empty where nothing was.</summary>
    public string this[string field] => _typed.GetValueOrDefault(field, "");

    /// <summary>The version that was shown.</summary>
    public long Version => long.TryParse(this["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    /// <summary>Whether no hour is quiet.</summary>
    public bool IsNeverQuiet => this["quiet"] == "none";

    /// <summary>The form that shows what is in force.</summary>
    public static ShopForm Of(ShopPreferences inForce, long version) => Showing([], All, inForce, version);

    /// <summary>What a browser sent.</summary>
    public static ShopForm Sent(IFormCollection form) => new(form.ToDictionary(field => field.Key, field => field.Value.ToString().ReplaceLineEndings("\n").Trim()));

    /// <summary>What the feature checks, and what cannot even be read.</summary>
    public (ChosenPreferences Wanted, IReadOnlyList<PreferenceProblem> Unreadable) Read()
    {
        var unreadable = new List<PreferenceProblem>();
        return (
            new ChosenPreferences
            {
                QuietHours = Typed(Preference.QuietHours),
                MostPerWeek = Number(Preference.MostPerWeek, unreadable),
                SecondApprovalAbove = Number(Preference.SecondApprovalAbove, unreadable),
                PrivacyText = Typed(Preference.PrivacyText),
                PrivacyPolicy = Typed(Preference.PrivacyPolicy),
            },
            unreadable);
    }

    /// <summary>What stands in the form for a setting, in one text.</summary>
    public string Typed(Preference preference) => preference != Preference.QuietHours ? this[FieldOf(preference)]
        : IsNeverQuiet ? QuietHours.None.ToString()
        : $"{this["from"]}-{this["until"]}";

    /// <summary>Whether whoever typed meant to change it.</summary>
    public bool Changes(Preference preference) => Typed(preference) != this[SeenOf(preference)];

    /// <summary>
    /// The same after somebody else saved something: what was not touched here shows theirs, what was stays as it was typed. The next save is
    /// meant to replace what is there.
    /// </summary>
    public ShopForm Over(ShopPreferences now, long version) => Showing(_typed, All.Where(preference => !Changes(preference)), now, version);

    /// <summary>The same with one setting as it is in force again.</summary>
    public ShopForm With(Preference preference, ShopPreferences now, long version) => Showing(_typed, [preference], now, version);

    /// <summary>A setting as the form writes it.</summary>
    public static string Text(ShopPreferences shop, Preference preference) => preference switch
    {
        Preference.QuietHours => shop.QuietHours.ToString(),
        Preference.MostPerWeek => shop.MostPerWeek.ToString(CultureInfo.InvariantCulture),
        Preference.SecondApprovalAbove => shop.SecondApprovalAbove.ToString(CultureInfo.InvariantCulture),
        Preference.PrivacyText => shop.PrivacyText,
        _ => shop.PrivacyPolicy ?? "",
    };

    /// <summary>The field that tells what a setting was when typing began.</summary>
    public static string SeenOf(Preference preference) => "seen-" + FieldOf(preference);

    /// <summary>The field of a setting; of quiet hours, the one that gets the focus.</summary>
    public static string FieldOf(Preference preference) => preference switch
    {
        Preference.QuietHours => "from",
        Preference.MostPerWeek => "mostPerWeek",
        Preference.SecondApprovalAbove => "secondApprovalAbove",
        Preference.PrivacyText => "privacyText",
        _ => "privacyPolicy",
    };

    // What was typed, but of these what is in force.
    private static ShopForm Showing(Dictionary<string, string> typed, IEnumerable<Preference> these, ShopPreferences inForce, long version)
    {
        var shown = new Dictionary<string, string>(typed) { ["version"] = version.ToString(CultureInfo.InvariantCulture) };
        foreach (var preference in these)
        {
            Show(shown, preference, Text(inForce, preference));
        }

        return new(shown);
    }

    private static void Show(Dictionary<string, string> typed, Preference preference, string text)
    {
        typed[SeenOf(preference)] = text;
        if (preference != Preference.QuietHours)
        {
            typed[FieldOf(preference)] = text;
            return;
        }

        // Who turns quiet hours on begins with the usual ones.
        var hours = QuietHours.Parse(text) ?? QuietHours.None;
        var shown = hours == QuietHours.None ? new QuietHours(new(21, 0), new(9, 0)) : hours;
        typed["quiet"] = hours == QuietHours.None ? "none" : "hours";
        typed["from"] = shown.From.ToString(TimeOfDay, CultureInfo.InvariantCulture);
        typed["until"] = shown.Until.ToString(TimeOfDay, CultureInfo.InvariantCulture);
    }

    private int? Number(Preference preference, List<PreferenceProblem> unreadable)
    {
        // Japanese keyboards write full-width digits.
        var text = this[FieldOf(preference)].Normalize(NormalizationForm.FormKC).Replace(",", "", StringComparison.Ordinal);
        if (text.Length == 0)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        unreadable.Add(new(preference, $"「{this[FieldOf(preference)]}」は整数として読めません。例: 3", $"'{this[FieldOf(preference)]}' is no whole number, such as 3."));
        return null;
    }
}
