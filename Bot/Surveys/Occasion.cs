using Bot.Friends;

namespace Bot.Surveys;

/// <summary>What a step of a survey is decided on beside the run: the friend, the moment, and the places already taken.</summary>
public sealed record Occasion(Friend Friend, DateTimeOffset Now, TimeZoneInfo Zone)
{
    /// <summary>The places taken, for a survey that counts them.</summary>
    public PlacesTaken Places { get; init; } = PlacesTaken.None("");

    /// <summary>Where the shop's privacy policy can be read, for who is asked to consent; null: nowhere, or nobody asks for that now.</summary>
    public string? PrivacyPolicy { get; init; }

    /// <summary>The shop's clock.</summary>
    public DateTime Local => TimeZoneInfo.ConvertTime(Now, Zone).DateTime;
}
