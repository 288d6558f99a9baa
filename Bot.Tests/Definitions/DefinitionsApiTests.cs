using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Bot.Tests.Journeys;
using Bot.Tests.Simulator;

namespace Bot.Tests.Definitions;

/// <summary>Editing what is live through the API of a running bot, seen from the chat.</summary>
public sealed class DefinitionsApiTests : IDisposable
{
    private const string Coffee = "/api/definitions/surveys/coffee.yaml";

    private readonly TestStore _store = TestStore.OnSqlite();
    private readonly string _folder;
    private BotApplication _bot;

    public DefinitionsApiTests()
    {
        _folder = _store.Folder;
        foreach (var kind in new[] { "surveys", "dialogs", "coupons" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, kind));
        }

        Write(Survey("ミルクはどうしますか？"));
        _bot = Start();
    }

    public void Dispose()
    {
        _bot.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task An_edited_survey_is_asked_at_once_and_who_is_in_the_middle_stays_on_theirs()
    {
        var (early, late) = (await Someone(), await Someone());
        Assert.Contains("ミルクはどうしますか？", await Begins(early), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await Put(Survey("お砂糖はいくつですか？", "あり", "なし"))).StatusCode);

        Assert.Contains("お砂糖はいくつですか？", await Begins(late), StringComparison.Ordinal);
        Assert.Equal("ありがとう", (await early.Choose("入れる"))[0].Text);
        Assert.Equal("ありがとう", (await late.Choose("なし"))[0].Text);
    }

    [Fact]
    public async Task A_put_that_is_not_valid_tells_everything_and_changes_nothing()
    {
        var before = await _bot.Api.GetStringAsync(Coffee);

        var answer = await Put("id: coffee\ntitle: コーヒー\npurpose: 試す\nstart: { keywords: [コーヒー] }\nquestions:\n  - id: milk\n    kind: chioce\n    text: ミルクは？\n");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problems = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems").EnumerateArray().ToList();
        Assert.True(problems.Count >= 2);
        var word = problems.Single(problem => problem.GetProperty("line").GetInt32() == 7);
        Assert.Equal("surveys/coffee.yaml", word.GetProperty("file").GetString());
        Assert.Equal(11, word.GetProperty("column").GetInt32());
        Assert.Contains("choice", word.GetProperty("fix").GetString(), StringComparison.Ordinal);

        Assert.Equal(before, await _bot.Api.GetStringAsync(Coffee));
        Assert.Contains("ミルクはどうしますか？", await Begins(await Someone()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_says_who_published_what_and_what_is_wrong_in_the_folder()
    {
        var key = (await (await _bot.Api.PostAsJsonAsync("/api/keys", new { name = "店長" })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString();
        _bot.Api.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var put = await Put(Survey("お砂糖は？"));
        File.WriteAllText(Path.Combine(_folder, "surveys", "broken.yaml"), "id: [");

        await BotApplication.Until(async () => (await List()).GetProperty("errors").GetArrayLength() > 0, "the broken file is told of");
        var list = await List();
        var file = Assert.Single(list.GetProperty("files").EnumerateArray());
        Assert.Equal("coffee.yaml", file.GetProperty("file").GetString());
        Assert.Equal("店長", file.GetProperty("by").GetString());
        Assert.Equal(put.Headers.ETag?.Tag, $"\"{file.GetProperty("hash").GetString()}\"");
        Assert.Equal("surveys/broken.yaml", list.GetProperty("errors")[0].GetProperty("file").GetString());
    }

    [Fact]
    public async Task An_edit_of_the_file_after_one_through_the_API_wins_and_until_then_the_file_is_left_alone()
    {
        await Put(Survey("お砂糖は？"));
        Assert.Contains("ミルク", File.ReadAllText(Path.Combine(_folder, "surveys", "coffee.yaml")), StringComparison.Ordinal);

        Write(Survey("豆はどれにしますか？"));

        await BotApplication.Until(async () => (await _bot.Api.GetStringAsync(Coffee)).Contains("豆は", StringComparison.Ordinal), "the file's edit is live");
        Assert.Contains("豆はどれにしますか？", await Begins(await Someone()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_keeps_what_the_API_published_and_sees_what_was_deleted_meanwhile()
    {
        Write(Survey("お茶は？").Replace("coffee", "tea", StringComparison.Ordinal).Replace("コーヒー", "お茶", StringComparison.Ordinal), "tea.yaml");
        await BotApplication.Until(async () => (await List()).GetProperty("files").GetArrayLength() == 2, "the second survey is live");
        await Put(Survey("お砂糖は？"));

        _bot.Dispose();
        File.Delete(Path.Combine(_folder, "surveys", "tea.yaml"));
        _bot = Start();

        Assert.Equal("coffee.yaml", Assert.Single((await List()).GetProperty("files").EnumerateArray()).GetProperty("file").GetString());
        Assert.Contains("お砂糖は？", await Begins(await Someone()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_survey_starts_no_more_and_any_version_of_it_can_come_back()
    {
        await Put(Survey("お砂糖は？"));
        Assert.Equal(HttpStatusCode.NoContent, (await _bot.Api.DeleteAsync(Coffee)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _bot.Api.GetAsync(Coffee)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _bot.Api.DeleteAsync(Coffee)).StatusCode);

        var versions = (await _bot.Api.GetFromJsonAsync<JsonElement>($"{Coffee}/versions")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(2, versions.Count);
        Assert.DoesNotContain(versions, version => version.GetProperty("isLive").GetBoolean());
        var first = versions.Select(version => version.GetProperty("hash").GetString()!).Single(hash => Text($"{Coffee}/versions/{hash}").Contains("ミルク", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Created, (await _bot.Api.PostAsync($"{Coffee}/versions/{first}/restore", null)).StatusCode);

        Assert.Contains("ミルクはどうしますか？", await Begins(await Someone()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_made_from_what_is_not_live_any_more_is_refused()
    {
        var read = (await _bot.Api.GetAsync(Coffee)).Headers.ETag!.Tag;
        Assert.Equal(HttpStatusCode.OK, (await Put(Survey("お砂糖は？"), read)).StatusCode);

        Assert.Equal(HttpStatusCode.PreconditionFailed, (await Put(Survey("豆は？"), read)).StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await Put(Survey("豆は？"), "*", "/api/definitions/surveys/new.yaml")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Put(Survey("豆は？"), "unquoted")).StatusCode);
        Assert.Contains("お砂糖は？", await _bot.Api.GetStringAsync(Coffee), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_puts_at_the_same_time_one_wins_on_one_file_and_all_do_on_several()
    {
        var read = (await _bot.Api.GetAsync(Coffee)).Headers.ETag!.Tag;
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Put(Survey($"{number}はいかがですか？"), read)));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));

        answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Put(
            Survey("？").Replace("id: coffee", $"id: drink-{number}", StringComparison.Ordinal).Replace("[コーヒー]", $"[飲み物{number}]", StringComparison.Ordinal), at: $"/api/definitions/surveys/drink-{number}.yaml")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Equal(9, (await List()).GetProperty("files").GetArrayLength());
    }

    [Theory]
    [InlineData("/api/definitions/songs/coffee.yaml", HttpStatusCode.NotFound)]
    [InlineData("/api/definitions/surveys/coffee.txt", HttpStatusCode.BadRequest)]
    [InlineData("/api/definitions/surveys/.yaml", HttpStatusCode.BadRequest)]
    [InlineData("/api/definitions/surveys/..%2Fdialogs%2Fx.yaml", HttpStatusCode.BadRequest)]
    public async Task A_name_that_is_no_files_is_refused(string path, HttpStatusCode status) =>
        Assert.Equal(status, (await Put(Survey("？"), at: path)).StatusCode);

    [Fact]
    public async Task What_is_no_text_or_too_much_of_it_is_refused()
    {
        var shiftJis = await _bot.Api.PutAsync(Coffee, new ByteArrayContent([0x69, 0x64, 0x3a, 0x20, 0x83, 0x52]));
        var large = await _bot.Api.PutAsync(Coffee, new ByteArrayContent(new byte[600_000]));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, shiftJis.StatusCode);
        Assert.Contains("UTF-8", await shiftJis.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
    }

    [Fact]
    public async Task A_dialog_that_refers_to_a_survey_published_just_before_is_taken_and_one_that_refers_to_none_is_not()
    {
        const string greeting = "greeting:\n  messages: [ようこそ]\n  buttons:\n    - { label: お茶, survey: tea }\n";
        const string dialog = "/api/definitions/dialogs/greeting.yaml";
        var refused = await Put(greeting, at: dialog);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("dialogs/greeting.yaml:4:", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var tea = Survey("お茶は？").Replace("id: coffee", "id: tea", StringComparison.Ordinal).Replace("[コーヒー]", "[お茶]", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await Put(tea, at: "/api/definitions/surveys/tea.yaml")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await Put(greeting, at: dialog)).StatusCode);

        // Left without its survey, the dialog stays as it is; what is wrong with it now is told.
        await _bot.Api.DeleteAsync("/api/definitions/surveys/tea.yaml");
        await BotApplication.Until(async () => (await List("dialogs")).GetProperty("errors").GetArrayLength() == 1, "the dialog's error is told");
    }

    private static string Survey(string question, params string[] options) => $"""
        id: coffee
        title: コーヒー
        purpose: お好みを知るため
        start: {"{"} keywords: [コーヒー] {"}"}
        questions:
          - id: milk
            kind: choice
            text: {question}
            options: [{string.Join(", ", options.Length > 0 ? options : ["入れる", "入れない"])}]
        finish:
          messages: [ありがとう]

        """;

    private static async Task<string> Begins(SimulatedPhone phone) => (await phone.Takes("コーヒー"))[^1].Text;

    private BotApplication Start() => new(new() { ["Definitions:Root"] = _folder, ["Simulator:Journal"] = Path.Combine(_folder, "phones.jsonl") }, _store);

    private async Task<SimulatedPhone> Someone()
    {
        var phone = await _bot.Phone();
        await phone.Follow();
        return phone;
    }

    private void Write(string survey, string name = "coffee.yaml") => File.WriteAllText(Path.Combine(_folder, "surveys", name), survey);

    private string Text(string url) => _bot.Api.GetStringAsync(url).GetAwaiter().GetResult();

    private Task<JsonElement> List(string kind = "surveys") => _bot.Api.GetFromJsonAsync<JsonElement>($"/api/definitions/{kind}");

    private async Task<HttpResponseMessage> Put(string yaml, string? ifMatch = null, string at = Coffee)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, at) { Content = new StringContent(yaml, Encoding.UTF8, "application/yaml") };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await _bot.Api.SendAsync(request);
    }
}
