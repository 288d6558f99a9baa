using Bot.Conditions;
using Bot.Friends;
using Bot.Surveys;

namespace Bot.Tests.Surveys;

/// <summary>
/// What a survey says about a friend of whom it knew nothing before, worked out from the answers at the end and from nothing on the way:
/// what the machine must come to, whatever was gone back over and changed.
/// </summary>
internal static class ExpectedFriend
{
    /// <summary>The friend as the answers of this run, its scores and its outcomes leave them.</summary>
    public static Friend Of(Survey survey, SurveyRun run, Friend before, DateTimeOffset now)
    {
        var said = Outcome.Of(run.Path.Select(given => survey.Find(given.Question)!.OutcomeOf(given.Value))).Settled();
        var friend = Says(survey, before, said, now) with
        {
            Answers = [.. run.Path.Where(given => !given.Value.IsSkipped).Select(given => given.Value.ToFact(survey.Id, given.Question, now))],
        };
        foreach (var score in survey.Scores)
        {
            if (score.Of(survey, run.Path) is { } sum)
            {
                var band = score.Bands.Where(band => band.AtLeast <= sum).OrderBy(band => band.AtLeast).LastOrDefault()?.Tag;
                friend = Says(survey, friend, new(band is null ? [] : [band], [new AttributeOutcome(score.Attribute) { Number = sum }]), now);
            }
        }

        var context = new ConditionContext(now, SurveyChat.Tokyo);
        return survey.Consequences.Where(consequence => consequence.When?.Holds(friend, context) != false).ToList()
            .Aggregate(friend, (friend, consequence) => Says(survey, friend, consequence.Outcome, now));
    }

    private static Friend Says(Survey survey, Friend friend, Outcome outcome, DateTimeOffset now)
    {
        foreach (var tag in outcome.Tags)
        {
            friend = friend.WithTag(new FriendTag(tag.Name, now, survey.Source) { Group = tag.Group }).Friend;
        }

        return outcome.Attributes.Aggregate(friend, (friend, attribute) => friend.WithAttribute(attribute.ToFact(survey.Source, now)));
    }
}
