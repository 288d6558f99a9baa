using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Bot.Friends;

namespace Bot.Tests.Segments;

public sealed class SegmentsApiTests : IAsyncLifetime
{
    private SegmentsShop _shop = null!;

    public async Task InitializeAsync() => _shop = await SegmentsShop.Open();

    public async Task DisposeAsync() => await _shop.DisposeAsync();

    [Theory]
    [InlineData("tag = 甘口", 2)]
    [InlineData("tag = 甘口 and tag = 婚約中", 1)]
    [InlineData("all", 3)]
    [InlineData("not tag = 甘口", 1)]
    [InlineData("blocked", 1)]
    [InlineData("status in (following, blocked, visitor) and tag = 甘口", 4)]
    [InlineData("tag = 大辛", 0)]
    public async Task Friends_who_match_are_counted(string condition, long count) => Assert.Equal(count, await _shop.Count(condition));

    [Fact]
    public async Task A_count_follows_what_friends_answer()
    {
        Assert.Equal(0, await _shop.Count("answer(spice-level.spice) = 辛口"));

        await _shop.Put(SegmentsShop.Friend("U3", "次郎", ["激辛"]).WithAnswer(new AnswerFact("spice-level", "spice", SegmentsShop.Now) { Choices = ["hot"] }));

        Assert.Equal(1, await _shop.Count("answer(spice-level.spice) = 辛口"));
        Assert.Equal(1, await _shop.Count("tag = 激辛"));
    }

    [Fact]
    public async Task A_preview_says_who_why_and_which_part_of_the_followers()
    {
        var preview = await _shop.Post("/segments/preview", new { condition = "ｔａｇ＝甘口 and not tag = 辛口" });

        Assert.Equal("tag = 甘口 and not tag = 辛口", preview.GetProperty("condition").GetString());
        Assert.Equal((2, 3, 2), (preview.GetProperty("count").GetInt64(), preview.GetProperty("followers").GetInt64(), preview.GetProperty("reachable").GetInt64()));
        Assert.Equal("has the tag “甘口” and does not have the tag “辛口”", preview.GetProperty("meaning").GetProperty("english").GetString());
        Assert.Equal(2.0 / 3, preview.GetProperty("share").GetDouble(), 6);
        var first = preview.GetProperty("friends")[0];
        Assert.Equal(("U1", "花子", "following"), (first.GetProperty("id").GetString(), first.GetProperty("displayName").GetString(), first.GetProperty("status").GetString()));
        Assert.Equal(["tag = 甘口", "not tag = 辛口"], first.GetProperty("because").EnumerateArray().Select(test => test.GetString()));
        Assert.Equal(2, preview.GetProperty("friends").GetArrayLength());
    }

    [Fact]
    public async Task A_wrong_condition_is_answered_with_the_word_and_the_nearest_names()
    {
        using var response = await _shop.Http.PostAsJsonAsync("/api/segments/count", new { condition = "tag = 甘ロ or tag = 婚約" });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("There is no tag \"甘ロ\". Did you mean 甘口?", answer.GetProperty("errors").GetProperty("condition")[0].GetString());
        var problem = answer.GetProperty("problems")[1];
        Assert.Equal(("unknownTag", 18, 2, "婚約中"), (
            problem.GetProperty("kind").GetString(),
            problem.GetProperty("start").GetInt32(),
            problem.GetProperty("length").GetInt32(),
            problem.GetProperty("suggestions")[0].GetString()));
    }

