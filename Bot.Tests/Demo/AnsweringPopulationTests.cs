using System.Text.Json;
using Bot.Coupons;
using Bot.Coupons.Definitions;
using Bot.Demo;
using Bot.Friends;
using Bot.Surveys;
using Bot.Surveys.Definitions;
using Bot.Tests.Surveys;

namespace Bot.Tests.Demo;

/// <summary>Made-up friends in the sample surveys, and in any other.</summary>
public class AnsweringPopulationTests
{
    private const int Many = 3_000;

    private static readonly DateTimeOffset Now = new(2026, 11, 21, 5, 30, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Tokyo = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");
    private static readonly PopulationOptions Samples = new()
    {
        Surveys = [.. SurveyDefinition.Kind.Load(BotApplication.Repository).All.Where(survey => survey.Id is "spice-level" or "wedding")],
        Coupons = [.. CouponDefinitions.Kind(Tokyo).Load(BotApplication.Repository).All],
    };

    private static readonly List<Inhabitant> All = [.. Enumerable.Range(0, Many).Select(Of(Samples).Inhabitant)];

    [Fact]
    public void Facts_are_those_of_the_documents()
    {
        Assert.All(All, one =>
        {
            var friend = one.Friend;
            Assert.Equal(
                one.Answers.Where(answer => !answer.Value.IsSkipped).Select(answer => Said(answer.Value.ToFact(answer.Survey, answer.Question, answer.At))),
                friend.Answers.Select(Said));
            Assert.Equal(friend.Surveys.Count, one.Milestones.Count(milestone => milestone.Reached == SurveyStanding.Started));
            Assert.All(friend.Surveys, survey =>
            {
                var reached = one.Milestones.Where(milestone => milestone.Survey == survey.Survey).ToList();
                Assert.Equal((survey.Standing, survey.StartedAt), (reached[^1].Reached, reached[0].At));
                Assert.Equal(survey.CompletedAt, reached.Find(milestone => milestone.Reached == SurveyStanding.Completed)?.At);
                Assert.Equal(survey.CompletedAt is null ? 0 : 1, survey.TimesCompleted);
            });
            Assert.Equal(one.Issues.Select(issue => issue.ToFact()), friend.Coupons);
            Assert.Equal(one.Conversation?.Survey, friend.Surveys.MaxBy(survey => survey.StartedAt)?.Survey);
            Assert.All(Documents(one), document => Assert.Equal(friend.Id, document.Friend));
            Assert.All(Documents(one), document => Assert.InRange(document.At, friend.FirstSeenAt, friend.BlockedAt ?? Now));
            Assert.All(one.Answers.Select(answer => answer.At), at => Assert.True(friend.LastMessageAt >= at));
        });
    }

    [Fact]
    public void Everything_that_an_answer_says_of_a_friend_is_so()
    {
        var answered = All.Where(one => one.Answers.Count > 0).ToList();

        Assert.InRange(answered.Count, Many / 20, Many / 3);
        Assert.All(answered, one =>
        {
            foreach (var survey in Samples.Surveys)
            {
                var due = Outcome.Of(one.Answers.Where(answer => answer.Survey == survey.Id).Select(answer => survey.Find(answer.Question)!.OutcomeOf(answer.Value))).Settled();
                Assert.All(due.Tags, tag => Assert.Equal(tag.Group, Assert.Single(one.Friend.Tags, held => held.Name == tag.Name).Group));
                Assert.All(due.Attributes, attribute => Assert.Equal(attribute.Text, one.Friend.Attributes.Single(held => held.Name == attribute.Name).Text));
            }

            Assert.All(one.Friend.Tags.Where(tag => tag.Group is not null).CountBy(tag => tag.Group!), group => Assert.Equal(1, group.Value));
            Assert.Equal(one.Friend.Tags.Count, one.Friend.Tags.DistinctBy(tag => tag.Name).Count());
        });
    }

    [Fact]
    public void Nobody_says_in_an_answer_what_a_tag_denies()
    {
        var stage = Chosen("wedding", "stage");
        var spice = Chosen("spice-level", "spice");

        Assert.All(spice, said => Assert.Equal([said.Choice], said.Friend.Tags.Where(tag => tag.Group == "辛さ").Select(tag => tag.Name)));
        Assert.All(stage, said => Assert.True(said.Choice == "婚約中" == said.Friend.HasTag("婚約中")));
        Assert.All(stage.Where(said => said.Choice == "どちらでもない"), said => Assert.DoesNotContain(said.Friend.Tags, tag => tag.Group == "結婚"));
        Assert.All(spice.CountBy(said => said.Choice), choice => Assert.InRange((double)choice.Value / spice.Count, 0.03, 0.6));
        Assert.Equal(4, spice.DistinctBy(said => said.Choice).Count());
        Assert.Equal(3, stage.DistinctBy(said => said.Choice).Count());
    }

    [Fact]
    public void Some_complete_a_survey_some_decline_some_stop_and_the_complete_have_its_coupon()
    {
        var standings = All.SelectMany(one => one.Friend.Surveys).CountBy(survey => survey.Standing).ToDictionary();

        Assert.True(standings[SurveyStanding.Completed] > 10 * standings[SurveyStanding.Declined]);
        Assert.Equal(4, standings.Count);
        Assert.All(All, one => Assert.Equal(
            one.Friend.Surveys.Where(survey => survey.Standing == SurveyStanding.Completed).Select(survey => Samples.Surveys.Single(known => known.Id == survey.Survey).Finish.Coupon).Order(),
            one.Issues.Select(issue => issue.CouponId).Order()));

        var issues = All.SelectMany(one => one.Issues).ToList();
        Assert.All(issues, issue => Assert.Equal(issue.Redemption is not null, issue.State == IssueState.Redeemed));
        Assert.All(issues.Where(issue => issue.Redemption is not null), issue => Assert.InRange(issue.Redemption!.At, issue.IssuedAt, issue.ExpiresAt!.Value));
        Assert.InRange((double)issues.Count(issue => issue.Redemption is not null) / issues.Count, 0.25, 0.55);
    }

    [Fact]
    public void All_but_the_codes_of_coupons_is_the_same_each_time()
    {
        var ids = All.SelectMany(Documents).Select(document => document.Id).ToList();

        Assert.Equal(All.Take(500).Select(Json), Enumerable.Range(0, 500).AsParallel().AsOrdered().Select(Of(Samples).Inhabitant).Select(Json));
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal('7', Guid.ParseExact(id, "N").ToString("N")[12]));
        Assert.All(All.SelectMany(one => one.Issues), issue => Assert.NotNull(CouponCode.Read(issue.Code)));
        Assert.Empty(All.SelectMany(one => one.Issues).Select(issue => issue.Code).Intersect(
            Enumerable.Range(0, 500).Select(Of(Samples).Inhabitant).SelectMany(one => one.Issues).Select(issue => issue.Code)));
    }

