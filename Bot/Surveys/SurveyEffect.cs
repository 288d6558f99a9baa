namespace Bot.Surveys;

/// <summary>What a step of a survey does, in order.</summary>
public abstract record SurveyEffect
{
    private SurveyEffect()
    {
    }

    public sealed record Say(string Text) : SurveyEffect;

    /// <summary>Ask what the run now waits for: consent, or the present question.</summary>
    public sealed record Ask : SurveyEffect;

    public sealed record Started : SurveyEffect;

    /// <summary>Goes on after having stopped.</summary>
    public sealed record Resumed : SurveyEffect;

    public sealed record Consented : SurveyEffect;

    public sealed record Declined : SurveyEffect;

    public sealed record Stopped : SurveyEffect;

    public sealed record Completed : SurveyEffect;

    /// <summary>Keep this answer.</summary>
    public sealed record Keep(string Question, AnswerValue Value) : SurveyEffect;

    /// <summary>The question does not belong to the friend's way any more: its answer is no fact now.</summary>
    public sealed record LeaveOut(string Question) : SurveyEffect;

    public sealed record AddTag(string Name, string? Group) : SurveyEffect;

    public sealed record RemoveTag(string Name) : SurveyEffect;

    public sealed record SetAttribute(AttributeOutcome Attribute) : SurveyEffect;

    public sealed record RemoveAttribute(string Name) : SurveyEffect;

    public sealed record GiveCoupon(string CouponId) : SurveyEffect;
}
