using System.Globalization;
using Bot.Friends;
using Bot.Storage;
using Bot.Surveys;
using Bot.Surveys.Questions;
using Bot.Surveys.Results;
using Bot.Transcripts;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Surveys.Results;

/// <summary>Whatever happens to the answers, the running tallies equal counting everything from scratch.</summary>
public sealed class TallyTests : IDisposable
{
    private const string Shop = """
        id: shop
        title: お店のアンケート
        purpose: よりよいお店のため
        start: { keywords: [お店] }
        questions:
          - { id: taste, kind: choice, text: お味は？, options: [甘い, 辛い, しょっぱい] }
          - { id: dishes, kind: multi-choice, text: お好きなものは？, optional: true, options: [カレー, うどん, { label: その他, other: true }] }
          - { id: visits, kind: number, text: 何回目ですか？, min: 0, max: 1000 }
          - { id: recommend, kind: nps, text: すすめたいですか？, min-label: いいえ, max-label: はい }
          - { id: zip, kind: postal-code, text: 郵便番号は？ }
          - { id: words, kind: text, text: ご意見は？ }
        finish: { messages: [ありがとう] }
        """;

    private static readonly string[] Questions = ["taste", "dishes", "visits", "recommend", "zip", "words", "gone"];

    private readonly string _folder = Directory.CreateTempSubdirectory("tally-").FullName;
    private readonly TranscriptStage _stage;