    [Fact]
    public async Task A_condition_is_read_back_as_it_was_understood()
    {
        var good = await _shop.Post("/segments/parse", new { condition = "answer(spice-level.spice) ＝ 甘口" });
        Assert.Equal("answer(spice-level.spice) = sweet", good.GetProperty("condition").GetString());
        Assert.Empty(good.GetProperty("problems").EnumerateArray());
        Assert.EndsWith("の答えが「甘口」である", good.GetProperty("meaning").GetProperty("japanese").GetString(), StringComparison.Ordinal);

        var bad = await _shop.Post("/segments/parse", new { condition = "tag = 甘口 and" });
        Assert.Equal(JsonValueKind.Null, bad.GetProperty("condition").ValueKind);
        Assert.Equal("expectedTest", bad.GetProperty("problems")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task What_may_be_typed_at_the_caret_is_suggested()
    {
        var answer = await _shop.Post("/segments/complete", new { condition = "tag = 甘 and all", at = 7 });

        var first = answer.GetProperty("suggestions")[0];
        Assert.Equal(("甘口", 6, 1, "tag"), (
            first.GetProperty("text").GetString(), first.GetProperty("start").GetInt32(), first.GetProperty("length").GetInt32(), first.GetProperty("kind").GetString()));
        Assert.Empty(answer.GetProperty("freeValues").EnumerateArray());
        Assert.Equal(2, first.GetProperty("count").GetInt64());

        var option = (await _shop.Post("/segments/complete", new { condition = "answer(spice-level.spice) = 辛" })).GetProperty("suggestions")[0];
        Assert.Equal(("辛口", "option"), (option.GetProperty("text").GetString(), option.GetProperty("kind").GetString()));
        Assert.Equal(
            [("visitor", 1L), ("following", 3L), ("blocked", 1L)],
            (await _shop.Post("/segments/complete", new { condition = "status = " })).GetProperty("suggestions").EnumerateArray()
                .Select(status => (status.GetProperty("label").GetString()!, status.GetProperty("count").GetInt64())));
        Assert.Equal(JsonValueKind.Null, (await _shop.Post("/segments/complete", new { condition = "received(" })).GetProperty("suggestions")[0].GetProperty("count").ValueKind);
        Assert.Equal("day", (await _shop.Post("/segments/complete", new { condition = "last_message > " })).GetProperty("freeValues")[0].GetString());
        Assert.Equal("tag", (await _shop.Post("/segments/complete", new { })).GetProperty("suggestions")[0].GetProperty("label").GetString());
    }

    [Theory]
    [InlineData("attribute(age) between 30 and 20", "impossibleRange", 23, 9)]
    [InlineData("followed between 2026-12-31 and 2026-01-01", "impossibleRange", 17, 25)]
    [InlineData("attribute(age) between 20 and 2026-01-01", "mixedKinds", 30, 10)]
    [InlineData("attribute(age) in (20, 東京)", "wrongKind", 23, 2)]
    [InlineData("attribute(age) >= 2026-01-01", "wrongKind", 18, 10)]
    [InlineData("attribute(age) = 2026-01-01", "wrongKind", 17, 10)]
    [InlineData("attribute(birthday) > 30", "wrongKind", 22, 2)]
    [InlineData("attribute(age) > 東京", "needsNumberOrDay", 17, 2)]
    [InlineData("attribute(city) > 東京", "wrongKind", 16, 1)]
    [InlineData("last_message > 30", "needsDay", 15, 2)]
    [InlineData("followed on 2026-02-30", "badDay", 12, 10)]
    [InlineData("attribute(age) = 1e999", "badNumber", 17, 5)]
    [InlineData("last_message > 100000 days ago", "badNumber", 15, 6)]
    [InlineData("tag = 甘ロ", "unknownTag", 6, 2)]
    [InlineData("attribute(aeg) = 20", "unknownAttribute", 10, 3)]
    public async Task A_mistake_is_told_in_its_place(string condition, string kind, int start, int length)
    {
        await _shop.Put(SegmentsShop.Friend("U1", "花子", ["甘口"]) with
        {
            Attributes =
            [
                new FriendAttribute("age", SegmentsShop.Now, FactSource.Bot) { Number = 25 },
                new FriendAttribute("city", SegmentsShop.Now, FactSource.Bot) { Text = "東京" },
                new FriendAttribute("birthday", SegmentsShop.Now, FactSource.Bot) { Date = new(2000, 1, 5) },
            ],
        });

        Assert.Equal((kind, start, length), await Problem("count", condition));
        Assert.Equal((kind, start, length), await Problem("preview", condition));
    }

    public static TheoryData<string, string, string> Monsters { get; } = new()
    {
        { "200 parentheses", new string('(', 200) + "all" + new string(')', 200), "tooDeep" },
        { "200 nots", string.Concat(Enumerable.Repeat("not ", 200)) + "all", "tooDeep" },
        { "one word of 100 kB", "tag = " + new string('a', 100_000), "tooLong" },
        { "100 kB of kanji", "tag = " + new string('甘', 100_000), "tooLong" },
        { "100 kB of parentheses", new string('(', 100_000), "tooLong" },
        { "100 kB of closing ones", new string(')', 100_000), "tooLong" },
        { "100 kB of quotes", new string('"', 100_000), "tooLong" },
        { "100 kB of tests", string.Join(" or ", Enumerable.Repeat("tag = 甘口", 8_000)), "tooLong" },
        { "as many parentheses as fit", new string('(', 20_000), "tooDeep" },
        { "as many nots as fit", string.Concat(Enumerable.Repeat("not ", 5_000)), "tooDeep" },
        { "501 tests joined by or", string.Join(" or ", Enumerable.Repeat("all", 501)), "tooManyTests" },
        { "501 tests joined by and", string.Join(" and ", Enumerable.Repeat("all", 501)), "tooManyTests" },
        { "a word as long as fits", "tag = " + new string('a', 19_994), "unknownTag" },
        { "as many unknown tags as fit", string.Join(" or ", Enumerable.Repeat("tag = 甘ロ", 499)), "unknownTag" },
        { "an unclosed quote as long as fits", "tag = 「" + new string('a', 19_993), "unclosedQuote" },
    };

    [Theory]
    [MemberData(nameof(Monsters))]
    public async Task A_monster_is_a_plain_mistake(string what, string condition, string kind)
    {
        Assert.NotEmpty(what);
        Assert.Equal(kind, (await Problem("count", condition)).Kind);
        Assert.Equal(kind, (await Problem("preview", condition)).Kind);
        Assert.Equal(kind, (await _shop.Post("/segments/parse", new { condition })).GetProperty("problems")[0].GetProperty("kind").GetString());
        Assert.InRange((await _shop.Post("/segments/complete", new { condition })).GetProperty("suggestions").GetArrayLength(), 0, 12);
    }

    private async Task<(string Kind, int Start, int Length)> Problem(string verb, string condition)
    {
        using var response = await _shop.Http.PostAsJsonAsync($"/api/segments/{verb}", new { condition });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems")[0];
        return (problem.GetProperty("kind").GetString()!, problem.GetProperty("start").GetInt32(), problem.GetProperty("length").GetInt32());
    }

    [Fact]
    public async Task A_segment_is_saved_changed_used_and_deleted()
    {
        using (var made = await _shop.Http.PutAsJsonAsync("/api/segments/sweet-lovers", new { name = "甘口好き", condition = "tag＝甘口" }))
        {
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        }

        using (var changed = await _shop.Http.PutAsJsonAsync("/api/segments/sweet-lovers", new { name = "甘口が好き", condition = "tag = 甘口 and not tag = 婚約中" }))
        {
            Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        }

        var listed = await _shop.Http.GetFromJsonAsync<JsonElement>("/api/segments");
        Assert.Equal(("sweet-lovers", "甘口が好き"), (listed[0].GetProperty("id").GetString(), listed[0].GetProperty("name").GetString()));
        var found = await _shop.Http.GetFromJsonAsync<JsonElement>("/api/segments/sweet-lovers");
        Assert.Equal("tag = 甘口 and not tag = 婚約中", found.GetProperty("condition").GetString());
        Assert.Equal(1, (await _shop.Post("/segments/count", new { segmentId = "sweet-lovers" })).GetProperty("count").GetInt64());

        Assert.Equal(HttpStatusCode.NoContent, (await _shop.Http.DeleteAsync("/api/segments/sweet-lovers")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _shop.Http.DeleteAsync("/api/segments/sweet-lovers")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _shop.Http.GetAsync("/api/segments/sweet-lovers")).StatusCode);
    }

    [Theory]
    [InlineData("Bad Id", "名前", "all", "segmentId")]
    [InlineData("good", "", "all", "name")]
    [InlineData("good", "a\nb", "all", "name")]
    [InlineData("good", "名前", "tag = 知らないタグ", "condition")]
    [InlineData("good", "名前", null, "condition")]
    public async Task A_segment_that_makes_no_sense_is_not_saved(string id, string name, string? condition, string field)
    {
        using var response = await _shop.Http.PutAsJsonAsync($"/api/segments/{id}", new { name, condition });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"condition\":5}")]
    [InlineData("{\"condition\":\"\\ud800\"}")]
    [InlineData("{\"condition\":\"tag = \\u0000\"}")]
    [InlineData("{\"condition\":\"all\",\"segmentId\":\"x\"}")]
    [InlineData("{\"segmentId\":\"nobody\"}")]
    [InlineData("{\"segmentId\":\"\"}")]
    [InlineData("{\"condition\":\"all\",\"friends\":\"many\"}")]
    public async Task A_bad_body_is_the_callers_mistake(string body)
    {
        foreach (var path in (string[])["count", "preview"])
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await _shop.Http.PostAsync($"/api/segments/{path}", content);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [Fact]
    public async Task The_largest_conditions_are_counted()
    {
        Assert.Equal(3, await _shop.Count(string.Join(" or ", Enumerable.Repeat("not tag = 辛口", 499)) + " or all"));
        Assert.Equal(2, await _shop.Count(string.Concat(Enumerable.Repeat("not ", 100)) + "tag = 甘口"));
        Assert.Equal(2, await _shop.Count($"answer(spice-level.spice) in ({string.Join(", ", Enumerable.Repeat("sweet", 2_500))}) or tag = 甘口"));
    }

    [Fact]
    public async Task The_names_that_may_be_used_are_listed()
    {
        var vocabulary = await _shop.Http.GetFromJsonAsync<JsonElement>("/api/vocabulary");

        Assert.Equal(["大辛", "婚約中", "甘口", "辛口"], vocabulary.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal("choice", vocabulary.GetProperty("surveys")[0].GetProperty("questions")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task An_explanation_counts_each_clause_and_says_how_the_friends_were_found()
    {
        var explained = await _shop.Post("/segments/explain", new { condition = "tag = 甘口 and not (tag = 婚約中 or all)" });

        Assert.Equal("not all", explained.GetProperty("means").GetString());
        Assert.Equal((0, "index"), (explained.GetProperty("count").GetInt64(), explained.GetProperty("plan").GetProperty("by").GetString()));
        var clauses = explained.GetProperty("clauses");
        Assert.Equal([("tag = 甘口", 2), ("not (tag = 婚約中 or all)", 0)], Counts(clauses));
        Assert.Equal([("tag = 婚約中", 1), ("all", 3)], Counts(clauses.GetProperty("parts")[1].GetProperty("parts")[0]));
        Assert.Equal(JsonValueKind.Null, explained.GetProperty("friend").ValueKind);
    }

    [Fact]
    public async Task For_one_friend_it_says_which_clause_holds_and_from_which_fact()
    {
        await _shop.Put(SegmentsShop.Friend("U2", "太郎", ["甘口"])
            .WithAttribute(new FriendAttribute("pref", SegmentsShop.Now, FactSource.Staff("田中")) { Text = "東京 都" })
            .WithAnswer(new AnswerFact("spice-level", "spice", SegmentsShop.Now) { Choices = ["hot"] }));

        var explained = await _shop.Post("/segments/explain", new
        {
            condition = "tag = 甘口 and attribute(pref) = 大阪 or answer(spice-level.spice) = 辛口 and last_message is never and blocked_at is known",
            friend = "U2",
        });

        Assert.False(explained.GetProperty("friend").GetProperty("matches").GetBoolean());
        var (first, second) = (explained.GetProperty("clauses").GetProperty("parts")[0].GetProperty("parts"), explained.GetProperty("clauses").GetProperty("parts")[1].GetProperty("parts"));
        Assert.Equal([true, false], first.EnumerateArray().Select(part => part.GetProperty("holds").GetBoolean()));
        Assert.Equal([true, true, false], second.EnumerateArray().Select(part => part.GetProperty("holds").GetBoolean()));
        Assert.Equal("attribute(pref) = \"東京 都\"", first[1].GetProperty("facts")[0].GetProperty("fact").GetString());
        Assert.Equal("田中", first[1].GetProperty("facts")[0].GetProperty("source").GetProperty("name").GetString());
        Assert.Equal("answer(spice-level.spice) = hot", second[0].GetProperty("facts")[0].GetProperty("fact").GetString());
        Assert.Equal(0, second[1].GetProperty("facts").GetArrayLength());
    }

    [Fact]
    public async Task Nobody_can_be_explained_for_a_friend_there_is_not()
    {
        using var response = await _shop.Http.PostAsJsonAsync("/api/segments/explain", new { condition = "all", friend = "U99" });
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task The_index_tells_how_it_stands()
    {
        Assert.Equal(3, await _shop.Count("all"));

        var state = await _shop.Http.GetFromJsonAsync<JsonElement>("/api/segments/index");

        Assert.Equal(("ready", 5), (state.GetProperty("readiness").GetString(), state.GetProperty("friends").GetInt32()));
        Assert.True(state.GetProperty("bytes").GetInt64() > state.GetProperty("parts").GetProperty("tags").GetInt64());
        Assert.Equal(JsonValueKind.Null, state.GetProperty("behind").ValueKind);
    }

    private static IEnumerable<(string?, long)> Counts(JsonElement clause) =>
        clause.GetProperty("parts").EnumerateArray().Select(part => (part.GetProperty("text").GetString(), part.GetProperty("count").GetInt64()));
}
