using System.Text.RegularExpressions;
using Bot.Definitions;
using Bot.Friends;
using Bot.Line;
using Bot.Surveys;
using Bot.Surveys.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Tests.Surveys;

/// <summary>Random friends walk random surveys.</summary>
public partial class RandomSurveyTests
{
    private const int Most = 100;

    private static readonly FactSource Staff = FactSource.Staff("店長");

    [Fact]
    public void Most_surveys_written_by_chance_can_be_used()
    {
        var random = new Random(1);
        var used = 0;
        for (var i = 0; i < 100; i++)
        {
            var problems = new Problems("surveys/random.yaml");
            used += SurveyDefinition.Read(new YamlFile("surveys/random.yaml", RandomSurvey.Draft(random)), problems) is null ? 0 : 1;
        }

        Assert.InRange(used, 70, 100);
    }

    [Fact]
    public void Every_walk_ends_or_waits_in_a_named_state_and_LINE_takes_every_message() => Walk(60, (friend, _) =>
    {
        var chat = friend.Chat;
        Assert.True(chat.Run.State is not SurveyState.Asking(var id) || chat.Survey.Find(id) is not null, "Waiting nowhere.");
        foreach (var reply in chat.LastMessages.Chunk(LineLimits.Messages))
        {
            Assert.Empty(LineLimits.Check(reply));
        }

        Assert.DoesNotContain(chat.Said, said => Unfilled().IsMatch(said));

        // A question begins with nothing chosen, also where it follows itself; what is said after an answer knows it.
        var answered = chat.Effects.OfType<SurveyEffect.Keep>().SingleOrDefault();
        if (friend.Input is not null && (answered is not null || friend.Input is SurveyInput.Typed("最初から")) && chat.Run.State is SurveyState.Asking asking)
        {
            Assert.Empty(asking.Chosen);
            Assert.Null(asking.Text);
        }

        Assert.True(answered is null || answered.Value is { IsSkipped: true } or { Choices: [] } || chat.Said.All(said => said != "「（なし）」ですね。"), "An answer that is not known.");

        // What the friend did is answered while the bot waits for them.
        Assert.True(chat.LastMessages.Count > 0 || !chat.Run.State.IsWaiting || !chat.Understood || friend.Input is null, "Silence.");
    });

    [Fact]
    public void The_friend_is_in_the_end_what_the_answers_say_whatever_was_changed_on_the_way() => Walk(80, (friend, _) =>
    {
        var chat = friend.Chat;
        if (!chat.Understood || friend.Input is null || chat.Run.State is not SurveyState.Completed)
        {
            return;
        }

        var nobody = Friend.FirstSeen(chat.Friend.Id, SurveyChat.Noon) with { Tags = [.. chat.Friend.Tags.Where(tag => tag.Source == Staff)] };
        var expected = ExpectedFriend.Of(chat.Survey, chat.Run, nobody, chat.Now);

        // What a question of an earlier run said stays where this run did not ask it.
        if (chat.Friend.Survey(chat.Survey.Id)!.TimesCompleted == 1 && chat.Run.Id == "run1")
        {
            Assert.Equal(expected.Tags.Select(tag => tag.Name).Order(), chat.Tags.Order());
            Assert.Equal(expected.Attributes.Select(Value).Order(), chat.Friend.Attributes.Select(Value).Order());
            Assert.Equal(expected.Answers.Select(Value).Order(), chat.Friend.Answers.Select(Value).Order());
        }
        else
        {
            Assert.Subset(chat.Friend.Answers.Select(Value).ToHashSet(), expected.Answers.Select(Value).ToHashSet());
        }

        // What somebody of the shop put on is nobody else's to take off.
        Assert.Contains(chat.Friend.Tags, tag => tag.Name == "t1");
        Assert.Contains(chat.Friend.Tags, tag => tag.Name == "b0");
    });