    // Whatever a shop's own survey asks, a way through it is found, or left in the middle.
    [Fact]
    public void Any_survey_is_walked()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var survey = SurveyChat.Read(RandomSurveyTests.Yaml(new Random(seed)));
            var inhabitants = Enumerable.Range(0, 100).Select(Of(new PopulationOptions { Surveys = [survey] }).Inhabitant).ToList();

            Assert.Contains(inhabitants, one => one.Answers.Count > 0);
            Assert.All(inhabitants.SelectMany(one => one.Answers), answer => Assert.NotNull(survey.Find(answer.Question)));
        }
    }

    private static Population Of(PopulationOptions options) => new(1, options, Now, Tokyo);

    private static List<(Friend Friend, string Choice)> Chosen(string survey, string question) =>
    [
        .. from one in All
           from answer in one.Answers
           where answer.Survey == survey && answer.Question == question
           select (one.Friend, answer.Value.Choices![0]),
    ];

    private static IEnumerable<(string Id, string Friend, DateTimeOffset At)> Documents(Inhabitant one) =>
    [
        .. one.Answers.Select(answer => (answer.Id, answer.FriendId, answer.At)),
        .. one.Milestones.Select(milestone => (milestone.Id, milestone.FriendId, milestone.At)),
        .. one.Issues.Select(issue => (issue.Id, issue.FriendId, issue.Redemption?.At ?? issue.IssuedAt)),
    ];

    private static string Said(AnswerFact fact) =>
        $"{fact.Survey}.{fact.Question} {fact.At:O} {string.Join('、', fact.Choices ?? [])} {fact.Text} {fact.Number} {fact.Date}";

    private static string Json(Inhabitant one) => string.Join('\n', (string[])
    [
        JsonSerializer.Serialize(one.Friend, FriendCollections.Friends.Json),
        .. one.Answers.Select(answer => JsonSerializer.Serialize(answer, SurveyCollections.Answers.Json)),
        .. one.Milestones.Select(milestone => JsonSerializer.Serialize(milestone, SurveyCollections.Milestones.Json)),
        .. one.Issues.Select(issue => JsonSerializer.Serialize(issue with { Code = "" }, CouponCollections.Issues.Json)),
        one.Conversation is null ? "" : JsonSerializer.Serialize(one.Conversation, SurveyCollections.Conversations.Json),
    ]);
}
