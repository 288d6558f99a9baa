using Bot.Line;

namespace Bot.Surveys;

/// <summary>What a step of a survey does, in order.</summary>
public abstract record SurveyEffect
{
    private SurveyEffect()
    {
    }

    /// <summary>Say this to the friend; its placeholders are filled in.</summary>
    public sealed record Say(Message Message) : SurveyEffect;

    /// <summary>Ask what the run now waits for: consent, or the present question.</summary>
    public sealed record Ask : SurveyEffect;

    /// <summary>The run begins.</summary>
    public sealed record Started : SurveyEffect;

    /// <summary>Goes on after having stopped.</summary>
    public sealed record Resumed : SurveyEffect;

    /// <summary>The friend consented.</summary>
    public sealed record Consented : SurveyEffect;

    /// <summary>The friend did not consent.</summary>
    public sealed record Declined : SurveyEffect;

    /// <summary>The friend broke off; they can go on later.</summary>
    public sealed record Stopped : SurveyEffect;

    /// <summary>Every question that applies is answered.</summary>
    public sealed record Completed : SurveyEffect;

    /// <summary>Keep this answer.</summary>
    public sealed record Keep(string Question, AnswerValue Value) : SurveyEffect;

    /// <summary>The question does not belong to the friend's way any more: its answer is no fact now.</summary>
    public sealed record LeaveOut(string Question) : SurveyEffect;

    /// <summary>Put a tag on the friend; of an exclusive group the other goes.</summary>
    public sealed record AddTag(string Name, string? Group) : SurveyEffect;

    /// <summary>Take a tag off the friend that an earlier answer put on.</summary>
    public sealed record RemoveTag(string Name) : SurveyEffect;

    /// <summary>Set an attribute of the friend.</summary>
    public sealed record SetAttribute(AttributeOutcome Attribute) : SurveyEffect;

    /// <summary>Take an attribute away that an earlier answer set.</summary>
    public sealed record RemoveAttribute(string Name) : SurveyEffect;

    /// <summary>Give the friend this coupon, once; who has had it is told so in these words.</summary>
    public sealed record GiveCoupon(string CouponId, string IfHeld) : SurveyEffect;

    /// <summary>Tell staff.</summary>
    public sealed record TellStaff(string Notice) : SurveyEffect;

    /// <summary>Begin this survey next.</summary>
    public sealed record StartSurvey(string SurveyId) : SurveyEffect;

    /// <summary>The friend was reminded.</summary>
    public sealed record Reminded : SurveyEffect;

    /// <summary>Take one of the places that are counted under this key.</summary>
    public sealed record TakePlace(string Key) : SurveyEffect;

    /// <summary>Give such a place back.</summary>
    public sealed record GivePlaceBack(string Key) : SurveyEffect;
}