    [Fact]
    public void Answers_are_the_way_in_the_friends_own_order_each_question_once() => Walk(60, (friend, _) =>
    {
        var (chat, order) = (friend.Chat, new SurveyOrder(friend.Chat.Survey, friend.Chat.Friend.Id));
        var path = chat.Run.Path.Select(given => given.Question).ToList();
        Assert.Equal(path.Distinct(), path);
        Assert.All(path.Zip(path.Skip(1)), pair => Assert.True(order.IsAtOrBefore(pair.First, pair.Second)));
        Assert.Empty(path.Intersect(chat.Run.SetAside.Select(given => given.Question)));
        if (chat.Run.State is SurveyState.Asking(var id))
        {
            Assert.DoesNotContain(id, path);
        }
    });

    [Fact]
    public void A_tap_that_comes_twice_changes_nothing_the_second_time() => Walk(60, (friend, _) =>
    {
        var (chat, run) = (friend.Chat, friend.Chat.Run);
        if (friend.Input is SurveyInput.Tapped { } tapped && chat.Understood)
        {
            chat.Take(tapped);
            Assert.False(chat.Understood);
            Assert.Same(run, chat.Run);
            Assert.All(chat.Effects, effect => Assert.True(effect is SurveyEffect.Say or SurveyEffect.Ask));
        }
    });

    [Fact]
    public void Who_goes_on_is_asked_what_was_asked_before_they_stopped()
    {
        string? asked = null;
        Walk(60, (friend, _) =>
        {
            var chat = friend.Chat;
            if (chat.Run.State is SurveyState.Stopped(var before) && friend.Input is not null)
            {
                var (now, said) = (chat.Now, asked);
                chat.Take(new SurveyInput.Begin());
                Assert.Equal(now, chat.Now);
                if (chat.Run.State is not SurveyState.Ended)
                {
                    Assert.Equal(SurveyStep.Of(before), SurveyStep.Of(chat.Run.State));
                    Assert.True(before is not SurveyState.Asking || ReferenceEquals(before, chat.Run.State), "What was chosen is lost.");
                    Assert.True(said is null || said == chat.Said[^1], $"Asked '{said}', then '{chat.Said[^1]}'.");
                }
            }

            asked = chat.Run.State.IsWaiting && chat.Said.Count > 0 ? chat.Said[^1] : null;
        }, time: false);
    }

    [Fact]
    public void Time_alone_reminds_each_time_once_and_says_nothing_when_it_is_over()
    {
        var reminded = new Dictionary<string, int>();
        Walk(40, (friend, _) =>
        {
            var chat = friend.Chat;
            var waits = chat.Run.State.IsWaiting;
            for (var due = 0; due < 10; due++)
            {
                var run = chat.Run;
                chat.Take(new SurveyInput.TimePassed());
                if (!chat.Understood)
                {
                    Assert.Same(run, chat.Run);
                    Assert.Empty(chat.Effects);
                    return;
                }

                Assert.True(waits || chat.Run.State is SurveyState.Ended);
                Assert.True(chat.Said.Count == 0 || chat.Survey.Availability.Until is not { } until || chat.Occasion.Local < until, "Reminded of a survey that is closed.");
                Assert.True(due == 0 || chat.Said.Count == 0, "Reminded twice at once.");
            }

            Assert.Fail("Something stays due for ever.");
        });
    }

    [Fact]
    public void Places_are_counted_as_they_are_held_never_too_many_and_none_is_lost()
    {
        foreach (var (seed, counting) in Surveys.Value.Index().Where(one => one.Item.CountsPlaces).Take(60))
        {
            // Whose time is never over holds a place for ever.
            var (random, survey) = (new Random(seed), counting with { TimeLimit = counting.TimeLimit ?? TimeSpan.FromDays(2) });
            var crowd = Enumerable.Range(0, 3).Select(i => new RandomFriend(survey, random, $"U{i}")).ToList();
            for (var step = 0; step < 120; step++)
            {
                var friend = crowd[random.Next(crowd.Count)];
                friend.Act();
                var later = random.Next(4) == 0 ? friend.Later() : TimeSpan.Zero;
                foreach (var other in crowd)
                {
                    other.Chat.Places = friend.Chat.Places;
                    other.Chat.Now += later;
                }

                CheckPlaces(survey, crowd, $"Seed {seed}, step {step}: {friend.Did}");
            }

            // Everybody lets their time run out.
            foreach (var friend in crowd.Where(friend => friend.Chat.Run is not null))
            {
                friend.Chat.Places = crowd[0].Chat.Places;
                friend.Chat.Begin();
                friend.Chat.Now += TimeSpan.FromDays(20);
                friend.Chat.Take(new SurveyInput.TimePassed());
                crowd[0].Chat.Places = friend.Chat.Places;
            }

            Assert.All(crowd[0].Chat.Places.Taken, place => Assert.True(place.Value == 0, $"Seed {seed}: {place} is lost."));
        }
    }

