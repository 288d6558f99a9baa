using Bot.Access;
using Bot.Admin.Definitions;
using Bot.Friends;
using Bot.Segments;
using Bot.Surveys;
using Bot.Surveys.Photos;
using Bot.Surveys.Results;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Admin.Surveys;

/// <summary>The surveys with their numbers, and one survey's results.</summary>
internal static class SurveyPages
{
    private const int PerPage = 50;
    private const string EverStatus = "status in (following, blocked, visitor)";

    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/surveys", List);
        console.MapGet("/surveys/{id}", One);
        console.MapGet("/surveys/{id}/answers.csv", Csv).GivesDataOut();
        console.MapGet("/surveys/{id}/friends.csv", FriendsFile).GivesDataOut();
        console.MapGet("/surveys/{id}/crosstab", Sorted);
        console.MapGet("/surveys/{id}/segment", Segment);
        console.MapGet("/surveys/{id}/questions/{question}", Texts);
        console.MapGet("/surveys/{id}/questions/{question}/photos", Photos);
        console.MapGet("/surveys/{id}/answers/{answer}/photos/{number:int}", Photo);
    }

    private static async Task<RazorComponentResult<SurveysPage>> List(
        string? did, DefinitionShelf shelf, SurveyBook surveys, FriendLists.FriendTrend trend, TimeZoneInfo zone, TimeProvider clock, CancellationToken ct)
    {
        var current = surveys.Current.ToList();
        var byPath = current.Zip(await trend.OfSurveys([.. current.Select(survey => survey.Id)], ct)).ToDictionary(survey => survey.First.Path);
        var rows = (await shelf.Read("surveys", ct))!
            .Select(file => byPath.TryGetValue($"surveys/{file.File}", out var known) ? new SurveysPage.Row(file, known.First, known.Second) : new(file, null, null))
            .ToList();
        return new RazorComponentResult<SurveysPage>(new { Rows = rows, surveys.Errors, Now = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime, Did = did });
    }

    private static async Task<Results<RazorComponentResult<SurveyPage>, RazorComponentResult<ProblemPage>>> One(
        string id, SurveyBook surveys, SurveyResultsReader results, string? version, CancellationToken ct)
    {
        if (surveys.Find(id) is not { } survey)
        {
            return ProblemPage.NotFound();
        }

        var read = await results.Read(survey, ct, string.IsNullOrEmpty(version) ? null : version);
        return new RazorComponentResult<SurveyPage>(new { Survey = survey, Results = read, Progress = read is null ? await results.Counting(ct) : null });
    }

    private static Results<PushStreamHttpResult, RazorComponentResult<ProblemPage>> Csv(
        string id, SurveyBook surveys, SurveyResultsReader results, TimeZoneInfo zone, CancellationToken ct) =>
        surveys.Find(id) is { } survey
            ? TypedResults.Stream(stream => SurveyCsv.Write(stream, survey, results.Answers(id, ct), zone, ct), CsvText.ContentType, $"{id}-answers.csv")
            : ProblemPage.NotFound();

    private static async Task<Results<PushStreamHttpResult, RedirectHttpResult, RazorComponentResult<ProblemPage>>> FriendsFile(
        string id, SurveyBook surveys, SurveyResultsReader results, TimeZoneInfo zone, CancellationToken ct) =>
        surveys.Find(id) is not { } survey ? ProblemPage.NotFound()
            : await results.LatestByFriend(survey, ct) is { } friends
                ? TypedResults.Stream(stream => FriendsCsv.Write(stream, survey, friends, zone, ct), CsvText.ContentType, $"{id}-friends.csv")
            : TypedResults.Redirect($"/surveys/{id}");

    private static async Task<Results<RazorComponentResult<CrossTabPage>, RazorComponentResult<ProblemPage>>> Sorted(
        string id, string? rows, string? columns, string? among, SurveyBook surveys, SegmentVocabulary vocabulary, CrossTabReader tables, TimeProvider clock, CancellationToken ct)
    {
        if (surveys.Find(id) is not { } survey)
        {
            return ProblemPage.NotFound();
        }

        var isAsked = !string.IsNullOrWhiteSpace(rows) && !string.IsNullOrWhiteSpace(columns);
        var (table, problems) = isAsked ? await tables.Read(rows!, columns!, among, clock.GetUtcNow(), ct) : (null, new Dictionary<string, string[]>());
        return new RazorComponentResult<CrossTabPage>(new
        {
            Survey = survey,
            Rows = rows ?? "",
            Columns = columns ?? "",
            Among = among ?? "",
            Table = table,
            Problems = (IReadOnlyList<string>)[.. problems.Values.SelectMany(problem => problem)],
            Axes = await Axes(survey, surveys, vocabulary, ct),
        });
    }

    // Results count every friend who answered, a segment only those who follow. Where that makes a difference the condition says so: who
    // makes a segment of a number gets that number.
    private static async Task<RedirectHttpResult> Segment(string? condition, long? n, SegmentReader segments, TimeProvider clock, CancellationToken ct)
    {
        var parsed = await segments.Parse(condition ?? "", ct);
        var meant = !parsed.IsUnderstood || await segments.Count(parsed.Condition, clock.GetUtcNow(), ct) == n
            ? condition
            : $"({parsed.Condition}) and {EverStatus}";
        return TypedResults.Redirect("/segments" + QueryString.Create("condition", meant ?? ""));
    }

    private static async Task<IReadOnlyList<(string Value, string Label)>> Axes(Survey survey, SurveyBook surveys, SegmentVocabulary vocabulary, CancellationToken ct) =>
    [
        .. from one in surveys.Current.OrderByDescending(one => one.Id == survey.Id).ThenBy(one => one.Id, StringComparer.Ordinal)
           from question in one.Questions
           where question is { CountsAnswers: true, Expected.Count: > 0 }
           select ($"answer({one.Id}.{question.Id})", question.Text),
        .. surveys.Current.Select(one => ($"survey({one.Id})", one.Title)),
        .. surveys.Current.SelectMany(one => one.EveryOutcome).SelectMany(outcome => outcome.Tags).Select(tag => tag.Group).OfType<string>().Distinct().Select(group => ($"group({group})", group)),
        .. ((await vocabulary.Recent(ct)).Attributes ?? []).Select(attribute => ($"attribute({attribute.Name})", attribute.Name)),
    ];

    private static async Task<Results<RazorComponentResult<PhotosPage>, RazorComponentResult<ProblemPage>, RedirectHttpResult>> Photos(
        string id, string question, string? after, SurveyBook surveys, AnswerPhotos photos, CancellationToken ct)
    {
        if (surveys.Find(id) is not { } survey || survey.Find(question) is not { } asked)
        {
            return ProblemPage.NotFound();
        }

        try
        {
            var page = await photos.List(id, question, PerPage, after, ct);
            return new RazorComponentResult<PhotosPage>(new { Survey = survey, Question = asked, Photos = page.Items.Select(stored => stored.Value).ToList(), page.Next, IsFirst = after is null });
        }
        catch (ArgumentException)
        {
            return TypedResults.Redirect($"/surveys/{id}/questions/{question}/photos");
        }
    }

    private static async Task<Results<PushStreamHttpResult, RazorComponentResult<ProblemPage>>> Photo(
        string id, string answer, int number, AnswerPhotos photos, HttpContext http, CancellationToken ct) =>
        await PhotoResponse.Of(photos, id, answer, number, http, ct) is { } picture ? picture : ProblemPage.NotFound();

    private static async Task<Results<RazorComponentResult<TextsPage>, RazorComponentResult<ProblemPage>, RedirectHttpResult>> Texts(
        string id, string question, string? after, string? contains, SurveyBook surveys, SurveyResultsReader results, FriendStore friends, CancellationToken ct)
    {
        if (surveys.Find(id) is not { } survey || survey.Find(question) is not { } asked)
        {
            return ProblemPage.NotFound();
        }

        try
        {
            var (items, next) = await results.Texts(id, question, PerPage, after, ct, contains);
            var found = await friends.FindAll(items.Select(given => given.FriendId), ct);
            List<TextsPage.Row> rows = [.. items.Select(given => new TextsPage.Row(given, found.GetValueOrDefault(given.FriendId)))];
            return new RazorComponentResult<TextsPage>(new { Survey = survey, Question = asked, Rows = rows, Next = next, IsFirst = after is null, Contains = contains ?? "" });
        }
        catch (ArgumentException)
        {
            return TypedResults.Redirect($"/surveys/{id}/questions/{question}");
        }
    }
}
