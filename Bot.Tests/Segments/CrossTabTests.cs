using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bot.Friends;

namespace Bot.Tests.Segments;

/// <summary>Friends sorted in two ways at once, over the API.</summary>
public sealed class CrossTabTests : IAsyncLifetime
{
    private SegmentsShop _shop = null!;

    public async Task InitializeAsync() => _shop = await SegmentsShop.Open();

    public async Task DisposeAsync() => await _shop.DisposeAsync();

    [Fact]
    public async Task Cells_are_counts_of_segments_and_add_up()
    {
        await Fill();

        var table = await _shop.Post("/crosstab", new { rows = "answer(spice-level.spice)", columns = "attribute(pref)" });

        Assert.Equal(["甘口", "辛口"], Labels(table, "rowHeads"));
        Assert.Equal(["東京", "大阪"], Labels(table, "columnHeads"));
        Assert.Equal([[40, 10], [20, 30]], Cells(table));
        Assert.Equal(100, table.GetProperty("n").GetInt64());
        foreach (var cell in table.GetProperty("cells").EnumerateArray().SelectMany(row => row.EnumerateArray()))
        {
            Assert.Equal(cell.GetProperty("count").GetInt64(), await _shop.Count(cell.GetProperty("condition").GetString()!));
        }
    }

    [Fact]
    public async Task A_table_that_depends_says_so_and_where()
    {
        await Fill();

        var table = await _shop.Post("/crosstab", new { rows = "answer(spice-level.spice)", columns = "attribute(pref)" });
        var test = table.GetProperty("test");

        // chisq.test(matrix(c(40, 20, 10, 30), 2), correct = FALSE) and fisher.test in R.
        Assert.Equal(16.6667, test.GetProperty("chiSquare").GetDouble(), 4);
        Assert.Equal(1, test.GetProperty("degrees").GetInt32());
        Assert.Equal(4.456e-05, test.GetProperty("p").GetDouble(), 8);
        Assert.InRange(test.GetProperty("fisher").GetDouble(), 0.00005, 0.0002);
        Assert.Equal("dependent", table.GetProperty("verdict").GetString());
        var cell = table.GetProperty("cells")[0][0];
        Assert.Equal(4.0825, cell.GetProperty("residual").GetDouble(), 4);
        Assert.True(cell.GetProperty("isSignificant").GetBoolean());
        Assert.Equal(0.8, cell.GetProperty("rowShare").GetDouble(), 10);
        Assert.Equal("attribute(pref) = 東京", table.GetProperty("columnHeads")[0].GetProperty("condition").GetString());
    }

    [Fact]
    public async Task Few_friends_are_too_few_to_say_and_tags_overlap()
    {
        var few = await _shop.Post("/crosstab", new { rows = "tag = 甘口", columns = "tag = 辛口; tag = 婚約中; not tag in (辛口, 婚約中)" });
        var overlapping = await _shop.Post("/crosstab", new { rows = "tag in (甘口, 婚約中)", columns = "tag = 甘口" });

        Assert.Equal("tooFew", few.GetProperty("verdict").GetString());
        Assert.Equal("overlapping", overlapping.GetProperty("verdict").GetString());
        Assert.Equal(JsonValueKind.Null, overlapping.GetProperty("test").ValueKind);
    }

    [Fact]
    public async Task Standings_are_each_friends_own_and_among_narrows()
    {
        await _shop.Put(
            SegmentsShop.Friend("U10", "一") with { Surveys = [new SurveyFact("spice-level", SurveyStanding.Completed, SegmentsShop.Now) { CompletedAt = SegmentsShop.Now, TimesCompleted = 1 }] },
            SegmentsShop.Friend("U11", "二", ["甘口"]) with { Surveys = [new SurveyFact("spice-level", SurveyStanding.Started, SegmentsShop.Now) { CompletedAt = SegmentsShop.Now, TimesCompleted = 1 }] },
            SegmentsShop.Friend("U12", "三", ["甘口"]) with { Surveys = [new SurveyFact("spice-level", SurveyStanding.Stopped, SegmentsShop.Now)] });

        var table = await _shop.Post("/crosstab", new { rows = "survey(spice-level)", columns = "tag = 甘口", among = "all" });
        var among = await _shop.Post("/crosstab", new { rows = "survey(spice-level)", columns = "tag = 甘口", among = "survey(spice-level) is stopped" });

        Assert.Equal(["completed", "ongoing", "stopped", "declined", "not started"], Labels(table, "rowHeads"));
        Assert.Equal([[1, 1], [0, 0], [1, 0], [0, 0], [2, 1]], Cells(table));
        Assert.Equal(1, among.GetProperty("n").GetInt64());
    }

    [Fact]
    public async Task It_comes_as_text_and_as_CSV_without_formulas()
    {
        await Fill();
        await _shop.Put(SegmentsShop.Friend("U900", "式") with { Attributes = [new FriendAttribute("pref", SegmentsShop.Now, FactSource.Bot) { Text = "=1+1" }], Answers = [Spice("sweet")] });

        using var csv = await _shop.Http.PostAsJsonAsync("/api/crosstab?format=csv", new { rows = "answer(spice-level.spice)", columns = "attribute(pref)" });
        using var text = await _shop.Http.PostAsJsonAsync("/api/crosstab?format=text", new { rows = "answer(spice-level.spice)", columns = "attribute(pref) in (東京, 大阪)" });

        Assert.Contains("甘口,\"'=1+1\",1,", await csv.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.StartsWith(
            """
                       東京       大阪    n
            甘口  40 (80%)+  10 (20%)-   50
            辛口  20 (40%)-  30 (60%)+   50
            n            60         40  100

            Rows and columns depend: chi-square 16.67, 1 degrees of freedom, p < 0.0001
            """.ReplaceLineEndings("\n"),
            (await text.Content.ReadAsStringAsync()).ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("answer(spice-level.spise)", "tag = 甘口", "rows")]
    [InlineData("tag = 甘口", "", "columns")]
    [InlineData("attribute(none)", "tag = 甘口", "rows")]
    [InlineData("group(rank)", "tag = 甘口", "rows")]
    [InlineData("tag = 甘口; tag =", "tag = 甘口", "rows")]
    public async Task What_cannot_be_read_is_told_by_field(string rows, string columns, string field)
    {
        using var answer = await _shop.Http.PostAsJsonAsync("/api/crosstab", new { rows, columns });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _));
    }

    private Task Fill() => _shop.Put(
        from cell in new[] { ("sweet", "東京", 40), ("sweet", "大阪", 10), ("hot", "東京", 20), ("hot", "大阪", 30) }
        from i in Enumerable.Range(0, cell.Item3)
        select SegmentsShop.Friend($"U{cell.Item1}{cell.Item2}{i}", "友") with
        {
            Attributes = [new FriendAttribute("pref", SegmentsShop.Now, FactSource.Bot) { Text = cell.Item2 }],
            Answers = [Spice(cell.Item1)],
        });

    private static AnswerFact Spice(string option) => new("spice-level", "spice", SegmentsShop.Now) { Choices = [option] };

    private static string[] Labels(JsonElement table, string heads) => [.. table.GetProperty(heads).EnumerateArray().Select(head => head.GetProperty("label").GetString()!)];

    private static long[][] Cells(JsonElement table) =>
        [.. table.GetProperty("cells").EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.GetProperty("count").GetInt64()).ToArray())];
}