    [Fact]
    public void The_same_friend_always_gets_the_same_order_and_wording()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            Assert.Equal(Talk(seed), Talk(seed));
        }

        static List<string> Talk(int seed)
        {
            var said = new List<string>();
            var random = new Random(seed);
            var friend = new RandomFriend(Surveys.Value[seed], random);
            for (var step = 0; step < 30; step++)
            {
                friend.Act();
                said.AddRange(friend.Chat.Said);
            }

            return said;
        }
    }

    // Reading them is most of the work, so all walks go through the same ones.
    private static readonly Lazy<IReadOnlyList<Survey>> Surveys =
        new(() => [.. Enumerable.Range(0, Most).Select(seed => RandomSurvey.Read(new Random(seed)))]);

    internal static string Yaml(Random random) => RandomSurvey.Yaml(random);

    private static void CheckPlaces(Survey survey, List<RandomFriend> crowd, string when)
    {
        var places = crowd[0].Chat.Places;
        var held = crowd.SelectMany(friend => friend.Chat.Run?.Holding ?? []).CountBy(key => key).ToDictionary();
        foreach (var key in places.Taken.Keys.Union(held.Keys))
        {
            Assert.True(places.Count(key) == held.GetValueOrDefault(key), $"{when}: '{key}' is counted {places.Count(key)} times and held {held.GetValueOrDefault(key)} times.");
            var most = key == PlacesTaken.Whole ? survey.Places!.Most : survey.Questions.SelectMany(question => question.Choosable.Select(option => (Key: PlacesTaken.Of(question.Id, option.Id), option.Places))).First(one => one.Key == key).Places;
            Assert.True(places.Count(key) <= most, $"{when}: '{key}' is given {places.Count(key)} times of {most}.");
        }

        foreach (var run in crowd.Select(friend => friend.Chat.Run).Where(run => run?.State is SurveyState.Completed))
        {
            var due = run.Path.SelectMany(given => survey.Find(given.Question)!.Choosable.Having(given.Value.Choices).Where(option => option.Places is not null).Select(option => PlacesTaken.Of(given.Question, option.Id)));
            Assert.Subset(run.Holding.ToHashSet(), due.ToHashSet());
        }
    }

    private static void Walk(int steps, Action<RandomFriend, int> check, bool time = true)
    {
        for (var seed = 0; seed < Most; seed++)
        {
            var random = new Random(seed);
            var survey = Surveys.Value[seed];
            var friend = new RandomFriend(survey, random);

            // Some tags a survey puts on are there already, by somebody of the shop.
            foreach (var tag in new[] { "t1", "b0" })
            {
                friend.Chat.Friend = friend.Chat.Friend.WithTag(new FriendTag(tag, SurveyChat.Noon, Staff)).Friend;
            }

            for (var step = 0; step < steps; step++)
            {
                try
                {
                    if (time)
                    {
                        friend.Chat.Now += friend.Later();
                    }

                    friend.Act();
                    if (friend.Chat.Run is not null)
                    {
                        check(friend, step);
                    }
                }
                catch (Exception problem)
                {
                    throw new InvalidOperationException($"Seed {seed}, step {step}: {friend.Did}; now {friend.Chat.Run?.State}\n{problem.Message}\n{survey.Yaml}", problem);
                }
            }
        }
    }

    private static string Value(FriendAttribute attribute) => $"{attribute.Name}={attribute.Text}{attribute.Number}{attribute.Flag}{attribute.Date}";

    private static string Value(AnswerFact fact) => $"{fact.Question}={string.Join(',', fact.Choices ?? [])}{fact.Text}{fact.Number}{fact.Date}";

    [GeneratedRegex(@"\{[a-z0-9.|:]")]
    private static partial Regex Unfilled();
}
