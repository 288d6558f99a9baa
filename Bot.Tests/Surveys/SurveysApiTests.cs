using System.Net;
using System.Text.Json;
using Bot.Line;
using Bot.Surveys;
using Bot.Surveys.Results;
using Bot.Transcripts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bot.Tests.Surveys;

public sealed class SurveysApiTests : IAsyncLifetime
{
    private readonly TranscriptStage _stage = new(BotApplication.Repository);
    private WebApplication _app = null!;
    private HttpClient _api = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services
            .AddLine(builder.Configuration)
            .AddSingleton(TranscriptStage.Zone)
            .AddSingleton(_stage.Services.GetRequiredService<SurveyBook>())
            .AddSingleton(_stage.Services.GetRequiredService<SurveyResultsReader>())
            .AddSingleton(_stage.Services.GetRequiredService<SurveyStarter>())
            .AddSingleton(_stage.Services.GetRequiredService<Bot.Surveys.Photos.AnswerPhotos>());
        _app = builder.Build();
        _app.MapSurveys();
        await _app.StartAsync();
        _api = _app.GetTestClient();
        await new TranscriptPlayer(_stage).Play("> 辛さ\n> はい\n> 甘口\n> 1\n> =HYPERLINK(\"x\")\\nおいしい", default);
    }

    public async Task DisposeAsync()
    {
        _api.Dispose();
        await _app.DisposeAsync();
        _stage.Dispose();
    }

    [Fact]
    public async Task Surveys_are_listed_with_what_is_wrong_in_the_files()
    {
        var list = await Get("/surveys");

        Assert.Superset(new HashSet<string> { "spice-level", "wedding" }, list.GetProperty("items").EnumerateArray().Select(survey => survey.GetProperty("id").GetString()!).ToHashSet());
        Assert.Empty(list.GetProperty("errors").EnumerateArray());
    }

    [Fact]
    public async Task One_survey_comes_with_its_questions_and_diagram()
    {
        var survey = await Get("/surveys/spice-level");

        Assert.StartsWith("stateDiagram-v2", survey.GetProperty("diagram").GetString(), StringComparison.Ordinal);
        Assert.Equal("answer(spice-level.spice) in (辛口, 大辛)", survey.GetProperty("questions")[1].GetProperty("when").GetString());
    }

    [Fact]
    public async Task Results_and_written_answers_are_read()
    {
        var results = await Get("/surveys/spice-level/results");
        var texts = await Get("/surveys/spice-level/questions/request/texts?limit=1");

        Assert.Equal(1, results.GetProperty("completed").GetInt32());
        Assert.Equal(1, results.GetProperty("questions")[0].GetProperty("counts")[0].GetProperty("count").GetInt32());
        Assert.Equal("=HYPERLINK(\"x\")\nおいしい", texts.GetProperty("items")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task The_CSV_has_every_answer_and_no_formula()
    {
        var csv = await _api.GetStringAsync("/surveys/spice-level/answers.csv");

        Assert.StartsWith("answered_at,friend_id,survey,version,run,question,answer,value,wording,given_by\r\n2026-11-21 10:00:03,", csv.TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.Contains(",spice,甘口,甘口,,written\r\n", csv, StringComparison.Ordinal);
        Assert.Contains("\"'=HYPERLINK(\"\"x\"\")\nおいしい\"", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_come_as_lines_of_JSON_and_by_friend()
    {
        var lines = (await _api.GetStringAsync("/surveys/spice-level/answers.jsonl")).TrimEnd('\n').Split('\n');
        var friends = (await _api.GetStringAsync("/surveys/spice-level/friends.csv")).TrimStart('\uFEFF').TrimEnd().Split("\r\n");

        var first = JsonDocument.Parse(lines[0]).RootElement;
        Assert.Equal(("spice", "甘口", "written"), (first.GetProperty("question").GetString(), first.GetProperty("answer").GetString(), first.GetProperty("givenBy").GetString()));
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("friend_id,answered_at,カレーの辛さは、どれがお好みですか？ [spice],", friends[0], StringComparison.Ordinal);
        Assert.Contains(",甘口,,はじめて,\"'=HYPERLINK(", friends[1], StringComparison.Ordinal);
        Assert.Equal(2, friends.Length);
    }

    [Theory]
    [InlineData("おいしい", 1)]
    [InlineData("ｵｲｼｲ", 1)]
    [InlineData("オ イ シ イ", 1)]
    [InlineData("hyperLink", 1)]
    [InlineData("まずい", 0)]
    public async Task Words_are_found_however_they_are_written(string contains, int found) => Assert.Equal(
        found,
        (await Get($"/surveys/spice-level/questions/request/texts?contains={Uri.EscapeDataString(contains)}")).GetProperty("items").GetArrayLength());

    [Theory]
    [InlineData("/surveys/none", HttpStatusCode.NotFound)]
    [InlineData("/surveys/none/answers.jsonl", HttpStatusCode.NotFound)]
    [InlineData("/surveys/none/friends.csv", HttpStatusCode.NotFound)]
    [InlineData("/surveys/spice-level/results?version=none", HttpStatusCode.OK)]
    [InlineData("/surveys/none/results", HttpStatusCode.NotFound)]
    [InlineData("/surveys/none/answers.csv", HttpStatusCode.NotFound)]
    [InlineData("/surveys/spice-level/questions/none/texts", HttpStatusCode.NotFound)]
    [InlineData("/surveys/spice-level/questions/request/texts?after=nonsense", HttpStatusCode.BadRequest)]
    [InlineData("/surveys/spice-level/questions/request/texts?limit=-5", HttpStatusCode.OK)]
    public async Task What_is_not_there_is_said_so(string path, HttpStatusCode expected)
    {
        using var answer = await _api.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(expected, answer.StatusCode);
    }

    private async Task<JsonElement> Get(string path) => JsonDocument.Parse(await _api.GetStringAsync(path)).RootElement;
}
