using System.Text.Json.Serialization;
using Bot.Storage;

namespace Bot.Preferences;

/// <summary>What was chosen in the console or by the API, one document for all instances. What is null is as the configuration has it.</summary>
public sealed record ChosenPreferences
{
    /// <summary>There is only one.</summary>
    public string Id { get; init; } = "shop";

    /// <summary>Quiet hours as <c>21:00-09:00</c>, or <c>none</c>.</summary>
    public string? QuietHours { get; init; }

    /// <inheritdoc cref="ShopPreferences.MostPerWeek"/>
    public int? MostPerWeek { get; init; }

    /// <inheritdoc cref="ShopPreferences.SecondApprovalAbove"/>
    public int? SecondApprovalAbove { get; init; }

    /// <inheritdoc cref="ShopPreferences.PrivacyText"/>
    public string? PrivacyText { get; init; }

    /// <inheritdoc cref="ShopPreferences.PrivacyPolicy"/>
    public string? PrivacyPolicy { get; init; }

    /// <summary>When somebody last changed one; null: never.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Who did; null: not known.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>What is in force: what was chosen, and the configuration for the rest.</summary>
    public ShopPreferences Over(ShopPreferences configured) => configured with
    {
        QuietHours = QuietHours is null ? configured.QuietHours : Calendar.QuietHours.Parse(QuietHours) ?? configured.QuietHours,
        MostPerWeek = MostPerWeek ?? configured.MostPerWeek,
        SecondApprovalAbove = SecondApprovalAbove ?? configured.SecondApprovalAbove,
        PrivacyText = PrivacyText ?? configured.PrivacyText,
        PrivacyPolicy = PrivacyPolicy ?? configured.PrivacyPolicy,
    };

    /// <summary>Whether this one was chosen here.</summary>
    public bool Has(Preference preference) => preference switch
    {
        Preference.QuietHours => QuietHours is not null,
        Preference.MostPerWeek => MostPerWeek is not null,
        Preference.SecondApprovalAbove => SecondApprovalAbove is not null,
        Preference.PrivacyText => PrivacyText is not null,
        _ => PrivacyPolicy is not null,
    };

    /// <summary>The same with this one as the configuration has it.</summary>
    public ChosenPreferences Without(Preference preference) => preference switch
    {
        Preference.QuietHours => this with { QuietHours = null },
        Preference.MostPerWeek => this with { MostPerWeek = null },
        Preference.SecondApprovalAbove => this with { SecondApprovalAbove = null },
        Preference.PrivacyText => this with { PrivacyText = null },
        _ => this with { PrivacyPolicy = null },
    };

    /// <summary>The same as it is kept: no blanks around it, and nothing that the configuration says already.</summary>
    public ChosenPreferences Tidied(ShopPreferences configured)
    {
        var (quiet, text, policy) = (Words(QuietHours), Words(PrivacyText), Words(PrivacyPolicy));
        if (quiet is not null && Calendar.QuietHours.Parse(quiet) is { } hours && (hours.From != hours.Until || PreferenceRules.IsNone(quiet)))
        {
            quiet = hours.ToString();
        }

        return this with
        {
            QuietHours = quiet == configured.QuietHours.ToString() ? null : quiet,
            MostPerWeek = MostPerWeek == configured.MostPerWeek ? null : MostPerWeek,
            SecondApprovalAbove = SecondApprovalAbove == configured.SecondApprovalAbove ? null : SecondApprovalAbove,
            PrivacyText = text == configured.PrivacyText ? null : text,
            PrivacyPolicy = policy == configured.PrivacyPolicy ? null : policy,
        };
    }

    // Browsers send line breaks as two characters; LINE counts each.
    private static string? Words(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim().ReplaceLineEndings("\n");
}

/// <summary>The documents of preferences.</summary>
public static class PreferenceCollections
{
    /// <summary>What was chosen.</summary>
    public static Collection<ChosenPreferences> Chosen { get; } =
        new Collection<ChosenPreferences>("preferences", PreferencesJson.Documents.For<ChosenPreferences>(), chosen => chosen.Id)
            .Traced(Trace.Values, "changedAt", "changedBy");
}

[JsonSerializable(typeof(ChosenPreferences))]
internal sealed partial class PreferencesJson : JsonSerializerContext
{
    public static PreferencesJson Documents { get; } = new(DocumentJson.Options());
}
