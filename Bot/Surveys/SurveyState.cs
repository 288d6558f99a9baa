using System.Text.Json.Serialization;

namespace Bot.Surveys;

/// <summary>Where one friend stands in one run of a survey.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(AskingConsent), "askingConsent")]
[JsonDerivedType(typeof(Asking), "asking")]
[JsonDerivedType(typeof(Completed), "completed")]
[JsonDerivedType(typeof(Stopped), "stopped")]
[JsonDerivedType(typeof(Declined), "declined")]
[JsonDerivedType(typeof(Ended), "ended")]
public abstract record SurveyState
{
    private SurveyState()
    {
    }

    /// <summary>Whether the bot waits for the friend's next words.</summary>
    [JsonIgnore]
    public bool IsWaiting => this is AskingConsent or Asking;

    /// <summary>Waiting for the friend to consent or not.</summary>
    public sealed record AskingConsent : SurveyState;

    /// <summary>Waiting for the answer; of several options, these are chosen so far.</summary>
    public sealed record Asking(string Question) : SurveyState
    {
        /// <summary>Ids of the options chosen so far, where several may be.</summary>
        public IReadOnlyList<string> Chosen { get; init; } = [];

        /// <summary>The words given so far beside what is chosen ("other").</summary>
        public string? Text { get; init; }
    }

    /// <summary>Every question that applies was answered.</summary>
    public sealed record Completed : SurveyState;

    /// <summary>The friend broke off; they can go on where they were.</summary>
    public sealed record Stopped(SurveyState Before) : SurveyState;

    /// <summary>The friend did not consent.</summary>
    public sealed record Declined : SurveyState;

    /// <summary>Time or places ran out before the friend had finished; they cannot go on, but may begin again where that is allowed.</summary>
    public sealed record Ended : SurveyState;
}
