using System.Diagnostics;
using System.Globalization;
using Bot.Friends;
using Bot.Storage;
using Bot.Surveys;
using Bot.Surveys.Questions;
using Bot.Surveys.Results;
using Bot.Transcripts;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Bench;

/// <summary>Results of 200,000 answers from the running tallies, against reading every answer for each look.</summary>
internal static class Results
{
    private const int Friends = 50_000;
    private const int AtOnce = 250;

    private static readonly DateTimeOffset Begin = new(2026, 4, 1, 9, 0, 0, TimeSpan.FromHours(9));

    public static async Task Measure()
    {
        using var stage = new TranscriptStage(BotUnderTest.Repository());
        var (survey, store) = (stage.Services.GetRequiredService<SurveyBook>().Find("spice-level")!, stage.Store);
        var (reader, tallies) = (stage.Services.GetRequiredService<SurveyResultsReader>(), stage.Services.GetRequiredService<SurveyTallies>());
        for (var friend = 0; friend < Friends; friend += AtOnce)
        {
            await Fill(store, survey, friend);
        }

        Console.WriteLine($"{Friends * 4:N0} answers of {Friends:N0} friends:");
        var full = new Figures();
        for (var round = 0; round < 3; round++)
        {
            full.Add(await Milliseconds(() => ReadAll(reader, survey)));
        }

        Tell("every answer read and counted, as before (ms)", full);
        var build = new Figures();
        build.Add(await Milliseconds(() => Build(tallies)));
        Tell("tallies built, once (ms)", build);
        using (var another = new SurveyTallies(store, stage.Services.GetRequiredService<SurveyBook>(), TimeProvider.System))
        {
            var memory = Memory();
            await Build(another);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"memory of the tallies (MB)",-60}{(Memory() - memory) / 1e6,12:N1}"));
            GC.KeepAlive(another);
        }

        var (again, looks) = (new Figures(), new Figures());
        for (var round = 0; round < 41; round++)
        {
            again.Add(await Milliseconds(() => Look(reader, survey)));
        }

        Tell("a look, with nothing new (ms)", again);
        for (var round = 0; round < 41; round++)
        {
            await Fill(store, survey, Friends + (round * AtOnce));
            looks.Add(await Milliseconds(() => Look(reader, survey)));
        }

        Tell("a look after 1,000 answers more (ms)", looks);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"reading all, against a look (times)",-60}{full.Median / looks.Median,12:N0}"));
    }

    private static async Task Build(SurveyTallies tallies)
    {
        while (!await tallies.Feed.GoOn(20, CancellationToken.None))
        {
        }
    }

    private static async Task Look(SurveyResultsReader reader, Survey survey) =>
        _ = await reader.Read(survey, CancellationToken.None) ?? throw new InvalidOperationException("They are not counted yet.");

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static async Task Fill(IDocumentStore store, Survey survey, int first)
    {
        var commit = new Commit();
        for (var friend = first; friend < first + AtOnce; friend++)
        {
            var at = Begin.AddSeconds(friend * 20);
            var id = $"U{friend:x32}";
            var run = $"{friend:x10}";
            commit.Insert(SurveyCollections.Milestones, Reached(survey, id, run, SurveyStanding.Started, at));
            foreach (var question in survey.Questions)
            {
                at = at.AddSeconds(10 + (friend % 50));
                commit.Insert(SurveyCollections.Answers, new Answer
                {
                    Id = DocumentId.New(at),
                    FriendId = id,
                    Survey = survey.Id,
                    Version = survey.Version,
                    Question = question.Id,
                    Run = run,
                    At = at,
                    Value = question is TextQuestion ? new AnswerValue { Text = $"{friend} 番目のお客です。野菜カレーをお願いします。" } : AnswerValue.Chose(question.Expected[friend % question.Expected.Count].Id),
                });
            }

            commit.Insert(SurveyCollections.Milestones, Reached(survey, id, run, SurveyStanding.Completed, at));
            commit.Insert(SurveyCollections.Conversations, new Conversation
            {
                Id = id,
                Survey = survey.Id,
                Version = survey.Version,
                Run = new SurveyRun { Id = run, State = new SurveyState.Completed() },
                StartedAt = at,
                At = at,
            });
        }

        if (await store.Commit(commit, CancellationToken.None) is not CommitResult.Committed)
        {
            throw new InvalidOperationException("Not committed.");
        }
    }

    private static Milestone Reached(Survey survey, string friend, string run, SurveyStanding standing, DateTimeOffset at) => new()
    {
        Id = DocumentId.New(at),
        FriendId = friend,
        Survey = survey.Id,
        Version = survey.Version,
        Run = run,
        Reached = standing,
        At = at,
    };

    // What a look at the results did before there were tallies.
    private static async Task ReadAll(SurveyResultsReader reader, Survey survey)
    {
        var latest = survey.Questions.ToDictionary(question => question.Id, _ => new Dictionary<string, AnswerValue>());
        await foreach (var answer in reader.Answers(survey.Id, CancellationToken.None))
        {
            latest[answer.Question][answer.FriendId] = answer.Value;
        }

        foreach (var question in survey.Questions)
        {
            _ = latest[question.Id].Values.SelectMany(question.CountedAs).CountBy(name => name.Id).ToList();
        }
    }

    private static async Task<double> Milliseconds(Func<Task> what)
    {
        var began = Stopwatch.GetTimestamp();
        await what();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static void Tell(string what, Figures figures) => Console.WriteLine($"  {what,-60}{figures}");
}