    public TallyTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "surveys"));
        Write(Shop);
        _stage = new TranscriptStage(_folder, _folder);
    }

    public void Dispose()
    {
        _stage.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Running_tallies_equal_counting_from_scratch(int seed)
    {
        var dice = new Random(seed);
        for (var round = 0; round < 12; round++)
        {
            for (var i = dice.Next(1, 25); i > 0; i--)
            {
                await Something(dice);
            }

            var read = (await Reader.Read(Survey, default))!;
            await SameAsFromScratch(read, null);
            var version = dice.Next(2) == 0 ? "v1" : "v2";
            await SameAsFromScratch((await Reader.Read(Survey, default, version))!, version);
        }
    }

    [Fact]
    public async Task A_question_of_another_kind_counts_the_words_it_had_before()
    {
        await Put(Answer("U1", "words", new AnswerValue { Text = "100-0001" }, "r1"));
        Assert.Equal(1, (await Reader.Read(Survey, default))!.Questions[5].Answered);

        Write(Shop.Replace("kind: text", "kind: postal-code", StringComparison.Ordinal));
        _stage.Reload();

        Assert.Null(await Reader.Read(Survey, default));
        var counts = (await Reader.Read(Survey, default))!.Questions[5].Counts;
        Assert.Equal(("東京都", 1), (counts.Single().Label, counts.Single().Count));
    }

    [Fact]
    public async Task Skipped_and_gone_are_told_apart_from_answered()
    {
        await Put(Answer("U1", "taste", AnswerValue.Chose("甘い"), "r1"));
        await Put(Answer("U2", "taste", AnswerValue.Skipped, "r2"));
        await Put(Answer("U3", "taste", AnswerValue.Gone, "r3"));
        await Put(Answer("U4", "words", new AnswerValue { Text = string.Concat(Enumerable.Repeat("🍛", 2_500)) }, "r4"));

        var results = (await Reader.Read(Survey, default))!;

        Assert.Equal((1, 1, 1), (results.Questions[0].Answered, results.Questions[0].Skipped, results.Questions[0].Erased));
        Assert.Equal([1, 0, 0], results.Questions[0].Counts.Select(count => count.Count));
        Assert.Equal((1, 0), (results.Questions[5].Answered, results.Questions[5].Counts.Count));
        Assert.Equal(_stage.Clock.GetUtcNow(), results.AsOf);
    }

    [Fact]
    public async Task While_there_is_much_to_count_it_says_so_and_how_far_it_is()
    {
        for (var some = 0; some < 6; some++)
        {
            await Commit(commit =>
            {
                for (var i = 0; i < 2_000; i++)
                {
                    commit.Insert(SurveyCollections.Answers, Answer($"U{some}-{i}", "taste", AnswerValue.Chose("甘い"), "r"));
                }
            });
        }

        Assert.Null(await Reader.Read(Survey, default));
        Assert.Equal(new CountingProgress(10_000, 12_000), await Reader.Counting(default));
        Assert.Equal(12_000, (await Reader.Read(Survey, default))!.Questions[0].Answered);
    }

    [Fact]
    public async Task Each_friend_comes_once_with_their_latest_answers()
    {
        await Put(Answer("U1", "taste", AnswerValue.Chose("甘い"), "r1") with { Id = "an id of another store" });
        _stage.Clock.Now += TimeSpan.FromHours(1);
        await Put(Answer("U1", "taste", AnswerValue.Chose("辛い"), "r2") with { Id = "another such id" });
        await Put(Answer("U2", "words", new AnswerValue { Text = "👍" }, "r3"));
        await Put(Answer("", "taste", AnswerValue.Chose("甘い"), ""));

        var friends = await (await Reader.LatestByFriend(Survey, default))!.ToListAsync();

        Assert.Equal(
            ["U1 辛い", "U2 👍"],
            friends.Select(answers => $"{answers.Single().FriendId} {answers.Single().Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Numbers_have_mean_median_and_deviation()
    {
        foreach (var (number, i) in new double[] { 2, 4, 4, 4, 5, 5, 7, 9 }.Select((number, i) => (number, i)))
        {
            await Put(Answer($"U{i}", "visits", new AnswerValue { Number = number }, $"r{i}"));
        }

        var visits = (await Reader.Read(Survey, default))!.Questions[2];

        Assert.Equal((5.0, 4.5), (visits.Mean, visits.Median));
        Assert.Equal(2.138, visits.StandardDeviation!.Value, 3);
        Assert.Equal(["2", "4", "5", "7", "9"], visits.Counts.Select(count => count.Answer));
    }

    [Fact]
    public async Task Wordings_stand_side_by_side_with_what_they_change()
    {
        Write(Shop.Replace("id: taste, ", "id: taste, variants: [{ id: warm, text: 'お味はお気に召しましたか？' }], ", StringComparison.Ordinal));
        _stage.Reload();
        for (var i = 0; i < 150; i++)
        {
            var (wording, sweet) = i < 70 ? (Wording.First, i < 56) : ("warm", i < 118);
            await Put(Answer($"U{i}", "taste", AnswerValue.Chose(sweet ? "甘い" : "辛い"), $"r{i}") with { Wording = wording });
        }

        var taste = (await Reader.Read(Survey, default))!.Questions[0];

        Assert.Equal(150, taste.Answered);
        Assert.Equal([("text", 70, 56), ("warm", 80, 48)], taste.Wordings!.Select(one => (one.Wording, one.Results.Answered, one.Results.Counts[0].Count)));
        Assert.Null(taste.Wordings![0].Shares);
        var difference = taste.Wordings[1].Shares![0]!;
        Assert.Equal((-0.2, -0.3339, -0.0524, true), (Math.Round(difference.Value, 4), Math.Round(difference.Low, 4), Math.Round(difference.High, 4), difference.IsSignificant));
    }

    private Survey Survey => _stage.Services.GetRequiredService<SurveyBook>().Find("shop")!;

    private SurveyResultsReader Reader => _stage.Services.GetRequiredService<SurveyResultsReader>();

    private DateTimeOffset Now => _stage.Clock.Now;

    private async Task Something(Random dice)
    {
        _stage.Clock.Now += TimeSpan.FromSeconds(dice.Next(4) switch { 0 => 0, 1 => 1, 2 => 300, _ => 20_000 });
        var friend = $"U{dice.Next(8)}";
        var run = $"run{dice.Next(3)}";
        switch (dice.Next(12))
        {
            case <= 5:
                var question = Questions[dice.Next(Questions.Length)];
                await Put(Answer(friend, question, Value(question, dice), run) with { Version = $"v{dice.Next(1, 3)}" });
                break;
            case 6 when await Any(SurveyCollections.Answers, dice) is { } taken:
                await Commit(commit => commit.Replace(SurveyCollections.Answers, taken.Value with { Value = AnswerValue.Gone }, taken.Version));
                break;
            case 7 when dice.Next(3) == 0:
                await Erase(friend);
                break;
            case 8 when await Any(SurveyCollections.Answers, dice) is { } deleted:
                await Commit(commit => commit.Delete(SurveyCollections.Answers, deleted.Value.Id));
                break;
            case 9:
                await Wait(friend, run, dice);
                break;
            default:
                await Commit(commit => commit.Insert(SurveyCollections.Milestones, new Milestone
                {
                    Id = DocumentId.New(Now),
                    FriendId = friend,
                    Survey = "shop",
                    Version = $"v{dice.Next(1, 3)}",
                    Run = run,
                    Reached = (SurveyStanding)dice.Next(4),
                    At = Now,
                    Question = dice.Next(2) == 0 ? null : Questions[dice.Next(Questions.Length)],
                }));
                break;
        }
    }

    private static AnswerValue Value(string question, Random dice) => dice.Next(8) == 0 ? AnswerValue.Skipped : question switch
    {
        "taste" => AnswerValue.Chose(dice.Next(2) == 0 ? "甘い" : "辛い"),
        "dishes" => AnswerValue.Chose("カレー", "その他") with { Text = $"ラーメン{dice.Next(5)}" },
        "visits" => new AnswerValue { Number = dice.Next(40) },
        "recommend" => new AnswerValue { Number = dice.Next(11) },
        "zip" => new AnswerValue { Text = $"{dice.Next(10)}00-0001" },
        _ => new AnswerValue { Text = $"👨‍👩‍👧‍👦 {dice.Next()}" },
    };

    private Answer Answer(string friend, string question, AnswerValue value, string run) => new()
    {
        Id = DocumentId.New(Now),
        FriendId = friend,
        Survey = "shop",
        Version = "v1",
        Question = question,
        Run = run,
        At = Now,
        Value = value,
    };

    private Task Put(Answer answer) => Commit(commit => commit.Insert(SurveyCollections.Answers, answer));

    private async Task Wait(string friend, string run, Random dice)
    {
        SurveyState state = dice.Next(3) switch
        {
            0 => new SurveyState.Completed(),
            1 => new SurveyState.AskingConsent(),
            _ => new SurveyState.Asking(Questions[dice.Next(Questions.Length)]),
        };
        var before = await _stage.Store.Get(SurveyCollections.Conversations, friend, default);
        await Commit(commit => commit.Put(
            SurveyCollections.Conversations,
            new Conversation
            {
                Id = friend,
                Survey = dice.Next(5) == 0 ? "another" : "shop",
                Version = "v1",
                Run = new SurveyRun { Id = run, State = state },
                StartedAt = Now,
                At = Now,
            },
            before?.Version ?? 0));
    }

    private async Task Erase(string friend)
    {
        var commit = new Commit();
        foreach (var personal in _stage.Services.GetServices<IPersonalData>())
        {
            await personal.Erase(friend, commit, default);
        }

        Assert.IsType<CommitResult.Committed>(await _stage.Store.Commit(commit, default));
    }

    private async Task Commit(Action<Commit> write)
    {
        var commit = new Commit();
        write(commit);
        Assert.IsType<CommitResult.Committed>(await _stage.Store.Commit(commit, default));
    }

    private async Task<Stored<T>?> Any<T>(Collection<T> collection, Random dice) where T : class =>
        await All(collection) is { Count: > 0 } all ? all[dice.Next(all.Count)] : null;

    private async Task<List<Stored<T>>> All<T>(Collection<T> collection) where T : class =>
        await _stage.Store.Everything(new Query<T>(collection, Filter.Everything), default).ToListAsync();

    private async Task SameAsFromScratch(SurveyResults read, string? version)
    {
        var answers = (await All(SurveyCollections.Answers)).Select(stored => stored.Value).OrderBy(answer => (answer.At, answer.Id)).ToList();
        var milestones = (await All(SurveyCollections.Milestones)).Select(stored => stored.Value).ToList();
        var waiting = (await All(SurveyCollections.Conversations)).Select(stored => stored.Value)
            .Where(conversation => conversation is { Survey: "shop", Run.State.IsWaiting: true })
            .ToDictionary(conversation => (conversation.Id, conversation.Run.Id));

        foreach (var question in Survey.Questions)
        {
            var latest = answers.Where(answer => answer.Question == question.Id)
                .GroupBy(answer => answer.FriendId.Length == 0 ? answer.Id : answer.FriendId)
                .Select(same => same.Last())
                .Where(answer => version is null || answer.Version == version)
                .Select(answer => answer.Value)
                .ToList();
            var known = latest.Where(value => value is { IsSkipped: false, Erased: false }).ToList();
            var counted = read.Questions.Single(results => results.Id == question.Id);
            Assert.Equal(
                (known.Count, latest.Count(value => value.IsSkipped), latest.Count(value => value.Erased)),
                (counted.Answered, counted.Skipped, counted.Erased));
            Assert.Equal(
                known.SelectMany(question.CountedAs).CountBy(name => name.Id).OrderBy(count => count.Key, StringComparer.Ordinal),
                counted.Counts.Where(count => count.Count > 0).Select(count => KeyValuePair.Create(count.Answer, count.Count)).OrderBy(count => count.Key, StringComparer.Ordinal));
            var numbers = known.Select(value => value.Number).OfType<double>().Order().ToList();
            Assert.Equal(numbers.Count == 0 ? double.NaN : numbers.Average(), counted.Mean ?? double.NaN, 9);
            Assert.Equal(numbers.Count == 0 ? null : (numbers[(numbers.Count - 1) / 2] + numbers[numbers.Count / 2]) / 2, counted.Median);
        }

        Assert.Equal(
            Enum.GetValues<SurveyStanding>().Select(standing => milestones.Count(milestone => milestone.Reached == standing && (version is null || milestone.Version == version))),
            new[] { read.Started, read.Completed, read.Stopped, read.Declined }.Select(count => (int)count));
        var runs = answers.Select(answer => (answer.FriendId, answer.Run)).Concat(milestones.Select(milestone => (milestone.FriendId, milestone.Run)))
            .Where(run => run.FriendId.Length > 0)
            .Concat(waiting.Keys.Select(run => (FriendId: run.Item1, Run: run.Item2)))
            .Distinct()
            .Where(run => version is null
                || answers.Any(answer => (answer.FriendId, answer.Run, answer.Version) == (run.FriendId, run.Run, version))
                || milestones.Any(milestone => (milestone.FriendId, milestone.Run, milestone.Version) == (run.FriendId, run.Run, version)))
            .ToList();
        Assert.Equal(runs.Count, read.Funnel.Begun);
        foreach (var step in read.Funnel.Questions.Append(read.Funnel.Consent))
        {
            Assert.Equal(step.Asked, step.Answered + step.Skipped + step.Stopped + step.Silent + step.Waiting);
        }

        foreach (var step in read.Funnel.Questions)
        {
            var here = runs.Count(run => waiting.TryGetValue(run, out var conversation)
                && (conversation.Run.State as SurveyState.Asking)?.Question == step.Id
                && Now - conversation.At <= Conversation.Patience);
            var silent = runs.Count(run => waiting.TryGetValue(run, out var conversation)
                && (conversation.Run.State as SurveyState.Asking)?.Question == step.Id
                && Now - conversation.At > Conversation.Patience);
            var over = runs.Where(run => !waiting.ContainsKey(run)).ToLookup(run => Of(run).Any(milestone => milestone.Reached is SurveyStanding.Completed or SurveyStanding.Declined));
            var stopped = over[false].Where(run => Of(run).Where(milestone => milestone.Reached == SurveyStanding.Stopped).GroupBy(milestone => milestone.At).MaxBy(same => same.Key)
                ?.Any(milestone => milestone.Question == step.Id) == true).ToHashSet();

            Assert.Equal((here, silent), (step.Waiting, step.Silent));

            // Two breaks in one moment do not happen outside of this test, and either may be the last.
            Assert.True(step.Stopped <= stopped.Count, step.Id);
            var left = runs.Where(run => waiting.TryGetValue(run, out var conversation) && (conversation.Run.State as SurveyState.Asking)?.Question == step.Id).Concat(stopped);
            var answered = runs.Where(run => answers.Any(answer => (answer.FriendId, answer.Run, answer.Question) == (run.FriendId, run.Run, step.Id))).ToHashSet();
            Assert.InRange(step.Answered + step.Skipped, answered.Except(left).Count(), answered.Count);
        }

        Assert.Equal(runs.Count(run => Of(run).Any(milestone => milestone.Reached == SurveyStanding.Completed)), read.Funnel.Completed);
        Assert.Equal(
            read.Funnel.Begun,
            read.Funnel.Consent.Answered + read.Funnel.Consent.Skipped + read.Funnel.Consent.Stopped + read.Funnel.Consent.Silent + read.Funnel.Consent.Waiting);

        IEnumerable<Milestone> Of((string Friend, string Run) run) => milestones.Where(milestone => (milestone.FriendId, milestone.Run) == run);
    }

    private void Write(string yaml) => File.WriteAllText(Path.Combine(_folder, "surveys", "shop.yaml"), yaml.ReplaceLineEndings("\n").ToString(CultureInfo.InvariantCulture));
}
