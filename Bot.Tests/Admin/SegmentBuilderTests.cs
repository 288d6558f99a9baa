using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bot.Segments;
using Bot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Admin;

/// <summary>Building a condition of rows without JavaScript, and keeping it under a name.</summary>
public sealed class SegmentBuilderTests(SegmentBuilderTests.Running running) : IClassFixture<SegmentBuilderTests.Running>
{
    private readonly BotApplication _bot = running.Bot;
    private readonly ConsoleClient _console = new(running.Bot.Address);

    [Fact]
    public async Task A_condition_is_built_row_by_row_and_read_as_text()
    {
        await _bot.Tagged("さくら", "行の甘口");
        var rows = await Open("/segments");
        rows = await Press(rows.Fill(("rows.parts[0].name", "行の甘口")), "group rows");
        rows = await Press(rows.Fill(("rows.parts[1].parts[0].what", "last_message"), ("rows.parts[1].not", "not")), "row rows.parts[1]");
        rows = await Press(rows.Fill(("rows.parts[1].parts[0].value", "３０"), ("rows.parts[1].parts[1].what", "coupon")));

        var answer = await _console.Post("/segments/rows", rows.Fill(("rows.parts[1].parts[1].name", "birthday-cake"), ("rows.parts[1].parts[1].value", "redeemed")).Fields);

        Assert.Contains("tag = 行の甘口 and not (last_message > 30 days ago or coupon(birthday-cake) is redeemed)", WebUtility.HtmlDecode(answer.Html), StringComparison.Ordinal);
        Assert.Contains("1 人 / 友だち", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tag in (甘口, \"子供 あり\") added <= 30 days ago and not (attribute(prefecture) not in (東京, 神奈川) or survey(spice-level) is completed)")]
    [InlineData("answer(spice-level.spice) = mild or last_message is never or all")]
    [InlineData("not not opted_out(新商品) and expires(welcome) between today and 3 days from now")]
    public async Task Rows_of_a_text_sent_back_unchanged_are_that_text(string text)
    {
        var opened = await Open("/segments?condition=" + Uri.EscapeDataString(text));

        var answer = await _console.Post("/segments/rows", [.. opened.Fields, ("do", "")]);

        Assert.Equal(text, PageForm.WithId(answer.Html, "rows")["condition"]);
    }

    [Fact]
    public async Task Rows_move_and_go_and_an_unfinished_one_is_told_where_it_stands_and_keeps_the_rest()
    {
        var opened = await Open("/segments?condition=" + Uri.EscapeDataString("tag = A or tag = B or tag = C"));

        var moved = await Press(opened, "down rows.parts[0]", "remove rows.parts[2]");
        Assert.Equal("tag = B or tag = A", moved["condition"]);

        var answer = await _console.Post("/segments/rows", [.. moved.Fields, ("do", "row rows")]);
        Assert.Contains("この行を最後まで入力してください", answer.Text, StringComparison.Ordinal);
        var unfinished = PageForm.WithId(answer.Html, "rows");
        Assert.Equal(("B", "tag = B or tag = A"), (unfinished["rows.parts[0].name"], unfinished["condition"]));
    }

    [Fact]
    public async Task A_segment_is_saved_opened_changed_and_the_second_to_save_is_told()
    {
        var page = (await _console.Submit("/segments?condition=" + Uri.EscapeDataString("tag = 甘口"), "/segments", ("name", "甘口の方"))).Path;
        var mine = PageForm.WithId((await _console.Open(page)).Html, "segment-form");
        var theirs = PageForm.WithId((await _console.Open(page)).Html, "segment-form");
        await _console.Post(page, theirs.Fill(("condition", "tag = 甘口 or tag = 中辛")).Fields);

        var told = await _console.Post(page, mine.Fill(("name", "私の名前"), ("condition", "all")).Fields);

        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Contains("tag = 甘口 or tag = 中辛", told.Text, StringComparison.Ordinal);
        Assert.Contains("私の名前", told.Text, StringComparison.Ordinal);
        Assert.Equal("tag = 甘口 or tag = 中辛", (await Segment(page)).GetProperty("condition").GetString());

        await _console.Post(page, PageForm.WithId(told.Html, "segment-form").Fields);
        Assert.Equal(("私の名前", "all"), ((await Segment(page)).GetProperty("name").GetString(), (await Segment(page)).GetProperty("condition").GetString()));
    }

    [Fact]
    public async Task A_segment_that_is_used_says_where_and_is_deleted_only_by_who_knows()
    {
        var page = (await _console.Submit("/segments?condition=all", "/segments", ("name", "使われる方"))).Path;
        var id = page[(page.LastIndexOf('/') + 1)..];
        await _bot.Api.PostAsJsonAsync("/api/campaigns", new { name = "使うキャンペーン", segmentId = id, messages = new[] { new { type = "text", text = "a" } } });

        Assert.Contains("使うキャンペーン", (await _console.Open(page)).Text, StringComparison.Ordinal);
        var refused = await _console.Submit(page, $"{page}/delete");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("まだ削除していません", refused.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await _bot.Api.DeleteAsync($"/api/segments/{id}")).StatusCode);
        Assert.Equal("campaign", (await _bot.Api.GetFromJsonAsync<JsonElement>($"/api/segments/{id}/uses"))[0].GetProperty("kind").GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await _bot.Api.DeleteAsync($"/api/segments/{id}?anyway=true")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _console.Open(page)).Status);
    }

    [Fact]
    public async Task A_segment_that_was_deleted_meanwhile_takes_nothing_of_what_was_typed_with_it()
    {
        var page = (await _console.Submit("/segments?condition=all", "/segments", ("name", "消される方"))).Path;
        var mine = PageForm.WithId((await _console.Open(page)).Html, "segment-form");
        await _bot.Api.DeleteAsync("/api" + page);

        var answer = await _console.Post(page, mine.Fill(("name", "まだ書いている"), ("condition", "tag = 甘口")).Fields);

        Assert.Contains("まだ書いている", WebUtility.HtmlDecode(answer.Html), StringComparison.Ordinal);
        Assert.Contains("tag = 甘口", WebUtility.HtmlDecode(answer.Html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_size_is_kept_once_a_day_whoever_measures_and_drawn_with_the_numbers_beside_it()
    {
        await _bot.Tagged("一人目", "毎日");
        var page = (await _console.Submit("/segments?condition=" + Uri.EscapeDataString("tag = 毎日"), "/segments", ("name", "毎日の方"))).Path;
        var id = page[(page.LastIndexOf('/') + 1)..];
        var sizes = _bot.Services.GetRequiredService<SegmentSizes>();
        var store = _bot.Store;

        await Task.WhenAll(sizes.MeasureToday(default), sizes.MeasureToday(default));
        await _bot.Tagged("二人目", "毎日");
        await sizes.MeasureToday(default);
        var first = Assert.Single(await sizes.Of(id, 90, default));
        Assert.Equal((1, 1), (first.Count, first.Reachable));

        // As if yesterday had been counted too.
        var yesterday = first.Day.AddDays(-1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await store.Commit(new Commit().Insert(SegmentCollections.Sizes, first with { Id = SegmentSize.IdOf(id, yesterday), DayText = yesterday, Count = 0, Reachable = 0 }), default);
        var shown = await _console.Open(page);
        Assert.Contains("<polyline points=\"0,56 300,4\"", shown.Html, StringComparison.Ordinal);
        Assert.Equal(2, (await _bot.Api.GetFromJsonAsync<JsonElement>($"/api/segments/{id}/sizes")).GetArrayLength());

        await _bot.Api.DeleteAsync($"/api/segments/{id}");
        Assert.Empty(await sizes.Of(id, 90, default));
    }

    [Fact]
    public async Task Why_somebody_matches_or_not_is_told_clause_by_clause()
    {
        var friend = await _bot.Tagged("はなこ", "理由");
        var condition = Uri.EscapeDataString("tag = 理由 and not tag = 辛口");
        Assert.Contains("なぜ?", (await _console.Open($"/segments?condition={condition}")).Text, StringComparison.Ordinal);

        var yes = await _console.Open($"/segments/explain?condition={condition}&friend={friend.UserId}");
        Assert.Contains("さんは、この条件に合います", yes.Text, StringComparison.Ordinal);

        var no = await _console.Open($"/segments/explain?condition={Uri.EscapeDataString("tag = 辛口")}&friend={Uri.EscapeDataString("はなこ")}");
        Assert.Contains("合いません", no.Text, StringComparison.Ordinal);
        Assert.Contains("何も分かっていません", no.Text, StringComparison.Ordinal);

        var nobody = await _console.Open($"/segments/explain?condition={condition}&friend=%E3%81%AA%E3%81%97");
        Assert.Contains("「なし」という友だちはいません", nobody.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_makes_rows_of_text_and_text_of_rows_and_overwrites_nothing_unseen()
    {
        var rows = await Ask("/api/segments/rows", new { condition = "tag = A and not last_message > 3 days ago" });
        Assert.Equal("unknownTag", rows.GetProperty("problems")[0].GetProperty("kind").GetString());
        Assert.Equal("last_message", rows.GetProperty("rows").GetProperty("parts")[1].GetProperty("what").GetString());
        rows = await Ask("/api/segments/rows", new { condition = "tag = 甘口 and not last_message > 3 days ago" });
        Assert.Equal("tag = 甘口 and not last_message > 3 days ago", (await Ask("/api/segments/rows/text", rows.GetProperty("rows"))).GetProperty("condition").GetString());
        var unfinished = await Ask("/api/segments/rows/text", new { what = "group", parts = new[] { new { what = "tag" } } });
        Assert.True(unfinished.GetProperty("problems").TryGetProperty("parts[0]", out _));

        var made = await (await _bot.Api.PutAsJsonAsync("/api/segments/seen", new { name = "一", condition = "all" })).Content.ReadFromJsonAsync<JsonElement>();
        var seen = made.GetProperty("updatedAt").GetString();
        Assert.Equal(HttpStatusCode.OK, (await _bot.Api.PutAsJsonAsync("/api/segments/seen", new { name = "二", condition = "all", seen })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await _bot.Api.PutAsJsonAsync("/api/segments/seen", new { name = "三", condition = "all", seen })).StatusCode);
    }

    private async Task<JsonElement> Ask(string address, object body)
    {
        var answer = await _bot.Api.PostAsJsonAsync(address, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<JsonElement> Segment(string page) => await _bot.Api.GetFromJsonAsync<JsonElement>("/api" + page);

    private async Task<PageForm> Open(string page) => PageForm.WithId((await _console.Open(page)).Html, "rows");

    private async Task<PageForm> Press(PageForm form, params string[] buttons)
    {
        foreach (var button in buttons.DefaultIfEmpty(""))
        {
            var answer = await _console.Post("/segments/rows", [.. form.Fields, ("do", button)]);
            Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
            form = PageForm.WithId(answer.Html, "rows");
        }

        return form;
    }

    /// <summary>One bot for all of them.</summary>
    public sealed class Running : IDisposable
    {
        internal BotApplication Bot { get; } = new(new() { ["Bot:QuietHours"] = "none" });

        public void Dispose() => Bot.Dispose();
    }
}
