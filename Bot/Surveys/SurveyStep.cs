namespace Bot.Surveys;

/// <summary>A state of a survey's machine: asking for consent, at a question, or at one of the three ends.</summary>
public readonly record struct SurveyStep(string Name)
{
    public static SurveyStep Consent { get; } = new("consent");

    /// <summary>Any of the questions.</summary>
    public static SurveyStep Questions { get; } = new("questions");

    public static SurveyStep Completed { get; } = new("completed");

    public static SurveyStep Stopped { get; } = new("stopped");

    public static SurveyStep Declined { get; } = new("declined");

    /// <summary>Names no question may have.</summary>
    public static IReadOnlyList<string> Reserved { get; } = [Consent.Name, Questions.Name, Completed.Name, Stopped.Name, Declined.Name];

    public static SurveyStep At(string question) => new(question);

    public static SurveyStep Of(SurveyState state) => state switch
    {
        SurveyState.AskingConsent => Consent,
        SurveyState.Asking asking => At(asking.Question),
        SurveyState.Completed => Completed,
        SurveyState.Stopped => Stopped,
        SurveyState.Declined => Declined,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The state that being here means, coming from another; options chosen so far stay while at one question.</summary>
    internal SurveyState ToState(SurveyState before) =>
        this == Consent ? new SurveyState.AskingConsent()
        : this == Completed ? new SurveyState.Completed()
        : this == Stopped ? new SurveyState.Stopped(before)
        : this == Declined ? new SurveyState.Declined()
        : Name == (before as SurveyState.Asking)?.Question ? before
        : before is SurveyState.Stopped { Before: SurveyState.Asking asking } && asking.Question == Name ? asking
        : new SurveyState.Asking(Name);

    public override string ToString() => Name;
}

/// <summary>What moves a survey on.</summary>
public enum SurveyTrigger
{
    Agree,
    Decline,
    Answer,

    /// <summary>Chose one of several, and may choose more.</summary>
    Choose,
    Back,
    Restart,
    Stop,
    Resume,
}
