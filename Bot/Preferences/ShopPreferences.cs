using Bot.Calendar;

namespace Bot.Preferences;

/// <summary>What the shop's owner decides for the whole account, as it is in force.</summary>
public sealed record ShopPreferences
{
    /// <summary>What friends who ask are told of their data, unless the shop says it in its own words.</summary>
    public const string OwnPrivacyText =
        "当店は、LINEでのお名前、タグ、アンケートの回答、クーポン、やりとりの記録を保存し、ご案内とお問い合わせへのお返事のために使っています。";

    /// <summary>When the bot sends nothing of its own accord.</summary>
    public required QuietHours QuietHours { get; init; }

    /// <summary>Friends who got so many campaigns within 7 days are left out of another; 0: nobody is.</summary>
    public int MostPerWeek { get; init; }

    /// <summary>A campaign to more friends than this is approved by a second person; 0: never.</summary>
    public int SecondApprovalAbove { get; init; }

    /// <summary>What friends who ask are told of their data.</summary>
    public string PrivacyText { get; init; } = OwnPrivacyText;

    /// <summary>Where the shop's privacy policy can be read; null: nowhere on the web.</summary>
    public string? PrivacyPolicy { get; init; }

    /// <summary>Whether a campaign to so many friends needs a second person.</summary>
    public bool NeedSecondPerson(int friends) => SecondApprovalAbove > 0 && friends > SecondApprovalAbove;
}

/// <summary>One of the preferences.</summary>
public enum Preference
{
    /// <inheritdoc cref="ShopPreferences.QuietHours"/>
    QuietHours,

    /// <inheritdoc cref="ShopPreferences.MostPerWeek"/>
    MostPerWeek,

    /// <inheritdoc cref="ShopPreferences.SecondApprovalAbove"/>
    SecondApprovalAbove,

    /// <inheritdoc cref="ShopPreferences.PrivacyText"/>
    PrivacyText,

    /// <inheritdoc cref="ShopPreferences.PrivacyPolicy"/>
    PrivacyPolicy,
}
