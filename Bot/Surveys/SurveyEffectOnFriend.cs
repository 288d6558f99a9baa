using Bot.Friends;

namespace Bot.Surveys;

/// <summary>What effects change about a friend, as functions of values.</summary>
internal static class SurveyEffectOnFriend
{
    public static Friend On(this SurveyEffect effect, Friend friend, FactSource source, DateTimeOffset now) => effect switch
    {
        SurveyEffect.Keep(var question, { IsSkipped: true }) => friend.WithoutAnswer(source.Name!, question),
        SurveyEffect.Keep(var question, var value) => friend.WithAnswer(value.ToFact(source.Name!, question, now)),
        SurveyEffect.LeaveOut(var question) => friend.WithoutAnswer(source.Name!, question),
        SurveyEffect.AddTag(var name, var group) => friend.WithTag(new FriendTag(name, now, source) { Group = group }).Friend,
        SurveyEffect.RemoveTag(var name) => friend.WithoutTag(name) ?? friend,
        SurveyEffect.SetAttribute(var attribute) => friend.WithAttribute(attribute.ToFact(source, now)),
        SurveyEffect.RemoveAttribute(var name) => friend.WithoutAttribute(name),
        _ => friend,
    };

    /// <summary>The friend as having come so far in the survey.</summary>
    public static Friend Reached(this Friend friend, string survey, SurveyStanding standing, DateTimeOffset now)
    {
        var fact = friend.Survey(survey) ?? new SurveyFact(survey, standing, now);
        return friend.WithSurvey(fact with
        {
            Standing = standing,
            StartedAt = standing is SurveyStanding.Started ? now : fact.StartedAt,
            CompletedAt = standing is SurveyStanding.Completed ? now : fact.CompletedAt,
            TimesCompleted = fact.TimesCompleted + (standing is SurveyStanding.Completed ? 1 : 0),
        });
    }

    public static AnswerFact ToFact(this AnswerValue value, string survey, string question, DateTimeOffset at) => new(survey, question, at)
    {
        Choices = value.Choices,
        Text = value.Choices is null && value.Date is null ? value.AsText : null,
        Number = value.Number,
        Date = value.Date,
    };

    public static FriendAttribute ToFact(this AttributeOutcome attribute, FactSource source, DateTimeOffset at) => new(attribute.Name, at, source)
    {
        Text = attribute.Text,
        Number = attribute.Number,
        Flag = attribute.Flag,
        Date = attribute.Date,
    };

    private static Friend WithoutAnswer(this Friend friend, string survey, string question) => friend with
    {
        Answers = [.. friend.Answers.Where(fact => (fact.Survey, fact.Question) != (survey, question))],
    };
}
