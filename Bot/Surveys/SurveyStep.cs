namespace Bot.Surveys;

/// <summary>A state of a survey's machine: asking for consent, at a question, or at one of the ends.</summary>
public readonly record struct SurveyStep(string Name)
{
    /// <summary>Asking for consent.</summary>
    public static SurveyStep Consent { get; } = new("consent");

    /// <summary>Any of the questions.</summary>
    public static SurveyStep Questions { get; } = new("questions");

    /// <summary>The end of those who answered every question that applies.</summary>
    public static SurveyStep Completed { get; } = new("completed");

    /// <summary>Broken off; the friend may go on.</summary>
    public static SurveyStep Stopped { get; } = new("stopped");

    /// <summary>The end of those who did not consent.</summary>
    public static SurveyStep Declined { get; } = new("declined");

    /// <summary>The end of those whose time or place ran out.</summary>
    public static SurveyStep Ended { get; } = new("ended");

    /// <summary>Names no question may have: the other steps, and where a jump leads that ends the survey.</summary>
    public static IReadOnlyList<string> Reserved { get; } = [Consent.Name, Questions.Name, Completed.Name, Stopped.Name, Declined.Name, Ended.Name, "end", "round"];

    /// <summary>At this question, by its id.</summary>
    public static SurveyStep At(string question) => new(question);

    /// <summary>The step that a stored state stands at.</summary>
    public static SurveyStep Of(SurveyState state) => state switch
    {
        SurveyState.AskingConsent => Consent,
        SurveyState.Asking asking => At(asking.Question),
        SurveyState.Completed => Completed,
        SurveyState.Stopped => Stopped,
        SurveyState.Declined => Declined,
        SurveyState.Ended => Ended,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The state that being here means, coming from another; options chosen so far stay while at one question.</summary>
    internal SurveyState ToState(SurveyState before) =>
        this == Consent ? new SurveyState.AskingConsent()
        : this == Completed ? new SurveyState.Completed()
        : this == Stopped ? new SurveyState.Stopped(before)
        : this == Declined ? new SurveyState.Declined()
        : this == Ended ? new SurveyState.Ended()
        : Name == (before as SurveyState.Asking)?.Question ? before
        : before is SurveyState.Stopped { Before: SurveyState.Asking asking } && asking.Question == Name ? asking
        : new SurveyState.Asking(Name);

    /// <summary>The name, as diagrams show it.</summary>
    public override string ToString() => Name;
}

/// <summary>What moves a survey on.</summary>
public enum SurveyTrigger
{
    /// <summary>Consent to the survey.</summary>
    Agree,

    /// <summary>Refuse consent.</summary>
    Decline,

    /// <summary>Answer the question, or skip it.</summary>
    Answer,

    /// <summary>Chose one of several, and may choose more.</summary>
    Choose,

    /// <summary>Go back to the question before.</summary>
    Back,

    /// <summary>Begin again from the first question.</summary>
    Restart,

    /// <summary>Break off.</summary>
    Stop,

    /// <summary>Go on after having broken off.</summary>
    Resume,

    /// <summary>The time is over, or there is no place left.</summary>
    RunOut,
}
