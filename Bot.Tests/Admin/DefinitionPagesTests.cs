using System.Net;
using System.Text.Json;
using Bot.Definitions;
using Bot.Storage;
using Bot.Surveys;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Admin;

/// <summary>Writing surveys, dialogs and coupons in the console, without JavaScript: every form as a person would send it.</summary>
public sealed class DefinitionPagesTests : IDisposable
{
    private const string File = "/definitions/surveys/spice-level.yaml";

    private readonly string _root = Directory.CreateTempSubdirectory("editor-").FullName;
    private readonly BotApplication _bot;
    private readonly ConsoleClient _console;

    public DefinitionPagesTests()
    {
        foreach (var kind in new[] { "surveys", "dialogs", "coupons" })
        {
            Directory.CreateDirectory(Path.Combine(_root, kind));
            foreach (var file in Directory.GetFiles(Path.Combine(BotApplication.Repository, kind), "*.yaml"))
            {
                System.IO.File.Copy(file, Path.Combine(_root, kind, Path.GetFileName(file)));
            }
        }

        _bot = new(new() { ["Definitions:Root"] = _root });
        _console = new ConsoleClient(_bot.Address);
    }

    public void Dispose()
    {
        _console.Dispose();
        _bot.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task A_new_survey_is_begun_from_a_template_tried_published_edited_and_rolled_back()
    {
        var editor = await _console.Submit("/surveys/new", "/definitions/surveys/new", ("template", "taste"), ("name", "spring-fair"));
        Assert.Equal("/definitions/surveys/spring-fair.yaml", editor.Path);
        Assert.Contains("お好みアンケート", editor.Text, StringComparison.Ordinal);
        Assert.Contains("下書き", (await _console.Open("/surveys")).Text, StringComparison.Ordinal);
        const string Address = "/definitions/surveys/spring-fair.yaml";
        var text = TextOf(editor);

        // Tried as it is, before anybody can begin it.
        var tried = await Press(Address, $"{Address}/try", text, ("restart", "1"));
        Assert.Contains("お答えは上の目的だけに使います", tried.Text, StringComparison.Ordinal);
        tried = await Press(Address, $"{Address}/try", text, ("said", Hidden(tried, "said")), ("tap", "[同意してはじめる]"));
        tried = await Press(Address, $"{Address}/try", text, ("said", Hidden(tried, "said")), ("tap", "[甘いもの]"));
        Assert.Contains("タグ「甘党」が付きます", tried.Text, StringComparison.Ordinal);
        Assert.Contains("question:sweets", tried.Html, StringComparison.Ordinal);
        Assert.Null(_bot.Services.GetRequiredService<SurveyBook>().Find("spring-fair"));

        // Reviewed, then live for friends.
        var review = await Press(Address, $"{Address}/review", text);
        Assert.Contains("新しく公開する内容", review.Text, StringComparison.Ordinal);
        var live = await _console.Post($"{Address}/publish", review.HiddenFieldsOf($"{Address}/publish"));
        Assert.Contains("公開しました", live.Text, StringComparison.Ordinal);
        Assert.NotNull(_bot.Services.GetRequiredService<SurveyBook>().Find("spring-fair"));
        Assert.DoesNotContain("下書きを捨てる", live.Text, StringComparison.Ordinal);

        // An edit says what it changes; going back says it too.
        review = await Press(Address, $"{Address}/review", text.Replace("和菓子", "あんみつ", StringComparison.Ordinal));
        Assert.Contains("選択肢「あんみつ」が増えます", review.Text, StringComparison.Ordinal);
        Assert.Contains("いま回答の途中の方はいません", review.Text, StringComparison.Ordinal);
        await _console.Post($"{Address}/publish", review.HiddenFieldsOf($"{Address}/publish"));
        var versions = await _console.Open($"{Address}/versions");
        var first = (await _bot.Services.GetRequiredService<Publications>().Versions("surveys", "spring-fair.yaml", 10, null, default)).Items[^1].Hash;
        var version = await _console.Open($"{Address}/versions/{first}");
        Assert.Contains("選択肢「和菓子」が増えます", version.Text, StringComparison.Ordinal);
        versions = await _console.Submit($"{Address}/versions/{first}", $"{Address}/versions/{first}/restore");
        Assert.Contains("前の版を公開しました", versions.Text, StringComparison.Ordinal);
        Assert.Contains("和菓子", (await _console.Open($"{Address}/text")).Html, StringComparison.Ordinal);

        // Out of what is live, and back.
        versions = await _console.Submit(Address, $"{Address}/remove");
        Assert.Contains("公開から外しました", versions.Text, StringComparison.Ordinal);
        Assert.Null(_bot.Services.GetRequiredService<SurveyBook>().Find("spring-fair"));
        await _console.Submit($"{Address}/versions/{first}", $"{Address}/versions/{first}/restore");
        Assert.NotNull(_bot.Services.GetRequiredService<SurveyBook>().Find("spring-fair"));

        // The file of the folder is not written, and a new one is not made.
        Assert.False(System.IO.File.Exists(Path.Combine(_root, "surveys", "spring-fair.yaml")));
    }

    [Fact]
    public async Task Errors_keep_what_was_typed_with_their_line_and_their_fix_and_it_survives_a_reload()
    {
        var wrong = TextOf(await _console.Open(File)).Replace("kind: text", "kind: texxt", StringComparison.Ordinal) + "# 🍛 書きかけ\n";

        var review = await Press(File, $"{File}/review", wrong);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, review.Status);
        Assert.Contains("texxt", TextOf(review), StringComparison.Ordinal);
        var line = wrong[..wrong.IndexOf("texxt", StringComparison.Ordinal)].Count(letter => letter == '\n') + 1;
        Assert.Contains($"data-line=\"{line}\"", review.Html, StringComparison.Ordinal);
        Assert.Contains("「text」ではありませんか？", review.Text, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'text'?", (await _console.Open($"{File}?lang=en")).Text, StringComparison.Ordinal);
        await _console.Open($"{File}?lang=ja");

        Assert.Equal(wrong, TextOf(await _console.Open(File)));
        Assert.Contains("エラー 1 件", (await _console.Open("/surveys")).Text, StringComparison.Ordinal);
        var discarded = await _console.Submit(File, $"{File}/discard");
        Assert.DoesNotContain("texxt", discarded.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_who_edit_the_second_is_shown_the_difference_and_loses_nothing()
    {
        var text = TextOf(await _console.Open(File));
        var based = Hidden(await _console.Open(File), "based");

        // The first publishes over the API, as a colleague might.
        using (var request = new HttpRequestMessage(HttpMethod.Put, "/api/definitions/surveys/spice-level.yaml") { Content = new StringContent(text.Replace("大辛", "激辛", StringComparison.Ordinal)) })
        {
            (await _bot.Api.SendAsync(request)).EnsureSuccessStatusCode();
        }

        var mine = text.Replace("甘口", "あまくち風味", StringComparison.Ordinal).Replace("also: [あまくち, 甘いの]", "also: [甘いの]", StringComparison.Ordinal);
        var form = (await _console.Open(File)).HiddenFieldsOf(File).Where(field => field.Item1 is not "based").ToList();
        var review = await _console.Post($"{File}/review", [.. form, ("yaml", mine), ("based", based)]);
        Assert.Contains("書いているあいだに、「設定ファイルのAPIキー」が公開しました", review.Text, StringComparison.Ordinal);
        Assert.Contains("激辛", review.Text, StringComparison.Ordinal);

        // Who posts past the review is held up too: the hash is not the one the edit was made from.
        var published = await _console.Post($"{File}/publish", [.. form, ("yaml", mine), ("based", based)]);
        Assert.Equal(HttpStatusCode.Conflict, published.Status);
        Assert.Equal(mine, TextOf(await _console.Open(File)));
        Assert.Contains("が公開しました", (await _console.Open(File)).Text, StringComparison.Ordinal);

        // Having seen it, they may.
        published = await _console.Post($"{File}/publish", review.HiddenFieldsOf($"{File}/publish"));
        Assert.Contains("公開しました", published.Text, StringComparison.Ordinal);
        Assert.Equal(mine, (await _console.Open($"{File}/text")).Html);
    }

    [Fact]
    public async Task A_file_only_drafted_by_somebody_else_opens_with_who_writes_it()
    {
        using var hanako = await ConsoleClient.Invited(_bot.Api, "staff");
        using var viewer = await ConsoleClient.Invited(_bot.Api, "viewer");
        await hanako.Submit("/definitions/surveys/new", "/definitions/surveys/new", ("name", "hanako"), ("template", "taste"));
        var theirs = TextOf(await hanako.Open("/definitions/surveys/hanako.yaml"));

        Assert.Contains("href=\"/definitions/surveys/hanako.yaml\"", (await _console.Open("/surveys")).Html, StringComparison.Ordinal);
        var opened = await _console.Open("/definitions/surveys/hanako.yaml");
        var read = await viewer.Open("/definitions/surveys/hanako.yaml");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (opened.Status, read.Status));
        Assert.All([opened, read], page => Assert.Contains("テスト staff", page.Text, StringComparison.Ordinal));
        Assert.Contains("まだ公開されていません", read.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("下書きを書いています", (await hanako.Open("/definitions/surveys/hanako.yaml")).Text, StringComparison.Ordinal);

        // Written on, it is a draft of one's own; theirs stays as it is.
        await _console.Post("/definitions/surveys/hanako.yaml", [.. opened.HiddenFieldsOf("/definitions/surveys/hanako.yaml"), ("yaml", theirs + "# 続き\n")]);
        Assert.EndsWith("# 続き\n", TextOf(await _console.Open("/definitions/surveys/hanako.yaml")), StringComparison.Ordinal);
        Assert.Equal(theirs, TextOf(await hanako.Open("/definitions/surveys/hanako.yaml")));
        Assert.Contains("デモ オーナー", (await hanako.Open("/definitions/surveys/hanako.yaml")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trying_a_draft_leaves_nothing_behind_and_asks_nothing_of_LINE()
    {
        var friend = await _bot.Friend();
        var before = await Documents();

        // Home, where one is led from signing in, has LINE asked what is left of the month.
        await _console.Open("/");
        await BotApplication.Until(async () => (await _bot.Line.GetStringAsync("/sim/log")).Contains("quota/consumption", StringComparison.Ordinal), "LINE was asked");
        var calls = await _bot.Line.GetStringAsync("/sim/log");

        var text = TextOf(await _console.Open(File)).Replace("カレーの辛さは", "カレーの「辛さ」は", StringComparison.Ordinal);
        var answer = await Tap(text, "", ("restart", "1"));
        foreach (var tap in new[] { "[同意してはじめる]", "[辛口]", "[チーズ]", "[はじめて]" })
        {
            answer = await Tap(text, Hidden(answer, "said"), ("tap", tap));
        }

        answer = await Tap(text, Hidden(answer, "said"), ("words", "🍛 おいしい\n二行目"));
        Assert.Contains("アンケートが完了します", answer.Text, StringComparison.Ordinal);
        Assert.Contains("クーポン first-10off を渡します", answer.Text, StringComparison.Ordinal);
        answer = await Tap(text, Hidden(answer, "said"), ("jump", "+7d"));
        Assert.Contains("2026/11/28", answer.Text, StringComparison.Ordinal);

        Assert.Equal(before, await Documents());
        Assert.Equal(calls, await _bot.Line.GetStringAsync("/sim/log"));
        _ = friend;
    }

    [Theory]
    [InlineData("deep")]
    [InlineData("huge")]
    [InlineData("loop")]
    [InlineData("branches")]
    [InlineData("bomb")]
    [InlineData("nothing")]
    public async Task A_hostile_text_is_answered_at_once(string what)
    {
        var text = what switch
        {
            "deep" => string.Concat(Enumerable.Range(0, 1_000).Select(i => new string(' ', i) + "a:\n")),
            "huge" => "id: a\n" + new string('あ', 200_000),
            "bomb" => "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
            "loop" => Survey("- { id: a, kind: choice, text: a, options: [{ label: x, then: b }, { label: y, then: b }] }\n- { id: b, kind: choice, text: b, options: [{ label: x, then: a }, { label: y, then: a }] }"),
            "branches" => Survey(string.Join('\n', Enumerable.Range(0, 60).Select(i =>
                $"- {{ id: q{i}, kind: multi-choice, text: q, options: [{string.Join(", ", Enumerable.Range(0, 10).Select(o => $"o{o}"))}]{(i == 0 ? "" : $", when: \"answer(q{i - 1}) in (o1, o2, o3) or answer(q0) = o4\"")} }}"))),
            _ => "",
        };
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        var shown = await Press(File, File, text);
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        var tried = await Tap(text, "", ("restart", "1"));
        foreach (var tap in Enumerable.Repeat("[x]", 5))
        {
            tried = await Tap(text, Hidden(tried, "said"), ("tap", tap));
        }

        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(20), $"{what}: {System.Diagnostics.Stopwatch.GetElapsedTime(began)}");
        if (what is not "branches")
        {
            Assert.Contains("直すところがある", tried.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Dialogs_and_coupons_are_written_the_same_way()
    {
        Assert.Contains("greeting.yaml", (await _console.Open("/dialogs")).Text, StringComparison.Ordinal);
        Assert.Contains("first-10off.yaml", (await _console.Open("/definitions/coupons")).Text, StringComparison.Ordinal);
        const string Words = "/definitions/dialogs/access.yaml";
        var editor = await _console.Submit("/definitions/dialogs/new", "/definitions/dialogs/new", ("template", "keywords"), ("name", "access"));
        var tried = await Press(Words, $"{Words}/try", TextOf(editor), ("restart", "1"));
        tried = await Press(Words, $"{Words}/try", TextOf(editor), ("said", Hidden(tried, "said")), ("words", "アクセス"));
        Assert.Contains("駅の東口から歩いて3分", tried.Text, StringComparison.Ordinal);
        var review = await Press(Words, $"{Words}/review", TextOf(editor));
        await _console.Post($"{Words}/publish", review.HiddenFieldsOf($"{Words}/publish"));

        var friend = await _bot.Friend();
        Assert.Contains("駅の東口から歩いて3分です。お待ちしています！", (await friend.Ask("アクセス")).Select(message => message.Text));
    }

    [Theory]
    [InlineData("surveys", "satisfaction")]
    [InlineData("surveys", "taste")]
    [InlineData("surveys", "event")]
    [InlineData("dialogs", "keywords")]
    [InlineData("dialogs", "greeting")]
    [InlineData("coupons", "percent")]
    public async Task Every_template_is_without_errors_and_warnings(string kind, string template)
    {
        var editor = await _console.Submit($"/definitions/{kind}/new", $"/definitions/{kind}/new", ("template", template), ("name", "my-first"));

        // The shop greets already, and only one greeting can be for all: that is told, and nothing else.
        Assert.Contains(template == "greeting" ? "dialogs/greeting.yaml" : "問題ありません", editor.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/definitions/nothing")]
    [InlineData("/definitions/nothing/a.yaml")]
    [InlineData("/definitions/surveys/no-such.yaml")]
    [InlineData("/definitions/surveys/.hidden.yaml")]
    [InlineData("/definitions/surveys/a.txt")]
    [InlineData("/definitions/surveys/spice-level.yaml/versions/0123")]
    [InlineData("/definitions/nothing/schema.json")]
    public async Task What_is_not_there_is_not_found(string url) => Assert.Equal(HttpStatusCode.NotFound, (await _console.Open(url)).Status);

    [Theory]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("spice-level")]
    public async Task A_name_that_cannot_be_is_refused_and_kept(string name)
    {
        var refused = await _console.Submit("/definitions/surveys/new", "/definitions/surveys/new", ("template", "event"), ("name", name));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(name.Length == 0 ? "英小文字" : $"value=\"{name}\"", refused.Text + refused.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_API_checks_and_tries_what_the_console_does()
    {
        var yaml = Survey("- { id: a, kind: choice, text: どちら, options: [{ label: 甘, tags: 甘 }, 辛] }");
        var check = await Json("/api/definitions/surveys/api.yaml/check", new { yaml });
        Assert.True(check.GetProperty("isGood").GetBoolean(), check.ToString());

        var tried = await Json("/api/definitions/surveys/api.yaml/try", new { yaml, transcript = "> ループ\n> [同意してはじめる]\n> [甘]" });
        Assert.Contains("+ 甘", tried.GetProperty("transcript").GetString(), StringComparison.Ordinal);
        Assert.Equal("completed", tried.GetProperty("at").GetString());
    }

    [Fact]
    public async Task A_transcript_taps_stars_by_what_the_friend_is_seen_to_say_also_on_the_message_before()
    {
        var yaml = Survey("- { id: a, kind: stars, text: 接客は }\n- { id: b, kind: stars, text: 味は }\n- { id: c, kind: text, text: ひとこと }");
        var begun = "> ループ\n> [同意してはじめる]\n> [★3]\n";

        var tried = await Json("/api/definitions/surveys/api.yaml/try", new { yaml, transcript = begun + "> [★4] 1 before\n> [★4] 9 before" });
        Assert.Equal("question:b", tried.GetProperty("at").GetString());
        Assert.Contains("> [★4] 9 before\n! there is no such button", tried.GetProperty("transcript").GetString(), StringComparison.Ordinal);

        tried = await Json("/api/definitions/surveys/api.yaml/try", new { yaml, transcript = begun + "> [★4]" });
        Assert.Equal("question:c", tried.GetProperty("at").GetString());
    }

    private static string Survey(string questions) =>
        $"id: hostile\ntitle: 試し\npurpose: 試すため\nstart: {{ keywords: [ループ] }}\nquestions:\n{string.Join('\n', questions.Split('\n').Select(line => "  " + line))}\nfinish: {{ messages: [おわり] }}\n";

    private async Task<JsonElement> Json(string url, object body)
    {
        using var answer = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(_bot.Api, url, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static string TextOf(ConsoleAnswer page)
    {
        var from = page.Html.IndexOf('>', page.Html.IndexOf("<textarea", StringComparison.Ordinal)) + 1;
        return WebUtility.HtmlDecode(page.Html[from..page.Html.IndexOf("</textarea>", StringComparison.Ordinal)])[1..];
    }

    private static string Hidden(ConsoleAnswer page, string name)
    {
        var at = page.Html.IndexOf($"name=\"{name}\" value=\"", StringComparison.Ordinal) + $"name=\"{name}\" value=\"".Length;
        return at < name.Length + 15 ? "" : WebUtility.HtmlDecode(page.Html[at..page.Html.IndexOf('"', at)]);
    }

    // A button of the editor's form, with the text in its field.
    private async Task<ConsoleAnswer> Press(string page, string action, string text, params (string, string)[] more)
    {
        var hidden = (await _console.Open(page)).HiddenFieldsOf(page).Where(field => !more.Any(other => other.Item1 == field.Item1));
        return await _console.Post(action, [.. hidden, ("yaml", text), .. more]);
    }

    private Task<ConsoleAnswer> Tap(string text, string said, (string, string) what) => Press(File, $"{File}/try", text, ("said", said), what);

    private async Task<string> Documents()
    {
        var counts = new List<string>();
        async Task Count<T>(Collection<T> collection) where T : class => counts.Add($"{collection.Name} {await _bot.Store.Count(collection, Filter.Everything, default)}");
        await Count(SurveyCollections.Answers);
        await Count(SurveyCollections.Conversations);
        await Count(SurveyCollections.Milestones);
        await Count(SurveyCollections.Versions);
        await Count(Bot.Friends.FriendCollections.Friends);
        await Count(Bot.Friends.FriendCollections.Timeline);
        await Count(Bot.Outbox.OutboxCollections.Messages);
        await Count(Bot.Coupons.CouponCollections.Issues);
        await Count(DefinitionCollections.Published);
        await Count(DefinitionCollections.Versions);
        return string.Join('\n', counts);
    }
}
