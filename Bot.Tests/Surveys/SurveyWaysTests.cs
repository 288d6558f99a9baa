using Bot.Friends;
using Bot.Surveys;
using Bot.Surveys.Questions;

namespace Bot.Tests.Surveys;

/// <summary>What is worked out about all ways through a survey, held against friends who really go through it.</summary>
public class SurveyWaysTests
{
    [Fact]
    public void What_nobody_comes_to_is_never_asked_and_what_has_no_way_out_is_never_finished()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var survey = Rewired(RandomSurvey.Read(random), random);
            var ways = SurveyWays.Of(survey);
            for (var walk = 0; walk < 6; walk++)
            {
                var friend = new RandomFriend(survey, random, $"U{walk}") { Unsends = false };
                for (var step = 0; step < 40; step++)
                {
                    friend.Chat.Now += friend.Later();
                    friend.Act();
                    var run = friend.Chat.Run;
                    var where = $"Seed {seed}, walk {walk}, step {step}: {friend.Did}\n{string.Join('\n', survey.Questions.Select(question => $"{question.Id} {question.When} -> {question.Then}"))}\n{survey.Yaml}";
                    Assert.False(run?.State is SurveyState.Asking(var id) && ways.Unreached.Contains(id), where);
                    Assert.False(run?.State is SurveyState.Completed && run.Path.Any(given => ways.Endless.Contains(given.Question)), where);
                }
            }
        }
    }

    [Fact]
    public void Every_way_of_the_tree_sets_what_its_answers_say()
    {
        var whole = 0;
        for (var seed = 0; seed < 12; seed++)
        {
            var survey = RandomSurvey.Read(new Random(seed));
            var tree = SurveyTree.Of(survey, SurveyChat.Noon, SurveyChat.Tokyo);
            whole += tree.IsWhole ? 1 : 0;
            Assert.True(tree.Ways is >= 1 and <= 2_000, $"Seed {seed}: {tree.Ways}\n{survey.Yaml}");
            Assert.Empty(tree.Refused);
            var order = new SurveyOrder(survey, "");
            var nobody = Friend.FirstSeen("", SurveyChat.Noon);
            foreach (var end in Ends(tree.Root).Where(end => end.State is SurveyState.Completed))
            {
                var run = new SurveyRun
                {
                    Id = "replay",
                    State = end.State,
                    Path = [.. order.After(null).SelectMany(question => end.Friend.Answers.Where(fact => fact.Question == question.Id).Select(fact => new GivenAnswer(question.Id, Value(fact))))],
                };
                var expected = ExpectedFriend.Of(survey, run, nobody, SurveyChat.Noon);
                Assert.True(expected.Tags.Select(tag => tag.Name).Order().SequenceEqual(end.Friend.Tags.Select(tag => tag.Name).Order()), $"Seed {seed}: {string.Join(' ', run.Path)}");
            }
        }

        Assert.True(whole > 4);
    }

    [Fact]
    public void A_question_that_only_those_reach_who_let_anothers_time_pass_is_reached()
    {
        SurveyChat.Read("""
            id: quick
            title: 試し
            purpose: 試すため
            questions:
              - { id: quick, kind: choice, text: どちら？, time-limit: 10 sec, options: [はい, いいえ], then: end }
              - { id: late, kind: text, text: おくれましたね }
            finish: { messages: [ありがとう] }
            """, out var warnings);

        Assert.Empty(warnings);
    }

    [Fact]
    public void A_question_that_only_some_orders_lead_to_is_reached()
    {
        SurveyChat.Read("""
            id: order
            title: 試し
            purpose: 試すため
            questions:
              - id: mixed
                kind: section
                random-order: true
                questions:
                  - { id: one, kind: text, text: 一つ目, then: end }
                  - { id: two, kind: text, text: 二つ目, then: end }
                  - { id: three, kind: text, text: 三つ目, then: end }
            finish: { messages: [ありがとう] }
            """, out var warnings);

        Assert.Empty(warnings);
    }

    [Fact]
    public void A_question_for_a_number_between_two_others_is_reached()
    {
        SurveyChat.Read("""
            id: between
            title: 試し
            purpose: 試すため
            questions:
              - { id: size, kind: number, text: 何センチ？, fractions: true }
              - { id: half, kind: text, text: 半端ですね, when: answer(size) > 5 and answer(size) < 6 }
            finish: { messages: [ありがとう] }
            """, out var warnings);

        Assert.Empty(warnings);
    }

    // Jumps anywhere, also those the linter would refuse.
    private static Survey Rewired(Survey survey, Random random) => random.Next(2) == 0 ? survey : survey with
    {
        Questions = [.. survey.Questions.Select(question => random.Next(3) > 0 ? question : question with { Then = new Jump(survey.Questions[random.Next(survey.Questions.Count)].Id) })],
    };

    private static IEnumerable<SurveyTreeStep> Ends(SurveyTreeStep step) => step.Next.Count == 0 ? [step] : step.Next.SelectMany(Ends);

    private static AnswerValue Value(AnswerFact fact) => new() { Choices = fact.Choices, Text = fact.Text, Number = fact.Number, Date = fact.Date };
}
